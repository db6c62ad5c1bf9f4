"""The senders heard today: the runs that their positions are cut into, and whose each run is as far as one can tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from marsad.geo.sphere import distance_m
from marsad.schema.flags import Flag
from marsad.tracks.cleaning.unique import HEARD_WINDOW_US, TABLE_WINDOW_US
from marsad.tracks.live.columns import SENDER, UNDECIDED, UNWATCHED
from marsad.tracks.live.sender_kernel import (
    file_runs,
    find_senders,
    gather_runs,
    link_runs,
    list_begun,
    list_due,
    sift,
    take_decisions,
    tell_rows,
)
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.vessels.assign import Closed, close_day, cut, starts_of
from marsad.tracks.vessels.records import LANE, RUN
from marsad.tracks.vessels.state import Records, VesselState, in_order
from marsad.tracks.ways.roll import Roll

Slots = npt.NDArray[np.int64]

MOST_LOOKS: Final = 200_000
"""So many pairs of runs are looked at in one call; senders that wait are decided on when they are heard next."""
FEW_RUNS: Final = 3
LOOKS: Final = 24
"""Pairs that are looked at for each run where there are more than a few."""
NEAR_M: Final = 1_000.0
NEAR_M_S: Final = 5.0
"""A first position of a day that lies nearer to the last of the day before surely goes on from it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Rows that are new, in the order of sender and time."""

    rows: PositionArrays
    starts: npt.NDArray[np.int64]
    """Where those of each sender begin, and where the last end."""
    found: Slots
    """The record of each sender."""
    stray: npt.NDArray[np.bool_]
    """Whether the sender begins its day elsewhere than it ended the day before."""
    run: npt.NDArray[np.uint32]
    outcome: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Decided:
    """Whose the runs of some senders are. `first` is the place of each sender's first run in `closed`."""

    slots: Slots
    first: npt.NDArray[np.int64]
    closed: Closed
    changed: npt.NDArray[np.bool_]
    """Whether rows of the sender were traced as another vessel's before."""


class Senders:
    """Holds at most about `most` senders, and about twice as many ended runs of the day."""

    def __init__(self, most: int) -> None:
        self.roll = Roll(SENDER)
        self.lanes: Records = np.zeros(0, dtype=LANE)
        """Vessels as they were at the last midnight."""
        self.counts: npt.NDArray[np.int64] = np.zeros(2, dtype=np.int64)
        """Late rows, copies."""
        self._most = most
        self._turn = 0
        self._used = 0
        self._file(np.zeros(1024, dtype=RUN))

    def _file(self, runs: Records) -> None:
        self._runs = runs
        self._before: npt.NDArray[np.int64] = np.zeros(runs.size, dtype=np.int64)
        self._number: npt.NDArray[np.uint8] = np.zeros(runs.size, dtype=np.uint8)
        self._fate: npt.NDArray[np.uint8] = np.zeros(runs.size, dtype=np.uint8)

    def take(self, rows: PositionArrays) -> Heard:
        """Cut new rows of the day into runs, by the code that cuts a day; copies and late rows are left out."""
        starts = starts_of(rows)
        found = self._find(rows, starts)
        keep: npt.NDArray[np.bool_] = np.empty(len(rows), dtype=np.bool_)
        sift(starts, found, rows.tk, rows.t, rows.digest, rows.flags, np.uint32(Flag.TABLE), HEARD_WINDOW_US,
             TABLE_WINDOW_US, self.roll.all, keep, self.counts)  # fmt: skip
        if not keep.all():
            rows = rows.part(keep)
            found = found[np.add.reduceat(keep, starts[:-1]).astype(np.bool_)] if keep.any() else found[:0]
            starts = starts_of(rows)
        stray = self._begin(rows, starts, found)
        run_of, outcome, ended = cut(rows, starts, self.roll.all["open"], found)
        self._make_room(ended.size)
        self._used = int(
            file_runs(
                ended, starts, found, self.roll.all, self._runs, self._before, self._number, self._fate, self._used
            )
        )
        return Heard(rows, starts, found, stray, run_of, outcome)

    def _find(self, rows: PositionArrays, starts: npt.NDArray[np.int64]) -> Slots:
        found: Slots = np.empty(starts.size - 1, dtype=np.int64)
        at, roll = 0, self.roll
        while True:
            at = int(find_senders(at, starts, rows.mmsi, roll.all, roll.room, roll.table_key, roll.table_slot, found))
            if at == found.size:
                return found
            roll.grow()

    def _begin(self, rows: PositionArrays, starts: npt.NDArray[np.int64], found: Slots) -> npt.NDArray[np.bool_]:
        """Let senders begin their day with what the day before left of them."""
        stray = np.zeros(found.size, dtype=np.bool_)
        groups: Slots = np.empty(found.size, dtype=np.int64)
        groups = groups[: int(list_begun(found, self.roll.all, groups))]
        if not groups.size:
            return stray
        row, slots, senders, lanes = starts[groups], found[groups], self.roll.all, self.lanes
        begin = np.searchsorted(lanes["mmsi"], rows.mmsi[row])
        many = np.searchsorted(lanes["mmsi"], rows.mmsi[row], "right") - begin
        own = np.where(many == 0, 0, UNDECIDED)
        one = np.flatnonzero(many == 1)
        last = lanes[begin[one]]
        own[one] = last["vessel"]
        near_m = NEAR_M + NEAR_M_S * np.abs(rows.tk[row[one]] - last["t"]) * 1e-6
        away_m = distance_m(last["lon_deg"], last["lat_deg"], rows.lon[row[one]], rows.lat[row[one]])
        stray[groups[one]] = ~(away_m <= near_m)
        highest = np.ones(groups.size, dtype=np.int64)
        some = many > 0
        highest[some] = lanes["vessel"][begin[some] + many[some] - 1].astype(np.int64) + 1
        senders["lanes"][slots], senders["own"][slots], senders["first"][slots] = many, own, own
        senders["vessels"][slots] = highest
        senders["open"]["run"]["mmsi"][slots] = rows.mmsi[row]
        return stray

    def due(self, heard: Heard) -> Slots:
        """The senders on which to decide anew."""
        slots: Slots = np.empty(heard.found.size, dtype=np.int64)
        slots = slots[: int(list_due(heard.found, self.roll.all, slots))]
        runs = self.roll.all["runs"][slots].astype(np.int64) + 1
        looks = np.where(runs > FEW_RUNS, LOOKS * runs, runs)
        if int(looks.sum()) <= MOST_LOOKS:
            return slots
        turned = np.roll(np.arange(slots.size), -self._turn)
        taken = turned[: max(1, int(np.searchsorted(np.cumsum(looks[turned]), MOST_LOOKS)))]
        self._turn += taken.size
        return slots[np.sort(taken)]

    def decide(self, slots: Slots, day_end_us: int | None = None) -> Decided:
        """Whose their runs are, by the code that decides at the end of a day. The senders stand in the order of MMSI.

        `day_end_us` is given at midnight: then the vessels of all others are carried on too.
        """
        none: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        at = np.empty(int(gather_runs(slots, self.roll.all, self._runs, self._before, none)), dtype=np.int64)
        if at.size:
            gather_runs(slots, self.roll.all, self._runs, self._before, at)
        filed = self._runs[at[at >= 0]]
        opened = self.roll.all["open"][slots]
        lanes = self.lanes if day_end_us is not None else self._lanes_of(opened["run"]["mmsi"])
        closed = close_day(VesselState(lanes, opened, (filed,) if filed.size else ()), day_end_us)
        changed: npt.NDArray[np.bool_] = np.empty(slots.size, dtype=np.bool_)
        take_decisions(slots, at, closed.vessel, closed.outcome, np.ascontiguousarray(closed.runs["fixes"]),
                       self.roll.all, self._number, self._fate, changed)  # fmt: skip
        first = np.searchsorted(closed.runs["mmsi"], opened["run"]["mmsi"])
        return Decided(slots, first, closed, changed)

    def _lanes_of(self, mmsi: npt.NDArray[np.uint32]) -> Records:
        begin = np.searchsorted(self.lanes["mmsi"], mmsi)
        many = np.searchsorted(self.lanes["mmsi"], mmsi, "right") - begin
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        result: Records = self.lanes[np.repeat(begin, many) + within]
        return result

    def tell(self, heard: Heard, leave_out: Slots) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Vessel and outcome of each row as far as they are decided; rows of some senders are nobody's for now."""
        vessel: npt.NDArray[np.uint8] = np.empty(len(heard.rows), dtype=np.uint8)
        without = np.isin(heard.found, leave_out) if leave_out.size else np.zeros(heard.found.size, dtype=np.bool_)
        tell_rows(heard.starts, heard.found, without, self.roll.all, self._runs, self._before, self._number,
                  self._fate, heard.run, vessel, heard.outcome)  # fmt: skip
        return vessel, heard.outcome

    def close(self, day_end_us: int) -> Decided:
        """Decide on the day. The rows of those that `changed` can be traced anew until `forget_day`."""
        senders = self.roll.records
        slots = np.flatnonzero((senders["open"]["run"]["fixes"] > 0) & (senders["crowd"] == 0))
        decided = self.decide(slots[np.argsort(senders["vessel"][slots])], day_end_us)
        lanes = decided.closed.state.lanes
        if lanes.size > self._most * 5 // 4:
            lanes = in_order(lanes[np.argsort(lanes["t"])[-self._most :]])
        self.lanes = lanes
        return decided

    def forget_day(self) -> None:
        """Let the runs of the day go."""
        senders = self.roll.records
        senders["faults"] += senders["doubted"]
        for name in ("digest", "heard", "next", "watched", "crowd", "runs", "last_run", "decided", "instants", "traced",
                     "doubted", "kept", "last_row", "open"):  # fmt: skip
            senders[name] = np.zeros((), dtype=SENDER)[name]
        self._used = 0
        self._file(np.zeros(1024, dtype=RUN))

    def told(self) -> dict[str, npt.NDArray[Any]]:
        """All that is known, as copies: with it another can go on."""
        used = self._used
        return {
            "roll": self.roll.records.copy(), "lanes": self.lanes.copy(), "counts": self.counts.copy(),
            "runs": self._runs[:used].copy(), "before": self._before[:used].copy(),
            "number": self._number[:used].copy(), "fate": self._fate[:used].copy(),
        }  # fmt: skip

    def go_on(self, told: Mapping[str, npt.NDArray[Any]]) -> None:
        """Know what another told."""
        self.roll.replace(told["roll"])
        self.lanes, self.counts, self._used = told["lanes"], told["counts"], len(told["runs"])
        self._file(np.zeros(max(1024, self._used), dtype=RUN))
        for name, rows in (("runs", self._runs), ("before", self._before), ("number", self._number),
                           ("fate", self._fate)):  # fmt: skip
            rows[: self._used] = told[name]

    def _make_room(self, more: int) -> None:
        if self._used + more > max(2 * self._most, 1024) and self._used:
            self._give_up()
        runs = self._used + more
        if runs > self._runs.size:
            number, fate, before, filed = self._number, self._fate, self._before, self._runs
            self._file(np.zeros(max(runs, 2 * filed.size), dtype=RUN))
            self._runs[: filed.size], self._before[: filed.size] = filed, before
            self._number[: filed.size], self._fate[: filed.size] = number, fate

    def _give_up(self) -> None:
        """Let go the runs of the senders that have most, as a crowd, until half of the room is free."""
        slots = np.flatnonzero(self.roll.records["last_run"] > 0)
        order = slots[np.argsort(-self.roll.records["runs"][slots].astype(np.int64), kind="stable")]
        gone = np.cumsum(self.roll.records["runs"][order]) < self._used // 2
        crowd = order[: int(gone.sum()) + 1]
        self.roll.records["crowd"][crowd] = 1
        self.roll.records["watched"][crowd] = UNWATCHED
        self._refile(np.isin(self._runs["mmsi"][: self._used], self.roll.records["vessel"][crowd], invert=True))

    def keep_newest(self) -> bool:
        """Let go those that were silent longest where there are too many; tells whether any went."""
        if not self.roll.keep_newest(self._most * 5 // 4):
            return False
        self._refile(np.isin(self._runs["mmsi"][: self._used], self.roll.records["vessel"]))
        return True

    def _refile(self, stays: npt.NDArray[np.bool_]) -> None:
        runs, number, fate = (each[: self._used][stays] for each in (self._runs, self._number, self._fate))
        self._used = len(runs)
        room: Records = np.zeros(max(1024, len(runs)), dtype=RUN)
        room[: self._used] = runs
        self._file(room)
        self._number[: self._used], self._fate[: self._used] = number, fate
        self.roll.records["last_run"] = 0
        link_runs(self._runs, self._used, self._before, self.roll.all, self.roll.table_key, self.roll.table_slot)
