"""Land or sea: a look at the grid, and for cells with both a count of the coast lines east of the place."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_FARTHEST = 1e9
"""Degrees beyond which a longitude is none: what is left of it within one turn is noise, and may lie off the grid."""


@numba.njit(cache=True, nogil=True)
def one_is_land(
    lon: float,
    lat: float,
    grid: npt.NDArray[np.uint8],
    x: Floats,
    y: Floats,
    following: npt.NDArray[np.int32],
    edges: npt.NDArray[np.int32],
    band_starts: npt.NDArray[np.int64],
) -> bool:
    """Whether (lon, lat) is land; the arrays are those of `Land`."""
    bands, columns = grid.shape
    if not (-90.0 <= lat <= 90.0 and abs(lon) <= _FARTHEST):
        return False
    px = lon - 360.0 * np.floor((lon + 180.0) / 360.0)
    band = min(int((lat + 90.0) * (bands / 180.0)), bands - 1)
    cell = grid[band, min(int((px + 180.0) * (columns / 360.0)), columns - 1)]
    if cell != 2:
        return bool(cell == 1)
    odd = False
    for at in range(band_starts[band], band_starts[band + 1]):
        i = edges[at]
        j = following[i]
        if (y[i] > lat) != (y[j] > lat):
            low, high = (i, j) if y[i] < y[j] else (j, i)
            if px < x[low] + (lat - y[low]) / (y[high] - y[low]) * (x[high] - x[low]):
                odd = not odd
    return odd


@numba.njit(cache=True, nogil=True)
def classify(
    lon: Floats,
    lat: Floats,
    grid: npt.NDArray[np.uint8],
    x: Floats,
    y: Floats,
    following: npt.NDArray[np.int32],
    edges: npt.NDArray[np.int32],
    band_starts: npt.NDArray[np.int64],
) -> npt.NDArray[np.bool_]:
    """True where (lon, lat) is land; the arrays are those of `Land`."""
    out = np.zeros(lon.size, np.bool_)
    for place in range(lon.size):
        out[place] = one_is_land(lon[place], lat[place], grid, x, y, following, edges, band_starts)
    return out
