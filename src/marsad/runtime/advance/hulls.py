"""What each MMSI had said of its ship by an instant: joined to positions, so that every detector knows whom it sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records
from marsad.runtime.advance.seat_kernel import enter, join_hulls

HULL = np.dtype([("mmsi", "u4"), ("ship_type", "i2"), ("length_m", "f4"), ("beam_m", "f4")])


class Hulls:
    """The newest statement of each MMSI."""

    def __init__(self, known: Records | None = None) -> None:
        self._room: Records = np.zeros(0, HULL) if known is None else known
        self._used = np.array([len(self._room)], np.int64)
        self._ids: npt.NDArray[np.int64] | None = None
        self._table: npt.NDArray[np.int32] = np.full(2, -1, np.int32)

    @property
    def known(self) -> Records:
        """The statements, one for each MMSI that made one."""
        return self._room[: int(self._used[0])]

    def copy(self) -> Hulls:
        return Hulls(self.known.copy())

    def only(self, mmsi: npt.NDArray[np.uint32]) -> Hulls:
        """Of some alone."""
        return Hulls(self.known[np.isin(self.known["mmsi"], mmsi)])

    def put(self, other: Hulls, mmsi: npt.NDArray[np.uint32]) -> None:
        """What `other` knows of these replaces what is known here."""
        left = self.known[~np.isin(self.known["mmsi"], mmsi)]
        self._room = np.concatenate([left, other.known])
        self._used[0], self._ids = len(self._room), None

    def join(self, position: Records, static: Records) -> None:
        """Write into positions the hull as told at or before their t; the statements of this step are then known.

        Both are in the order of t, after all that was known before.
        """
        ids = self._make_room(len(static))
        join_hulls(position, static, self._room, ids, self._used, self._table)

    def _make_room(self, more: int) -> npt.NDArray[np.int64]:
        known, wanted = self.known, int(self._used[0]) + more
        if self._ids is None or wanted > len(self._room):
            room = max(len(self._room), 2 * wanted)
            self._room, self._ids = np.zeros(room, HULL), np.zeros(room, np.int64)
            self._room[: len(known)], self._ids[: len(known)] = known, known["mmsi"]
            self._table = np.full(2 << max(4, int(room).bit_length()), -1, np.int32)
            enter(self._ids, len(known), self._table)
        return self._ids
