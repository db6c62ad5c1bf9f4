"""Bad input is refused in a sentence that names it, memory stays under its cap, and the lake is as it was."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from marsad.schema.refusal import Refusal
from tests.runtime.build import lakes
from tests.runtime.build.voyages import csv, voyages

CAPPED = """
import sys
sys.path.insert(0, sys.argv[1])
import marsad.runtime.build.build, marsad.runtime.engines.local
from marsad.cli import main
code = main(["build", "-q", sys.argv[2], "--into", sys.argv[3]])
with open("/proc/self/status") as status:
    print(next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM")))
sys.exit(code)
"""


@pytest.fixture
def lake(tmp_path):
    """A lake with something in it, and its digest."""
    good = csv(voyages(Random(1)), tmp_path / "good.csv")
    lakes.into(tmp_path / "lake", [good])
    return tmp_path / "lake", lakes.digest(tmp_path / "lake")


def parquet(path: Path) -> bytes:
    table = pa.table({"mmsi": pa.array([235_000_001] * 5000, pa.uint32()),
                      "timestamp": pa.array(range(5000), pa.timestamp("s", tz="UTC")),
                      "lon": [1.0] * 5000, "lat": [50.0] * 5000})  # fmt: skip
    pq.write_table(table, path)
    return path.read_bytes()


@pytest.mark.parametrize("cut", ["end", "middle", "footer"])
def test_damaged_parquet(lake, tmp_path, cut):
    bad = tmp_path / "bad.parquet"
    data = bytearray(parquet(bad))
    if cut == "end":
        data = data[: len(data) // 2]
    elif cut == "middle":
        data[200:400] = bytes(200)
    else:
        data[-60:-12] = b"\xff" * 48
    bad.write_bytes(data)
    with pytest.raises(Refusal, match=r"bad\.parquet"):
        lakes.into(lake[0], [bad])
    assert lakes.digest(lake[0]) == lake[1]


@pytest.mark.parametrize("kind", ["line", "bomb"])
def test_huge_input_stays_small(lake, tmp_path, root, kind):
    bad = tmp_path / ("bad.zip" if kind == "bomb" else "bad.csv")
    with contextlib.ExitStack() as stack:
        if kind == "bomb":
            archive = stack.enter_context(zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED, compresslevel=1))
            out = stack.enter_context(archive.open("bad.csv", "w", force_zip64=True))
        else:
            out = stack.enter_context(bad.open("wb"))
        out.write(b"MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,"
                  b"Draft,Cargo,TransceiverClass\n")  # fmt: skip
        for _ in range(1024 if kind == "line" else 256):
            out.write(b"9" * (1 << 20) if kind == "line" else b"\n" * (1 << 20))
    run = subprocess.run([sys.executable, "-c", CAPPED, str(root / "src"), str(bad), str(lake[0])],
                         capture_output=True, text=True, timeout=300)  # fmt: skip
    assert run.returncode == 1, run.stderr
    assert bad.name in run.stderr
    assert "Traceback" not in run.stderr
    assert int(run.stdout) < 1024
    assert lakes.digest(lake[0]) == lake[1]


def test_one_bad_member_leaves_the_lake(lake, tmp_path):
    good = csv(voyages(Random(2)), tmp_path / "b.csv")
    bad = tmp_path / "mixed.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.write(good, "b.csv")
        archive.writestr("what.csv", "alpha,beta\n1,2\n")
    with pytest.raises(Refusal, match=r"mixed\.zip: what\.csv"):
        lakes.into(lake[0], [bad])
    assert lakes.digest(lake[0]) == lake[1]


def test_a_newer_lake_is_left_alone(lake, tmp_path):
    marker = lake[0] / "marsad.json"
    told = json.loads(marker.read_text())
    marker.write_text(json.dumps({**told, "format": 999}))
    good = csv(voyages(Random(2)), tmp_path / "b.csv")
    before = sorted(lake[0].rglob("*"))
    with pytest.raises(Refusal, match="newer"):
        lakes.into(lake[0], [good])
    assert sorted(lake[0].rglob("*")) == before


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Refusal, match="nowhere"):
        lakes.into(tmp_path / "lake", [tmp_path / "nowhere.csv"])


@pytest.mark.parametrize("size_mb", [3, 6])
def test_a_full_disk_leaves_the_lake_as_it_was(tmp_path, size_mb):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a tmpfs")
    try:
        good = csv(voyages(Random(1)), tmp_path / "good.csv")
        lakes.into(disk / "lake", [good])
        before = lakes.digest(disk / "lake")
        reports = [report for seed in range(2, 14) for report in voyages(Random(seed), hours=400)]
        large = csv(reports, tmp_path / "large.csv")
        with pytest.raises(Refusal, match=r"full|room|space"):
            lakes.into(disk / "lake", [large], memory_mb=8)
        assert lakes.digest(disk / "lake") == before
        smaller = csv(voyages(Random(2), hours=2), tmp_path / "smaller.csv")
        lakes.into(disk / "lake", [smaller])
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_times_that_no_calendar_names_are_rejects(tmp_path):
    past_all_years = 316_500_000_000  # seconds: about the year 12000
    table = pa.table({"mmsi": pa.array([235_000_001] * 4, pa.uint32()),
                      "timestamp": pa.array([0, 60, past_all_years, -past_all_years], pa.timestamp("s", tz="UTC")),
                      "lon": [1.0] * 4, "lat": [50.0] * 4})  # fmt: skip
    pq.write_table(table, tmp_path / "far.parquet")
    accounts = lakes.into(tmp_path / "lake", [tmp_path / "far.parquet"])
    (file,) = accounts.files
    assert (file.used, file.rejected) == (2, 2)
    assert [day.day for day in accounts.days] == ["1970-01-01"]
