"""R17: the lakes and raw logs of every release open for ever, and can be written on."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from deltalake import DeltaTable
from tests.lake_rows import rows_of
from tests.store.golden.make import AFTER, BEFORE

from marsad.decode.decoder import Decoder
from marsad.store.lake.lake import Lake
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw

RELEASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/expected.json"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.name)
def release(request, tmp_path):
    """A copy of what a release wrote, and what it must hold."""
    copy = tmp_path / "golden"
    shutil.copytree(request.param, copy)
    return copy, json.loads((copy / "expected.json").read_text())


def told(lake):
    return {name: {"rows": one.rows, "digest": one.digest} for name, one in lake.digest().items()}


def test_there_are_some():
    assert [path.name for path in RELEASES] == ["0.1.0"]


def test_the_lake_holds_what_it_held(release, clock):
    root, expected = release
    lake = Lake.open(str(root / "lake"), clock)
    assert told(lake) == expected["lake"]
    assert lake.days("position") == [BEFORE, AFTER]
    for name, held in expected["lake"].items():
        assert DeltaTable(f"{lake.url}/{name}").to_pyarrow_table().num_rows == held["rows"]
        assert sum(batch.num_rows for batch in lake.scan(name)) == held["rows"]


def test_the_lake_can_be_written_on(release, clock):
    root, expected = release
    with Lake.open(str(root / "lake"), clock, create=True) as lake:
        for name in lake.digest():
            day = None if name == "inputs" else AFTER
            more = lake.write(name, day, rows_of(name, 10, 3, day or AFTER))
            assert lake.commit({name: {day: [*lake.files(name, day), more]}})
        lake.tidy()
        assert {name: one["rows"] for name, one in told(lake).items()} == {
            name: one["rows"] + 10 for name, one in expected["lake"].items()
        }
        assert (
            DeltaTable(f"{lake.url}/position").to_pyarrow_table().num_rows == expected["lake"]["position"]["rows"] + 10
        )


def test_the_raw_log_holds_what_it_held_and_goes_on(release, clock):
    root, expected = release
    lines = b"".join(read_raw(root / "raw"))
    assert (lines.count(b"\n"), hashlib.sha256(lines).hexdigest()) == (
        expected["raw"]["lines"],
        expected["raw"]["sha256"],
    )
    counts = Decoder().feed(lines).counts
    assert counts.used_lines > 0.9 * expected["raw"]["lines"]
    log = RawLog(root / "raw", clock, reserve_bytes=0, closed_bytes=None)
    assert log.recovery.damages == ()
    log.append("SIM", b"!more\n", clock())
    log.close()
    assert b"".join(read_raw(root / "raw")).startswith(lines)
