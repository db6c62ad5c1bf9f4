"""Reading every file of a build into parts, several at a time, with an account of each."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.decode.batch import Batch
from marsad.runtime.build.accounts import FileAccount
from marsad.runtime.build.plan import Plan
from marsad.runtime.open_batches import open_batches
from marsad.schema import FAMILIES, REASONS
from marsad.schema.arrow import arrow_schema
from marsad.schema.flags import Flag
from marsad.schema.refusal import Refusal

Take = Callable[[str, pa.Table], None]
"""Takes rows of a family, each with a time."""

_HASHED_AT_ONCE = 4 << 20


def content_of(path: Path) -> tuple[str, int]:
    """SHA-256 of a file's bytes in hexadecimal, and their number; of a folder (a raw log) over its files by name."""
    digest, length = hashlib.sha256(), 0
    for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        if path.is_dir():
            digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        with file.open("rb", buffering=0) as stream:
            while data := stream.read(_HASHED_AT_ONCE):
                digest.update(data)
                length += len(data)
    return digest.hexdigest(), length


class Reading:
    """The files of a plan, read by threads that hand what they read to `take`."""

    def __init__(self, plan: Plan, take: Take) -> None:
        self._plan, self._take = plan, take
        self._stop = threading.Event()

    def run(self, accounts: list[FileAccount], paths: list[Path]) -> None:
        """Read them all, filling the accounts. Raises the first Refusal; the others then end early."""
        with (
            ThreadPoolExecutor(min(self._plan.workers, max(len(paths), 1)), "read") as readers,
            ThreadPoolExecutor(self._plan.workers, "part") as parters,
        ):
            try:
                jobs = [
                    readers.submit(self._read, account, path, parters)
                    for account, path in zip(accounts, paths, strict=True)
                ]
                left = set(jobs)
                while left:
                    done, left = wait(left, return_when=FIRST_COMPLETED)
                    for job in done:
                        job.result()
                    self._plan.progress("reading", 1 - len(left) / len(jobs))
            except BaseException:
                self._stop.set()
                raise

    def _read(self, account: FileAccount, path: Path, parters: ThreadPoolExecutor) -> None:
        intake = FileIntake(account, self._take, self._plan.start_us)
        waiting: set[Future[None]] = set()
        for batch in batches_of(path, account, self._plan):
            if self._stop.is_set():
                return
            waiting.add(parters.submit(intake.take, batch))
            if len(waiting) > 2 * self._plan.workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for job in done:
                    job.result()
        for job in waiting:
            job.result()
        intake.finish()


def batches_of(path: Path, account: FileAccount, plan: Plan) -> Iterator[Batch]:
    """What a file holds, piece by piece; its format is put into the account."""
    for member, batch in open_batches(path, source=account.name, maps=plan.maps):
        account.format = account.format or member.format
        if member.format == "nmea":
            # A file of sentences is no feed: where it was cut says nothing of who heard them, its tag blocks do.
            batch.tables = {name: _unsourced(table, account.name) for name, table in batch.tables.items()}
        yield batch


class FileIntake:
    """The batches of one file on their way to `take`, counted. Thread-safe."""

    def __init__(self, account: FileAccount, take: Take, start_us: int | None = None) -> None:
        """`start_us` is the time of what tells none."""
        self._account, self._take, self._start_us = account, take, start_us
        self._lock = threading.Lock()
        self._undated: list[pa.Table] = []
        self._timeless = 0
        self._first_reject: tuple[int, str] | None = None

    def take(self, batch: Batch) -> None:
        """Hand on the rows of a batch; a report without a time becomes a reject."""
        counts = batch.counts
        reports: Counter[str] = Counter()
        spans: list[tuple[int, int]] = []
        lost: list[pa.Table] = []
        timeless = 0
        simulated = real = False
        for family, table in batch.tables.items():
            if table["t"].null_count and self._start_us is not None:
                table = _dated(table, self._start_us)
            table = _of_the_calendar(table)
            if table["t"].null_count:
                mask = table["t"].is_null()
                without = table.filter(mask)
                lost.append(without if family == "reject" else _as_rejects(without))
                timeless += 0 if family == "reject" else without.num_rows
                table = table.filter(pc.invert(mask))
            if table.num_rows:
                reports[family] += table.num_rows
                spans.append(_span(table))
                if family != "reject":
                    made, all_made = _made_of(table)
                    simulated, real = simulated or made, real or not all_made
                self._take(family, table)
        reasons = _reasons([batch.tables["reject"]] if "reject" in batch.tables else [])
        refused = _first_reject(batch.tables.get("reject"))
        with self._lock:
            mine = self._account
            if refused is not None and (self._first_reject is None or refused < self._first_reject):
                self._first_reject = refused
            mine.used += counts.used_lines
            mine.rejected += counts.reject_lines
            mine.other += counts.other_lines + counts.blank_lines
            mine.rejects += reasons
            mine.reports += reports
            mine.simulated, mine.real = mine.simulated or simulated, mine.real or real
            self._undated += lost
            self._timeless += timeless
            for first, last in spans:
                mine.t_first = first if mine.t_first is None else min(first, mine.t_first)
                mine.t_last = last if mine.t_last is None else max(last, mine.t_last)
            if mine.t_first is None and self._timeless > _TIMELESS_AT_MOST:
                raise self._refusal()

    def finish(self) -> None:
        """The file is read to its end. Raises Refusal where none of its reports has a time, or nothing was usable."""
        mine = self._account
        if self._first_reject is not None and not mine.used:
            offset, reason = self._first_reject
            raise Refusal(
                f"{mine.name} holds nothing that can be used: {mine.rejected:,} rejects, the first at byte or row "
                f"{offset:,} because of {reason} ({dict(REASONS)[reason]}): look at the file there."
            )
        if self._timeless and mine.t_first is None:
            raise self._refusal()
        for table in self._undated:
            # What tells no time lies on the first day of its file.
            self._take("reject", _dated(table, mine.t_first or 0))
            mine.reports["reject"] += table.num_rows
        moved = min(self._timeless, mine.used)
        mine.used, mine.rejected = mine.used - moved, mine.rejected + moved
        if self._timeless:
            mine.rejects[_NO_TIME] += self._timeless

    def _refusal(self) -> Refusal:
        return Refusal(
            f"{self._account.name} has reports without a time, and none with one: say when it began, as in "
            "--start 2024-05-01T12:00:00Z."
        )


_NO_TIME = "no_time"
_FIRST_US, _PAST_US = -62_135_596_800_000_000, 253_402_300_800_000_000
"""Beginning of year 1, and end of year 9999."""
_TIMELESS_AT_MOST = 1_000_000


def _unsourced(table: pa.Table, name: str) -> pa.Table:
    """The table without the name of its file as that of a feed; feeds that the file itself names stay."""
    at = table.schema.get_field_index("source")
    mine = pc.equal(table["source"].cast(pa.string()), name)
    if not pc.any(mine).as_py():
        return table
    kept = pc.if_else(mine, pa.scalar(None, pa.string()), table["source"].cast(pa.string()))
    return table.set_column(at, table.schema.field(at), kept.dictionary_encode())


def _made_of(table: pa.Table) -> tuple[bool, bool]:
    """Whether any, and whether all of the reports were made by a simulator."""
    made = pc.not_equal(pc.bit_wise_and(table["flags"], np.uint32(Flag.SIMULATED)), 0)
    return bool(pc.any(made).as_py()), bool(pc.all(made).as_py())


def _of_the_calendar(table: pa.Table) -> pa.Table:
    """The table without times beyond the years 1 to 9999, in which no day can be named."""
    at = table.schema.get_field_index("t")
    kind = table.schema.field(at).type
    t = table["t"].cast(pa.int64())
    named = pc.and_(pc.greater_equal(t, _FIRST_US), pc.less(t, _PAST_US))
    if pc.all(named).as_py() is not False:
        return table
    kept = pc.if_else(named, t, pa.scalar(None, pa.int64())).cast(kind)
    return table.set_column(at, table.schema.field(at), kept)


def _dated(table: pa.Table, t_us: int) -> pa.Table:
    """The table with this time where none is told."""
    at = table.schema.get_field_index("t")
    kind = table.schema.field(at).type
    filled = table["t"].fill_null(pa.scalar(t_us, pa.int64()).cast(kind))
    return table.set_column(at, table.schema.field(at), filled)


def _as_rejects(table: pa.Table) -> pa.Table:
    """Reports without a time as rejects."""
    schema = arrow_schema(FAMILIES["reject"])
    n = table.num_rows
    reason = pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), pa.array([_NO_TIME]))
    own = {"length": pa.array(np.ones(n, np.int64)), "reason": reason}
    return pa.table([own.get(name, table[name] if name in table.column_names else None) for name in schema.names],
                    schema=schema)  # fmt: skip


def _first_reject(rejects: pa.Table | None) -> tuple[int, str] | None:
    if rejects is None or not rejects.num_rows:
        return None
    at = pc.index(rejects["offset"], pc.min(rejects["offset"])).as_py()
    return rejects["offset"][at].as_py(), rejects["reason"][at].as_py()


def _reasons(rejects: list[pa.Table]) -> Counter[str]:
    return Counter({
        pair["values"]: pair["counts"] for table in rejects for pair in table["reason"].value_counts().to_pylist()
    })  # fmt: skip


def _span(table: pa.Table) -> tuple[int, int]:
    extremes = pc.min_max(table["t"].cast(pa.int64()))
    return extremes["min"].as_py(), extremes["max"].as_py()
