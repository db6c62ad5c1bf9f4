"""What holds for every scene, whatever it plays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.testing.simulator.incidents.incident import incidents
from marsad.testing.simulator.records import Cast, Mode, Role
from tests.testing.simulator.incidents.playing import SCENES, Scene, played

KNOT = 1852.0 / 3600.0
SEEDS = st.integers(0, 100_000)
STRUCK = {("grounding", ""), ("sudden_stop", ""), ("aid_fault", "")}
"""Scenes in which somebody is stopped, or carried off, by more than her engine."""
CURRENT_KN = 1.5
"""What floats without an engine goes no faster."""


def scenes(examples: int):
    def each(test):
        test = settings(max_examples=examples)(given(seed=SEEDS)(test))
        return pytest.mark.parametrize(("kind", "name"), SCENES, ids=lambda part: part or "incident")(test)

    return each


@scenes(2)
def test_legs_cover_the_window_without_a_gap(kind, name, seed):
    scene = played(kind, name, seed)
    legs = scene.cast.course.legs
    assert legs.size
    for vessel in range(scene.cast.vessels.size):
        own = legs[legs["vessel"] == vessel]
        assert own["t0"][0] <= scene.setting.t0_us
        assert own["t1"][-1] >= scene.setting.t1_us
        assert (own["t0"][1:] == own["t1"][:-1]).all()
        assert (own["t1"] > own["t0"]).all()


@scenes(2)
def test_events_lie_within_the_window_and_name_their_vessels(kind, name, seed):
    scene = played(kind, name, seed)
    assert scene.cast.events
    for event in scene.cast.events:
        assert event.kind == kind
        assert scene.setting.t0_us <= event.t_start < event.t_end <= scene.setting.t1_us
        assert bool(event.look_alike) == bool(name)
        if not event.look_alike:
            assert event.t_start <= event.t_due <= event.t_end
        assert event.vessels or event.area >= 0
        assert all(0 <= vessel < scene.cast.vessels.size for vessel in event.vessels)
        assert -180.0 <= event.lon < 180.0
        assert event.area < scene.cast.areas.size


def test_a_look_alike_ends_with_the_window():
    test_events_lie_within_the_window_and_name_their_vessels.hypothesis.inner_test("rendezvous", "pilot", 327)


@scenes(2)
def test_nobody_is_on_land_or_moves_as_her_class_cannot(kind, name, seed):
    scene = played(kind, name, seed)
    t = scene.times()
    for vessel in range(scene.cast.vessels.size):
        state = scene.at(vessel, t)
        there = state["present"]
        assert there.any()
        if scene.cast.vessels["role"][vessel] != Role.AIRCRAFT:
            assert not is_land(state["lon"][there], state["lat"][there]).any()
        if not scene.is_virtual(vessel):
            check_motion(scene, vessel, state, (kind, name) in STRUCK)


def check_motion(scene: Scene, vessel: int, state, struck: bool) -> None:
    papers = scene.cast.vessels[vessel]
    both = state["present"][1:] & state["present"][:-1]
    moved = sphere.distance_m(state["lon"][:-1], state["lat"][:-1], state["lon"][1:], state["lat"][1:])[both] / 10.0
    told = state["sog_kn"][:-1][both] * KNOT
    gained = np.abs(np.diff(state["sog_kn"])[both]) * KNOT / 10.0
    accel = float(papers["accel_mps2"])
    # 0.3 m/s for wander across the way, gusts at anchor and the turn within ten seconds.
    if papers["role"] not in (Role.DEVICE, Role.NET_MARKER):
        top = CURRENT_KN if papers["role"] == Role.AID else float(papers["top_kn"])
        assert (moved <= top * KNOT + 0.3).all()
    if not struck:
        assert gained.max(initial=0.0) <= 1.1 * accel + 0.02
        assert np.abs(moved - told).max(initial=0.0) <= 10.0 * accel + 0.4
    turned = np.abs((np.diff(state["heading_deg"]) + 180.0) % 360.0 - 180.0)[both] / 10.0
    # Way on, she turns with the rudder; without, wind and thrusters bring her bow round.
    limit = np.where(told > 2.0 * KNOT, float(papers["turn_deg_min"]) / 60.0, 0.45) + 0.25
    assert (turned <= np.maximum(limit, 0.5)).all()


@scenes(2)
def test_a_seed_means_one_scene(kind, name, seed):
    assert same(played(kind, name, seed).cast, played(kind, name, seed).cast)


def same(one: Cast, other: Cast) -> bool:
    arrays = ("vessels", "effects", "areas", "papers")
    return (
        all(np.array_equal(getattr(one, part), getattr(other, part)) for part in arrays)
        and np.array_equal(one.course.legs, other.course.legs)
        and np.array_equal(one.course.lon, other.course.lon)
        and (one.events, one.texts, one.zones, one.watched) == (other.events, other.texts, other.zones, other.watched)
    )


def test_seeds_differ():
    for kind in incidents():
        assert not same(played(kind, "", 1).cast, played(kind, "", 2).cast)


def test_moored_and_anchored_vessels_say_so_by_their_legs():
    legs = played("gap", "lay_up", 3).cast.course.legs
    assert (legs["mode"] == Mode.FIXED).all()


def test_the_bow_of_who_drifts_comes_round_no_faster_than_the_wind_turns_it():
    """A gust that turned her way by a degree threw her bow round by ten in the same nine seconds."""
    scene = played("anchor_drag", "", 6278)
    check_motion(scene, 0, scene.at(0, scene.times()), struck=False)
