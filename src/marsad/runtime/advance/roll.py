"""Which slot is whose: vessels numbered from 0 in the order in which they were first heard."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.runtime.advance.seat_kernel import enter, find, take

Ints = npt.NDArray[np.int64]
_ROOM = 256


class Roll:
    """The vessels of a part; a copy costs no more than its numbers until it is asked."""

    def __init__(self, ids: Ints | None = None) -> None:
        self._room: Ints = np.zeros(0, np.int64) if ids is None else ids
        self._used = np.array([len(self._room)], np.int64)
        self._table: npt.NDArray[np.int32] | None = None

    def __len__(self) -> int:
        return int(self._used[0])

    @property
    def ids(self) -> Ints:
        """The vessels by slot."""
        return self._room[: len(self)]

    def slots(self, vessels: Ints) -> Ints:
        """The slot of each vessel; new ones are given one."""
        found: Ints = np.empty(len(vessels), np.int64)
        at = 0
        while at < len(vessels):
            at = int(take(vessels, at, self._room, self._used, self._known(), found))
            if at < len(vessels):
                room: Ints = np.zeros(max(_ROOM, 2 * len(self._room)), np.int64)
                room[: len(self)] = self.ids
                self._room, self._table = room, None
        return found

    def known(self, vessels: Ints) -> Ints:
        """The slot of each vessel, -1 for one that was never heard."""
        found: Ints = np.empty(len(vessels), np.int64)
        find(vessels, self._room, self._known(), found)
        return found

    def _known(self) -> npt.NDArray[np.int32]:
        if self._table is None:
            self._table = np.full(2 << max(4, len(self._room).bit_length()), -1, np.int32)
            enter(self._room, len(self), self._table)
        return self._table
