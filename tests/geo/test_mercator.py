"""Fixed-point mercator: anchor points, the way back, and the edges of the square."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo.mercator import FIRST, LAST, from_mercator, to_mercator


def test_anchor_points():
    x, y = to_mercator([0, 90, -180, 180, 45], [0, 0, 89, -90, 12])
    assert x.dtype == y.dtype == np.int32
    assert x.tolist() == [0, 2**30, FIRST, LAST, 2**29]
    assert y.tolist()[:4] == [0, 0, FIRST, LAST]
    assert y[4] < 0, "north is up: y grows south"


@given(st.floats(-179.9999, 179.9999), st.floats(-85, 85))
def test_there_and_back(lon, lat):
    back_lon, back_lat = from_mercator(*to_mercator(lon, lat))
    assert abs(back_lon - lon) <= 360 / 2**32
    assert abs(back_lat - lat) <= 360 / 2**32
