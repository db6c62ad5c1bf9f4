"""Coast lines in bins: barriers, canals, the antimeridian; and lanes beside their line."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.geo.sphere import bearing_deg, distance_m
from marsad.testing.simulator.sea import coast_kernel
from marsad.testing.simulator.sea.coast import part, shore
from marsad.testing.simulator.sea.lanes import even, shifted, ways
from marsad.testing.simulator.sea.places import Canal

OPEN = (-40.0, 30.0, -38.0, 32.0)


def test_nobody_crosses_a_barrier_and_there_is_no_land_behind_it():
    barrier = (np.array([-39.0, -39.0]), np.array([30.5, 31.5]))
    free, closed = shore(OPEN, 0.02, ()), shore(OPEN, 0.02, (), [barrier])
    assert coast_kernel.clear(free, -39.5, 31.0, -38.5, 31.0, 0.0)
    assert not coast_kernel.clear(closed, -39.5, 31.0, -38.5, 31.0, 0.0)
    assert coast_kernel.clear(closed, -39.5, 31.7, -38.5, 31.7, 0.0)
    for lon in (-39.01, -38.99):
        assert coast_kernel.clearance(closed, lon, 31.0) == pytest.approx(distance_m(lon, 31.0, -39.0, 31.0), rel=1e-3)


def test_a_canal_is_water_as_wide_as_it_is():
    lon, lat = np.array([32.31, 32.33]), np.array([30.90, 30.60])
    with_canal = shore((32.0, 30.3, 32.7, 31.2), 0.02, [Canal("A CANAL", lon, lat, 400.0)])
    without = shore((32.0, 30.3, 32.7, 31.2), 0.02, ())
    middle = (32.32, 30.75)
    assert coast_kernel.clearance(without, *middle) < 0.0
    assert coast_kernel.clearance(with_canal, *middle) == pytest.approx(400.0, abs=5.0)
    assert coast_kernel.clearance(with_canal, middle[0] + 0.005, middle[1]) < 0.0
    assert coast_kernel.clear(with_canal, 32.31, 30.90, 32.33, 30.60, 300.0)


def test_the_antimeridian_is_no_wall():
    world = shore((-180.0, -90.0, 180.0, 90.0), 0.5, ())
    west, east = coast_kernel.clearance(world, -179.9999, 30.0), coast_kernel.clearance(world, 179.9999, 30.0)
    assert west == pytest.approx(east, rel=0.2)
    assert coast_kernel.clear(world, 179.0, 30.0, 181.0, 30.0, 1000.0)
    assert coast_kernel.clear(world, 179.0, 30.0, -179.0, 30.0, 1000.0)
    # Taveuni, Fiji, lies on it.
    assert not coast_kernel.clear(world, 179.5, -16.85, 180.5, -16.85, 0.0)
    assert coast_kernel.clearance(world, 180.3, -16.9) == pytest.approx(
        coast_kernel.clearance(world, -179.7, -16.9), rel=1e-9
    )


def test_a_part_tells_what_the_whole_tells():
    whole = shore((5.0, 50.0, 16.0, 60.0), 0.1, ())
    near = part(whole, (10.0, 55.0, 12.0, 57.0), 0.02)
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(10.5, 11.5, 500), rng.uniform(55.5, 56.5, 500)
    a, b = coast_kernel.clearances(whole, lon, lat), coast_kernel.clearances(near, lon, lat)
    assert ((a < 0.0) == (b < 0.0)).all()
    close = (a > 0.0) & (a < 3000.0)
    assert close.sum() > 30
    np.testing.assert_allclose(a[close], b[close], rtol=1e-9)
    far = (a > 0.0) & ~close
    assert (b[far] > 2900.0).all()


def test_a_line_is_shifted_to_starboard_by_as_much_as_was_asked():
    lon, lat = even(np.array([10.0, 10.5, 11.0]), np.array([56.0, 56.3, 56.3]), 2000.0)
    x, y = shifted(lon, lat, 800.0)
    assert distance_m(lon, lat, x, y).min() > 790.0
    assert distance_m(lon[1:-1], lat[1:-1], x[1:-1], y[1:-1]).max() < 1000.0
    course = bearing_deg(lon[:-1], lat[:-1], lon[1:], lat[1:])
    aside = bearing_deg(lon[:-1], lat[:-1], x[:-1], y[:-1])
    assert (np.sin(np.radians(aside - course)) > 0.8).all()


def test_a_way_has_two_lanes_that_run_against_each_other_and_join_the_next():
    tables = [
        {"name": "A", "scheme": True, "zone": 1000, "lane": 2000, "line": [[10.0, 56.0], [10.5, 56.0]]},
        {"name": "B", "zone": 1000, "lane": 2000, "line": [[10.5, 56.0], [11.0, 56.1]]},
    ]
    made = ways(tables, 3000.0)
    assert [lane.name for lane in made.lanes] == ["A", "A BACK", "B", "B BACK"]
    assert [lane.scheme for lane in made.lanes] == [0, 0, -1, -1]
    there, back = made.lanes[:2]
    assert there.lon[0] < there.lon[-1]
    assert back.lon[0] > back.lon[-1]
    assert (there.lat < 56.0).all()
    assert (back.lat > 56.0).all()
    assert len(made.extra) == 6  # four lanes, and a joint each way
