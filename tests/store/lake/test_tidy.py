"""Housekeeping changes files and never rows, and takes nothing that a reader may need."""

import datetime as dt
import os

import pytest
from deltalake import DeltaTable
from tests.lake_rows import DAY, rows_of

from marsad.schema.lake import LAKE
from marsad.schema.table import Column, Table
from marsad.store.lake import tidy
from marsad.store.lake.lake import Lake
from marsad.store.lake.local_shelf import LocalShelf
from marsad.store.store_error import StoreError


@pytest.fixture
def lake(tmp_path, clock):
    with Lake.open(str(tmp_path / "lake"), clock, create=True) as made:
        yield made


def add(lake, count, seed=0, day=DAY, table="position"):
    more = lake.write(table, day, rows_of(table, count, seed, day or DAY))
    lake.commit({table: {day: [*lake.files(table, day), more]}})


def data_files(lake, table="position"):
    return sorted(name for name, _ in lake._shelf.names(table) if "/day=" in name)


def test_many_small_files_of_a_day_become_one(lake, clock):
    for seed in range(6):
        add(lake, 50, seed)
    add(lake, 50, 9, DAY + dt.timedelta(days=1))
    before = lake.digest()
    done = lake.tidy()
    assert done.joined == 6
    assert [len(lake.files("position", day)) for day in lake.days("position")] == [1, 1]
    assert lake.digest() == before
    assert lake.tidy().joined == 0
    told = DeltaTable(f"{lake.url}/position").history(1)[0]
    assert told["operation"] == "OPTIMIZE"


def test_a_reader_of_an_earlier_version_keeps_its_files_for_seven_days(lake, clock):
    for seed in range(6):
        add(lake, 50, seed)
    reader = Lake.open(lake.url, clock)
    before = reader.digest()
    lake.tidy()
    clock.forward(6.9 * 86400)
    assert lake.tidy().removed == 0
    assert reader.digest() == before
    assert DeltaTable(f"{lake.url}/position", version=5).to_pyarrow_table().num_rows == 300
    clock.forward(0.2 * 86400)
    assert lake.tidy().removed == 6
    assert len(data_files(lake)) == 1
    assert lake.digest() == before
    with pytest.raises(StoreError, match="cannot be read"):
        reader.digest()
    reader.refresh()
    assert reader.digest() == before


def test_what_was_written_and_not_committed_goes_when_its_writer_has_ended(lake, clock):
    add(lake, 5)
    waiting = lake.write("position", DAY, rows_of("position", 5, 1))
    assert lake.tidy().removed == 0
    lake.commit({"position": {DAY: [*lake.files("position", DAY), waiting]}})
    lake.write("position", DAY, rows_of("position", 5, 2))
    lake.close()
    with Lake.open(lake.url, clock, create=True) as other:
        assert other.tidy().removed == 1
        assert len(data_files(other)) == 2


def test_a_file_that_comes_back_is_kept(lake, clock):
    rows = rows_of("position", 5, 1)
    first = lake.write("position", DAY, rows)
    lake.commit({"position": {DAY: [first]}})
    lake.commit({"position": {DAY: []}})
    lake.commit({"position": {DAY: [lake.write("position", DAY, rows)]}})
    clock.forward(30 * 86400)
    lake.tidy()
    assert lake.read("position", DAY).num_rows == 5


def test_logs_are_summed_up_and_cut(lake, clock, tmp_path, monkeypatch):
    monkeypatch.setattr("marsad.store.lake.lake.CHECKPOINT_EVERY", 8)
    for seed in range(30):
        day = DAY + dt.timedelta(days=seed % 10)
        lake.commit({"position": {day: [lake.write("position", day, rows_of("position", 5, seed, day))]}})
    log = [name.rsplit("/", 1)[-1] for name, _ in lake._shelf.names("position/_delta_log")]
    assert [name for name in log if "checkpoint.parquet" in name] == [
        f"{version:020}.checkpoint.parquet" for version in (7, 15, 23)
    ]
    digest = lake.digest()
    assert Lake.open(lake.url, clock).digest() == digest
    os.remove(f"{lake.url}/position/_delta_log/{3:020}.json")
    assert Lake.open(lake.url, clock).digest() == digest
    assert DeltaTable(f"{lake.url}/position").to_pyarrow_table().num_rows == 50
    # Past the retention the log begins with its newest checkpoint.
    for path in (tmp_path / "lake/position/_delta_log").iterdir():
        os.utime(path, (clock() / 1e6, clock() / 1e6))
    clock.forward(8 * 86400)
    lake.tidy()
    log = [name.rsplit("/", 1)[-1] for name, _ in lake._shelf.names("position/_delta_log")]
    assert sorted(log) == [f"{29:020}.checkpoint.parquet", f"{29:020}.json", "_last_checkpoint"]
    lake.commit({"position": {DAY: []}})
    assert Lake.open(lake.url, clock).digest()["position"].rows == 45
    assert DeltaTable(f"{lake.url}/position").to_pyarrow_table().num_rows == 45
    assert tidy.RETENTION_US == 7 * 86_400_000_000


def test_deltalakes_own_housekeeping_does_no_harm(lake, clock):
    for seed in range(6):
        add(lake, 50, seed)
    before = lake.digest()
    lake.close()
    table = DeltaTable(f"{lake.url}/position")
    table.optimize.compact()
    table.create_checkpoint()
    again = Lake.open(lake.url, clock, create=True)
    assert again.digest() == before
    assert len(again.files("position", DAY)) == 1
    add(again, 50, 7)
    assert again.digest()["position"].rows == 350
    assert DeltaTable(f"{lake.url}/position").to_pyarrow_table().num_rows == 350
    again.close()


LATER = {
    "position": Table(
        "position", LAKE["position"].row, (*LAKE["position"].columns, Column("draught_m", "float32", "New", null="old"))
    )
}


def test_columns_that_a_later_release_adds(lake, clock):
    add(lake, 50, 1)
    before = lake.digest()
    lake.close()
    with Lake(LocalShelf(lake._shelf.root), clock, LATER) as later:
        assert later.digest() == before
        assert later.read("position", DAY)["draught_m"].null_count == 50
        rows = rows_of("position", 50, 2)
        rows = rows.append_column("draught_m", [[1.5] * 50])
        later.commit({"position": {DAY: [*later.files("position", DAY), later.write("position", DAY, rows)]}})
        assert later.read("position", DAY)["draught_m"].null_count == 50
    assert DeltaTable(f"{lake.url}/position").to_pyarrow_table()["draught_m"].null_count == 50
    # The earlier release reads it, and does not write what it would lose.
    earlier = Lake.open(lake.url, clock)
    assert earlier.read("position", DAY).num_rows == 100
    with pytest.raises(StoreError, match=r"does not know \(draught_m\)"):
        add(earlier, 5, 3)
    earlier.close()
