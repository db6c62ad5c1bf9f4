"""Which slot is whose: vessels numbered from 0 in the order in which they were first heard."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.runtime.advance.seat_kernel import enter, find, take

Ints = npt.NDArray[np.int64]
_ROOM = 256


class Roll:
    """The vessels of a part; a copy costs no more than its numbers until it is asked."""

    def __init__(self, ids: Ints | None = None, expected: int = 0) -> None:
        self.expected = expected
        """For so many memory is set aside at once, which costs nothing until they come: to grow is to copy all."""
        self._room: Ints = np.zeros(0, np.int64) if ids is None else ids
        self._used = np.array([len(self._room)], np.int64)
        self._table: npt.NDArray[np.int32] | None = None
        self._heard, self._often = np.zeros(0, np.int64), np.zeros(0, np.bool_)

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

    def hear(self, slots: Ints, t: Ints) -> None:
        """Whoever has these slots was heard at these times, of which the last counts."""
        self._make_place()
        self._often[slots[self._heard[slots] > 0]] = True
        self._often[np.flatnonzero(np.bincount(slots) > 1)] = True
        self._heard[slots] = t

    def heard_like(self, other: Roll) -> None:
        """Vessels that another roll has too were heard as that says."""
        self.expected = other.expected
        self._make_place()
        other._make_place()
        slots = self.known(other.ids)
        both = slots >= 0
        self._heard[slots[both]] = other._heard[: len(other)][both]
        self._often[slots[both]] = other._often[: len(other)][both]

    @property
    def heard_once(self) -> int:
        """How many were heard only once."""
        return len(self) - int(np.count_nonzero(self._often[: len(self)]))

    def worth_keeping(self, many: int, busy: Ints) -> Ints:
        """The slots of so many vessels, in order: first those that are `busy`, then who was heard more than once, the
        newest first; of who was heard once only, any."""
        self._make_place()
        n = len(self)
        often = self._often[:n]
        # Of a flood of numbers that each come once the oldest are as good as the newest; were the oldest to go, a fleet
        # that is just too large would lose each vessel before it speaks again.
        chance = (self.ids * 2654435761 >> 7) & 0xFFFFFF
        order = np.lexsort((np.where(often, self._heard[:n], chance), often, np.isin(self.ids, busy)))
        return np.sort(order[n - min(many, n) :])

    def only(self, slots: Ints) -> Roll:
        """Some of the vessels, in the order of slots."""
        other = Roll(self.ids[slots])
        other.heard_like(self)
        return other

    def _make_place(self) -> None:
        if len(self._heard) < len(self._room):
            heard, often = np.zeros(len(self._room), np.int64), np.zeros(len(self._room), np.bool_)
            heard[: len(self._heard)], often[: len(self._often)] = self._heard, self._often
            self._heard, self._often = heard, often

    def _known(self) -> npt.NDArray[np.int32]:
        if self._table is None:
            self._table = np.full(2 << max(4, len(self._room).bit_length()), -1, np.int32)
            enter(self._room, len(self), self._table)
        return self._table
