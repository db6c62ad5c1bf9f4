"""A box of longitudes and latitudes, over the date line too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo.date_line import unrolled

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """Sides in degrees; west is greater than east where the box lies over the date line."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Degrees of longitude from the west side eastward to the east side, 0 to 360."""
        if self.east - self.west >= 360.0:
            return 360.0
        return (self.east - self.west) % 360.0

    def holds(self, lon_deg: npt.ArrayLike, lat_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Which points lie inside or on a side; NaN does not."""
        lon, lat = np.asarray(lon_deg, np.float64), np.asarray(lat_deg, np.float64)
        inside = (np.mod(lon - self.west, 360.0) <= self.width) & (lat >= self.south) & (lat <= self.north)
        return np.asarray(inside, np.bool_)

    def touches(self, lon_deg: Floats, lat_deg: Floats) -> bool:
        """Whether a line of points, joined the shorter way around, enters the box or touches a side."""
        if lon_deg.size == 0:
            return False
        if bool(np.any(self.holds(lon_deg, lat_deg))):
            return True
        if lon_deg.size == 1:
            return False
        x = unrolled(lon_deg)
        shift = 360.0 * np.floor((x.min() - self.west) / 360.0)
        turns = range(int((x.max() - x.min()) // 360.0) + 2)
        return any(self._crossed(x - shift - 360.0 * turn, lat_deg) for turn in turns)

    def _crossed(self, x: Floats, y: Floats) -> bool:
        """Liang and Barsky: some leg has a stretch between both pairs of sides at once."""
        enter, leave = np.zeros(x.size - 1), np.ones(x.size - 1)
        possible = np.ones(x.size - 1, np.bool_)
        for start, step, low, high in (
            (x[:-1], np.diff(x), self.west, self.west + self.width),
            (y[:-1], np.diff(y), self.south, self.north),
        ):
            still = step == 0.0
            possible &= ~still | ((start >= low) & (start <= high))
            safe = np.where(still, 1.0, step)
            with np.errstate(over="ignore"):  # of a step next to nothing the sides are as good as infinitely far
                one, two = (low - start) / safe, (high - start) / safe
            enter = np.where(still, enter, np.maximum(enter, np.minimum(one, two)))
            leave = np.where(still, leave, np.minimum(leave, np.maximum(one, two)))
        return bool(np.any(possible & (enter <= leave)))
