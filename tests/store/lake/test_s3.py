"""A lake in a bucket, on an S3 store that runs on loopback: the same lake, and a second writer is refused."""

import boto3
import polars as pl
import pytest
from deltalake import DeltaTable
from moto.server import ThreadedMotoServer
from tests.lake_rows import DAY, rows_of

from marsad.store.lake.lake import Lake
from marsad.store.lake.lake_log import record_name
from marsad.store.store_error import StoreError


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, monkeypatch, request):
    told = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{abs(hash(request.node.name)):x}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=name)
    return name


@pytest.fixture(params=["/a/lake", ""])
def lake(bucket, request, clock):
    with Lake.open(f"s3://{bucket}{request.param}", clock, create=True) as made:
        yield made


def commit(lake, table, *rows, day=DAY):
    return lake.commit({table: {day: [lake.write(table, day, one) for one in rows]}})


def test_it_is_the_same_lake_as_in_a_folder(lake, tmp_path, clock):
    with Lake.open(str(tmp_path / "lake"), clock, create=True) as local:
        for made in (local, lake):
            assert commit(made, "position", rows_of("position", 500, 1), rows_of("position", 500, 2))
            assert commit(made, "tracks", rows_of("tracks", 50, 1))
            assert commit(made, "inputs", rows_of("inputs", 5, 1), day=None)
            assert commit(made, "position", rows_of("position", 700, 3))
            assert not commit(made, "position", rows_of("position", 700, 3))
        again = Lake.open(lake.url, clock)
        assert again.digest() == local.digest() == lake.digest()
        assert again.all_files("position") == local.all_files("position")
        assert again.read("tracks", DAY).to_pylist() == local.read("tracks", DAY).to_pylist()
        assert again.dataset("position").to_table() == local.dataset("position").to_table()


def test_deltalake_and_polars_read_it(lake, endpoint):
    commit(lake, "position", rows_of("position", 500, 1))
    options = {"AWS_ALLOW_HTTP": "true", "AWS_ENDPOINT_URL": endpoint}
    opened = DeltaTable(f"{lake.url}/position", storage_options=options)
    assert opened.to_pyarrow_table().num_rows == 500
    assert pl.read_delta(f"{lake.url}/position", storage_options=options).height == 500


def test_the_second_of_two_writers_is_refused_and_can_run_again(lake, clock):
    other = Lake.open(lake.url, clock)
    commit(other, "position", rows_of("position", 5, 1))
    with pytest.raises(StoreError, match="run this again"):
        commit(lake, "position", rows_of("position", 5, 2))
    assert lake.digest() == other.digest()
    commit(lake, "position", rows_of("position", 5, 2))
    other.refresh()
    assert other.digest() == lake.digest()
    commit(lake, "tracks", rows_of("tracks", 5, 2))
    with pytest.raises(StoreError, match=r"Another program has written to .* meanwhile"):
        commit(other, "position", rows_of("position", 5, 3))
    assert Lake.open(lake.url, clock).digest() == lake.digest()
    assert commit(other, "position", rows_of("position", 5, 3))
    lake.refresh()
    assert lake.read("position", DAY).num_rows == 5
    assert lake.digest() == other.digest()


def test_a_writer_that_died_between_two_tables_is_finished_by_the_next(lake, clock, bucket, endpoint):
    commit(lake, "position", rows_of("position", 5, 1))
    changes = {table: {DAY: [lake.write(table, DAY, rows_of(table, 5, 2))]} for table in ("position", "tracks")}
    lake.commit(changes)
    after = lake.digest()
    store = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    prefix = lake.url.removeprefix(f"s3://{bucket}").strip("/")
    key = "/".join(part for part in (prefix, f"tracks/_delta_log/{0:020}.json") if part)
    store.delete_object(Bucket=bucket, Key=key)
    assert Lake.open(lake.url, clock).digest() == after
    with Lake.open(lake.url, clock, create=True):
        assert (
            DeltaTable(f"{lake.url}/tracks", storage_options={"AWS_ALLOW_HTTP": "true", "AWS_ENDPOINT_URL": endpoint})
            .to_pyarrow_table()
            .num_rows
            == 5
        )


def test_tidying_leaves_what_another_writer_may_be_about_to_commit(lake, clock):
    lake.write("position", DAY, rows_of("position", 5, 1))
    for seed in range(6):
        commit(lake, "position", *(rows_of("position", 5, part) for part in range(seed + 1)))
    rows = lake.digest()
    other = Lake.open(lake.url, clock)
    assert other.tidy().joined == 6
    other.refresh()
    assert other.digest() == rows
    assert len(other.all_files("position")) == 1
    objects = [name for name, _ in other._shelf.names("position") if "/day=" in name]
    # One of them was never committed; the rest are of earlier versions, and the whole.
    assert len(objects) == 7


def test_a_bucket_that_is_not_there_is_told(bucket, clock):
    with pytest.raises(StoreError, match="s3://no-such-bucket-here/lake cannot be"):
        Lake.open("s3://no-such-bucket-here/lake", clock, create=True)
    with pytest.raises(StoreError, match="names no bucket"):
        Lake.open("s3://", clock)
    with pytest.raises(StoreError, match="There is no lake in"):
        Lake.open(f"s3://{bucket}/none", clock)
    assert record_name(3).startswith("_commits/")
