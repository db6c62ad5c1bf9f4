"""A lake in a bucket is asked as one in a folder is."""

from __future__ import annotations

import json

import boto3
import pytest
from moto.server import ThreadedMotoServer

from marsad.cli import main
from marsad.store.lake.lake import Lake
from tests.small_lake import NOON_US, rows, usual


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_EC2_METADATA_DISABLED": "true"}  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    boto3.client("s3", endpoint_url=told["AWS_ENDPOINT_URL"], region_name="us-east-1").create_bucket(Bucket="archive")
    yield "s3://archive/lake"
    server.stop()


def test_a_lake_in_a_bucket_is_asked_and_exported(url: str, tmp_path, capfdbinary) -> None:
    with Lake.open(url, lambda: NOON_US, create=True) as lake:
        lake.commit({name: {day: [lake.write(name, day, rows(name, told))] for day, told in days.items()}
                     for name, days in usual().items()})  # fmt: skip
    assert main(["query", url, "SELECT count(*) AS n FROM position WHERE day = '2026-03-02'"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == {"n": 2}
    out = tmp_path / "tracks.geojson"
    assert main(["export", url, "--table", "tracks", "--to", "geojson", "-o", str(out), "-q"]) == 0
    assert len(json.loads(out.read_text())["features"]) == 2
