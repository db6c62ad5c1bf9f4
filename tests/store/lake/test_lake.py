"""What is written into a lake is read back, a commit is whole, and an unchanged day commits nothing."""

import datetime as dt
import json
import os
import threading

import pyarrow as pa
import pytest
from tests.lake_rows import DAY, DAY_US, rows_of

from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake
from marsad.store.store_error import StoreError

NEXT = DAY + dt.timedelta(days=1)


@pytest.fixture
def lake(tmp_path, clock):
    with Lake.open(str(tmp_path / "lake"), clock, create=True) as made:
        yield made


def day_of(table):
    return None if table == "inputs" else DAY


def commit(lake, table, *rows, day=DAY):
    return lake.commit({table: {day: [lake.write(table, day, one) for one in rows]}})


@pytest.mark.parametrize("table", LAKE)
@pytest.mark.parametrize("null", [0, 0.3, 1])
def test_rows_of_every_table_come_back_in_the_schemas_own_types(lake, table, null):
    rows = rows_of(table, 500, null=null)
    assert commit(lake, table, rows, day=day_of(table))
    back = lake.read(table, day_of(table))
    assert back.schema.equals(arrow_schema(LAKE[table]), check_metadata=True)
    assert back.equals(rows.unify_dictionaries()) or back.to_pylist() == rows.to_pylist()
    assert [file.rows for file in lake.files(table, day_of(table))] == [500]


@pytest.mark.parametrize("table", LAKE)
def test_a_table_without_rows_has_its_columns(lake, table):
    assert lake.days(table) == []
    assert lake.read(table, day_of(table)).schema.equals(arrow_schema(LAKE[table]))
    assert list(lake.scan(table)) == []
    empty = lake.write(table, day_of(table), arrow_schema(LAKE[table]).empty_table())
    assert not lake.commit({table: {day_of(table): [empty]}})


def test_equal_rows_give_one_file_however_they_are_cut(lake):
    rows = rows_of("position", 1000)
    pieces = pa.concat_tables(
        [piece.set_column(2, piece.schema.field(2), piece["source"].cast(pa.string()).dictionary_encode())
         for piece in (rows.slice(at, 123) for at in range(0, 1000, 123))]
    )  # fmt: skip
    plain = rows.set_column(2, "source", rows["source"].cast(pa.string()))
    files = {lake.write("position", DAY, some) for some in (rows, pieces, plain)}
    assert len(files) == 1


def test_an_unchanged_day_commits_nothing(lake, tmp_path):
    rows = rows_of("position", 100)
    assert commit(lake, "position", rows)
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file())
    assert not commit(lake, "position", rows)
    assert before == sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file())


def test_a_commit_replaces_the_days_it_names_and_no_other(lake):
    first, second, third = (rows_of("position", 10, seed) for seed in range(3))
    later = rows_of("position", 10, 7, NEXT)
    lake.commit({"position": {DAY: [lake.write("position", DAY, first)], NEXT: [lake.write("position", NEXT, later)]}})
    commit(lake, "position", second, third)
    assert lake.days("position") == [DAY, NEXT]
    assert lake.read("position", DAY).num_rows == 20
    assert lake.read("position", NEXT).to_pylist() == later.to_pylist()
    lake.commit({"position": {DAY: []}})
    assert lake.days("position") == [NEXT]


def test_columns_are_chosen_by_name_and_may_be_absent_from_the_file(lake):
    commit(lake, "position", rows_of("position", 50, absent=("station", "rot_raw")))
    back = lake.read("position", DAY, ["rot_raw", "mmsi"])
    assert back.column_names == ["rot_raw", "mmsi"]
    assert back["rot_raw"].null_count == 50
    assert lake.read("position", DAY, ["station"])["station"].null_count == 50
    with pytest.raises(StoreError, match="no column speed"):
        lake.read("position", DAY, ["speed"])
    with pytest.raises(StoreError, match="no table positions"):
        lake.days("positions")


def test_a_scan_gives_the_rows_of_its_span(lake):
    both = [rows_of("position", 5000, 1), rows_of("position", 5000, 2, NEXT)]
    commit(lake, "position", both[0])
    commit(lake, "position", both[1], day=NEXT)
    begin = (DAY - dt.date(1970, 1, 1)).days * DAY_US
    half, end = begin + DAY_US // 2, begin + DAY_US
    names = ["mmsi", "station"]
    schema = lake.read("position", DAY, names).schema
    for since, until in [(None, None), (half, half + DAY_US), (end, None), (0, begin)]:
        found = pa.Table.from_batches(lake.scan("position", since, until, names), schema)
        expected = [
            mmsi
            for rows in both
            for mmsi, t in zip(rows["mmsi"].to_pylist(), rows["t"].cast(pa.int64()).to_pylist(), strict=True)
            if (since is None or t >= since) and (until is None or t < until)
        ]
        assert found["mmsi"].to_pylist() == expected
    assert sum(batch.num_rows for batch in lake.scan("inputs", columns=["name"])) == 0


def test_rows_that_are_not_of_the_table_are_refused(lake):
    rows = rows_of("position", 5)
    with pytest.raises(ValueError, match="no columns"):
        lake.write("position", DAY, rows.append_column("speed", pa.array([1] * 5)))
    with pytest.raises(ValueError, match="never null"):
        lake.write("position", DAY, rows.drop_columns(["mmsi"]))
    with pytest.raises(ValueError, match="has days"):
        lake.write("position", None, rows)
    other = lake.write("position", DAY, rows)
    with pytest.raises(ValueError, match="was not written"):
        lake.commit({"reception": {DAY: [other]}})


def test_a_reader_sees_one_lake_until_it_looks_again(lake, clock):
    commit(lake, "position", rows_of("position", 5))
    reader = Lake.open(lake.url, clock)
    assert reader.days("position") == [DAY]
    lake.commit(
        {
            "position": {NEXT: [lake.write("position", NEXT, rows_of("position", 5, 3, NEXT))]},
            "tracks": {NEXT: [lake.write("tracks", NEXT, rows_of("tracks", 5, 3, NEXT))]},
        }
    )
    assert reader.days("position") == [DAY]
    reader.refresh()
    assert (reader.days("position"), reader.days("tracks")) == ([DAY, NEXT], [NEXT])


def test_one_process_writes(lake, clock):
    other = Lake.open(lake.url, clock)
    for attempt in (other.claim, lambda: commit(other, "position", rows_of("position", 1))):
        with pytest.raises(StoreError, match="Another Marsad writes to"):
            attempt()
    lake.close()
    assert commit(other, "position", rows_of("position", 1))
    other.close()
    assert commit(lake, "position", rows_of("position", 2))


def test_two_threads_write_at_once(lake):
    made = {}

    def write(seed):
        made[seed] = lake.write("position", DAY, rows_of("position", 2000, seed))

    threads = [threading.Thread(target=write, args=(seed % 4,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lake.commit({"position": {DAY: list(made.values())}})
    assert lake.read("position", DAY).num_rows == 8000


def test_what_is_no_lake_is_refused(tmp_path, clock):
    with pytest.raises(StoreError, match="There is no lake in"):
        Lake.open(str(tmp_path / "none"), clock)
    assert not (tmp_path / "none").exists()
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        Lake.open(str(tmp_path), clock, create=True)
    with pytest.raises(StoreError, match="names no place"):
        Lake.open("ftp://host/lake", clock)


def test_a_newer_lake_and_a_spoilt_marker_are_refused(lake, tmp_path, clock):
    marker = tmp_path / "lake/marsad.json"
    told = json.loads(marker.read_text())
    marker.write_text(json.dumps({**told, "format": told["format"] + 1, "since": "9.1.0"}))
    with pytest.raises(StoreError, match=r"use Marsad 9\.1\.0 or newer"):
        Lake.open(lake.url, clock)
    marker.write_text("{")
    with pytest.raises(StoreError, match="cannot be read"):
        Lake.open(lake.url, clock)


@pytest.mark.parametrize("spoil", ["flip", "truncate", "remove"])
def test_a_damaged_file_is_told_and_writing_it_again_mends_it(lake, tmp_path, spoil):
    rows = rows_of("position", 5000)
    commit(lake, "position", rows)
    (path,) = (tmp_path / "lake").rglob("*.parquet")
    data = bytearray(path.read_bytes())
    if spoil == "flip":
        data[len(data) // 2] ^= 4
        path.write_bytes(data)
    elif spoil == "truncate":
        os.truncate(path, len(data) // 2)
    else:
        path.unlink()
    for attempt in (lambda: lake.read("position", DAY), lambda: list(lake.scan("position")), lake.digest):
        with pytest.raises(StoreError, match=rf"{path.name} cannot be read .*restore a backup"):
            attempt()
    assert not commit(lake, "position", rows)
    assert lake.read("position", DAY).to_pylist() == rows.to_pylist()
