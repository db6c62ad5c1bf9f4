"""A roll of vessels: one record each, of fixed size, found by vessel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.tracks.ways.hash_kernel import enter_vessels, find_vessel

Records = npt.NDArray[np.void]
_ROOM = 1024
_PIECE = 1 << 14


class Roll:
    """Records with a field `vessel`, and the table that finds them; kernels add to it while there is room."""

    def __init__(self, dtype: np.dtype[np.void]) -> None:
        self.room: npt.NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        """[records in use], for kernels."""
        self.all: Records = np.zeros(_ROOM, dtype=dtype)
        self._enter()

    def __len__(self) -> int:
        return int(self.room[0])

    @property
    def records(self) -> Records:
        """The records in use; a view, in no order."""
        return self.all[: len(self)]

    def place_of(self, vessel: int) -> int:
        """The place of a vessel's record in `all`; -1 where it has none."""
        return int(find_vessel(vessel, self.table_key, self.table_slot))

    def find(self, vessel: int) -> np.void | None:
        """The record of a vessel; None where it has none."""
        slot = self.place_of(vessel)
        return None if slot < 0 else self.all[slot]

    def replace(self, records: Records, room: int = 0) -> None:
        """Hold these records and no others, with room for `room` in all."""
        fresh: Records = np.zeros(max(_ROOM, room, len(records)), dtype=self.all.dtype)
        fresh[: len(records)] = records
        self.room[0] = len(records)
        self.all = fresh
        self._enter()

    def grow(self) -> None:
        """Make room for as many more."""
        self.replace(self.records, 2 * len(self.all))

    def keep_newest(self, most: int) -> int:
        """Where there are more than `most`, let a quarter of them go, those with the smallest `t`; gives how many."""
        if len(self) <= most:
            return 0
        many = len(self) - most * 3 // 4
        stays = np.ones(len(self), dtype=np.bool_)
        stays[np.argpartition(self.records["t"], many - 1)[:many]] = False
        self._keep(np.flatnonzero(stays))
        return many

    def drop_before(self, before_us: int) -> int:
        """Let go what has a `t` before `before_us`; gives how many."""
        stays = self.records["t"] >= before_us
        gone = len(self) - int(stays.sum())
        if gone:
            self._keep(np.flatnonzero(stays))
        return gone

    def _keep(self, places: npt.NDArray[np.int64]) -> None:
        """Move the records at these places, in order, to the beginning: in pieces, as a copy of all can be large."""
        for at in range(0, len(places), _PIECE):
            some = places[at : at + _PIECE]
            self.all[at : at + len(some)] = self.all[some]
        self.all[len(places) : len(self)] = np.zeros((), self.all.dtype)
        self.room[0] = len(places)
        self._enter()

    def _enter(self) -> None:
        size = 2 << int(len(self.all) - 1).bit_length()
        self.table_key: npt.NDArray[np.int64] = np.zeros(size, dtype=np.int64)
        self.table_slot: npt.NDArray[np.int32] = np.zeros(size, dtype=np.int32)
        enter_vessels(self.all, 0, len(self), self.table_key, self.table_slot)
