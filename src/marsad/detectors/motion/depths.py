"""What charts and grids that somebody gave say of the depth at a place."""

from __future__ import annotations

import math

import numpy as np

from marsad.plugin.side import TILE, Side


def depth_at(side: Side, lon_deg: float, lat_deg: float, t_us: int) -> float | None:
    """Metres of water by the finest grid that tells it at an instant; negative: land; None: nobody said.

    Grids overlap where a survey of a harbour lies in one of the ocean: the one of smaller cells is believed.
    """
    tiles = side.table("depths")
    if not len(tiles) or math.isnan(lon_deg) or math.isnan(lat_deg):
        return None
    east = (lon_deg - tiles["west"]) % 360.0 / tiles["step_lon_deg"]
    north = (lat_deg - tiles["south"]) / tiles["step_lat_deg"]
    within = (east < TILE) & (north >= 0) & (north < TILE) & (tiles["t_from"] <= t_us) & (t_us < tiles["t_to"])
    found = np.flatnonzero(within)
    for at in found[np.argsort(tiles["step_lat_deg"][found], kind="stable")]:
        depth = float(tiles["depth_m"][at][int(north[at]), int(east[at])])
        if not math.isnan(depth):
            return depth
    return None
