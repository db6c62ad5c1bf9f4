"""Ships never jump, never outrun their legs, turn as their class can, and are the same however they are asked for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.testing.simulator.motion import paths, states_kernel
from marsad.testing.simulator.motion.joining import join
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Course, Mode

START = 1_780_000_000_000_000
HOUR = 3_600_000_000
KNOT = 1852 / 3600
SLACK_KN = 0.8
"""Wander across the way (0.1 m/s at most) and the sweep of a ship at anchor."""

PLACES = st.tuples(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3))
DEEDS = st.one_of(
    st.tuples(st.just("sail"), st.lists(PLACES, min_size=1, max_size=5), st.floats(2, 24)),
    st.tuples(st.just("sail to rest"), st.lists(PLACES, min_size=1, max_size=5), st.floats(2, 24)),
    st.tuples(st.just("sail for"), st.lists(PLACES, min_size=1, max_size=5), st.integers(60, 9000)),
    st.tuples(st.just("anchor"), st.floats(50, 350), st.integers(60, 90_000)),
    st.tuples(st.just("moor"), st.floats(0, 360), st.integers(60, 90_000)),
    st.tuples(st.just("drift"), st.floats(0, 360), st.integers(60, 9000)),
    st.tuples(st.just("stop"), st.just(0), st.just(0)),
)


def course_of(deeds, lon, lat, turn_deg_min, number=0) -> Course:
    legs = Legs(START, turn_deg_min=turn_deg_min, accel_mps2=0.04, number=number)
    legs.anchor(lon, lat, 200.0, START + HOUR)
    for what, first, second in deeds:
        if what.startswith("sail"):
            x = [lon + place[0] for place in first]
            y = [lat + place[1] for place in first]
            if what == "sail for":
                legs.sail((x, y), 12.0, until=legs.t_us + second * 1_000_000)
            else:
                legs.sail((x, y), second, end_knots=0.0 if what == "sail to rest" else None)
        elif what == "anchor":
            legs.anchor(None, None, first, legs.t_us + second * 1_000_000)
        elif what == "moor":
            legs.moor(None, None, first, legs.t_us + second * 1_000_000)
        elif what == "drift":
            legs.drift(None, None, 1.5, first, 90.0, legs.t_us + second * 1_000_000)
        else:
            legs.stop(accel=0.1)
    legs.moor(None, None, None, legs.t_us + 60_000_000)
    return legs.course()


def step_deg(angles):
    return (np.diff(angles) + 180.0) % 360.0 - 180.0


@settings(max_examples=60)
@example([("drift", 0.0, 119), ("sail", [(0.0, 0.0)], 2.0)], 103.9, 0.0, 60.0)
@example([("drift", 0.0, 272), ("drift", 136.0, 60)], 0.0, 0.0, 10.0)
@example([("sail", [(0.25, 0.0), (0.0, 0.25), (0.0, 0.125)], 2.0), ("sail", [(0.0, 0.0)], 2.0)], 0.0, 0.0, 10.0)
@given(
    st.lists(DEEDS, max_size=6),
    st.sampled_from([0.0, 45.0, 103.9, 179.9, -179.95]),
    st.sampled_from([0.0, 12.5, -40.0, 57.0, 70.0]),
    st.sampled_from([10.0, 20.0, 60.0]),
)
def test_she_never_jumps_outruns_her_leg_or_turns_faster_than_she_can(deeds, lon, lat, turn_deg_min):
    course = course_of(deeds, lon, lat, turn_deg_min)
    legs = course.legs
    assert (legs["t0"][1:] == legs["t1"][:-1]).all()
    times = np.unique(
        np.concatenate([np.linspace(legs["t0"][0], legs["t1"][-1] - 1, 3000).astype("i8"), legs["t0"], legs["t1"] - 1])
    )
    times = np.unique(np.concatenate([times, times + 1_000_000]))
    times = times[times < legs["t1"][-1]]
    at = states(course, 0, times)
    assert at["present"].all()
    seconds = np.diff(times) / 1e6
    moved = sphere.distance_m(at["lon"][:-1], at["lat"][:-1], at["lon"][1:], at["lat"][1:])
    seconds_moving = np.where(legs["mode"] == Mode.PATH, legs["v0_mps"], 0.0)
    ends = legs["v0_mps"] + legs["accel_mps2"] * (legs["t1"] - legs["t0"]) / 1e6
    most = np.maximum(seconds_moving, np.where(legs["mode"] == Mode.PATH, ends, 0.0))
    leg = np.searchsorted(legs["t0"], times, side="right") - 1
    allowed = np.array([most[a : b + 1].max() for a, b in pairwise(leg)])
    assert (moved <= (allowed * 1.01 + SLACK_KN * KNOT) * seconds + 0.3).all()
    # What she tells of her speed and course is how she moves.
    short = (seconds > 0.9) & (seconds < 1.1)
    told = at["sog_kn"][:-1] * KNOT
    assert (np.abs(moved / np.maximum(seconds, 1e-6) - told)[short] < 0.25 + 0.01 * told[short]).all()
    steady = short & (leg[:-1] == leg[1:]) & (told > 2.0)
    bearing = sphere.bearing_deg(at["lon"][:-1], at["lat"][:-1], at["lon"][1:], at["lat"][1:])
    assert (np.abs((bearing - at["cog_deg"][:-1] + 180) % 360 - 180)[steady] < 5.0).all()
    # On the spot tugs turn her.
    turned = np.abs(step_deg(at["heading_deg"]))
    assert (turned[short] <= 1.3 * max(turn_deg_min, 30.0) / 60.0 + 0.3).all()
    assert (np.abs(at["rot_deg_min"]) <= 1.3 * max(turn_deg_min, 30.0) + 5.0).all()
    assert (turned[seconds < 1e-5] < 0.5).all()


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-HOUR, 12 * HOUR)), max_size=200), st.data())
def test_it_is_the_same_in_one_call_or_many_and_in_any_order(asked, data):
    ways = [([0.1, 0.2], [0.1, -0.1], 12), ([-0.1], [0.2], 9), ([0.05, 0.1, 0.3], [0.0, 0.1, 0.1], 20)]
    deeds = [[("sail to rest", list(zip(x, y, strict=True)), v), ("moor", 10.0, 5000)] for x, y, v in ways]
    course = join([course_of(deed, 30.0, 20.0, 20.0, number) for number, deed in enumerate(deeds)], [0, 0, 0])
    who = np.array([vessel for vessel, _ in asked], "i8")
    when = np.array([START + t for _, t in asked], "i8")
    whole = states(course, who, when)
    order = np.array(data.draw(st.permutations(range(len(asked)))), "i8")
    assert (whole[order].tobytes()) == states(course, who[order], when[order]).tobytes()
    one_by_one = [states(course, int(v), int(t)) for v, t in zip(who, when, strict=True)]
    assert whole.tobytes() == b"".join(row.tobytes() for row in one_by_one)


def test_outside_her_legs_and_while_absent_she_is_nowhere():
    legs = Legs(START).moor(10.0, 50.0, 90.0, START + HOUR).absent(START + 2 * HOUR)
    at = states(legs.course(), 0, [START - 1, START, START + HOUR - 1, START + HOUR, START + 2 * HOUR])
    assert at["present"].tolist() == [False, True, True, False, False]
    assert np.isnan(at["lon"][[0, 3, 4]]).all()
    assert at["heading_deg"][1] == 90.0


def test_a_joined_course_moves_as_its_parts_did():
    one = course_of([("sail", [(0.1, 0.1), (0.2, 0.0)], 12)], 45.0, 12.0, 20.0)
    two = course_of([("sail", [(-0.1, 0.1)], 8)], 46.0, 12.0, 20.0)
    both = join([one, two], [3, 7])
    assert sorted(set(both.legs["vessel"])) == [3, 7]
    times = np.linspace(START, two.legs["t1"][-1] - 1, 50).astype("i8")
    alone, beside = states(two, 0, times), states(both, 7, times)
    # A vessel's number gives her wander its phase.
    assert sphere.distance_m(alone["lon"], alone["lat"], beside["lon"], beside["lat"]).max() < 15.0


def test_an_anchorage_swings_together():
    ships = [
        Legs(START, number=n).anchor(45.0 + 0.01 * n, 12.7, 220.0 + n, START + 24 * HOUR).course() for n in range(8)
    ]
    course = join(ships, [0] * 8)
    times = START + np.arange(0, 24 * HOUR, 300_000_000)
    at = states(course, np.repeat(np.arange(8), times.size), np.tile(times, 8)).reshape(8, -1)
    bow = np.unwrap(at["heading_deg"].astype(float), period=360.0)
    assert (np.ptp((bow - bow[0] + 180) % 360 - 180, axis=0) < 20.0).all()
    assert np.ptp(bow[0]) > 60.0
    assert at["sog_kn"].max() < 1.5


def test_the_turn_is_told_as_she_turns():
    legs = Legs(START, turn_deg_min=20.0).begin(10.0, 50.0, 0.0, 10.0)
    legs.sail(([10.0, 10.4], [50.2, 50.2]), 10.0)
    course = legs.course()
    times = np.arange(START, course.legs["t1"][-1], 10_000_000)
    at = states(course, 0, times)
    turned = step_deg(at["heading_deg"]).sum()
    told = (at["rot_deg_min"][:-1] * np.diff(times) / 60e6).sum()
    assert turned == pytest.approx(90.0, abs=3.0)
    assert told == pytest.approx(turned, abs=3.0)


@pytest.mark.parametrize("aside", [-1.0, 0.5, 1.0])
def test_ships_that_share_a_path_keep_their_distance_from_it(aside):
    plain = paths.path([10.0, 10.6, 11.2], [50.0, 50.0, 50.3], 9000.0)
    room = np.minimum(1500.0, 0.03 * np.minimum(plain.along_m, plain.length_m - plain.along_m))
    way = paths.of_points(plain.lon, plain.lat, room)
    course = Legs(START, aside=aside).sail(way, 15.0).course()
    times = np.arange(START, course.legs["t1"][-1], 10_000_000)
    at = states(course, 0, times)
    middle = states(Legs(START).sail(way, 15.0).course(), 0, times)
    off = sphere.distance_m(at["lon"], at["lat"], middle["lon"], middle["lat"])
    s = (times - START) / 1e6 * 15.0 * KNOT
    assert np.abs(off - abs(aside) * np.interp(s, way.along_m, room)).max() < 30.0
    half = times.size // 2
    right = sphere.cross_track_m(
        at["lon"][half], at["lat"][half], middle["lon"][half], middle["lat"][half], middle["lon"][-1], middle["lat"][-1]
    )
    assert np.sign(right) == np.sign(aside)
    moved = sphere.distance_m(at["lon"][:-1], at["lat"][:-1], at["lon"][1:], at["lat"][1:]) / 10.0
    assert np.abs(moved / KNOT - 15.0).max() < 3.0
    assert np.abs(moved / KNOT - at["sog_kn"][:-1]).max() < 1.0


def test_who_leaves_a_shared_path_goes_on_from_where_she_is():
    way = paths.of_points(np.array([10.0, 10.5, 11.0]), np.array([50.0, 50.0, 50.0]), np.array([0.0, 900.0, 0.0]))
    legs = Legs(START, aside=1.0).sail(way, 12.0, until=START + HOUR)
    course = legs.sail(([10.6], [50.2]), 12.0).course()
    at = states(course, 0, np.array([START + HOUR - 1, START + HOUR]))
    assert sphere.distance_m(at["lon"][0], at["lat"][0], at["lon"][1], at["lat"][1]) < 1.0


@given(st.floats(-1e-9, 1e-9) | st.floats(-720, 720), st.sampled_from((-540.0, -180.0, 0.0, 180.0, 540.0)))
@example(-1e-14, 180.0)
@example(-1e-14, -180.0)
@example(0.0, 180.0)
def test_longitudes_lie_in_minus_180_to_below_180_on_the_edge_too(off, edge):
    lon = states_kernel.rolled(edge + off)
    assert -180.0 <= lon < 180.0
    assert abs((lon - (edge + off) + 180.0) % 360.0 - 180.0) < 1e-9


@given(st.floats(-1e-9, 1e-9) | st.floats(-1440, 1440), st.sampled_from((-360.0, 0.0, 360.0)))
@example(-1e-17, 0.0)
def test_bearings_lie_in_0_to_below_360_on_the_edge_too(off, edge):
    bearing = states_kernel.bearing_of(edge + off)
    assert 0.0 <= bearing < 360.0
    assert abs((bearing - (edge + off) + 180.0) % 360.0 - 180.0) < 1e-9


@settings(max_examples=40)
@given(st.lists(DEEDS, min_size=1, max_size=4), st.floats(-60, 60), st.sampled_from((179.9, 180.0, -180.0, -179.95)))
def test_nobody_jumps_over_the_date_line(deeds, lat, lon):
    course = course_of(deeds, lon, lat, 60.0)
    # The course ends somewhere; at most so far as she goes in two days.
    when = np.arange(START, min(int(course.legs["t1"][-1]), START + 48 * HOUR), 20_000_000)
    there = states(course, 0, when)
    assert there["present"].all()
    assert ((there["lon"] >= -180.0) & (there["lon"] < 180.0)).all()
    x, y = there["lon"], there["lat"]
    moved = sphere.distance_m(x[:-1], y[:-1], x[1:], y[1:]) / 20.0
    assert moved.max() <= (26.0 + SLACK_KN) * KNOT + 0.3
