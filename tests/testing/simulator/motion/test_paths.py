"""Corners are round, long ways have few points, and lengths are those of the sphere."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.motion.states import states

WAYS = st.lists(st.tuples(st.floats(-2, 2), st.floats(-70, 70)), min_size=2, max_size=8).filter(
    lambda way: all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 1e-3 for a, b in pairwise(way))
)


@settings(max_examples=100)
@given(WAYS, st.floats(10, 5000), st.sampled_from([0.0, 179.0]))
def test_a_path_begins_and_ends_where_it_should_and_bends_gently(way, radius_m, west):
    lon, lat = np.array(way).T
    line = paths.path(lon + west, lat, radius_m)
    assert (line.lon[0], line.lat[0]) == (lon[0] + west, lat[0])
    assert sphere.distance_m(line.lon[-1], line.lat[-1], lon[-1] + west, lat[-1]) < 1.0
    assert (np.diff(line.along_m) > 0).all()
    courses = np.degrees(
        np.arctan2(np.diff(line.lon) * np.cos(np.radians((line.lat[1:] + line.lat[:-1]) / 2)), np.diff(line.lat))
    )
    turns = np.abs((np.diff(courses) + 180) % 360 - 180)
    assert (turns < 12.0).all()
    steps = sphere.distance_m(line.lon[:-1], line.lat[:-1], line.lon[1:], line.lat[1:])
    assert steps.sum() == pytest.approx(line.length_m, rel=2e-3)


def test_a_long_way_has_few_points_and_none_far_from_it():
    line = paths.path([104.0, 80.0, 45.0], [1.2, 6.0, 12.0], 2000.0)
    assert line.lon.size < 120
    assert np.abs(np.interp(line.lon[::-1], [45.0, 80.0, 104.0], [12.0, 6.0, 1.2])[::-1] - line.lat).max() < 0.01


def test_a_corner_is_cut_by_an_arc_of_the_radius():
    line = paths.path([10.0, 10.0, 10.5], [50.0, 50.3, 50.3], 1500.0)
    centre = 10.0 + 1500.0 / (paths.paths_kernel.METRES * np.cos(np.radians(50.3))), 50.3 - 1500.0 / 111_195.0
    away = sphere.distance_m(*centre, line.lon, line.lat)
    assert away.min() == pytest.approx(1500.0, rel=0.01)
    assert (np.abs(away - 1500.0) < 10.0).sum() >= 20


def test_the_date_line_is_crossed_the_short_way():
    line = paths.path([179.5, -179.5], [0.0, 0.0], 100.0)
    assert line.length_m == pytest.approx(111_195.0, rel=1e-3)
    assert line.lon[-1] == pytest.approx(180.5)


def test_one_place_is_no_path():
    with pytest.raises(ValueError, match="two places"):
        paths.path([1.0, 1.0], [2.0, 2.0], 10.0)


def test_a_time_to_be_there_is_kept():
    legs = Legs(0).begin(10.0, 50.0, 90.0)
    legs.sail(([10.5], [50.0]), 20.0, at=3 * 3_600_000_000, end_knots=0.0)
    assert legs.t_us == pytest.approx(3 * 3_600_000_000, abs=1_000_000)


def test_bends_are_passed_slowly_enough_for_her_class():
    lon, lat = 10.0 + np.array([0, 0.01, 0.0, 0.01, 0.0]), 50.0 + np.array([0, 0.0, 0.004, 0.008, 0.012])
    course = Legs(0, turn_deg_min=15.0).begin(10.0, 50.0, 90.0).sail((lon, lat), 12.0).course()
    at = states(course, 0, np.arange(0, course.legs["t1"][-1], 1_000_000))
    assert np.abs(at["rot_deg_min"]).max() < 15.0 * 1.3 + 5.0
    assert 3.0 < at["sog_kn"].max() < 12.0


@pytest.mark.parametrize("from_m", [2500.0, 2950.0, 3050.0])
def test_who_begins_in_the_middle_of_a_way_has_slowed_down_for_the_bend_already(from_m):
    way = paths.path([10.0, 10.042, 10.042], [50.0, 50.0, 50.1], 200.0)
    course = Legs(0, turn_deg_min=20.0).sail(way, 14.0, from_m=from_m).course()
    at = states(course, 0, np.arange(0, course.legs["t1"][-1], 1_000_000))
    assert np.abs(at["rot_deg_min"]).max() < 20.0 * 1.3 + 5.0
    assert at["sog_kn"].max() > 13.5
