"""Point in polygon: holes, shared edges, places beside vertices."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo.polygon import in_polygon

SQUARE = ([0, 4, 4, 0], [0, 0, 4, 4])


def test_square_with_a_hole():
    x, y = [*SQUARE[0], 1, 1, 3, 3], [*SQUARE[1], 1, 3, 3, 1]
    assert in_polygon([0.5, 2, 5, np.nan], [0.5, 2, 2, 2], x, y, [0, 4]).tolist() == [True, False, False, False]


def test_shape_of_the_answer_follows_the_points():
    assert in_polygon(np.zeros((2, 3)) + 1, 1.0, *SQUARE).shape == (2, 3)
    assert bool(in_polygon(1, 1, *SQUARE))


@given(st.integers(-8, 8), st.integers(-8, 8), st.integers(1, 7), st.integers(1, 7))
def test_two_polygons_that_share_edges_share_no_point_and_leave_none_out(x, y, cut, rise):
    left = in_polygon(x, y, [-8, cut, rise, -8], [-8, -8, 8, 8])
    right = in_polygon(x, y, [cut, 9, 9, rise], [-8, -8, 8, 8])
    assert int(left) + int(right) == (1 if -8 <= x < 9 and -8 <= y < 8 else 0)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=20))
def test_a_circle_of_many_corners(points):
    turn = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    x, y = np.array(points).T
    far = np.hypot(x, y)
    clear = np.abs(far - 0.8) > 1e-3
    assert (in_polygon(x, y, 0.8 * np.cos(turn), 0.8 * np.sin(turn)) == (far < 0.8))[clear].all()
