"""Ships that a scenario leaves out: a satellite over its area hears those of half an ocean beside them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.geo.land import is_land

Floats = npt.NDArray[np.float64]

SENT_A_MINUTE = 450_000.0
"""By all the world's ships of class A at sea, at about 60,000 and 7.5 reports a minute."""
LONG_RANGE_SHARE = 1.0 / 22.5
"""Messages 27 beside them: one in three minutes each."""
_POINTS = 4000
_LATITUDES = (-60.0, 72.0)


class Elsewhere:
    """The seas outside an area as points of equal size."""

    def __init__(self, area: tuple[float, float, float, float]) -> None:
        lon, lat = _spread()
        sea = (lat > _LATITUDES[0]) & (lat < _LATITUDES[1]) & ~is_land(lon, lat)
        lon, lat = lon[sea], lat[sea]
        west, south, east, north = area
        inside = (lat >= south) & (lat <= north) & ((lon - west) % 360.0 <= east - west)
        inside |= east - west >= 360.0
        a, b = np.radians(lon[~inside]), np.radians(lat[~inside])
        self._where: Floats = np.stack([np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)], axis=-1)
        self._each = SENT_A_MINUTE / max(lon.size, 1)

    def sent_a_minute(self, below: Floats, least: float) -> float:
        """Slots that ships elsewhere fill on both channels of a footprint round `below` with the cosine `least`."""
        return float(np.count_nonzero(self._where @ below >= least)) * self._each


def _spread() -> tuple[Floats, Floats]:
    """Points spread evenly over the globe along a golden spiral."""
    k = np.arange(_POINTS) + 0.5
    lat = np.degrees(np.arcsin(1.0 - 2.0 * k / _POINTS))
    lon = np.mod(k * 180.0 * (1.0 + 5.0**0.5), 360.0) - 180.0
    return lon, lat
