"""From where the room's receivers heard vessels: of each square when last, and how many receivers ever did.

A square that is not here was never heard from: no receiver reaches it, or no vessel was there. Nobody can tell which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.tracks.heard_cells_kernel import hear_rows, put_all
from marsad.tracks.sea_cells import Cells, Part

CELL: Final = np.dtype([("key", "i8"), ("heard_us", "i8"), ("receivers", "u8")])
"""`key` is the square's number + 1, 0 where the place is empty; bit n of `receivers`: origin n + 1, the last bit: all
further ones together."""
FIRST: Final = 1 << 12
MOST: Final = 1 << 20
"""Places at most (24 MB); when 7 of 10 are taken the half that was heard longest ago goes."""


@dataclass(frozen=True, slots=True)
class HeardPart:
    """Of the squares of a part (`cells`, counted as `Part.told` does): when last heard from (microseconds UTC), and by
    how many receivers. `since_us` says since when it was noted without loss; None: nothing was heard yet."""

    since_us: int | None
    cells: Cells
    heard_us: npt.NDArray[np.int64]
    receivers: npt.NDArray[np.int64]


class HeardCells:
    """All squares of the sea that were heard from. Nothing outlives a restart. One thread hears, any may ask."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._table: npt.NDArray[np.void] = np.zeros(min(FIRST, most), CELL)
        self._used = 0
        self._since_us: int | None = None

    def hear(self, rows: npt.NDArray[np.void]) -> None:
        """Note rows of REPORT: every hearing, copies of another receiver's too."""
        done = 0
        if len(rows) and self._since_us is None:
            self._since_us = int(rows["t_heard"].min())
        while done < len(rows):
            room = len(self._table) * 7 // 10
            done, self._used = map(int, hear_rows(rows, done, self._table, self._used, room))
            if done < len(rows):
                self._make_room()

    def of(self, part: Part) -> HeardPart:
        """What is known of a part of the sea."""
        table = self._table
        some = table[(table["key"] > 0) & (table["heard_us"] > 0)]  # one that is written just now may have no time yet
        some = some[part.inside(some["key"] - 1)]
        told = part.told(some["key"] - 1)
        order = np.argsort(told, kind="stable")
        cells, first = np.unique(told[order], return_index=True)
        if not len(cells):
            none = np.zeros(0, np.int64)
            return HeardPart(self._since_us, none, none, none)
        heard = np.maximum.reduceat(some["heard_us"][order], first)
        by = np.bitwise_or.reduceat(some["receivers"][order], first)
        return HeardPart(self._since_us, cells, heard, np.bitwise_count(by).astype(np.int64))

    def _make_room(self) -> None:
        some = self._table[self._table["key"] > 0]
        bigger = len(self._table) * 2
        if bigger > self._most:
            bigger = len(self._table)
            cut = int(np.median(some["heard_us"]))
            kept = some[some["heard_us"] > cut]
            some = kept if len(kept) else some[len(some) // 2 :]
            self._since_us = cut
        self._table = np.zeros(bigger, CELL)
        put_all(some, self._table)
        self._used = len(some)
