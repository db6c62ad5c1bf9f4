"""`marsad build -`: standard input gives the lake that the same bytes in a file give, under the same caps."""

from __future__ import annotations

import contextlib
import gzip
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake
from tests.runtime.build import lakes
from tests.runtime.build.voyages import csv, messages, voyages

DASH = Path("-")


@contextlib.contextmanager
def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> Iterator[None]:
    """Standard input is a pipe into which another hand writes."""
    read, write = os.pipe()

    def feed() -> None:
        with contextlib.suppress(BrokenPipeError), os.fdopen(write, "wb") as out:
            out.write(data)

    hand = threading.Thread(target=feed)
    with os.fdopen(read, "r") as stdin, monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        hand.start()
        try:
            yield
        finally:
            os.set_blocking(read, False)
            with contextlib.suppress(BlockingIOError):
                while os.read(read, 1 << 16):
                    continue
    hand.join(timeout=60)
    assert not hand.is_alive()


def packed(kind: str, folder: Path) -> bytes:
    """One archive in a packing of its own."""
    reports = voyages(Random(4))
    rows = csv(reports, folder / "rows.csv")
    if kind == "sentences":
        return b"".join(messages(reports, ("north", "south")))
    if kind == "gzip":
        return gzip.compress(rows.read_bytes())
    if kind == "zip":
        with zipfile.ZipFile(folder / "rows.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(rows, "one.csv")
            archive.writestr("two.nmea", b"".join(messages(reports[::3], ("north",))))
        return (folder / "rows.zip").read_bytes()
    table = pa.table({"mmsi": pa.array([r.mmsi for r in reports], pa.uint32()),
                      "timestamp": pa.array([r.t_s for r in reports], pa.timestamp("s", tz="UTC")),
                      "lon": [r.lon for r in reports], "lat": [r.lat for r in reports]})  # fmt: skip
    pq.write_table(table, folder / "rows.parquet")
    return (folder / "rows.parquet").read_bytes()


@pytest.mark.parametrize("kind", ["sentences", "gzip", "zip", "parquet"])
def test_standard_input_is_a_file_like_any_other(monkeypatch, tmp_path, kind):
    data = packed(kind, tmp_path)
    file, lake = tmp_path / "file", tmp_path / "lake"
    file.write_bytes(data)
    lakes.into(tmp_path / "of-file", [file])
    with piped(monkeypatch, data):
        accounts = lakes.into(lake, [DASH])
    assert [one.name for one in accounts.files] == ["-"]
    lakes.agree(lake, tmp_path / "of-file")
    (told,) = Lake.open(str(lake), lakes.clock).read("inputs", None, ("name", "bytes")).to_pylist()
    assert told == {"name": "-", "bytes": len(data)}
    assert not (lake / ".build").exists()
    with piped(monkeypatch, data):
        again = lakes.into(lake, [DASH, file])
    assert [one.skipped for one in again.files] == [True, True]


def test_the_command_reads_a_pipe(tmp_path, root):
    data = packed("gzip", tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "XDG_DATA_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-m", "marsad", "build", "-", "--into", str(tmp_path / "lake"), "-q"],
                         input=data, env=environment, capture_output=True, timeout=300)  # fmt: skip
    assert (run.returncode, run.stderr) == (0, b"")
    lakes.into(tmp_path / "of-file", [tmp_path / "rows.csv"])
    lakes.agree(tmp_path / "lake", tmp_path / "of-file")


def test_a_bomb_in_a_pipe_is_refused_and_the_lake_is_as_it_was(monkeypatch, tmp_path):
    lake = tmp_path / "lake"
    lakes.into(lake, [csv(voyages(Random(1)), tmp_path / "good.csv")])
    before = lakes.digest(lake)
    header = (tmp_path / "good.csv").read_bytes().splitlines(keepends=True)[0]
    bomb = gzip.compress(header + b"\n" * (64 << 20), 9)
    with piped(monkeypatch, bomb), pytest.raises(Refusal, match=r"^standard input grows more than 100 times"):
        lakes.into(lake, [DASH])
    assert lakes.digest(lake) == before
    assert not (lake / ".build").exists()


def test_what_no_format_claims_is_refused_by_its_name(monkeypatch, tmp_path):
    with piped(monkeypatch, b"alpha,beta\n1,2\n"), pytest.raises(Refusal, match=r"^- "):
        lakes.into(tmp_path / "lake", [DASH])


def test_a_process_without_standard_input_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Refusal, match="Standard input is closed"):
        lakes.into(tmp_path / "lake", [DASH])


def test_a_disk_that_standard_input_fills_is_told(monkeypatch, tmp_path, small_disk):
    lake = small_disk / "lake"
    lakes.into(lake, [csv(voyages(Random(1)), tmp_path / "good.csv")])
    before = lakes.digest(lake)
    with piped(monkeypatch, Random(1).randbytes(16 << 20)), pytest.raises(Refusal, match="cannot take standard input"):
        lakes.into(lake, [DASH])
    assert lakes.digest(lake) == before
    assert not (lake / ".build").exists()
