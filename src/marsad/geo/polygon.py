"""Points and polygons on a plane, also longitude and latitude taken as a plane.

A polygon that crosses the date line must come unrolled (longitudes beyond 180), its points unrolled alike.
"""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@numba.njit(cache=True, nogil=True)
def _inside(
    x: Floats, y: Floats, ring_x: Floats, ring_y: Floats, starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    out = np.zeros(x.size, np.bool_)
    for point in range(x.size):
        px, py = x[point], y[point]
        odd = False
        for ring in range(starts.size - 1):
            j = starts[ring + 1] - 1
            for i in range(starts[ring], starts[ring + 1]):
                if (ring_y[i] > py) != (ring_y[j] > py):
                    # Take the ends in one order whatever the direction, so that two polygons share an edge exactly.
                    low, high = (i, j) if ring_y[i] < ring_y[j] else (j, i)
                    t = (py - ring_y[low]) / (ring_y[high] - ring_y[low])
                    if px < ring_x[low] + t * (ring_x[high] - ring_x[low]):
                        odd = not odd
                j = i
        out[point] = odd
    return out


def in_polygon(
    x: npt.ArrayLike, y: npt.ArrayLike, ring_x: npt.ArrayLike, ring_y: npt.ArrayLike, starts: npt.ArrayLike = (0,)
) -> npt.NDArray[np.bool_]:
    """Which points lie inside a polygon, by the even-odd rule, so that inner rings are holes.

    The rings' points stand one ring after the other, `starts` gives the first point of each; closing points are
    optional. A point on the boundary belongs to exactly one of two polygons that share it. NaN lies outside. Cost: one
    pass over the rings for each point.
    """
    px, py = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    rx, ry = np.asarray(ring_x, np.float64), np.asarray(ring_y, np.float64)
    bounds = np.append(np.asarray(starts, np.int64), rx.size)
    inside: npt.NDArray[np.bool_] = _inside(np.ravel(px), np.ravel(py), rx, ry, bounds)
    return inside.reshape(px.shape)
