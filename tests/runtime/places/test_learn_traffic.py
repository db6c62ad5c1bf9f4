"""Pilot grounds and lanes learnt from rows made for it, and from simulated seas against what these have."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.detectors.made import T0, rows_of
from tests.runtime.places.test_learn import stops
from tests.testing.simulator.folders import made

from marsad.detectors.abnormal_rule.learning import normal_of
from marsad.plugin.areas import tables_of
from marsad.plugin.side import AREA_KINDS
from marsad.runtime.places.learn import added, geojson_of, places_of, said_of
from marsad.runtime.places.learn_lake import LearntPlaces
from marsad.runtime.places.learn_lanes import features_of, lanes_of
from marsad.runtime.places.learn_pilots import pilot_grounds, seen_of, trips_of
from marsad.runtime.places.read_places import read_places
from marsad.testing.scoring.places import score_grounds, score_lanes
from marsad.testing.simulator.scenario import load
from marsad.testing.simulator.sea.sea import Sea

LON, LAT = 45.0, 12.0
M = 111_195.0797
MIN = 60


def trip(begins_min, out_m=8000.0, mmsi=211_000_050, beside=None, **told):
    """A pilot boat lies for 20 minutes, goes 12 kn out to the east, comes back and lies for 20; with a ship met."""
    pace = 12.0 * 0.514444 * MIN / M / np.cos(np.radians(LAT))
    far = out_m / M / np.cos(np.radians(LAT))
    way = np.concatenate([np.arange(0.0, far, pace), np.arange(far, 0.0, -pace)])
    lon = np.concatenate([np.zeros(20), way, np.zeros(20)]) + LON
    knots = np.concatenate([np.zeros(20), np.full(len(way), 12.0), np.zeros(20)])
    rows = rows_of([((begins_min + k) * MIN, x, LAT, v) for k, (x, v) in enumerate(zip(lon, knots, strict=True))],
                   mmsi=mmsi, **{"ship_type": 50, **told})  # fmt: skip
    some = [rows]
    if beside is not None:  # a ship goes out along her way, and she with it for some minutes about there
        near = np.flatnonzero(np.abs((lon - LON) * M * np.cos(np.radians(LAT)) - beside) < 800.0)[:4]
        ship = rows_of([((begins_min + k) * MIN, lon[k], LAT + 100 / M, 12.0) for k in near],
                       mmsi=211_000_070, ship_type=70)  # fmt: skip
        some.append(ship)
    return np.concatenate(some)


def grounds(*rows, **more):
    return pilot_grounds(trips_of(seen_of(np.concatenate(rows))), **more)


def away_m(place, out_m):
    return abs((place.lon_deg - LON) * M * np.cos(np.radians(LAT)) - out_m)


def test_where_pilot_boats_turn_back_four_times_is_a_ground_and_three_times_none():
    trips = [trip(200 * k, out_m=8000.0 + 100 * k) for k in range(4)]
    (one,) = grounds(*trips)
    assert (one.kind, one.vessels, one.stops) == ("pilot", 1, 4)
    assert away_m(one, 8150) < 400
    assert not grounds(*trips[:3])
    assert len(grounds(*trips[:3], least_trips=3)) == 1


def test_a_ship_that_was_met_tells_more_than_the_turn():
    """The boat goes on for a while after the pilot is aboard."""
    (one,) = grounds(*[trip(200 * k, out_m=9000.0, beside=5000.0) for k in range(4)])
    assert away_m(one, 5000) < 600
    seen = trips_of(seen_of(np.concatenate([trip(200 * k, out_m=9000.0, beside=5000.0) for k in range(4)])))
    assert seen["met"].all()


@pytest.mark.parametrize("told", [{"ship_type": 52}, {"outcome": 3}, {"lat_deg": np.nan}])
def test_other_craft_and_bad_positions_tell_nothing(told):
    assert not grounds(*[trip(200 * k, **told) for k in range(4)])


def test_short_trips_and_such_as_have_no_end_tell_nothing():
    assert not grounds(*[trip(200 * k, out_m=700.0) for k in range(6)])
    half = [trip(200 * k, mmsi=211_000_050 + k)[:60] for k in range(6)]
    assert not grounds(*half)


def test_trips_over_midnight_count():
    """Days are looked at one by one and their boats put together."""
    rows = np.concatenate([trip(200 * k) for k in range(4)])
    cut = T0 + (200 * 2 + 40) * 60_000_000
    days = [seen_of(rows[rows["t"] < cut]), seen_of(rows[rows["t"] >= cut])]
    assert len(pilot_grounds(trips_of(np.concatenate(days)))) == 1


def test_a_ground_on_the_date_line_is_one():
    rows = np.concatenate([trip(200 * k, out_m=8000.0) for k in range(4)])
    rows["lon_deg"] = (rows["lon_deg"] - LON + 179.927 + 180.0) % 360.0 - 180.0
    (one,) = grounds(rows)
    assert one.stops == 4


def stream(course, lat=LAT, ships=6, mmsi=211_000_100, every_s=60):
    rows = []
    for n in range(ships):
        step = 12.0 * 0.514444 * every_s / M / np.cos(np.radians(lat)) * (1 if course == 90.0 else -1)
        begin = LON if course == 90.0 else LON + 0.3
        told = [(n * 1200 + k * every_s, begin + k * step, lat, 12.0) for k in range(int(0.3 / abs(step)))]
        rows.append(rows_of(told, mmsi=mmsi + n, ship_type=70, cog_deg=course))
    return np.concatenate(rows)


def test_a_stream_one_way_is_a_lane_with_its_direction_and_two_ways_on_one_line_are_none():
    (lane,) = lanes_of(normal_of(stream(90.0)))
    assert abs(lane.course_deg - 90.0) < 1.0
    assert lane.lat_deg.min() < LAT + 1 / 120
    assert lane.lat_deg.max() > LAT - 1 / 120
    assert not lanes_of(normal_of(np.concatenate([stream(90.0), stream(270.0, mmsi=211_000_200)])))
    assert not lanes_of(normal_of(stream(90.0, ships=2)))


def test_two_lanes_beside_each_other_are_two():
    both = np.concatenate([stream(90.0), stream(270.0, LAT + 0.05, mmsi=211_000_200)])
    assert sorted(round(lane.course_deg) for lane in lanes_of(normal_of(both))) == [90, 270]


def test_what_is_learnt_is_read_again_and_lanes_hold_nobody_to_rule_10(tmp_path):
    trips = trips_of(seen_of(np.concatenate([trip(200 * k) for k in range(4)])))
    learnt = LearntPlaces([], pilot_grounds(trips), lanes_of(normal_of(stream(90.0))))
    file = tmp_path / "places.geojson"
    file.write_text(json.dumps(learnt.geojson()))
    tables = tables_of(read_places(file))
    assert len(tables["pilot_grounds"]) == 1
    assert tables["pilot_grounds"]["t_from"][0] == trips["t_end"].max()
    assert tables["zones"]["kind"].tolist() == [AREA_KINDS.index(kind) for kind in ("pilot", "lane")]
    assert not len(tables["lanes"])
    assert features_of(learnt.lanes)[0]["properties"]["flow_deg"] == 90
    assert not tables["zones"]["watch"].any()


def test_who_says_that_she_is_at_anchor_lies_in_an_anchorage_however_still():
    """In calm weather she does not swing; of berths as wide a port is made."""
    still = stops(45, 12, 12, 10, 15, 400)
    reports = [rows_of([(0, one["lon_deg"], one["lat_deg"], 0.1)], mmsi=n, status=1) for n, one in enumerate(still)]
    for n, rows in enumerate(reports):
        rows["vessel"] = n
    at_anchor = added(*(said_of(rows) for rows in reports))
    assert [one.kind for one in places_of(still, at_anchor)] == ["anchorage"]
    assert [one.kind for one in places_of(still)] == ["port"]
    moored = at_anchor.copy()
    moored["anchored"], moored["moored"] = 0, 1
    assert [one.kind for one in places_of(stops(45, 12, 12, 10, 180, 300), moored)][:1] == ["port"]
    assert geojson_of(places_of(still, at_anchor))["features"][0]["properties"]["kind"] == "anchorage"


def truth_rows(folder):
    """The true positions of a simulated sea, once a minute, as detectors see rows; in the order of t."""
    told, ships = (pq.read_table(folder / f"{name}.parquet") for name in ("truth", "vessels"))
    t = told["t"].cast("int64").to_numpy()
    vessel = told["vessel"].to_numpy()
    order = np.lexsort((t, vessel))
    minute = t[order] // 60_000_000
    keep = order[np.concatenate([[True], (np.diff(minute) != 0) | (np.diff(vessel[order]) != 0)])]
    rows = rows_of(np.zeros((len(keep), 4)))
    rows["t"], rows["vessel"], rows["mmsi"] = t[keep], vessel[keep], told["mmsi"].to_numpy()[keep]
    for name in ("lon_deg", "lat_deg", "sog_kn", "cog_deg"):
        rows[name] = told[name].to_numpy()[keep]
    types = np.zeros(int(max(ships["vessel"].to_pylist())) + 1, np.int16)
    types[ships["vessel"].to_numpy()] = ships["ship_type"].to_numpy()
    class_b = np.zeros(len(types), np.bool_)
    class_b[ships["vessel"].to_numpy()] = ["B" in name.upper() for name in ships["station"].to_pylist()]
    rows["ship_type"] = types[rows["vessel"]]
    rows["type"] = np.where(class_b[rows["vessel"]], 18, 1)
    return rows[np.argsort(rows["t"], kind="stable")]


@pytest.fixture(scope="module")
def sea_of_a_day(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sea") / "gulf"
    made(folder, "gulf-of-aden", hours=14.0, seed=2, outputs="truth")
    return truth_rows(folder), Sea.of(load("gulf-of-aden"))


def test_the_pilot_grounds_of_a_simulated_sea_are_found(sea_of_a_day):
    rows, sea = sea_of_a_day
    seen = seen_of(rows)
    score = score_grounds(pilot_grounds(trips_of(seen)), sea, seen)
    print(score)
    assert score.could >= 2
    assert score.recall >= 0.9
    assert score.precision >= 0.6
    assert score.off_m < 1000.0


def test_the_lanes_of_a_simulated_sea_are_found(sea_of_a_day):
    rows, sea = sea_of_a_day
    normal = normal_of(rows)
    score = score_lanes(lanes_of(normal), sea, normal)
    print(score)
    assert score.could > 100
    assert score.recall >= 0.7
    assert score.precision >= 0.85


def test_what_was_not_learnt_scores_nothing(sea_of_a_day):
    rows, sea = sea_of_a_day
    seen, normal = seen_of(rows), normal_of(rows)
    assert score_grounds([], sea, seen).recall == 0.0
    assert score_lanes([], sea, normal).recall == 0.0
    backwards = [replace(lane, courses_deg=(lane.courses_deg + 180.0) % 360.0) for lane in lanes_of(normal)]
    assert score_lanes(backwards, sea, normal).precision < 0.2
