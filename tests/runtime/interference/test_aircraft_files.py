"""Reports of aircraft judged: counts by cell and day, and what the command writes."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from h3ronpy import vector

from marsad.cli import main
from marsad.detectors.interference_rule.aircraft_evidence import judge_aircraft
from marsad.detectors.interference_rule.aircraft_rule import AircraftRule
from marsad.runtime.interference.aircraft_files import daily_counts, read_aircraft
from marsad.runtime.interference.daily_file import read_days


def snapshots(tmp_path, told):
    """A file of documents, one a line: `told` as (seconds since 1970, address, lat, lon, NACp)."""
    file = tmp_path / "aircraft.jsonl"
    with file.open("w") as out:
        for now, icao, lat, lon, nac_p in told:
            one = {"hex": icao, "lat": lat, "lon": lon, "seen_pos": 0, "seen": 0}
            out.write(json.dumps({"now": now, "aircraft": [one | ({} if nac_p is None else {"nac_p": nac_p})]}) + "\n")
    return file


def test_each_aircraft_counts_once_a_day_in_each_cell(tmp_path):
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
    told = [(noon + second, icao, 34.0 + 0.001 * second, 33.0 + east, nac_p)
            for second in range(0, 60, 10)
            for icao, east, nac_p in (("1", 0.0, 9), ("2", 0.0, 9 if second else 1), ("3", 0.1, 0), ("4", 2.0, 10),
                                      ("5", 0.0, None))]  # fmt: skip
    table, rejected = read_aircraft([snapshots(tmp_path, told)])
    assert rejected == {}
    rule = AircraftRule()
    counts = daily_counts(table, judge_aircraft(table, rule), rule)
    by_hand = defaultdict(dict)
    for _, icao, lat, lon, nac_p in told:
        if nac_p is not None:
            cell = pa.array(vector.coordinates_to_cells(pa.array([lat]), pa.array([lon]), pa.array([4], pa.uint8())))
            by_hand[cell[0].as_py()][icao] = by_hand[cell[0].as_py()].get(icao, False) or nac_p <= 2
    assert {row["h3"]: (row["count_good_aircraft"], row["count_bad_aircraft"]) for row in counts.to_pylist()} == {
        cell: (sum(not bad for bad in seen.values()), sum(seen.values())) for cell, seen in by_hand.items()
    }
    assert set(counts["date"].to_pylist()) == {date(2026, 3, 1)}


def test_the_command_writes_what_it_can_read_again(tmp_path, corpora, capfd):
    flight = corpora / "interference" / "flight-thy9bp-2024-09-17-spoofed.json.gz"
    assert main(["interference", str(flight), "-o", str(tmp_path / "flight")]) == 0
    told = capfd.readouterr()
    (event,) = map(json.loads, told.out.splitlines())
    assert (event["t_start"], event["t_end"]) == ("2024-09-17T09:24:24Z", "2024-09-17T09:58:10Z")
    assert "1 events" in told.err
    fixes = pq.read_table(tmp_path / "flight" / "fixes.parquet")
    assert fixes["doubted"].to_pylist().count(True) == event["fixes"]
    (feature,) = json.loads((tmp_path / "flight" / "doubted.geojson").read_text())["features"]
    assert feature["properties"]["icao"] == ["4baac6"]

    trace = corpora / "interference" / "readsb-trace-full-ac671b.json"
    assert main(["interference", str(trace), "-o", str(tmp_path / "trace")]) == 0
    assert capfd.readouterr().out == ""
    days = tmp_path / "trace" / "days.parquet"
    assert len(read_days([days])) == pq.read_metadata(days).num_rows > 50
    assert main(["interference", str(days), "-o", str(tmp_path / "report"), "--quiet"]) == 0
    assert (tmp_path / "report" / "report.html").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["a.json", "b.parquet", "-o", "x"], 2, "two runs"),
        (["a.json", "-o", "x", "--since", "2026-01-01"], 2, "go with counts"),
        (["a.json", "-o", "x"], 1, "a.json"),
        (["ships.nmea", "-o", "x"], 1, "tells of no aircraft"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path, monkeypatch, capfd, words, code, said):
    (tmp_path / "ships.nmea").write_text("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n")
    monkeypatch.chdir(tmp_path)
    assert main(["interference", *words]) == code
    told = capfd.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
