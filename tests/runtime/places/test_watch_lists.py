"""Watch lists: read from CSV with a sentence for each bad line, kept as versions, and handed to a room that runs."""

from dataclasses import dataclass
from typing import Any

import pytest

from marsad.cli import main
from marsad.plugin.side import ALWAYS
from marsad.runtime.configuration import resolve
from marsad.runtime.places.configured import side_of_settings
from marsad.runtime.places.watch_lists import KIND, ListRefusal, current, list_body, removal, watched
from marsad.runtime.saved_records import records_in
from marsad.runtime.watch_list_settings import WatchListSettings
from marsad.schema.refusal import Refusal

HEAD = "mmsi,imo,name,source,since,until\n"
BAD = HEAD + '235000001,,,Port,,2026-12-31\nABC,,,,,2026-12-31\n\n"235000002",,,,,\n,12,,,,2026-12-31\n'


@dataclass
class Record:
    t: int
    body: dict[str, Any]
    kind: str = KIND


def _text(*lines):
    return HEAD + "".join(f"{line}\n" for line in lines)


def _held(records):
    return sorted((int(one["mmsi"]), int(one["t_from"]), int(one["t_to"])) for one in watched({}, None, records))


def test_every_bad_line_is_told_with_its_number_and_counted():
    with pytest.raises(ListRefusal) as told:
        list_body("port", BAD)
    assert str(told.value).startswith("3 of 4 lines are no entries, nothing was saved")
    assert [line.split(" of the")[0] for line in told.value.report.splitlines()] == ["Line 3", "Line 5", "Line 6"]
    with pytest.raises(ListRefusal) as many:
        list_body("port", HEAD + "ABC,,,,,2026-12-31\n" * 500)
    assert many.value.report.splitlines()[-1] == "and 480 more."
    for text, word in ((HEAD, "no entries"), ("mmsi\n1\n", "no column until"), (HEAD + '"' + "x" * 200_000, "no CSV")):
        with pytest.raises(Refusal, match=word):
            list_body("port", text)
    with pytest.raises(Refusal, match="name of 1 to 40"):
        list_body(" ", HEAD)


def test_a_day_sees_the_entries_of_that_day():
    day = 86_400_000_000
    first = list_body("port", _text("235000001,,,,,1970-02-01", "235000002,,,,1970-01-02,1970-02-01")).body
    second = list_body("port", _text("235000001,,,,,1970-03-01", "235000003,,,,,1970-02-01")).body
    records = [Record(5 * day, first), Record(6 * day, {"name": "other"}, "rule"), Record(7 * day, second),
               Record(9 * day, removal("port")), Record(11 * day, first)]  # fmt: skip
    assert _held(records) == [
        (235_000_001, 5 * day, 9 * day),  # from when it was written first, and the later word on its expiry
        (235_000_001, 11 * day, 32 * day),
        (235_000_002, day, 7 * day),  # its own date, until a version lacks it
        (235_000_002, day, 32 * day),
        (235_000_003, 7 * day, 9 * day),
    ]
    assert list(current(records)) == ["port"]
    assert current(records[:4]) == {}


def test_numbers_of_entries_stay_whatever_other_lists_there_are():
    one = Record(100, list_body("b", _text("235000001,,,,,2026-12-31")).body)
    two = Record(200, list_body("a", _text("235000002,,,,,2026-12-31", "235000001,,,,,2026-12-31")).body)
    alone, both = watched({}, None, [one]), watched({}, None, [two, one])
    assert len(set(both["id"].tolist())) == 3
    assert alone["id"][0] in both["id"]
    assert all(0 <= int(number) < 1 << 31 for number in both["id"])


def test_files_of_the_configuration_are_read_and_refused_by_name(tmp_path):
    (tmp_path / "list.csv").write_text("\ufeffmmsi,until\n235000001,2026-12-31\n", "utf-8")
    lists = {"port": WatchListSettings("list.csv")}
    (one,) = watched(lists, tmp_path)
    assert (one["mmsi"], one["source"], one["list"], one["t_from"]) == (235_000_001, b"PORT", b"PORT", ALWAYS[0])
    (tmp_path / "list.csv").write_text("mmsi,until\nABC,2026-12-31\n")
    with pytest.raises(Refusal, match=r"\[watch_lists.port\]: Line 2"):
        watched(lists, tmp_path)
    with pytest.raises(Refusal, match="cannot be read"):
        watched({"port": WatchListSettings("none.csv")}, tmp_path)
    (tmp_path / "marsad.toml").write_text('[watch_lists.port]\nfile = "good.csv"\nsource = "Navy"\n')
    (tmp_path / "good.csv").write_text("imo,until\n9074729,2026-12-31\n")
    settings = resolve(tmp_path / "marsad.toml", {}, {}).settings
    (other,) = side_of_settings(settings, tmp_path).table("watch_list")
    assert (other["imo"], other["source"]) == (9_074_729, b"NAVY")


def test_lists_are_imported_listed_and_taken_away_without_a_room(tmp_path, capsys):
    where = ["--data", str(tmp_path / "data"), "--port", "1"]
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text(BAD)
    good.write_text("mmsi,imo,until\n235000001,,2026-12-31\n,9074728,2026-12-31\n")
    assert main(["watch-list", "import", str(bad), *where]) == 1
    told = capsys.readouterr().err
    assert "3 of 4 lines" in told
    assert "Line 6 of the watch list: 12 is no IMO number" in told
    assert records_in(tmp_path / "data") == []
    assert main(["watch-list", "check", str(good)]) == 0
    told = capsys.readouterr()
    assert "2 entries" in told.out
    assert "wrong check digit" in told.err
    assert main(["watch-list", "import", str(good), "--name", "port", "--source", "Navy", *where]) == 0
    assert main(["watch-list", "import", str(good), "--name", "port", "--source", "Navy", *where]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert main(["watch-list", "list", *where]) == 0
    assert "port: 2 entries, the last expires 2027-01-01" in capsys.readouterr().out
    (record,) = records_in(tmp_path / "data")
    assert {entry["source"] for entry in record.body["entries"]} == {"NAVY"}
    assert main(["watch-list", "remove", "port", *where]) == 0
    assert main(["watch-list", "remove", "port", *where]) == 1
    assert "has no watch list port" in capsys.readouterr().err
    assert main(["watch-list", "drop", "port"]) == 2
    assert main(["watch-list", "import"]) == 2


def test_zones_are_imported_listed_and_taken_away_without_a_room(tmp_path, capsys):
    where = ["--data", str(tmp_path / "data"), "--port", "1"]
    ring = "[[44,12],[45,12],[45,13],[44,13],[44,12]]"
    shape = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":%s,"geometry":' \
            '{"type":"Polygon","coordinates":[%s]}}]}'  # fmt: skip
    file = tmp_path / "zones.geojson"
    for properties, corners, word in (
        ('{"watch":["enter"]}', ring, "without a name"),
        ('{"name":"Z","watch":["jump"]}', ring, "watches"),
        ('{"name":"Z","watch":["enter"]}', "[[44,12],[45,13],[45,12],[44,13],[44,12]]", "crosses itself"),
    ):
        file.write_text(shape % (properties, corners))
        assert main(["zone", "import", str(file), *where]) == 2
        assert word in capsys.readouterr().err
    assert records_in(tmp_path / "data") == []
    file.write_text(shape % ('{"name":"Z","watch":["enter"]}', ring))
    assert main(["zone", "check", str(file)]) == 0
    assert main(["zone", "import", str(file), *where]) == 0
    assert main(["zone", "list", *where]) == 0
    assert 'Z: Polygon {"watch": ["enter"]}' in capsys.readouterr().out
    assert main(["zone", "remove", "Z", *where]) == 0
    assert [record.body.get("removed", False) for record in records_in(tmp_path / "data")] == [False, True]
