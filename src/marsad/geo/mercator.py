"""Web mercator in fixed point: the world is 2**32 units wide, (0, 0) is 0 N 0 E, x grows east and y grows south.

One unit is 9.3 mm at the equator. Both axes are signed 32-bit: longitude 180 takes the last unit before the date line,
latitudes beyond 85.0511 take the edge of the square.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

WORLD = 2.0**32
LAST = 2**31 - 1
FIRST = -(2**31)

Floats = npt.ArrayLike


def to_mercator(lon_deg: Floats, lat_deg: Floats) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Longitude and latitude to x and y. Neither may be NaN: a place that is not known has no point on a map."""
    lon = np.asarray(lon_deg, np.float64)
    lat = np.clip(np.asarray(lat_deg, np.float64), -89.9, 89.9)
    x = np.rint(lon * (WORLD / 360.0))
    y = np.rint(np.arcsinh(np.tan(np.radians(lat))) * (-WORLD / (2.0 * np.pi)))
    return np.clip(x, FIRST, LAST).astype(np.int32), np.clip(y, FIRST, LAST).astype(np.int32)


def from_mercator(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """x and y back to longitude and latitude in degrees."""
    lon = np.asarray(x, np.float64) * (360.0 / WORLD)
    lat = np.degrees(np.arctan(np.sinh(np.asarray(y, np.float64) * (-2.0 * np.pi / WORLD))))
    return lon, lat
