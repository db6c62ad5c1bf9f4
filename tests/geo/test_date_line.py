"""Lines over the date line, and boxes that lie on it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from marsad.geo.box import Box
from marsad.geo.date_line import cut_at_date_line, rolled, unrolled

LON = st.floats(-180, 180)
LAT = st.floats(-85, 85)


def _run(points):
    lon, lat = (np.array([p[i] for p in points]) for i in (0, 1))
    return lon, lat, np.arange(lon.size, dtype=np.int64) * 1000


def test_a_crossing_is_cut_on_the_line_at_its_instant() -> None:
    first, second = cut_at_date_line(*_run([(179.0, 10.0), (-178.0, 13.0)]))
    assert first[0].tolist() == [179.0, 180.0]
    assert second[0].tolist() == [-180.0, -178.0]
    assert first[1].tolist() == pytest.approx([10.0, 11.0])
    assert (first[2][-1], second[2][0]) == (333, 333)


def test_a_point_on_the_line_leaves_no_piece_without_length() -> None:
    pieces = cut_at_date_line(*_run([(179.0, 10.0), (180.0, 10.0), (-179.0, 10.0)]))
    assert [piece[0].tolist() for piece in pieces] == [[179.0, 180.0, 180.0], [-180.0, -179.0]]


@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=20))
def test_pieces_make_up_the_line_and_cross_nothing(points) -> None:
    lon, lat, t = _run(points)
    pieces = cut_at_date_line(lon, lat, t)
    for x, y, at in pieces:
        assert x.size == y.size == at.size > 0
        assert np.all(np.abs(np.diff(x)) <= 180.0)
        assert np.all(np.diff(at) >= 0)
        assert np.all((x >= -180.0) & (x <= 180.0))
    for before, after in pairwise(pieces):
        assert abs(before[0][-1]) == abs(after[0][0]) == 180.0
    length = np.hypot(np.diff(unrolled(lon)), np.diff(lat)).sum()
    assert sum(np.hypot(np.diff(x), np.diff(y)).sum() for x, y, _ in pieces) == pytest.approx(length, abs=1e-6)


@given(st.lists(LON, min_size=1, max_size=20))
def test_unrolled_longitudes_are_the_same_places(lon) -> None:
    lon = np.array(lon)
    straight = unrolled(lon)
    assert np.all(np.abs(np.diff(straight)) <= 180.0 + 1e-9)
    assert np.allclose(np.mod(rolled(straight) - lon + 180.0, 360.0), 180.0)


@given(LON, LAT, LON, LAT, st.lists(st.tuples(LON, LAT), min_size=1, max_size=6))
def test_a_box_is_touched_where_shapely_says_so(west, south, east, north, points) -> None:
    south, north = sorted((south, north))
    side = Box(west, south, east, north)
    lon, lat = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    straight = unrolled(lon)
    shape = LineString(np.column_stack([straight, lat])) if lon.size > 1 else LineString([(straight[0], lat[0])] * 2)
    surely = maybe = False
    for turn in range(-6, 7):
        left, right = west + 360 * turn, west + side.width + 360 * turn
        maybe = maybe or shape.distance(box(left, south, right, north)) < 1e-9
        if right - left > 1e-8 and north - south > 1e-8:
            surely = surely or shape.intersects(box(left + 1e-9, south + 1e-9, right - 1e-9, north - 1e-9))
    assert surely <= side.touches(lon, lat) <= maybe


def test_a_box_over_the_date_line_holds_both_sides() -> None:
    side = Box(170.0, -10.0, -170.0, 10.0)
    assert side.width == 20.0
    assert side.holds([175, -175, 180, -180, 0, 169.9, np.nan], [0, 0, 0, 0, 0, 0, 0]).tolist() == [
        True, True, True, True, False, False, False,
    ]  # fmt: skip
    assert Box(-180.0, -90.0, 180.0, 90.0).width == 360.0
