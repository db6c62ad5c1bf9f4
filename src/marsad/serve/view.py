"""What part of the world a client looks at, in the units of wire rows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.tracks.pack_kernel import rows_in_view
from marsad.tracks.report_kernel import mercator_x, mercator_y


class ViewDegrees(msgspec.Struct, frozen=True):
    """The box a client asks for, in degrees; west may be greater than east across the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box of mercator units; `west` > `east` crosses the date line."""

    west: int
    east: int
    north: int
    south: int

    def rows_inside(self, rows: npt.NDArray[np.void]) -> npt.NDArray[np.int64]:
        """Which of these wire rows lie inside."""
        out = np.empty(len(rows), dtype=np.int64)
        n = rows_in_view(rows, self.west, self.east, self.north, self.south, out)
        return out[:n]


def box_of(view: ViewDegrees) -> Box | None:
    """The box in units; None for numbers that bound nothing. Longitudes may run on over 180, as maps let them."""
    if not all(map(math.isfinite, (view.west, view.south, view.east, view.north))) or view.south > view.north:
        return None
    north, south = int(mercator_y(view.north)), int(mercator_y(view.south))
    if view.east - view.west >= 360:
        return Box(int(mercator_x(-180.0)), int(mercator_x(180.0)), north, south)
    west, east = (int(mercator_x(_wrapped(lon))) for lon in (view.west, view.east))
    return Box(west, east, north, south)


def _wrapped(lon_deg: float) -> float:
    return lon_deg if -180 <= lon_deg <= 180 else (lon_deg + 180) % 360 - 180
