"""Discs of side tables: who lies in one, on any place of the globe, and when."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo.disc_kernel import in_disc
from marsad.geo.sphere import destination
from marsad.plugin.side import PLACE


@given(st.floats(-180, 180), st.floats(-75, 75), st.floats(0, 360), st.floats(0, 20_000), st.floats(100, 20_000),
       st.floats(0, 2000))  # fmt: skip
def test_it_holds_what_lies_within_its_radius_on_the_sphere(lon, lat, bearing, away_m, radius_m, beyond_m):
    x, y = destination(lon, lat, bearing, away_m)
    disc = np.array([(1, lon, lat, radius_m, 10, 20)], PLACE)
    reach = radius_m + beyond_m
    for t, holds in ((9, False), (10, True), (19, True), (20, False)):
        inside = in_disc(float(x), float(y), t, disc, beyond_m)
        if not holds or away_m > 1.005 * reach + 1:
            assert not inside
        elif away_m < 0.995 * reach - 1:
            assert inside
