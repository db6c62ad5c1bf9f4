"""Doubtful positions of aircraft: what flies is believed however it is told, what is brought elsewhere is not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.interference_rule.aircraft_evidence import NEEDED, events_of, fixes_of, judge_aircraft
from marsad.geo.sphere import destination, distance_m
from marsad.runtime.read import read

T = 1_726_560_000_000_000
SECOND = 1_000_000


def flight(icao=0x4BAAC6, gs_kn=450.0, track=300.0, lon=30.0, lat=45.0, many=200, every_s=5.0, altitude=36_000.0):
    """A straight flight, a fix each few seconds: as lists by column."""
    seconds = np.arange(many) * every_s
    lons, lats = destination(lon, lat, track, seconds * gs_kn * 1852 / 3600)
    t = (T + seconds * SECOND).astype(np.int64)
    return {"icao": np.full(many, icao), "t": t, "t_fix": t.copy(), "lon_deg": lons, "lat_deg": lats,
            "gs_kn": np.full(many, gs_kn), "altitude_ft": np.full(many, altitude),
            "on_ground": np.zeros(many, np.bool_)}  # fmt: skip


def table(*flights):
    kinds = {"t": pa.timestamp("us", "UTC"), "t_fix": pa.timestamp("us", "UTC"), "icao": pa.uint32()}

    def column(name):
        values = pa.array(np.concatenate([one[name] for one in flights]))
        return values.cast(kinds[name]) if name in kinds else values

    return pa.table({name: column(name) for name in NEEDED})


def moved(one, rows, **columns):
    """The same flight with other values in some rows."""
    changed = {name: values.copy() for name, values in one.items()}
    for name, value in columns.items():
        changed[name][rows] = value
    return changed


@settings(deadline=None)
@given(st.floats(120, 620), st.floats(0, 360), st.floats(-170, 170), st.floats(-70, 70), st.integers(2, 120),
       st.floats(0.5, 300), st.randoms())  # fmt: skip
def test_a_flight_is_believed_in_whatever_order_and_however_often_it_is_told(gs, track, lon, lat, many, every, random):
    whole = table(flight(gs_kn=gs, track=track, lon=lon, lat=lat, many=many, every_s=every))
    order = [random.randrange(many) for _ in range(many)] + list(range(many))
    random.shuffle(order)
    judged = judge_aircraft(whole.take(order))
    assert not judged.evidence["doubted"].any()
    assert len(judged.fixes) == many
    assert judged.repeats == many


@settings(deadline=None)
@given(st.integers(20, 120), st.integers(12, 60), st.floats(0, 360), st.floats(200_000, 3_000_000), st.booleans())
def test_who_is_brought_to_a_place_is_one_event_there(first, length, bearing, away_m, slow):
    true = flight(many=200)
    lon, lat = destination(true["lon_deg"][first], true["lat_deg"][first], bearing, away_m)
    rows = slice(first, first + length)
    lons, lats = destination(float(lon), float(lat), 90.0, np.arange(length) * 100.0)
    gs = 40.0 if slow else 450.0
    judged = judge_aircraft(table(moved(true, rows, lon_deg=lons, lat_deg=lats, gs_kn=gs)))
    assert np.flatnonzero(judged.evidence["doubted"]).tolist() == list(range(first, first + length))
    (event,) = events_of(judged)
    assert (event.t_start, event.t_end) == (int(true["t"][first]), int(true["t"][first + length]))
    assert distance_m(event.lon_deg, event.lat_deg, lon, lat) < 10_000
    assert event.begins[0]["jump"] == 1.0


def test_who_is_led_away_slowly_betrays_himself_by_his_speed():
    """A gap long enough to fly there: no jump, yet nothing flies at 51 kn in 38,000 ft."""
    true = flight(many=100, gs_kn=480.0)
    spoofed = flight(many=100, gs_kn=51.0, lon=27.0, lat=46.0)
    spoofed["t"] += 1_600 * SECOND
    spoofed["t_fix"] += 1_600 * SECOND
    judged = judge_aircraft(table(true, spoofed))
    (event,) = events_of(judged)
    assert event.fixes == 100
    assert event.begins[0]["jump"] == 0.0
    assert event.begins[0]["too_slow"] == 1.0


def test_one_wrong_fix_is_doubted_and_no_event():
    judged = judge_aircraft(table(moved(flight(), slice(50, 51), lat_deg=10.0)))
    assert np.flatnonzero(judged.evidence["doubted"]).tolist() == [50]
    assert events_of(judged) == []


def test_a_wrong_first_fix_does_not_put_the_flight_in_doubt():
    judged = judge_aircraft(table(moved(flight(), slice(0, 1), lat_deg=10.0)))
    assert np.flatnonzero(judged.evidence["doubted"]).tolist() == [0]
    assert events_of(judged) == []


def test_who_lands_or_hovers_low_is_believed():
    low = moved(flight(), slice(100, 200), gs_kn=60.0, altitude_ft=1_500.0)
    assert not judge_aircraft(table(low)).evidence["doubted"].any()


def test_aircraft_that_come_to_one_place_are_one_event():
    flights = []
    for number in range(4):
        one = flight(icao=number + 1, lat=45.0 + number)
        flights.append(moved(one, slice(60, 120), lon_deg=33.0 + 0.01 * number, lat_deg=34.0 + np.arange(60) * 1e-4))
    far = moved(flight(icao=9, lat=50.0), slice(60, 120), lon_deg=-20.0, lat_deg=34.0 + np.arange(60) * 1e-4)
    events = events_of(judge_aircraft(table(*flights, far)))
    assert [event.icao for event in events] == [(1, 2, 3, 4), (9,)]


def test_an_old_position_told_again_is_no_fix():
    true = flight(many=50)
    stale = moved(true, slice(20, 50), lon_deg=true["lon_deg"][19], lat_deg=true["lat_deg"][19])
    fixes, repeats = fixes_of(table(stale))
    assert len(fixes) == 20
    assert repeats == 30


def test_the_flight_that_was_spoofed_is_one_event(corpora):
    tables = read(corpora / "interference" / "flight-thy9bp-2024-09-17-spoofed.json.gz").tables
    assert tables["aircraft"].num_rows == 8681
    judged = judge_aircraft(tables["aircraft"])
    assert len(judged.fixes) + judged.repeats == 8681 - 11  # eleven rows have no position
    (event,) = events_of(judged)
    begin, end = (np.datetime64(t, "us").astype("datetime64[m]") for t in (event.t_start, event.t_end))
    assert (str(begin), str(end)) == ("2024-09-17T09:24", "2024-09-17T09:58")
    assert distance_m(event.lon_deg, event.lat_deg, 23.95, 49.67) < 10_000


def test_a_clean_trace_has_nothing(corpora):
    table = read(corpora / "interference" / "readsb-trace-full-ac671b.json").tables["aircraft"]
    assert not judge_aircraft(table).evidence["doubted"].any()


def test_no_aircraft_is_no_event():
    empty = table(flight(many=1)).slice(0, 0)
    assert events_of(judge_aircraft(empty)) == []


@pytest.mark.parametrize("many", [1, 2])
def test_few_fixes_are_no_event(many):
    assert events_of(judge_aircraft(table(flight(many=many)))) == []
