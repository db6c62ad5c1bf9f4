"""What is claimed of two vessels is true of their motion, and what only looks like it differs as said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.testing.simulator.incidents.kinds import close_quarters, rendezvous
from marsad.testing.simulator.records import Role
from tests.testing.simulator.incidents.playing import played

MINUTE = 60_000_000
SEEDS = st.integers(0, 100_000)
few = settings(max_examples=8)


@few
@given(seed=SEEDS)
def test_a_rendezvous_is_near_slow_and_long(seed):
    scene = played("rendezvous", "", seed)
    event = scene.event
    t = scene.times(event.t_start, event.t_end)
    assert event.t_end - event.t_start >= 45 * MINUTE
    assert event.t_due == event.t_start + 30 * MINUTE
    assert (scene.apart(t) < rendezvous.NEAR_M).all()
    for vessel in event.vessels:
        assert (scene.at(vessel, t)["sog_kn"] < rendezvous.SLOW_KN).all()
    # Before and after they are strangers.
    assert scene.apart(scene.setting.t0_us) > 5_000.0
    assert scene.apart(scene.setting.t1_us - MINUTE) > 2_000.0


@few
@given(seed=SEEDS)
def test_a_tow_is_in_line_and_makes_way(seed):
    scene = played("rendezvous", "tow", seed)
    t = scene.times()
    assert (scene.apart(t) < 400.0).all()
    assert (scene.at(0, t)["sog_kn"] > rendezvous.SLOW_KN).all()
    assert scene.cast.vessels["role"][0] == Role.TUG


@few
@given(seed=SEEDS)
def test_a_pilot_boards_within_minutes_from_a_ship_under_way(seed):
    scene = played("rendezvous", "pilot", seed)
    t = scene.times()
    near = scene.apart(t) < rendezvous.NEAR_M
    assert 60.0 <= near.sum() * 10.0 <= 15 * 60.0
    assert (scene.at(0, t)["sog_kn"][near] > 5.0).all()
    assert scene.apart(t).min() < 60.0


@few
@given(seed=SEEDS)
def test_bunkering_is_at_an_anchorage_and_by_a_barge(seed):
    scene = played("rendezvous", "bunkering", seed)
    assert scene.cast.vessels["role"][2] == Role.BUNKER
    for ship, event in enumerate(scene.cast.events):
        t = scene.times(event.t_start + 25 * MINUTE, event.t_end - MINUTE)
        assert (scene.apart(t, ship, 2) < rendezvous.NEAR_M).all()
        assert (scene.at(ship, t)["status"] == 1).all()


@few
@given(seed=SEEDS)
def test_pair_trawlers_fish_abreast(seed):
    scene = played("rendezvous", "pair_trawling", seed)
    t = scene.times(scene.setting.t0_us, scene.setting.t0_us + 180 * MINUTE)
    apart = scene.apart(t)
    assert (apart < 420.0).all()
    assert np.ptp(apart) < 60.0
    assert (scene.at(0, t)["status"] == 7).all()
    assert (scene.at(0, t)["sog_kn"] > rendezvous.SLOW_KN).all()


@pytest.mark.parametrize("kind", ["rendezvous", "close_quarters"])
@few
@given(seed=SEEDS)
def test_company_keeps_its_distance_at_sea_speed(kind, seed):
    scene = played(kind, "company", seed)
    t = scene.times()
    assert np.ptp(scene.apart(t)) < 40.0
    assert (scene.at(0, t)["sog_kn"] > 5.0).all()


@few
@given(seed=SEEDS)
def test_close_quarters_come_closest_when_and_where_it_says(seed):
    scene = played("close_quarters", "", seed)
    event = scene.event
    nearest = event.t_end - round(close_quarters.PAST_MIN * MINUTE)
    t = scene.times(step_s=1.0)
    apart = scene.apart(t)
    found = int(t[np.argmin(apart)])
    assert 60.0 < apart.min() < close_quarters.NEAR_M
    assert abs(found - nearest) < 20_000_000
    assert event.t_start == nearest - 12 * MINUTE
    assert event.t_due == nearest - 5 * MINUTE
    # Plainly: from the start on, held courses and speeds lead to it.
    a, b = (scene.at(vessel, event.t_start) for vessel in (0, 1))
    x, y = plane_between(a, b)
    u, v = velocity(b)[0] - velocity(a)[0], velocity(b)[1] - velocity(a)[1]
    tcpa = -(x * u + y * v) / (u * u + v * v)
    cpa = np.hypot(x + u * tcpa, y + v * tcpa)
    assert abs(tcpa - 720.0) < 90.0
    assert cpa < close_quarters.NEAR_M + 350.0
    for vessel in (0, 1):
        assert (scene.at(vessel, scene.times(event.t_start, event.t_end))["sog_kn"] > 5.0).all()


def velocity(state):
    angle, v = np.radians(float(state["cog_deg"])), float(state["sog_kn"]) * 1852.0 / 3600.0
    return v * np.sin(angle), v * np.cos(angle)


def plane_between(a, b):
    metres = 6_371_008.8 * np.pi / 180.0
    east = (float(b["lon"] - a["lon"]) + 180.0) % 360.0 - 180.0
    return east * metres * np.cos(np.radians(float(a["lat"]))), float(b["lat"] - a["lat"]) * metres


@few
@given(seed=SEEDS)
def test_who_gives_way_passes_clear(seed):
    scene = played("close_quarters", "gives_way", seed)
    assert scene.apart(scene.times(step_s=5.0)).min() > close_quarters.CLEAR_M


@few
@given(seed=SEEDS)
def test_ferries_meet_again_and_again_at_a_distance(seed):
    scene = played("close_quarters", "ferries", seed)
    apart = scene.apart(scene.times(step_s=5.0))
    assert apart.min() > close_quarters.NEAR_M - 20.0
    for event in scene.cast.events:
        meetings = scene.apart(scene.times(event.t_start, event.t_end, 5.0))
        assert meetings.min() < 800.0


@few
@given(seed=SEEDS)
def test_in_a_harbour_they_pass_slowly(seed):
    scene = played("close_quarters", "harbour", seed)
    t = scene.times(step_s=5.0)
    apart = scene.apart(t)
    assert 100.0 < apart.min() < close_quarters.NEAR_M
    near = apart < 1_500.0
    assert (scene.at(0, t)["sog_kn"][near] < 8.0).all()


@pytest.mark.parametrize("name", ["tow", "pilot", "fishing_group"])
@few
@given(seed=SEEDS)
def test_who_belongs_together_comes_near(name, seed):
    scene = played("close_quarters", name, seed)
    assert scene.apart(scene.times()).min() < 1_900.0
    roles = set(scene.cast.vessels["role"].tolist())
    assert roles & {Role.TUG, Role.PILOT, Role.FISHING}
