"""The sea in squares of 1/40 degree (1.5 NM north to south), and the part of it that somebody looks at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

PER_DEGREE: Final = 40
COLUMNS: Final = 360 * PER_DEGREE
ROWS: Final = 180 * PER_DEGREE
COARSEST: Final = 64
"""So many squares side by side are told as one at most: 1.6 degrees."""
MOST_ACROSS: Final = 128
"""A view is told in at most about so many squares from side to side."""

Cells = npt.NDArray[np.int64]
Degrees = npt.NDArray[np.float64]


def cells_of(lon_deg: Degrees, lat_deg: Degrees) -> Cells:
    """The numbers of the squares, counted from 0 at 90 S 180 W, eastwards row by row; none may be NaN."""
    row = np.floor((np.clip(lat_deg, -90.0, 89.9999) + 90.0) * PER_DEGREE).astype(np.int64)
    column = np.floor((lon_deg + 180.0) * PER_DEGREE).astype(np.int64) % COLUMNS
    cells: Cells = row * COLUMNS + column
    return cells


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sea in degrees; `east` < `west` crosses the date line, and longitudes may run on over 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width_deg(self) -> float:
        """From west to east."""
        wide = self.east - self.west
        return min(360.0, wide if wide >= 0 else wide % 360.0)

    @property
    def step(self) -> int:
        """How many squares side by side are told as one: a power of two."""
        wide = max(self.width_deg, self.north - self.south) * PER_DEGREE / MOST_ACROSS
        return int(min(COARSEST, 2 ** max(0, math.ceil(math.log2(max(wide, 1.0))))))

    def inside(self, cells: Cells) -> npt.NDArray[np.bool_]:
        """Which squares lie in it or on its edge, those told as one with them included."""
        step = self.step
        low, high = (math.floor((min(max(lat, -90.0), 89.9999) + 90.0) * PER_DEGREE) // step for lat in
                     (self.south, self.north))  # fmt: skip
        across = COLUMNS // step
        first = math.floor((self.west + 180.0) * PER_DEGREE / step)
        many = math.floor((self.west + self.width_deg + 180.0) * PER_DEGREE / step) - first
        row, column = cells // COLUMNS // step, cells % COLUMNS // step
        found: npt.NDArray[np.bool_] = (row >= low) & (row <= high) & ((column - first) % across <= many)
        return found

    def told(self, cells: Cells) -> Cells:
        """The number of the bigger square that each lies in, counted likewise."""
        bigger: Cells = cells // COLUMNS // self.step * (COLUMNS // self.step) + cells % COLUMNS // self.step
        return bigger
