"""What runs inside Spark's tasks: plain functions from record batches to record batches."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from marsad.runtime.build.accounts import FileAccount
from marsad.runtime.build.carried import Carried
from marsad.runtime.build.days import date_of
from marsad.runtime.build.part_kernel import BUCKETS, DAY_US
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.plan import Plan
from marsad.runtime.build.reading import FileIntake, batches_of
from marsad.runtime.build.solve import compared
from marsad.runtime.build.spark_job.parcels import batches, each, packed, unpacked
from marsad.runtime.build.unit_work import HELD, UnitDone, rows_of, work, written
from marsad.runtime.build.units import Unit, units_of
from marsad.schema import FAMILIES
from marsad.store.lake.lake import Lake
from marsad.tracks.cleaning import Offsets

DRIVER = -1
"""Instead of a partition: for the driver."""
Parcel = tuple[int, int, str, bytes]
Batches = Iterable[pa.RecordBatch]
_HELD_BYTES = 128 << 20
_NOWHERE = Path("/nonexistent")


def edges_of(partitions: int) -> list[int]:
    """Where the buckets are cut into partitions."""
    return [BUCKETS * n // partitions for n in range(partitions + 1)]


@dataclass(frozen=True)
class ReadTask:
    """Reads the files and the days of the lake that its rows name, and parts them."""

    plan: Plan
    partitions: int

    def __call__(self, asked: Batches) -> Iterator[pa.RecordBatch]:
        yield from batches(parcel for _, day, what, told in each(asked) for parcel in self._one(day, what, told))

    def _one(self, day: int, what: str, told: bytes) -> Iterator[Parcel]:
        held = _Gathered(self.partitions)
        if what == "file":
            account: FileAccount = pickle.loads(told)  # noqa: S301 - of the driver
            path = self.plan.files[day]
            intake = FileIntake(account, held.add, self.plan.start_us)
            for batch in batches_of(path, account, self.plan):
                intake.take(batch)
                yield from held.parcels(_HELD_BYTES)
            intake.finish()
            yield DRIVER, 0, "account", pickle.dumps(account)
        elif what == "day":
            lake = Lake.open(self.plan.lake, self.plan.clock)
            for name in (*FAMILIES, "reception"):
                if lake.files(name, date_of(day)):
                    for batch in lake.scan(name, day * DAY_US, (day + 1) * DAY_US):
                        held.add(name if name == "reception" else HELD + name, pa.Table.from_batches([batch]))
                        yield from held.parcels(_HELD_BYTES)
        yield from held.parcels(0)


class _Gathered:
    """Rows by partition until there are enough to send."""

    def __init__(self, partitions: int) -> None:
        self._edges = edges_of(partitions)
        self._parts = Parts(_NOWHERE, 1 << 62)
        self._bytes = 0

    def add(self, family: str, table: pa.Table) -> None:
        self._parts.add(family, table)
        self._bytes += table.nbytes

    def parcels(self, at_least: int) -> Iterator[Parcel]:
        if self._bytes < at_least:
            return
        for day in self._parts.days:
            if self._parts.heard(day):
                yield DRIVER, day, "heard", b""
            for family in self._parts.families(day):
                for partition, (low, high) in enumerate(itertools.pairwise(self._edges)):
                    rows = self._parts.take(day, family, low, high)
                    if rows.num_rows:
                        yield partition, day, family, packed(rows)
                if family in FAMILIES:
                    yield DRIVER, day, "touched", b""
        self._parts = Parts(_NOWHERE, 1 << 62)
        self._bytes = 0


@dataclass(frozen=True)
class CompareTask:
    """What a partition adds to the judging of clocks, day by day."""

    partitions: int
    days: frozenset[int]

    def __call__(self, parcels: Batches) -> Iterator[pa.RecordBatch]:
        yield from batches(self._all(parcels))

    def _all(self, parcels: Batches) -> Iterator[Parcel]:
        for _, day, parts in days_of_partitions(parcels):
            if day in self.days:
                for hearings in compared(rows_of(parts, day, 0, BUCKETS)):
                    if hearings.num_rows:
                        yield DRIVER, day, "hearings", packed(hearings)


@dataclass(frozen=True)
class SolveTask:
    """Leads the senders of a partition through all days, in order."""

    plan: Plan
    partitions: int
    days: tuple[int, ...]
    clocks: dict[int, bytes]
    carried: Callable[[], Carried]

    def __call__(self, parcels: Batches) -> Iterator[pa.RecordBatch]:
        yield from batches(self._all(parcels))

    def _all(self, parcels: Batches) -> Iterator[Parcel]:
        edges = edges_of(self.partitions)
        begin = self.carried()
        for partition, group in itertools.groupby(days_of_partitions(parcels), key=lambda found: found[0]):
            low, high = edges[partition], edges[partition + 1]
            carried, coming = begin.part(low, high), iter(group)
            found = next(coming, None)
            for day in self.days:
                while found is not None and found[1] < day:
                    found = next(coming, None)
                parts = found[2] if found is not None and found[1] == day else Parts(_NOWHERE, 1 << 62)
                done = self._day(day, low, high, parts, carried)
                yield DRIVER, day, "done", pickle.dumps(done)
                carried = Carried({**done.solved.carried.of_step, "known": _ids(carried, done)})

    def _day(self, day: int, low: int, high: int, parts: Parts, carried: Carried) -> UnitDone:
        counts = np.sum([np.zeros(BUCKETS, np.int64), *(parts.counts(day, f) for f in parts.families(day))], axis=0)
        cuts = sorted(
            {low, high, *(edge for unit in units_of(day, counts) for edge in unit.edges if low < edge < high)}
        )
        clocks = self.clocks.get(day)
        offsets = Offsets() if clocks is None else Offsets.from_table(unpacked(clocks))
        solved = work(parts, Unit(day, low, high, tuple(cuts)), offsets, carried, self.plan.tracks)
        lake = Lake.open(self.plan.lake, self.plan.clock)
        return written(solved, lambda name, rows: [lake.lay(name, date_of(day), rows)] if rows.num_rows else [])


def _ids(carried: Carried, done: UnitDone) -> pa.Table:
    """Of what is known of vessels only who they are, which is all that a unit asks for."""
    known = carried.of_step.get("known")
    ids = [part.heard["vessel_id"].to_numpy() for part in done.solved.identity]
    before = [] if known is None else [known["vessel_id"].to_numpy()]
    return pa.table({"vessel_id": np.unique(np.concatenate([np.zeros(0, np.int64), *before, *ids]))})


def days_of_partitions(parcels: Batches) -> Iterator[tuple[int, int, Parts]]:
    """Partition, day and its rows, from parcels in that order."""
    for (partition, day), group in itertools.groupby(each(parcels), key=lambda parcel: parcel[:2]):
        parts = Parts(_NOWHERE, 1 << 62)
        for _, _, family, rows in group:
            if family:
                parts.add(family, unpacked(rows))
        yield partition, day, parts
