"""Memory of what vessels said last, so that a statement is given when it changes and not with every row.

It is given again on another UTC day, and when a row tells it for an earlier time of that day: rows may come in any
order and be cut into any files, the earliest statement of each vessel, wording and day is always among those given.
"""

from __future__ import annotations

import numpy as np

from marsad.decode.tabular.known_kernel import moved

MOST = 1 << 20
"""Vessels that are remembered at least; a stream that names more, which none on Earth does, is forgotten and begun
anew."""
_FIRST = 1 << 10


class Known:
    """Hash of the last statement by MMSI, and the earliest time it was told on its day (int64 bits).

    `keys` holds MMSI + 1, 0 is free; `count[0]` of them are taken.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.keys = np.zeros(_FIRST, np.int64)
        self.values = np.zeros((2, _FIRST), np.uint64)
        self.count = np.zeros(1, np.int64)

    def grow(self) -> None:
        """Make room when the table is half full."""
        if self.count[0] * 2 < len(self.keys):
            return
        if self.count[0] >= MOST:
            self._clear()
            return
        keys, values = np.zeros(len(self.keys) * 4, np.int64), np.zeros((2, len(self.keys) * 4), np.uint64)
        moved(self.keys, self.values, keys, values)
        self.keys, self.values = keys, values
