"""Sphere: worked examples, and the laws that hold at the poles and across the date line too."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo import sphere

lons = st.floats(-180, 180)
lats = st.floats(-90, 90)
inner_lats = st.floats(-89, 89)


def test_known_distances():
    assert sphere.distance_m(0, 0, 180, 0) == pytest.approx(np.pi * sphere.RADIUS_M)
    assert sphere.distance_m(0, -90, 77, 90) == pytest.approx(np.pi * sphere.RADIUS_M)
    assert sphere.distance_m(179.999, 0, -179.999, 0) == pytest.approx(222.39, abs=0.01)
    # One minute of latitude is a nautical mile, but for the earth's shape.
    assert sphere.distance_m(45, 12, 45, 12 + 1 / 60) == pytest.approx(1852, rel=0.002)


def test_known_bearings():
    assert sphere.bearing_deg(10, 0, 11, 0) == pytest.approx(90)
    assert sphere.bearing_deg(179.9, 0, -179.9, 0) == pytest.approx(90)
    assert sphere.bearing_deg(10, 5, 10, -5) == pytest.approx(180)
    assert sphere.rhumb_bearing_deg(-179.9, 40, 179.9, 40) == pytest.approx(270)


def test_cross_track_is_positive_to_starboard():
    assert sphere.cross_track_m(44.5, 12 - 0.01, 44, 12, 45, 12) > 0
    assert sphere.cross_track_m(44.5, 12 + 0.02, 44, 12, 45, 12) < 0
    assert sphere.cross_track_m(-179.9, 1 / 60, 179.5, 0, -179.5, 0) == pytest.approx(-1853.2, abs=0.1)


@given(lons, lats, st.floats(0, 360), st.floats(0, 2e7))
def test_destination_lies_at_the_distance_asked(lon, lat, bearing, distance):
    lon2, lat2 = sphere.destination(lon, lat, bearing, distance)
    assert -180 <= lon2 < 180
    assert -90 <= lat2 <= 90
    assert sphere.distance_m(lon, lat, lon2, lat2) == pytest.approx(distance, abs=0.2)


@given(lons, inner_lats, st.floats(0, 359), st.floats(1000, 1e7))
def test_bearing_undoes_destination(lon, lat, bearing, distance):
    lon2, lat2 = sphere.destination(lon, lat, bearing, distance)
    found = sphere.bearing_deg(lon, lat, lon2, lat2)
    off = (found - bearing + 180) % 360 - 180
    assert off == pytest.approx(0, abs=1e-5)


@given(lons, lats, lons, lats)
def test_distance_is_symmetric_and_turns_with_the_earth(lon1, lat1, lon2, lat2):
    there = sphere.distance_m(lon1, lat1, lon2, lat2)
    assert there == pytest.approx(sphere.distance_m(lon2, lat2, lon1, lat1), abs=1e-6)
    assert there == pytest.approx(sphere.distance_m(lon1 + 360, lat1, lon2, lat2), abs=1e-5)
    assert 0 <= there <= np.pi * sphere.RADIUS_M


@given(lons, lats, lons, lats)
def test_a_rhumb_line_is_never_shorter_than_the_great_circle(lon1, lat1, lon2, lat2):
    rhumb = sphere.rhumb_distance_m(lon1, lat1, lon2, lat2)
    assert rhumb >= sphere.distance_m(lon1, lat1, lon2, lat2) * (1 - 1e-9) - 1e-3


@given(lons, st.floats(-80, 80), st.floats(0, 359.9), st.floats(1, 1e6))
def test_rhumb_destination_and_bearing_agree(lon, lat, bearing, distance):
    lon2, lat2 = sphere.rhumb_destination(lon, lat, bearing, distance)
    assert sphere.rhumb_distance_m(lon, lat, lon2, lat2) == pytest.approx(distance, rel=1e-6, abs=1e-3)
    back_lon, back_lat = sphere.rhumb_destination(lon2, lat2, bearing + 180, distance)
    assert sphere.distance_m(lon, lat, back_lon, back_lat) == pytest.approx(0, abs=0.01 + distance * 1e-7)


def test_arrays_scalars_and_kernels_agree():
    rng = np.random.Generator(np.random.Philox(7))
    lon1, lon2 = rng.uniform(-180, 180, (2, 200))
    lat1, lat2 = rng.uniform(-89, 89, (2, 200))
    pairs = (sphere.distance_m, sphere.bearing_deg, sphere.rhumb_distance_m, sphere.rhumb_bearing_deg)
    for function in pairs:
        wide = function(lon1, lat1, lon2, lat2)
        kernel = numba.njit(function)
        for i in range(200):
            assert float(function(lon1[i], lat1[i], lon2[i], lat2[i])) == pytest.approx(wide[i], rel=1e-12)
            assert float(kernel(lon1[i], lat1[i], lon2[i], lat2[i])) == pytest.approx(wide[i], rel=1e-9, abs=1e-9)
    wide_lon, wide_lat = sphere.destination(lon1, lat1, lon2, 1e5)
    kernel = numba.njit(sphere.destination)
    for i in range(200):
        assert kernel(lon1[i], lat1[i], lon2[i], 1e5) == pytest.approx((wide_lon[i], wide_lat[i]), rel=1e-9)


def test_unknown_stays_unknown():
    assert np.isnan(sphere.distance_m(np.nan, 0, 1, 1))
    assert np.isnan(sphere.rhumb_destination(np.nan, 0, 90, 10)[0])
