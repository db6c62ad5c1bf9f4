"""Neighbours by cells against every point with every other, and vectors against the sphere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.detectors.adjacency.cells_kernel import meetings, neighbours
from marsad.detectors.adjacency.points_kernel import KNOT, apart_m, between_deg, place_of, put
from marsad.geo.sphere import destination, distance_m

PLACES = st.sampled_from([(-179.99, 10.0), (0.0, 0.0), (12.0, 89.99), (100.0, -89.999), (179.995, -45.0)])


def _points(seed, n, lon, lat, spread_m, knots=12.0):
    rng = np.random.default_rng(seed)
    points = np.empty((n, 6))
    for i in range(n):
        x, y = destination(lon, lat, rng.uniform(0, 360), abs(rng.normal(0, spread_m)))
        put(points, i, float(x), float(y), rng.uniform(0, knots) * KNOT, rng.uniform(0, 360), 0.0, rng.uniform(-5, 60))
    return points


@given(st.integers(0, 9999), st.integers(0, 60), PLACES, st.sampled_from([50.0, 2000.0, 60_000.0]))
def test_every_pair_within_reach_is_found_once(seed, n, at, spread_m):
    points = _points(seed, max(n, 1), *at, spread_m)
    idle = np.random.default_rng(seed).random(len(points)) < 0.3
    ends, far = neighbours(points, n, 700.0, idle)
    asked = {
        (i, j): float(np.linalg.norm(points[i, :3] - points[j, :3]))
        for i in range(n) for j in range(i + 1, n)
        if np.linalg.norm(points[i, :3] - points[j, :3]) <= 700.0 and not (idle[i] and idle[j])
    }  # fmt: skip
    assert len(ends) == len(asked)
    assert {(int(i), int(j)) for i, j in ends} == set(asked)
    for (i, j), metres in zip(ends, far, strict=True):
        assert metres == pytest.approx(asked[int(i), int(j)], abs=1e-6)


@given(st.integers(0, 9999), st.integers(0, 60), PLACES, st.sampled_from([500.0, 5000.0]))
def test_every_pair_that_will_meet_is_found_once(seed, n, at, spread_m):
    points = _points(seed, max(n, 1), *at, spread_m)
    ends, told = meetings(points, n, 4000.0, 300.0, 400.0, 400.0, 1.5)
    asked = {}
    for i in range(n):
        for j in range(i + 1, n):
            d, v = points[j, :3] - points[i, :3], points[j, 3:] - points[i, 3:]
            far, ways, along = np.linalg.norm(d), v @ v, d @ v
            after = -along / ways
            least = np.linalg.norm(d + v * after)
            meet = along < 0 and ways >= 1.5**2 and after <= 400.0 and least <= 400.0
            if far <= 4000.0 and (far <= 300.0 or meet):
                asked[i, j] = far, least, after, np.sqrt(ways)
    assert {(int(i), int(j)) for i, j in ends} == set(asked)
    assert len(ends) == len(asked)
    for (i, j), row in zip(ends, told, strict=True):
        assert row == pytest.approx(asked[int(i), int(j)], abs=1e-3)


@given(st.floats(-180, 179.99), st.floats(-89, 89), st.floats(0, 360), st.floats(1, 3000))
def test_vectors_agree_with_the_sphere(lon, lat, bearing, metres):
    x, y = (float(end) for end in destination(lon, lat, bearing, metres))
    assert apart_m(lon, lat, x, y) == pytest.approx(float(distance_m(lon, lat, x, y)), abs=1e-3)
    half = between_deg(lon, lat, x, y, 0.5)
    assert float(distance_m(lon, lat, *half)) == pytest.approx(metres / 2, abs=0.01)
    points = np.empty((1, 6))
    put(points, 0, lon, lat, metres / 60.0, bearing, 0.0, 60.0)
    assert float(distance_m(x, y, *place_of(*points[0, :3]))) < 1.0
