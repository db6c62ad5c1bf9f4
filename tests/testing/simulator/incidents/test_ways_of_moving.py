"""What is claimed of one vessel is true of her motion, and what only looks like it differs as said."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents.kinds import drift, loitering, sudden_stop, zone
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Mode
from marsad.testing.simulator.sea.sea import Sea
from tests.testing.simulator.incidents.playing import Scene, played, world

MINUTE = 60_000_000
SEEDS = st.integers(0, 100_000)
few = settings(max_examples=6)


def off_bow(state):
    return np.abs((state["cog_deg"] - state["heading_deg"] + 180.0) % 360.0 - 180.0)


@few
@given(seed=SEEDS)
def test_who_loiters_is_slow_for_hours(seed):
    scene = played("loitering", "", seed)
    event = scene.event
    t = scene.times(event.t_start, event.t_end)
    assert event.t_end - event.t_start >= 120 * MINUTE
    assert (scene.at(0, t)["sog_kn"] < loitering.SLOW_KN).all()
    assert (scene.at(0, scene.times(event.t_start - 50 * MINUTE, event.t_start - 25 * MINUTE))["sog_kn"] > 5.0).all()


@pytest.mark.parametrize("name", ["slow_steaming", "survey"])
@few
@given(seed=SEEDS)
def test_who_makes_way_does_not_loiter(name, seed):
    scene = played("loitering", name, seed)
    assert (scene.at(0, scene.times())["sog_kn"] > loitering.SLOW_KN).all()


@few
@given(seed=SEEDS)
def test_who_waits_at_anchor_swings_about_one_place(seed):
    scene = played("loitering", "at_anchor", seed)
    state = scene.at(0, scene.times())
    away = sphere.distance_m(state["lon"][0], state["lat"][0], state["lon"], state["lat"])
    assert away.max() < 2.0 * 240.0


@few
@given(seed=SEEDS)
def test_who_drifts_lies_across_her_course(seed):
    scene = played("drift", "", seed)
    event = scene.event
    assert float(scene.cast.vessels["length_m"][0]) >= 50.0
    state = scene.at(0, scene.times(event.t_start, event.t_end))
    assert ((state["sog_kn"] >= drift.SLOW_KN) & (state["sog_kn"] <= drift.FAST_KN)).all()
    assert (off_bow(state) >= drift.ANGLE_DEG).mean() > 0.9
    assert event.t_end - event.t_start >= 40 * MINUTE


@pytest.mark.parametrize("name", ["slow_steaming", "trawling", "sailing", "crabbing"])
@few
@given(seed=SEEDS)
def test_who_steers_keeps_her_bow_near_her_course(name, seed):
    scene = played("drift", name, seed)
    assert (off_bow(scene.at(0, scene.times())) < drift.ANGLE_DEG).all()


@few
@given(seed=SEEDS)
def test_who_grounds_stops_within_minutes_and_stays(seed):
    scene = played("grounding", "", seed)
    event = scene.event
    assert scene.at(0, event.t_start - 10_000_000)["sog_kn"] > 7.0
    after = scene.at(0, scene.times(event.t_start + 2 * MINUTE, event.t_end))
    assert (after["sog_kn"] < 0.1).all()
    assert np.ptp(after["lon"]) < 1e-6
    lon, lat = after["lon"][0], after["lat"][0]
    shoal = json.loads(scene.cast.zones[0])
    assert shoal["properties"]["kind"] == "shoal"
    assert sphere.distance_m(lon, lat, event.lon, event.lat) < 1_000.0


@pytest.mark.parametrize("name", ["berthing", "anchoring", "engine_stop"])
@few
@given(seed=SEEDS)
def test_who_means_to_stop_takes_her_time(name, seed):
    scene = played("grounding", name, seed)
    knots = scene.at(0, scene.times(step_s=60.0))["sog_kn"]
    assert knots.max() > 6.0
    assert knots.min() < 1.5
    assert np.abs(np.diff(knots)).max() < 4.0


@few
@given(seed=SEEDS)
def test_who_strikes_stops_within_half_a_minute(seed):
    scene = played("sudden_stop", "", seed)
    event = scene.event
    assert scene.at(0, event.t_start)["sog_kn"] > sudden_stop.FAST_KN
    held = scene.at(0, scene.times(event.t_start + 30_000_000, event.t_end, 5.0))
    assert (held["sog_kn"] < sudden_stop.SLOW_KN).all()
    assert event.t_end - event.t_start > 3 * MINUTE
    assert float(scene.cast.vessels["length_m"][0]) >= 50.0


@pytest.mark.parametrize("name", ["lost_fix", "no_fix", "pilot_stop", "fast_ferry", "anchoring"])
@few
@given(seed=SEEDS)
def test_nobody_else_stops_suddenly(name, seed):
    scene = played("sudden_stop", name, seed)
    knots = scene.at(0, scene.times(step_s=10.0))["sog_kn"]
    sudden = (knots[:-3] > sudden_stop.FAST_KN) & (knots[3:] < sudden_stop.SLOW_KN)
    assert not sudden.any()


@few
@given(seed=SEEDS)
def test_an_anchor_that_drags_goes_beyond_the_chain_and_the_others_stay(seed):
    scene = played("anchor_drag", "", seed)
    event = scene.event
    (dragger,) = event.vessels
    begun, ended = scene.at(dragger, event.t_start), scene.at(dragger, event.t_end)
    dragged = sphere.distance_m(begun["lon"], begun["lat"], ended["lon"], ended["lat"])
    assert dragged > 500.0
    middle = scene.at(dragger, scene.times(event.t_start + 6 * MINUTE, event.t_end - 6 * MINUTE))
    assert (off_bow(middle) > 140.0).mean() > 0.9
    assert (middle["sog_kn"] < 2.0).all()
    for other in range(1, scene.cast.vessels.size):
        state = scene.at(other, scene.times())
        assert sphere.distance_m(state["lon"][0], state["lat"][0], state["lon"], state["lat"]).max() < 420.0
    assert min(scene.apart(scene.times(), 0, other).min() for other in (1, 2)) > 250.0


@few
@given(seed=SEEDS)
def test_an_anchorage_swings_together(seed):
    scene = played("anchor_drag", "swinging", seed)
    headings = [scene.at(vessel, scene.times())["heading_deg"] for vessel in range(3)]
    for other in headings[1:]:
        assert (np.abs((other - headings[0] + 180.0) % 360.0 - 180.0) < 25.0).all()


def to_cable(scene: Scene, vessel: int = 0) -> tuple:
    """When, and how far from the cable (plane x; negative on one side), and how fast."""
    t = scene.times()
    state = scene.at(vessel, t)
    plane = scene.setting.stages[0][0]
    return t, plane.points(state["lon"], state["lat"])[0], state["sog_kn"]


@few
@given(seed=SEEDS)
def test_a_cable_at_risk_is_crossed_slowly_or_anchored_on(seed):
    scene = played("cable_crossing", "", seed)
    event = scene.event
    t, x, knots = to_cable(scene)
    inside = (t >= event.t_start) & (t <= event.t_end)
    assert (np.abs(x[inside]) < 1_060.0).all()
    assert knots[(t >= event.t_start) & (t <= event.t_due)].min() < 4.5
    crossed = np.abs(x[np.abs(t - event.t_due) < 20_000_000]).min()
    anchored = (scene.cast.course.legs["mode"] == Mode.ANCHOR).any()
    assert crossed < (200.0 if anchored else 60.0)


@pytest.mark.parametrize(("name", "claim"), [
    ("under_way", lambda x, knots: (knots[np.abs(x) < 1_000.0] > 7.0).all() and (x > 0).any() and (x < 0).any()),
    ("trawling_clear", lambda x, knots: np.abs(x).min() > 1_500.0),
    ("at_anchor_clear", lambda x, knots: np.abs(x).min() > 2_500.0),
    ("cable_layer", lambda x, knots: (knots < 2.5).all() and (np.abs(x) < 900.0).all()),
])  # fmt: skip
@few
@given(seed=SEEDS)
def test_other_ways_with_cables(name, claim, seed):
    scene = played("cable_crossing", name, seed)
    _, x, knots = to_cable(scene)
    assert claim(x, knots)
    if name == "cable_layer":
        assert (scene.at(0, scene.times())["status"] == 3).all()


@few
@given(seed=SEEDS)
def test_a_port_is_visited_by_who_lies_there_for_a_while(seed):
    scene = played("port_visit", "", seed)
    event = scene.event
    state = scene.at(0, scene.times(event.t_start + 10_000_000, event.t_end))
    assert (state["sog_kn"] < 0.2).all()
    assert sphere.distance_m(event.lon, event.lat, state["lon"], state["lat"]).max() < 1_500.0
    before, after = scene.at(0, scene.setting.t0_us), scene.at(0, scene.setting.t1_us - MINUTE)
    for away in (before, after):
        assert sphere.distance_m(event.lon, event.lat, away["lon"], away["lat"]) > 4_000.0


@pytest.mark.parametrize("name", ["passing_by", "slow_through", "turned_back"])
@few
@given(seed=SEEDS)
def test_who_does_not_stop_visits_no_port(name, seed):
    scene = played("port_visit", name, seed)
    assert scene.at(0, scene.times())["sog_kn"].min() > 3.0


def closed(scene: Scene, vessel: int = 0):
    """Whether a vessel is inside the scene's closed area, each ten seconds, by its GeoJSON alone."""
    t = scene.times()
    state = scene.at(vessel, t)
    inside = np.zeros(t.size, bool)
    for text in scene.cast.zones:
        feature = json.loads(text)
        shapes = feature["geometry"]["coordinates"]
        for rings in shapes if feature["geometry"]["type"] == "MultiPolygon" else [shapes]:
            within = np.zeros(t.size, bool)
            for ring in rings:
                within ^= even_odd(np.array(ring), state["lon"], state["lat"])
            inside |= within
    return t, inside


def even_odd(ring, x, y):
    odd = np.zeros(x.size, bool)
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 != y2:
            odd ^= ((y1 > y) != (y2 > y)) & (x < x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return odd


@settings(max_examples=20)
@given(seed=SEEDS)
@example(5017)
def test_a_zone_is_entered_when_it_says(seed):
    scene = played("zone", "", seed)
    event = scene.event
    t, inside = closed(scene)
    first_heard = max([int(effect["t1"]) for effect in scene.cast.effects] or [scene.setting.t0_us])
    heard_inside = t[inside & (t >= first_heard)]
    assert abs(int(heard_inside[0]) - event.t_start) <= 15_000_000
    assert abs(int(heard_inside[-1]) - event.t_end) <= 15_000_000


@pytest.mark.parametrize("name", ["passing_outside", "on_the_fence", "along_the_fence", "in_the_hole"])
@few
@given(seed=SEEDS)
def test_nobody_else_is_inside(name, seed):
    scene = played("zone", name, seed)
    assert not closed(scene)[1].any()


@pytest.mark.parametrize("stage", ["POLE", "ANTIMERIDIAN 1", "ANTIMERIDIAN 2", "ANTIMERIDIAN 3"])
def test_a_zone_may_lie_at_the_pole_and_on_the_antimeridian(stage, monkeypatch):
    scenario = world("zone")
    setting = Setting(scenario, Sea.of(scenario), 5)
    place = Setting.stage
    monkeypatch.setattr(Setting, "stage", lambda self, draw, room_m, name="": place(self, draw, room_m, name or stage))
    play = zone.near_the_pole if stage == "POLE" else zone.crossing
    scene = Scene(setting, play(setting, Draw(5, Purpose.INCIDENT, 1)))
    t, inside = closed(scene)
    assert abs(int(t[inside][0]) - scene.event.t_start) <= 15_000_000
    assert abs(int(t[inside][-1]) - scene.event.t_end) <= 15_000_000
    if stage != "POLE":
        lon = scene.at(0, t)["lon"]
        assert lon.min() < -179.0
        assert lon.max() > 179.0


@few
@given(seed=SEEDS)
def test_the_wrong_way_is_against_the_lane(seed):
    scene = played("abnormal", "", seed)
    event = scene.event
    state = scene.at(event.vessels[0], scene.times(event.t_start, event.t_end))
    against = []
    for text in scene.cast.zones:
        feature = json.loads(text)
        shapes = feature["geometry"]["coordinates"]
        within = np.zeros(state.size, bool)
        for rings in shapes if feature["geometry"]["type"] == "MultiPolygon" else [shapes]:
            within |= even_odd(np.array(rings[0]), state["lon"], state["lat"])
        if within.mean() > 0.95:
            against.append(np.abs((state["cog_deg"] - feature["properties"]["course_deg"] + 180.0) % 360.0 - 180.0))
    assert len(against) == 1
    assert (against[0] > 165.0).all()
    assert event.t_end - event.t_start > 20 * MINUTE
