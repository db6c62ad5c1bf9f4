"""`marsad digest`, `backup` and `restore` as a user meets them."""

import json

import pytest
from tests.lake_rows import DAY, rows_of

from marsad.cli import main
from marsad.store.lake.lake import Lake
from marsad.store.raw_log import RawLog

T0 = 1_700_000_000_000_000


@pytest.fixture
def lake(tmp_path):
    with Lake.open(str(tmp_path / "lake"), lambda: T0, create=True) as made:
        made.commit({"position": {DAY: [made.write("position", DAY, rows_of("position", 100))]}})
        return str(tmp_path / "lake")


@pytest.fixture
def data(tmp_path):
    log = RawLog(tmp_path / "data/raw", lambda: T0, reserve_bytes=0)
    log.append("north", b"!one\n", T0)
    log.close()
    return str(tmp_path / "data")


def test_digest_saves_and_restores(lake, data, tmp_path, capfd):
    assert main(["digest", lake]) == 0
    told = capfd.readouterr().out
    assert json.loads(told)["position"]["rows"] == 100
    assert main(["backup", lake, "--data", data, "-o", str(tmp_path / "site.tar")]) == 0
    assert "saved data and lake: " in capfd.readouterr().err
    to = [str(tmp_path / "lake2"), str(tmp_path / "data2")]
    assert main(["restore", str(tmp_path / "site.tar"), "--lake", to[0], "--data", to[1]]) == 0
    assert "restored lake to" in capfd.readouterr().err
    assert main(["digest", to[0]]) == 0
    assert capfd.readouterr().out == told
    assert main(["decode", "--quiet", to[1] + "/raw"]) == 0
    assert main(["restore", str(tmp_path / "site.tar"), "--lake", str(tmp_path / "lake3")]) == 0
    assert "left out data: name a folder with --data" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["digest", "{tmp}/none"], 1, "There is no lake in"),
        (["backup", "-o", "{tmp}/x.tar"], 2, "name a lake, a data folder with --data, or both"),
        (["backup", "{lake}", "-o", "{lake}"], 1, "is there already"),
        (["backup", "--data", "{tmp}/none", "-o", "{tmp}/x.tar"], 1, "There is no data folder"),
        (["restore", "{tmp}/none.tar"], 2, "name a folder with --lake, with --data"),
        (["restore", "{tmp}/none.tar", "--lake", "{tmp}/y"], 1, "There is no backup"),
    ],
)
def test_what_is_wrong_is_one_sentence(lake, tmp_path, capfd, words, code, said):
    assert main([word.format(tmp=tmp_path, lake=lake) for word in words]) == code
    told = capfd.readouterr().err
    assert said in told
    assert told.count("\n") == 1
