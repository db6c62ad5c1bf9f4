"""Over a lake: the events of the rows that are in it, kept in it, the same for another cutting, and again."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from marsad.plugin.rows import no_rows
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of, over_lake
from marsad.runtime.advance.keeping import keep
from marsad.runtime.advance.rows_of import rows_of
from marsad.runtime.lake_reading import open_tables
from marsad.runtime.query.database import open_database
from marsad.schema.event_rows import events_of
from marsad.store.lake.lake import Lake
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract.feed import END_US, START_US, whole
from tests.small_lake import rows as lake_rows

RULES = {name: rule for name, rule in BASELINES.load().items()
         if name in ("gfw-gap-naive", "amsa-drift", "dma-sudden-stop", "skylight-rendezvous", "status-14")}  # fmt: skip
DAY_US = 86_400_000_000


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """The feed of the kit as a lake: positions and statements, parted by day."""
    feed = whole()
    tables = {"position": _positions(feed.rows.position), "static": _statements(feed.rows.static)}
    folder = tmp_path_factory.mktemp("lake")
    with Lake.open(str(folder), lambda: END_US, create=True) as lake:
        changes = {}
        for name, told in tables.items():
            days = sorted({row["t"] // DAY_US for row in told})
            changes[name] = {_date(day): [lake.write(name, _date(day), lake_rows(
                name, [row for row in told if row["t"] // DAY_US == day]))] for day in days}  # fmt: skip
        lake.commit(changes)
        yield lake


def _date(day):
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(day))


def _positions(records):
    names = ("lon_deg", "lat_deg", "sog_kn", "cog_deg", "step_m", "made_kn", "made_deg")
    return [
        {"t": int(r["t"]), "mmsi": int(r["mmsi"]), "vessel_id": int(r["vessel"]), "digest": int(r["digest"]),
         "outcome": "track", "type": 1, "status": int(r["status"]), "heading_deg": int(r["heading_deg"]),
         **{name: None if np.isnan(r[name]) else float(r[name]) for name in names}}
        for r in records
    ]  # fmt: skip


def _statements(records):
    return [
        {"t": int(r["t"]), "mmsi": int(r["mmsi"]), "digest": int(r["digest"]), "type": 5, "ship_type": 70,
         "to_bow_m": 100, "to_stern_m": 50, "to_port_m": 12, "to_starboard_m": 12}
        for r in records
    ]  # fmt: skip


def _run(lake, **more):
    return last_of(over_lake(lake, RULES.values(), **more))


def test_it_finds_what_the_rows_hold(lake):
    feed = whole()
    advance = Advance(RULES.values(), feed.side, start_us=START_US - 1)
    advance.take(feed.rows)
    asked = {event.id: event.kind for event in advance.to(int(feed.rows.position["t"][-1]))}
    assert {event.id: event.kind for event in _run(lake)} == asked
    assert {event.detector for event in _run(lake)} == set(RULES)


def test_it_is_the_same_however_time_and_vessels_are_cut(lake):
    asked = [event.facts() for event in _run(lake)]
    assert [event.facts() for event in _run(lake, step_us=7 * 60_000_000)] == asked
    assert [event.facts() for event in _run(lake, step_us=DAY_US, vessel_parts=4)] == asked


def test_the_end_is_that_of_the_coverage(lake):
    """A silence that is still too short at the last row is no gap, however late it is run."""
    last = START_US + 8 * 3_600_000_000
    assert not any(map(_of_silence, _run(lake, until_us=last)))
    assert any(map(_of_silence, _run(lake, until_us=last + 3_600_000_000)))


def _of_silence(event):
    """Of the ship of the kit who falls silent after three hours."""
    return event.kind == "gap" and event.vessels == (211_000_031,)


def test_events_are_kept_queried_and_replaced(lake):
    events = _run(lake)
    assert keep(lake, RULES.values(), events)
    assert not keep(lake, RULES.values(), events)
    read = [event for day in lake.days("events") for event in events_of(lake.read("events", day))]
    assert read == events
    with open_database(open_tables(lake.url), 1 << 28) as connection:
        told = connection.execute("SELECT kind, vessels[1] FROM events WHERE detector = 'gfw-gap-naive'").fetchall()
    assert ("gap", 211_000_031) in told
    assert len(told) == sum(event.detector == "gfw-gap-naive" for event in events)
    only = [RULES["status-14"]]
    assert keep(lake, only, [])
    left = {event.detector for day in lake.days("events") for event in events_of(lake.read("events", day))}
    assert left == set(RULES) - {"status-14"}


def test_null_is_no_number():
    told = [{"t": START_US, "mmsi": 211_000_001, "digest": 1, "type": 1, "outcome": "no_position"}]
    (one,) = rows_of({"position": lake_rows("position", told)}).position
    assert one["vessel"] == 21_100_000_100
    assert one["t_fix"] == one["t"] == START_US
    assert one["status"] == one["accuracy"] == one["ship_type"] == -1
    assert all(np.isnan(one[name]) for name in ("lon_deg", "sog_kn", "cog_deg", "heading_deg", "made_kn", "length_m"))
    assert one["outcome"] == 1


def test_rows_without_a_time_are_left_out():
    told = [{"t": None, "mmsi": 1, "digest": 1}, {"t": START_US, "mmsi": 2, "digest": 1, "source": "SIMSAT"}]
    rows = rows_of({"position": lake_rows("position", told)}, frozenset({"SIMSAT"}))
    assert rows.position["mmsi"].tolist() == [2]
    assert rows.position["satellite"].tolist() == [True]


def test_every_family_becomes_records():
    told = {
        "safety_text": {"t": START_US, "mmsi": 970_000_001, "type": 14, "digest": 3, "text": "SART TEST"},
        "base_station": {"t": START_US, "mmsi": 2_111_234, "type": 4, "digest": 4, "lon_deg": 1.0, "lat_deg": 2.0},
        "aton": {"t": START_US, "mmsi": 992_111_234, "type": 21, "digest": 5, "off_position": True, "aton_status": 7},
        "reception": {"t": START_US, "mmsi": 1, "digest": 6, "source": "a", "station": "b"},
        "contact": {"t": START_US, "source": "radar", "sentence": "TTM", "track_number": 12, "lon_deg": 3.0},
        "static": {"t": START_US, "mmsi": 3, "type": 5, "digest": 7, "name": "É", "to_bow_m": 10, "to_stern_m": 5},
    }
    rows = rows_of({name: lake_rows(name, [row]) for name, row in told.items()})
    assert rows.safety_text["text"][0] == b"SART TEST"
    assert rows.base_station["lon_deg"][0] == 1.0
    assert (rows.aton["off_position"][0], rows.aton["aton_status"][0], rows.aton["virtual"][0]) == (1, 7, -1)
    assert rows.contact["track_number"][0] == 12
    assert np.isnan(rows.contact["sog_kn"][0])
    assert (rows.static["length_m"][0], rows.static["name"][0].decode()) == (15.0, "É")
    assert np.isnan(rows.static["beam_m"][0])
    two = rows_of({"reception": lake_rows("reception", [told["reception"], {**told["reception"], "station": "c"}])})
    assert len(two.reception) == 2, "two receivers heard one transmission at one instant"


def test_the_hull_is_as_told_by_then():
    """A statement that comes later in the same step is not known before its time."""
    from marsad.runtime.advance.part import Part

    position = [{"t": START_US + n * 1000, "mmsi": 1, "digest": n, "outcome": "track"} for n in range(3)]
    said = {"t": START_US + 1000, "mmsi": 1, "type": 5, "digest": 9, "ship_type": 30, "to_bow_m": 20, "to_stern_m": 4}
    tables = {"position": lake_rows("position", position), "static": lake_rows("static", [said])}
    rows, part = rows_of(tables), Part(())
    assert part.seated(rows).position["ship_type"].tolist() == [-1, 30, 30]
    later = rows_of({"position": lake_rows("position", [{**position[0], "t": START_US + 10_000}])})
    assert part.seated(later).position["length_m"].tolist() == [24.0]
    assert isinstance(tables["static"], pa.Table)
    assert len(replace(no_rows(), position=rows.position).position) == 3
    assert Side().table("ports").size == 0
