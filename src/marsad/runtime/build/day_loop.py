"""Day after day: rows of the lake and new rows together, cleaned and led on from the day before, written, committed."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from marsad.runtime.build.accounts import DayAccount
from marsad.runtime.build.carried import Carried, began_with, joined
from marsad.runtime.build.days import date_of, number_of
from marsad.runtime.build.lake_writer import LakeWriter
from marsad.runtime.build.part_kernel import BUCKETS, DAY_US
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.plan import Plan
from marsad.runtime.build.solve import compared
from marsad.runtime.build.unit_work import HELD, UnitDone, rows_of, work, written
from marsad.runtime.build.units import Unit, units_of
from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.lake import Lake
from marsad.tracks.cleaning import Offsets, clock_offsets
from marsad.tracks.identity import vessels_of_day

Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Applies a function to units of work, several at once, results in order."""


class DayLoop:
    """The days that new rows touch, and those after them for which that changes something."""

    def __init__(self, lake: Lake, parts: Parts, plan: Plan, mapper: Mapper) -> None:
        self._lake, self._parts, self._plan, self._map = lake, parts, plan, mapper
        self._writer = LakeWriter(lake)
        self._known: list[int] = sorted(map(number_of, lake.days("state")))

    def run(self, before: tuple[int, Carried] | None = None) -> list[DayAccount]:
        """Compute and commit; an account of each day that was computed.

        `before` is a day that was computed already, and what it hands on: the day after it is looked at too.
        """
        touched = self._parts.days
        left, told = set(touched), list[DayAccount]()
        waiting = [*touched, *([] if before is None else self._after(before[0]))]
        heapq.heapify(waiting)
        while waiting:
            day = heapq.heappop(waiting)
            carried = self.carried_into(day, before)
            if day not in left and self._began_with(day) == carried.hash():
                continue
            account, after = self._day(day, carried)
            told.append(account)
            left.discard(day)
            before = (day, after)
            self._plan.progress(f"{account.day}", 1 - len(waiting) / max(len(touched), 1))
            for following in self._after(day):
                if following not in left and following not in waiting:
                    heapq.heappush(waiting, following)
        self._writer.commit()
        return told

    def _after(self, day: int) -> list[int]:
        """The next day that the lake has, as a list of one or none."""
        return [known for known in self._known if known > day][:1]

    def carried_into(self, day: int, before: tuple[int, Carried] | None = None) -> Carried:
        """The state at the end of the last day before this one that has any."""
        earlier = max((known for known in self._known if known < day), default=None)
        if before is not None and (earlier is None or before[0] >= earlier):
            return before[1]
        if earlier is None:
            return Carried()
        self._writer.commit()
        return Carried.from_rows(self._lake.read("state", date_of(earlier)))

    def _began_with(self, day: int) -> str | None:
        self._writer.commit()
        return began_with(self._lake.read("state", date_of(day)))

    def _day(self, day: int, carried: Carried) -> tuple[DayAccount, Carried]:
        self._bring_held(day)
        families = [name for name in self._parts.families(day) if name != "reception"]
        counts = np.zeros(BUCKETS, np.int64)
        for name in families:
            counts += self._parts.counts(day, name)

        units = list(units_of(day, counts))
        offsets, clocks = self._clocks(day, units)

        def one(unit: Unit) -> UnitDone:
            return self._unit(unit, offsets, carried.part(unit.low, unit.high))

        done = list(self._map(one, units))
        self._parts.drop(day)
        return self.finish(day, done, clocks, carried)

    def finish(self, day: int, done: list[UnitDone], clocks: pa.Table, carried: Carried) -> tuple[DayAccount, Carried]:
        """Put together what the units of a day gave, and have it written; `carried` is what the day began with."""
        vessels, after = self._close(done, carried)
        files: dict[str, list[DataFile]] = {}
        small: dict[str, list[pa.Table]] = {"clocks": [clocks], "vessels": [vessels],
                                            "state": [after.rows(day, carried.hash())]}  # fmt: skip
        for one in done:
            for table, found in one.files.items():
                files.setdefault(table, []).extend(found)
            for table, rows in one.solved.tables.items():
                small.setdefault(table, []).append(rows)
        account = _account(day, done)
        account.vessels = vessels.num_rows
        for table, pieces in small.items():
            rows = pa.concat_tables(pieces, promote_options="default")
            if rows.num_rows:
                files.setdefault(table, []).extend(self._writer.write(table, day, rows))
        account.changed = self._writer.finish(day, files)
        if day not in self._known:
            self._known = sorted([*self._known, day])
        return account, after

    def _close(self, done: list[UnitDone], carried: Carried) -> tuple[pa.Table, Carried]:
        """Rows of the table `vessels`, and what the day hands on."""
        parts = [part for one in done for part in one.solved.identity]
        heard, changes, said, splits = (
            pa.concat_tables([getattr(part, name) for part in parts]) for name in ("heard", "changes", "said", "splits")
        )
        vessels, known = vessels_of_day(heard, changes, said, carried.of_step.get("known"), splits)
        return vessels, Carried({**joined(one.solved.carried for one in done).of_step, "known": known})

    def _unit(self, unit: Unit, offsets: Offsets, carried: Carried) -> UnitDone:
        solved = work(self._parts, unit, offsets, carried, self._plan.tracks)
        return written(solved, lambda name, rows: self._writer.write(name, unit.day, rows))

    def _bring_held(self, day: int) -> None:
        """Put the rows that the lake has of this day beside the new ones."""
        at = date_of(day)
        for name in (*FAMILIES, "reception"):
            if not self._lake.files(name, at):
                continue
            as_name = name if name == "reception" else HELD + name
            for batch in self._lake.scan(name, day * DAY_US, (day + 1) * DAY_US):
                self._parts.add(as_name, pa.Table.from_batches([batch]))

    def _clocks(self, day: int, units: list[Unit]) -> tuple[Offsets, pa.Table]:
        """How far the clocks of receivers were off, judged by all that was heard on the day; tables tell nothing."""
        if not self._parts.heard(day):
            return Offsets(), arrow_schema(LAKE["clocks"]).empty_table()
        cuts = [(low, high) for unit in units for low, high in pairwise(unit.edges)]
        found = self._map(lambda cut: compared(rows_of(self._parts, day, *cut)), cuts)
        table = clock_offsets([hearings for part in found for hearings in part], day * DAY_US)
        return Offsets.from_table(table), table


def _account(day: int, done: list[UnitDone]) -> DayAccount:
    account = DayAccount(date_of(day).isoformat())
    for one in done:
        account.came += one.solved.came
        account.held += one.solved.held
        account.outcomes += one.solved.outcomes
        account.unique += Counter({name: n for name, n in one.solved.unique.items() if name in FAMILIES})
        account.tracks += one.solved.unique["tracks"]
        account.stops += one.solved.unique["stops"]
    return account
