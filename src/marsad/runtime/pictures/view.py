"""The window of a picture onto the world: mercator, north up, also over the date line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo.box import Box
from marsad.geo.sphere import RADIUS_M

Floats = npt.NDArray[np.float64]

TOP_DEG = 85.0
"""Mercator ends here: beyond it the stretch is more than elevenfold."""
_NARROWEST = 1852.0 / RADIUS_M
NM_M = 1852.0


def northing(lat_deg: npt.ArrayLike) -> Floats:
    """Mercator's y of latitudes, in radians at the equator."""
    lat = np.clip(np.asarray(lat_deg, np.float64), -TOP_DEG, TOP_DEG)
    return np.asarray(np.arcsinh(np.tan(np.radians(lat))), np.float64)


def latitude(y: float) -> float:
    """The latitude at a northing."""
    return float(np.degrees(np.arctan(np.sinh(y))))


@dataclass(frozen=True)
class View:
    """Which stretch of the world fills a frame of `width` x `height` pixels."""

    west: float
    """Longitude of the left side, degrees in [-180, 180)."""
    north_y: float
    """Northing of the upper side."""
    scale: float
    """Pixels to a radian at the equator."""
    width: int
    height: int

    @property
    def box(self) -> Box:
        """What is to be seen."""
        east = self.west + self.width_deg
        south, north = latitude(self.north_y - self.height / self.scale), latitude(self.north_y)
        if self.width_deg >= 360.0:
            return Box(-180.0, south, 180.0, north)
        return Box(self.west, south, east - 360.0 if east > 180.0 else east, north)

    @property
    def width_deg(self) -> float:
        return min(360.0, float(np.degrees(self.width / self.scale)))

    @property
    def middle_lat_deg(self) -> float:
        return latitude(self.north_y - self.height / self.scale / 2.0)

    def pixels_of_nm(self, lat_deg: float) -> float:
        """Pixels to a nautical mile at a latitude."""
        return self.scale * NM_M / (RADIUS_M * float(np.cos(np.radians(lat_deg))))

    def x(self, lon_deg: npt.ArrayLike) -> Floats:
        """Pixels from the left side of longitudes that may lie beyond 180; those west of the side are negative."""
        return np.asarray(np.radians(np.asarray(lon_deg, np.float64) - self.west) * self.scale, np.float64)

    def y(self, lat_deg: npt.ArrayLike) -> Floats:
        """Pixels from the upper side."""
        return np.asarray((self.north_y - northing(lat_deg)) * self.scale, np.float64)

    def point_x(self, lon_deg: npt.ArrayLike) -> Floats:
        """The same for places by themselves, each brought into the turn that begins at the left side."""
        return self.x(self.west + np.mod(np.asarray(lon_deg, np.float64) - self.west, 360.0))

    def turns(self, least_lon_deg: float, greatest_lon_deg: float) -> list[float]:
        """Degrees to add to a stretch of longitudes so that it falls into the window; several where it does twice."""
        first = int(np.ceil((self.west - greatest_lon_deg) / 360.0))
        last = int(np.floor((self.west + self.width_deg - least_lon_deg) / 360.0))
        return [360.0 * turn for turn in range(first, last + 1)]


def fitted(box: Box, width: int, height: int, margin: float = 0.0) -> View:
    """The view that shows a whole box in at most `width` x `height` pixels, and as much around it as there is room.

    `margin` is the share of the frame that stays free on each side. Where the world ends first, the view is smaller.
    """
    across = max(float(np.radians(box.width)), _NARROWEST)
    low, high = float(northing(box.south)), float(northing(box.north))
    up = max(high - low, _NARROWEST)
    room = 1.0 - 2.0 * margin
    scale = min(width * room / across, height * room / up)
    top = float(northing(TOP_DEG))
    scale = max(scale, min(width / (2.0 * np.pi), height / (2.0 * top)))
    seen_x, seen_y = min(width / scale, 2.0 * np.pi), min(height / scale, 2.0 * top)
    middle_lon = box.west + box.width / 2.0
    middle_y = min(max((low + high) / 2.0, -top + seen_y / 2.0), top - seen_y / 2.0)
    if seen_x >= 2.0 * np.pi - 1e-9:
        west = -180.0 if box.west < box.east else middle_lon - 180.0
    else:
        west = middle_lon - float(np.degrees(seen_x)) / 2.0
    west = (west + 180.0) % 360.0 - 180.0
    return View(west, middle_y + seen_y / 2.0, scale, max(1, round(seen_x * scale)), max(1, round(seen_y * scale)))
