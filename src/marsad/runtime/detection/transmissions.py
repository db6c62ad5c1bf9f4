"""One row for each transmission while they come, by the rule of `tracks/cleaning/unique`: the first by time is kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import FAMILIES, Records, ordered
from marsad.runtime.detection.transmission_kernel import enter_again, find_firsts, find_known
from marsad.schema.flags import Flag
from marsad.tracks.cleaning.unique import HEARD_WINDOW_US, TABLE_WINDOW_US

DAY_US = 86_400_000_000
_LEAST = 1 << 12
_MARK = {family: 2 * at for at, family in enumerate(FAMILIES)}


class Transmissions:
    """What was heard in the last half minute, by sender and payload."""

    def __init__(self) -> None:
        self.copies = 0
        self.key: npt.NDArray[np.uint64] = np.zeros(_LEAST, np.uint64)
        self.t: npt.NDArray[np.int64] = np.zeros(_LEAST, np.int64)
        self._used = 0

    def firsts(self, family: str, records: Records) -> npt.NDArray[np.bool_]:
        """Which rows are no copies. They come in the order of time, all later than those of the call before."""
        first: npt.NDArray[np.bool_] = np.ones(len(records), np.bool_)
        if not len(records) or family in ("contact", "reception"):
            return first
        self._make_room(len(records), int(records["t"][0]))
        mark, window = marks(family, records)
        self._used += int(
            find_firsts(records["mmsi"], records["digest"], records["t"], mark, window, DAY_US, self.key, self.t, first)
        )
        self.copies += len(first) - int(first.sum())
        return first

    def known(self, family: str, records: Records) -> npt.NDArray[np.bool_]:
        """Which rows are copies of what was heard last, whenever they come."""
        known: npt.NDArray[np.bool_] = np.zeros(len(records), np.bool_)
        mark, window = marks(family, records)
        find_known(records["mmsi"], records["digest"], records["t"], mark, window, DAY_US, self.key, self.t, known)
        return known

    def restore(self, key: npt.NDArray[np.uint64], t: npt.NDArray[np.int64]) -> None:
        """Go on from what another had."""
        self.key, self.t, self._used = key.copy(), t.copy(), int((key != 0).sum())

    def _make_room(self, more: int, now_us: int) -> None:
        if 2 * (self._used + more) <= len(self.key):
            return
        after = now_us - HEARD_WINDOW_US
        stays = int(((self.key != 0) & (self.t >= after)).sum())
        size = max(_LEAST, 1 << int(3 * (stays + more)).bit_length())
        key, t = np.zeros(size, np.uint64), np.zeros(size, np.int64)
        self._used = int(enter_again(self.key, self.t, after, key, t))
        self.key, self.t = key, t


def marks(family: str, records: Records) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The kind of each row, and how long after it a copy may come."""
    mark = np.full(len(records), _MARK[family], np.uint8)
    window = np.full(len(records), HEARD_WINDOW_US, np.int64)
    if family == "position":
        of_table = (records["flags"] & np.uint32(Flag.TABLE)) != 0
        mark[of_table] += 1
        window[of_table] = TABLE_WINDOW_US
    return mark, window


def unique_of(family: str, records: Records) -> Records:
    """The first hearings among rows that come in any order, in the order (t, vessel, digest)."""
    records = records[np.lexsort((records["digest"], records["mmsi"], records["t"]))]
    return ordered(records[Transmissions().firsts(family, records)])
