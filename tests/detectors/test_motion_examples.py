"""Worked examples of what one ship does: over midnight, the date line, in high latitudes, and look-alikes."""

import numpy as np
import pytest

from marsad.detectors import anchor_drag, drift, grounding, loitering, sudden_stop
from marsad.plugin.side import ALWAYS, DEPTH, Side, places
from marsad.testing.detector_contract.tracks import Leg, later, made_good
from tests.detectors.ships import MINUTE, T0, found, sailed

SEA = Leg(1.0, 12.0, 90.0, every_s=10)
CRAWL = [Leg(0.6, 0.8, 45.0 * n, every_s=60) for n in range(5)]
LOITERS = [Leg(1.0, 12.0, 90.0), *CRAWL, Leg(1.0, 12.0, 90.0)]
DRIFTS = [Leg(1.5, 10.0, 90.0), Leg(1.0, 2.0, 90.0, 10.0), Leg(1.0, 10.0, 90.0)]
STRUCK = [SEA, Leg(10 / 3600, 6.0, 90.0, every_s=10), Leg(0.5, 0.4, 120.0, 95.0, every_s=10), Leg(1, 8.0, 90.0)]
AGROUND = [SEA, Leg(30 / 3600, 6.0, 90.0, every_s=10), Leg(2.0, 0.0, 90.0, every_s=10), Leg(1, 6.0, 270.0)]


def lies(hours, heading, status=1):
    return Leg(hours, 0.0, 0.0, heading, 180, status)


DRAGS = [lies(2, 10.0), lies(1, 18.0), Leg(1.2, 0.9, 198.0, 20.0, 180, 1), lies(2, 20.0)]

CASES = {
    "loitering": (loitering.DETECTOR, LOITERS, 60),
    "drift": (drift.DETECTOR, DRIFTS, 90),
    "sudden_stop": (sudden_stop.DETECTOR, STRUCK, 60),
    "grounding": (grounding.DETECTOR, AGROUND, 60),
    "anchor_drag": (anchor_drag.DETECTOR, DRAGS, 180),
}


@pytest.mark.parametrize(("lon", "lat"), [(20.0, 38.0), (179.999, 11.0), (-179.9999, -52.0), (10.0, 78.0)])
@pytest.mark.parametrize("kind", CASES)
def test_it_is_found_anywhere(kind, lon, lat):
    detector, legs, begins = CASES[kind]
    some = found(detector, sailed(legs, lon=lon, lat=lat))
    assert [one.kind for one in some] == [kind]
    assert abs(some[0].t_start - T0 - begins * MINUTE) <= 12 * MINUTE
    assert some[0].t_end is not None
    assert some[0].t_start <= some[0].t_event <= some[0].t_end


@pytest.mark.parametrize("kind", CASES)
def test_who_is_first_heard_in_the_middle_is_found_where_it_can_be_known(kind):
    detector, legs, _ = CASES[kind]
    some = found(detector, sailed(legs[1:] if kind in ("loitering", "drift") else legs))
    assert len(some) == 1


@pytest.mark.parametrize("kind", CASES)
def test_a_feed_that_stops_ends_it_when_nothing_was_heard_for_long(kind):
    detector, legs, _ = CASES[kind]
    rows = sailed(legs[:-1])
    some = found(detector, rows, after_h=5.0)
    assert len(some) == 1
    assert some[0].t_end is not None
    assert some[0].t_end <= rows["t"][-1]
    assert found(detector, rows, after_h=0.1)[0].t_end is None


@pytest.mark.parametrize("status", [7, 3, 2])
def test_who_says_why_she_stays_does_not_loiter(status):
    legs = [Leg(leg.hours, leg.knots, leg.course_deg, None, leg.every_s, status) for leg in LOITERS]
    assert found(loitering.DETECTOR, sailed(legs)) == []


@pytest.mark.parametrize("kind", [30, 31, 35, 36, 50, 52])
def test_craft_at_their_work_do_not_loiter(kind):
    assert found(loitering.DETECTOR, sailed(LOITERS, kind=kind)) == []


def swinging(scope_m, hours, status=0, every_s=180, noise_m=8.0, swing=150.0):
    """A ship at anchor who swings with the tide, and sheers."""
    rows = sailed([lies(hours, 0.0, status)])
    rng = np.random.default_rng(1)
    s = (rows["t"] - rows["t"][0]) / 1e6
    heading = 30.0 + swing * 0.5 * (1 + np.tanh((s - hours * 1800) / 1500.0)) + 4.0 * np.sin(s / 170.0)
    east, north = (-scope_m * f(np.radians(heading)) + rng.normal(0, noise_m, len(s)) for f in (np.sin, np.cos))
    rows["lon_deg"] += east / 111_195.0 / np.cos(np.radians(38.0))
    rows["lat_deg"] += north / 111_195.0
    rows["heading_deg"] = heading % 360.0
    rows = made_good(rows)
    rows["sog_kn"] = 0.2
    rows["cog_deg"] = (heading + 90.0) % 360.0
    return rows


@pytest.mark.parametrize("noise_m", [3.0, 30.0])
@pytest.mark.parametrize("scope_m", [120.0, 250.0, 400.0])
@pytest.mark.parametrize("status", [0, 1])
def test_a_ship_who_swings_at_anchor_neither_drags_nor_drifts_nor_loiters(scope_m, noise_m, status):
    rows = swinging(scope_m, 8.0, status, noise_m=noise_m)
    for detector in (anchor_drag.DETECTOR, drift.DETECTOR, loitering.DETECTOR):
        assert found(detector, rows) == []


def test_who_weighs_and_goes_bow_first_does_not_drag():
    assert found(anchor_drag.DETECTOR, sailed([lies(2, 10.0), lies(1, 18.0), Leg(0.5, 2.0, 20.0), SEA])) == []


def test_who_leaves_a_berth_astern_does_not_drag():
    legs = [Leg(3, 0.0, 0.0, 90.0, 180, 0), Leg(0.3, 1.5, 270.0, 90.0, 30, 0), SEA]
    assert found(anchor_drag.DETECTOR, sailed(legs)) == []


@pytest.mark.parametrize("scope_m", [120.0, 250.0, 400.0])
def test_a_swing_of_a_ship_without_heading_is_no_drag(scope_m):
    rows = swinging(scope_m, 8.0, 1)
    rows["heading_deg"] = np.nan
    assert found(anchor_drag.DETECTOR, rows) == []


def test_a_ship_who_weighs_without_heading_does_not_drag():
    rows = sailed([lies(3, 10.0), Leg(0.1, 1.5, 20.0), Leg(0.2, 3.0, 20.0), SEA])
    rows["heading_deg"] = np.nan
    assert found(anchor_drag.DETECTOR, rows) == []


def test_a_ship_who_drags_without_heading_is_found_by_her_straight_way():
    rows = sailed(DRAGS)
    rows["heading_deg"] = np.nan
    some = found(anchor_drag.DETECTOR, rows)
    assert [one.evidence["scope_m"] for one in some] == [480.0]


def test_a_receiver_that_hangs_for_ten_minutes_is_no_sudden_stop():
    rows = sailed([Leg(2, 12.0, 90.0, every_s=10)])
    hangs = slice(300, 360)
    for name in ("lon_deg", "lat_deg"):
        rows[name][hangs] = rows[name][299]
    rows["sog_kn"][hangs] = 0.0
    assert found(sudden_stop.DETECTOR, made_good(rows)) == []
    assert found(grounding.DETECTOR, made_good(rows)) == []


def test_who_anchors_or_berths_within_many_minutes_did_not_run_aground():
    slower = [Leg(60 / 3600, 12.0 - n, 90.0, every_s=10) for n in range(12)]
    assert found(grounding.DETECTOR, sailed([SEA, *slower, Leg(3, 0.0, 90.0)])) == []
    assert found(sudden_stop.DETECTOR, sailed([SEA, *slower, Leg(3, 0.0, 90.0)])) == []


def test_a_ship_stopped_in_a_port_or_who_says_she_is_moored_is_not_aground():
    rows = sailed(AGROUND)
    assert len(found(grounding.DETECTOR, rows)) == 1
    at = found(grounding.DETECTOR, rows)[0]
    for name in ("ports", "anchorages"):
        assert found(grounding.DETECTOR, rows, side=Side({name: places([at.lon_deg], [at.lat_deg], 500.0)})) == []
    rows["status"] = 5
    assert found(grounding.DETECTOR, rows) == []


def test_who_was_brought_up_so_and_went_off_by_herself_does_it_in_service():
    """Bunker barges and work boats on their rounds stopped three times in three hours, each for twenty minutes, and
    were told of as aground each time."""
    call = [Leg(0.5, 7.0, 90.0, every_s=10), Leg(30 / 3600, 4.0, 90.0, every_s=10), Leg(0.35, 0.0, 90.0, every_s=10)]
    rows = sailed([SEA, *call, *call, *call, Leg(0.5, 7.0, 90.0, every_s=10)])
    (first,) = found(grounding.DETECTOR, rows)
    assert first.t_start <= T0 + 95 * MINUTE
    rows["status"][rows["t"] > first.t_end] = 6  # she says it herself
    assert len(found(grounding.DETECTOR, rows)) == 3
    later_on = sailed([SEA, *call, Leg(6.5, 7.0, 90.0, every_s=60), *call, Leg(0.5, 7.0, 90.0, every_s=10)])
    assert len(found(grounding.DETECTOR, later_on)) == 2


def test_a_port_that_is_closed_by_then_explains_nothing():
    rows = sailed(AGROUND)
    at = found(grounding.DETECTOR, rows)[0]
    closed = places([at.lon_deg], [at.lat_deg], 500.0)
    closed["t_to"] = T0
    assert len(found(grounding.DETECTOR, rows, side=Side({"ports": closed}))) == 1


def charted(at, depth_m, step_deg=0.01, holds=ALWAYS):
    """A grid of one depth about a place."""
    tile = np.zeros(1, DEPTH)
    tile["west"], tile["south"] = at.lon_deg - 8 * step_deg, at.lat_deg - 8 * step_deg
    tile["step_lon_deg"] = tile["step_lat_deg"] = step_deg
    tile["depth_m"], tile["t_from"], tile["t_to"] = depth_m, *holds
    return tile


@pytest.mark.parametrize(("depth_m", "told"), [(7.5, True), (39.0, True), (41.0, False), (4000.0, False)])
def test_nobody_grounds_where_the_water_is_known_to_be_deep(depth_m, told):
    rows = sailed(AGROUND)
    at = found(grounding.DETECTOR, rows)[0]
    assert at.evidence["depth_known"] is False
    again = found(grounding.DETECTOR, rows, side=Side({"depths": charted(at, depth_m)}))
    assert [one.evidence.get("depth_m") for one in again] == ([depth_m] if told else [])


def test_the_finer_grid_is_believed_and_none_that_does_not_hold():
    rows = sailed(AGROUND)
    at = found(grounding.DETECTOR, rows)[0]
    ocean, harbour, old = charted(at, 900.0, 0.25), charted(at, 6.0, 0.002), charted(at, 50.0, 0.001, (0, T0))
    side = Side({"depths": np.concatenate([ocean, harbour, old])})
    assert [one.evidence["depth_m"] for one in found(grounding.DETECTOR, rows, side=side)] == [6.0]
    harbour["depth_m"] = np.nan  # the survey has a hole there
    assert found(grounding.DETECTOR, rows, side=Side({"depths": np.concatenate([ocean, harbour])})) == []


def test_a_ship_who_says_she_is_aground_is_told_sooner():
    rows = sailed(AGROUND)
    late = found(grounding.DETECTOR, rows)[0]
    rows["status"][rows["sog_kn"] == 0.0] = 6
    soon = found(grounding.DETECTOR, rows)[0]
    assert soon.t_event < late.t_event
    assert soon.evidence["told_aground"] is True


def test_those_who_stop_behind_are_counted_and_others_are_not():
    ships = [sailed(AGROUND)]
    for n, lon in ((1, 19.9), (2, 19.85)):
        ships.append(
            sailed([Leg(1.1, 10.0, 90.0), Leg(0.1, 4.0, 90.0), Leg(2, 0.2, 90.0), SEA], mmsi=211_000_010 + n, lon=lon)
        )
    ahead = sailed([Leg(1.1, 10.0, 270.0), Leg(0.1, 4.0, 270.0), Leg(2, 0.2, 90.0), SEA], mmsi=211_000_020, lon=20.55)
    some = found(grounding.DETECTOR, *ships, ahead)
    assert [(one.vessel_ids, one.evidence["stopped_behind"]) for one in some] == [((21_100_000_100,), 2)]


def test_small_craft_and_tugs_stop_as_they_like():
    assert found(sudden_stop.DETECTOR, sailed(STRUCK, length=20.0)) == []
    assert found(sudden_stop.DETECTOR, sailed(STRUCK, kind=52)) == []


@pytest.mark.parametrize("kind", CASES)
def test_it_is_the_same_however_time_is_cut(kind):
    detector, legs, _ = CASES[kind]
    ships = [sailed(legs), later(sailed(legs, mmsi=211_000_002, lon=25.0), 17 * MINUTE)]
    whole = found(detector, *ships)
    assert len(whole) == 2
    for steps in (7, 61):
        assert found(detector, *ships, steps=steps) == whole
