"""Depth at a place, from tiles of a grid (`plugin.side.DEPTH`)."""

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def depth_at(tiles, lon, lat, t):
    """Metres of the cell in which a place lies, of the first tile that holds and knows it; NaN where none does.

    Cost: one pass over the boxes of the tiles; ask it of few places, or of few tiles.
    """
    for at in range(len(tiles)):
        tile = tiles[at]
        row = math.floor((lat - tile["south"]) / tile["step_lat_deg"])
        if not (0 <= row < 16) or not (tile["t_from"] <= t < tile["t_to"]):
            continue
        east = lon - tile["west"]
        column = math.floor((east - 360.0 * math.floor(east / 360.0)) / tile["step_lon_deg"])
        if 0 <= column < 16:
            depth = np.float64(tile["depth_m"][int(row), int(column)])
            if not math.isnan(depth):
                return depth
    return np.nan
