"""A day fed live and the same rows built at once, side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.cleaning.unique import take, unique
from marsad.tracks.live.senders import Decided, Heard, Senders
from marsad.tracks.live.ways import DAY_US, LiveWays
from marsad.tracks.position_arrays import PositionArrays, positions_of
from marsad.tracks.vessels import Stepped, VesselState, assign
from marsad.tracks.ways.columns import KEPT
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace

Row = tuple[int, int, int]
Verdicts = dict[Row, tuple[int, int]]
"""Vessel number and outcome by MMSI, instant and payload."""


def verdicts(rows: PositionArrays, vessel: npt.NDArray[np.uint8], outcome: npt.NDArray[np.uint8]) -> Verdicts:
    keys = zip(rows.mmsi.tolist(), rows.tk.tolist(), rows.digest.tolist(), strict=True)
    return dict(zip(keys, zip(vessel.tolist(), outcome.tolist(), strict=True), strict=True))


class NotedSenders(Senders):
    """Notes what midnight decided of every position that was taken in."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.decided: Verdicts = {}
        self.changes = 0
        self._today: list[tuple[PositionArrays, Stepped]] = []

    def take(self, rows: PositionArrays) -> Heard:
        heard = super().take(rows)
        self._today.append((heard.rows, Stepped(heard.run, heard.outcome.copy(), VesselState())))
        return heard

    def decide(self, slots: npt.NDArray[np.int64], day_end_us: int | None = None) -> Decided:
        decided = super().decide(slots, day_end_us)
        self.changes += int(decided.changed.sum())
        return decided

    def close(self, day_end_us: int) -> Decided:
        decided = super().close(day_end_us)
        for rows, stepped in self._today:
            self.decided |= verdicts(rows, *decided.closed.of_rows(rows.mmsi, stepped))
        self._today = []
        return decided


def followed(calls: list[tuple[pa.Table, int]], until_us: int, most: int = 1000) -> tuple[LiveWays, NotedSenders]:
    """Rows as they came: each call at its time; then the last midnight passes."""
    ways, senders = LiveWays(most), NotedSenders(most)
    ways.senders = senders
    for table, now_us in calls:
        ways.add(table, now_us)
        ways.advance(now_us)
    ways.advance(until_us)
    return ways, senders


def built(table: pa.Table) -> tuple[Verdicts, VesselState, WayState]:
    """The same rows in a build, day by day."""
    kept, _, _ = unique(table)
    rows = positions_of(take(table, kept))
    lanes, state, found = VesselState(), WayState(draw=False), {}
    for day in np.unique(rows.t // DAY_US).tolist():
        today = rows.part(rows.t // DAY_US == day)
        assigned = assign(today, lanes, (day + 1) * DAY_US)
        lanes = assigned.state
        trace(today, assigned.vessel, assigned.outcome, state)
        close_day(state, (day + 1) * DAY_US)
        found |= verdicts(today, assigned.vessel, assigned.outcome)
    return found, lanes, state


def ways_of(state: WayState) -> dict[int, tuple[Any, ...]]:
    """All that is carried of each vessel that was seen."""
    records = state.records[state.records["seen"] > 0]
    return {int(one["vessel"]): tuple(repr(one[name].item()) for name in KEPT) for one in records}
