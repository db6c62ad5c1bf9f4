"""Programs that others wrote read a lake, columns that no file has included, and see what Marsad sees."""

import datetime as dt
import os
import shutil

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from deltalake import DeltaTable
from tests.lake_rows import DAY, rows_of

from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake
from marsad.store.lake.stored_types import stored_name, stored_schema

NEXT = DAY + dt.timedelta(days=1)
TABLES = list(LAKE)


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A lake with every table, two days and several versions; columns lack in some files, or in all."""
    at = [1_700_000_000_000_000]
    with Lake.open(str(tmp_path_factory.mktemp("lake") / "lake"), lambda: at[0], create=True) as made:
        for round_ in range(3):
            at[0] += 1_000_000
            changes = {}
            for table, what in LAKE.items():
                absent = [column.name for column in what.columns if column.nullable][1 + round_ :: 2]
                for day in [None] if table == "inputs" else [DAY, NEXT]:
                    halves = [rows_of(table, 50, seed, day or DAY, absent=absent) for seed in (round_, 9)]
                    files = [made.write(table, day, half) for half in halves]
                    changes.setdefault(table, {})[day] = files
            made.commit(changes)
        made.tidy()
        yield made


def expected(lake, table):
    """Rows as Delta has them, by Marsad's own reader."""
    days = [None] if table == "inputs" else lake.days(table)
    rows = []
    for day in days:
        for row in lake.read(table, day).to_pylist():
            stored = {stored_name(name): signed(name, value) for name, value in row.items()}
            rows.append(stored if day is None else {**stored, "day": day})
    return in_order(rows)


def signed(name, value):
    return value - (1 << 64) if name == "digest" and value >> 63 else value


def in_order(rows):
    return sorted(rows, key=lambda row: str(sorted(row.items(), key=lambda item: item[0])))


@pytest.mark.parametrize("table", TABLES)
def test_deltalake(lake, table):
    opened = DeltaTable(f"{lake.url}/{table}")
    assert opened.protocol().min_reader_version == 1
    assert in_order(opened.to_pyarrow_table().to_pylist()) == expected(lake, table)
    names = [field.name for field in opened.schema().fields]
    assert names == stored_schema(LAKE[table]).names
    assert opened.metadata().partition_columns == ([] if table == "inputs" else ["day"])


@pytest.mark.parametrize("table", TABLES)
def test_polars(lake, table):
    for rows in (pl.read_delta(f"{lake.url}/{table}"), pl.scan_delta(f"{lake.url}/{table}").collect()):
        assert in_order(rows.to_arrow().cast(stored_schema(LAKE[table])).to_pylist()) == expected(lake, table)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_over_the_arrow_dataset(lake, table):
    rows = lake.dataset(table)
    assert in_order(rows.to_table().to_pylist()) == expected(lake, table)
    with duckdb.connect() as connection:
        connection.execute("set timezone='UTC'")
        connection.register("it", rows)
        # DuckDB answers with its own spelling of UTC.
        found = connection.sql("select * from it").to_arrow_table().cast(stored_schema(LAKE[table]))
        assert in_order(found.to_pylist()) == expected(lake, table)


def test_duckdb_over_the_arrow_dataset_of_deltalake(lake):
    rows = DeltaTable(f"{lake.url}/position").to_pyarrow_dataset()
    with duckdb.connect() as connection:
        connection.register("it", rows)
        ours = [row for row in expected(lake, "position") if row["day"] == DAY and row["mmsi"] > 2_000_000_000]
        found = connection.sql(f"select count(*) from it where day = date '{DAY}' and mmsi > 2000000000").fetchall()
    assert found == [(len(ours),)]


def test_duckdb_over_the_files(lake):
    # Without the log: only in a lake that has just been tidied are these all, and no others.
    files = [lake.url_of(file) for file in lake.all_files("tracks")]
    found = duckdb.sql(
        f"select count(*), count(distinct day) from read_parquet({files}, union_by_name=true, hive_partitioning=true)"
    )
    assert found.fetchall() == [(200, 2)]


def test_a_filter_reads_only_the_files_that_can_match(lake):
    rows = lake.dataset("position")
    day = pa.scalar(DAY, pa.date32())
    import pyarrow.dataset as ds

    assert len(list(rows.get_fragments(ds.field("day") == day))) < len(list(rows.get_fragments()))


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")
def test_spark_over_the_list_of_files(lake):
    pyspark = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        pyspark.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    try:
        for table in ("position", "tracks", "inputs", "static_history"):
            from pyspark.sql.pandas.types import from_arrow_schema

            reader = session.read.schema(from_arrow_schema(stored_schema(LAKE[table])))
            files = [lake.url_of(file) for file in lake.all_files(table)]
            rows = reader.option("basePath", f"{lake.url}/{table}").parquet(*files)
            found = rows.toArrow().cast(stored_schema(LAKE[table]))
            assert in_order(found.to_pylist()) == expected(lake, table)
    finally:
        session.stop()
