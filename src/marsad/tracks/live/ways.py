"""What is derived of every vessel while it is heard: its track, the way it ran, whether it lies still, who else sends.

Rows wait until the watermark has passed them, so that those of several stations come in order; what is later still is
counted, and left to the lake. Then the code that builds a day's tracks leads them on: `vessels.assign` cuts rows into
runs and decides whose they are, for the time being while the day lasts and for good at its midnight, and `ways.trace`
traces them. Where a decision changes what was traced, the rows since then are traced anew. Memory is bounded by the
number of vessels, and by the rows of a few seconds.
"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.live.columns import PACE
from marsad.tracks.live.derived import Derived, derived_of
from marsad.tracks.live.kept import KeptRows
from marsad.tracks.live.sender_kernel import find_unreached, keep_pace
from marsad.tracks.live.senders import Decided, Senders
from marsad.tracks.live.waiting import MOST_WAITING, Waiting, live_positions
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.roll import Roll
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace

LATENESS_US = 5_000_000
"""Rows wait so long for those that were heard before them."""
DAY_US = 86_400_000_000
_PACE_US = 60_000_000


class LiveWays:
    """Follows at most about `most` vessels. Safe for several threads."""

    def __init__(self, most: int, parameters: Parameters | None = None, lateness_us: int = LATENESS_US) -> None:
        self.senders = Senders(most)
        self._most = most
        self._rules = parameters or Parameters()
        self._tops = self._rules.tops_mps()
        self._lateness_us = lateness_us
        self._waiting = Waiting(lateness_us)
        self._kept = KeptRows(max(4096, 2 * most))
        self._ways = WayState(draw=False)
        self._paces = Roll(PACE)
        self._day: int | None = None
        self._early = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._ways)

    @property
    def late(self) -> int:
        """Rows that came too late to be followed."""
        return self._early + int(self.senders.counts[0])

    @property
    def ahead(self) -> int:
        """Rows from the future, which were not followed."""
        return self._waiting.ahead

    @property
    def waiting(self) -> int:
        """Rows that wait for the watermark."""
        return len(self._waiting)

    def add(self, table: pa.Table, now_us: int) -> None:
        """Let rows of the family `position` wait for the watermark."""
        rows = live_positions(table, now_us)
        if rows is None:
            return
        with self._lock:
            self._waiting.add(rows)
        if self.waiting > MOST_WAITING:
            self.advance(now_us)

    def advance(self, now_us: int) -> None:
        """Follow the vessels up to the watermark; to be called each second."""
        with self._lock:
            rows, watermark = self._waiting.due(now_us)
            if self._day is None:
                self._day = (now_us - self._lateness_us) // DAY_US
            while watermark >= (self._day + 1) * DAY_US:
                rows = self._end_day(rows, (self._day + 1) * DAY_US)
                after = self._day + 1 if rows is None else max(self._day + 1, int(rows.t.min()) // DAY_US)
                self._day = watermark // DAY_US if rows is None else min(watermark // DAY_US, after)
            if rows is None:
                return
            due = (rows.tk <= watermark) & (rows.t < (self._day + 1) * DAY_US)
            self._waiting.hand_back(rows.part(~due))
            if due.any():
                self._follow(rows.part(due))

    def _end_day(self, rows: PositionArrays | None, midnight_us: int) -> PositionArrays | None:
        """Follow the last rows of the day and close it; gives the rows of later days."""
        if rows is not None:
            today = rows.t < midnight_us
            if today.any():
                self._follow(rows.part(today))
            rows = None if today.all() else rows.part(~today)
        decided = self.senders.close(midnight_us)
        self._trace_again(decided, self._to_trace_again(decided))
        close_day(self._ways, midnight_us, self._rules)
        self.senders.forget_day()
        self._kept.forget_day()
        return rows

    def _follow(self, rows: PositionArrays) -> None:
        early = rows.t < (self._day or 0) * DAY_US
        if early.any():
            self._early += int(early.sum())
            rows = rows.part(~early)
        heard = self.senders.take(rows)
        self._kept.keep(heard, self.senders.roll, self._ways.roll)
        decided = self.senders.decide(self.senders.due(heard))
        again = self._to_trace_again(decided)
        number, outcome = self.senders.tell(heard, decided.slots[again])
        self._trace(heard.rows, number, outcome)
        self._trace_again(decided, again)
        if self.senders.keep_newest():
            self._kept.forget(self.senders.roll)
        self._ways.roll.keep_newest(self._most * 5 // 4)
        self._paces.keep_newest(self._most * 5 // 4)

    def _trace(self, rows: PositionArrays, number: npt.NDArray[np.uint8], outcome: npt.NDArray[np.uint8]) -> None:
        trace(rows, number, outcome, self._ways, self._rules)
        at, paces = 0, self._paces
        while True:
            at = int(
                keep_pace(at, rows.mmsi, number, outcome, rows.tk, rows.lon, rows.lat, paces.all, paces.room,
                          paces.table_key, paces.table_slot, _PACE_US)
            )  # fmt: skip
            if at == len(rows):
                return
            paces.grow()

    def _to_trace_again(self, decided: Decided) -> npt.NDArray[np.int64]:
        """The senders whose traces do not hold any more, and of which the rows to make others are held."""
        changed = np.flatnonzero(decided.changed)
        return changed[self._kept.whole(decided.slots[changed], self.senders.roll)]

    def _trace_again(self, decided: Decided, which: npt.NDArray[np.int64]) -> None:
        """Trace the rows of some senders anew, as what was decided now."""
        if which.size:
            self._trace(*self._kept.go_back(decided, which, self.senders.roll, self._ways.roll, self._paces))

    def unreached(
        self,
        mmsi: npt.NDArray[np.uint32],
        t_us: npt.NDArray[np.int64],
        lon_deg: npt.NDArray[np.float64],
        lat_deg: npt.NDArray[np.float64],
        kind: npt.NDArray[np.uint8],
    ) -> npt.NDArray[np.bool_]:
        """Whether each place is one that the ship known under its MMSI, heard lately, can not have come to."""
        found: npt.NDArray[np.bool_] = np.empty(len(mmsi), dtype=np.bool_)
        with self._lock:
            senders, ways = self.senders.roll, self._ways.roll
            find_unreached(
                mmsi, t_us, lon_deg, lat_deg, kind, self._tops, self._rules.slack_m, senders.all, senders.table_key,
                senders.table_slot, ways.all, ways.table_key, ways.table_slot, found,
            )  # fmt: skip
        return found

    def derived(self, mmsi: int) -> Derived | None:
        """What is derived under an MMSI; None where no position of it was followed."""
        with self._lock:
            sender = self.senders.roll.find(mmsi)
            return None if sender is None else derived_of(sender, self._ways.roll, self._paces)
