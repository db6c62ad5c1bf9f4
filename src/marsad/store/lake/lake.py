"""The lake: tables by UTC day, in a folder or a bucket, that change whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyarrow as pa

from marsad.schema.lake import LAKE
from marsad.schema.table import Table
from marsad.store.disk.files import Files
from marsad.store.lake.changes import Changes, next_record
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.delta_log import TableState, commit_name, load
from marsad.store.lake.digest import Digest, digest_of
from marsad.store.lake.lake_log import KEPT, Record, newest, record_name
from marsad.store.lake.marker import check_marker, is_simulated, put_marker
from marsad.store.lake.parquet import encode
from marsad.store.lake.rows_reader import read_files, scan_file
from marsad.store.lake.shelf import Shelf
from marsad.store.lake.shelves import shelf_of
from marsad.store.lake.snapshot import snapshot_of
from marsad.store.lake.stored_types import has_days
from marsad.store.lake.tidy import (
    CHECKPOINT_EVERY,
    Tidied,
    half_written,
    in_order,
    old_log,
    put_checkpoint,
    small_groups,
    unneeded,
)
from marsad.store.lake.trouble import writing
from marsad.store.store_error import StoreError

if TYPE_CHECKING:
    import pyarrow.dataset as ds


class Lake:
    """A lake of Delta tables. `Lake.open` makes one; many may read at once, one process writes.

    A reader sees the lake as it was when it first looked at it, until `refresh`. The first write or commit takes the
    writer's lock, which `close` gives back. All methods may be called from several threads.
    """

    def __init__(self, shelf: Shelf, clock: Callable[[], int], tables: Mapping[str, Table] = LAKE) -> None:
        self._shelf = shelf
        self._clock = clock
        self._tables = tables
        self._mutex = threading.RLock()
        self._record: Record | None = None
        self._states: dict[str, TableState] = {}
        self._fresh: set[str] = set()
        self._written: set[str] = set()
        self._writer = False
        self._ended = -1
        """Number of the newest record of which every table's log is known to have its part."""

    @classmethod
    def open(cls, url: str, clock: Callable[[], int], *, create: bool = False, files: Files | None = None) -> Lake:
        """The lake in a folder, or in a bucket (`s3://bucket/prefix`, credentials from the AWS_* environment).

        `create` makes it where there is none, and takes the writer's lock. Raises StoreError, one sentence, where there
        is no lake, where it is of a newer format, and where it cannot be read or made.
        """
        shelf = shelf_of(str(url), files)
        with writing(shelf.url):
            there = check_marker(shelf)
            if not there and not create:
                raise StoreError(f"There is no lake in {shelf.url}: `marsad build FILE --into {shelf.url}` makes one.")
            if not there and any(not name.rsplit("/", 1)[-1].startswith(".") for name, _ in shelf.names("")):
                raise StoreError(f"{shelf.url} holds other files and is no lake: name an empty folder for a new one.")
            lake = cls(shelf, clock)
            if create:
                shelf.lock()
                if not check_marker(shelf):
                    put_marker(shelf)
                lake.claim()
        return lake

    @property
    def url(self) -> str:
        """The folder or bucket, as it was named."""
        return self._shelf.url

    def close(self) -> None:
        """Give back the writer's lock."""
        with self._mutex:
            self._writer = False
            self._shelf.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def table(self, name: str) -> Table:
        """What a table of the lake holds. Raises StoreError for a name that none has."""
        if name not in self._tables:
            raise StoreError(f"A lake has no table {name}: use one of {', '.join(self._tables)}.")
        return self._tables[name]

    def refresh(self) -> None:
        """Look again at what others have committed."""
        with self._mutex:
            self._record = None

    def claim(self) -> None:
        """Become the one writer, and finish what a writer that was cut short had decided.

        Raises StoreError where another process writes.
        """
        with self._mutex, writing(self.url):
            if not self._writer:
                self._shelf.lock()
                self.refresh()
                self._writer = True
            record = self._newest()
            if record.number == self._ended:
                return
            for table in record.log:
                state = load(self._shelf, table)
                if record.finish(state, self.url):
                    self._put([(commit_name(table, state.version), record.log[table].encode())])
            self._ended = record.number

    @property
    def simulated(self) -> bool:
        """Whether it holds simulated traffic, and therefore nothing else."""
        with writing(self.url):
            return is_simulated(self._shelf)

    def mark_simulated(self) -> None:
        """Make it a lake of simulated traffic for ever."""
        with self._mutex, writing(self.url):
            self.claim()
            put_marker(self._shelf, simulated=True)

    def days(self, table: str) -> list[date]:
        """The days that have rows, in order."""
        return sorted({file.day for file in self._state(table).files.values() if file.day is not None})

    def files(self, table: str, day: date | None) -> list[DataFile]:
        """The files a day of a table consists of (day None: those of a table without days), in order of path."""
        return sorted(self._state(table).of_day(day), key=lambda file: file.path)

    def all_files(self, table: str) -> list[DataFile]:
        """The files a table consists of, in order of day and path."""
        return sorted(self._state(table).files.values(), key=lambda file: file.path)

    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(file.rows for name in self._tables for file in self.all_files(name))

    def url_of(self, file: DataFile) -> str:
        """What another program opens a file by."""
        return self._shelf.url_of(f"{file.table}/{file.path}")

    def read(self, table: str, day: date | None, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows of a day, in the schema's own types; a column that no file has is null.

        Raises StoreError where a file cannot be read.
        """
        return read_files(self._shelf, self.table(table), self.files(table, day), self._columns(table, columns))

    def scan(
        self,
        table: str,
        since_us: int | None = None,
        until_us: int | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[pa.RecordBatch]:
        """The rows whose time lies in [since, until), microseconds UTC, day by day, in batches of bounded size.

        The time is that by which the table is parted: `t`, or `t_start`. Raises StoreError as `read` does.
        """
        wanted = self._columns(table, columns)
        for file in self.all_files(table):
            begin = None if file.day is None else _begin_us(file.day)
            if begin is not None and (
                (until_us is not None and begin >= until_us)
                or (since_us is not None and begin + 86_400_000_000 <= since_us)
            ):
                continue
            yield from scan_file(self._shelf, self.table(table), file, wanted, since_us, until_us)

    def dataset(self, table: str) -> ds.FileSystemDataset:
        """A table as Arrow, DuckDB and Polars query it: Delta's types, and the column `day`."""
        from marsad.store.lake.arrow_dataset import dataset_of  # Arrow's datasets load pandas where there is one

        return dataset_of(self._shelf, self.table(table), self.all_files(table))

    def write(self, table: str, day: date | None, data: pa.Table) -> DataFile:
        """Put rows of one day into a file that nobody sees until `commit`; columns that are null throughout may lack.

        Equal rows in equal order give the same file, whatever their chunks and dictionaries. No rows give no file.
        May run in several threads at once. Raises StoreError where the file cannot be written, ValueError for rows that
        are not of this table.
        """
        if data.num_rows:
            self.claim()
        return self._laid(table, day, data, self.accept)

    def lay(self, table: str, day: date | None, data: pa.Table) -> DataFile:
        """The same for the writer's hands in other processes: the writer is told of the file by `accept`."""
        return self._laid(table, day, data, lambda file: None)

    def accept(self, file: DataFile) -> None:
        """Have a file committed that was written here, or laid for this writer."""
        with self._mutex:
            self._written.add(f"{file.table}/{file.path}")

    def _laid(self, table: str, day: date | None, data: pa.Table, note: Callable[[DataFile], None]) -> DataFile:
        what = self.table(table)
        if has_days(what) != (day is not None):
            raise ValueError(f"table {table} {'has' if has_days(what) else 'has no'} days")
        if data.num_rows == 0:
            return DataFile(table, day, "", 0, "")
        content, stats = encode(what, data)
        path = f"{hashlib.sha256(content).hexdigest()[:32]}.parquet"
        file = DataFile(table, day, path if day is None else f"day={day}/{path}", content.size, stats)
        note(file)
        name = f"{table}/{file.path}"
        with writing(self.url):
            if not self._shelf.holds(name, content):
                self._shelf.put(name, content)
        return file

    def commit(self, changes: Changes, *, operation: str = "WRITE") -> bool:
        """From now on these days of these tables consist of exactly these files; whether anything changed.

        One Delta transaction for each table that changes, and all of them or none for Marsad's own readers. Raises
        StoreError where it cannot be written or another program has committed meanwhile: then nothing changed.
        """
        with self._mutex:
            self.claim()
            states = {name: self._state(name) for name in changes}
            now_ms = self._clock() // 1000
            record = next_record(self._newest(), self._tables, states, changes, self._written, now_ms, operation)
            files = {f"{file.table}/{file.path}" for days in changes.values() for day in days.values() for file in day}
            if not record.log:
                self._written -= files
                return False
            # Should it fail, what the disk has is looked up again.
            self._record = None
            with writing(self.url):
                self._put(record.objects())
                if record.number >= KEPT:
                    self._shelf.remove(record_name(record.number - KEPT))
            for name in record.log:
                record.finish(states[name], self.url)
            self._record = record
            self._ended = record.number
            self._written -= files
            with contextlib.suppress(OSError):
                # It only makes opening quicker.
                self._sum_up(CHECKPOINT_EVERY)
            return True

    def snapshot(self) -> Iterator[tuple[str, int, Callable[[], Iterator[bytes]]]]:
        """The lake as it now is, as a copy of it is to lie: each file's name, size, and content in pieces.

        Others may write meanwhile; their files do not appear, and none of these goes within the retention.
        """
        self.refresh()
        with self._mutex:
            states = [self._state(name) for name in self._tables]
            kept = [(state, list(state.files.values())) for state in states if state.version >= 0]
        return snapshot_of(self._shelf, kept, self._clock() // 1000)

    def tidy(self) -> Tidied:
        """Join the small files of each day, sum up the logs, and delete files that no version of the last seven days
        names. Rows and digest stay what they are. Raises StoreError as `commit` does."""
        with self._mutex:
            self.claim()
            joined = sum(self._join_small(name) for name in self._tables)
            now_us = self._clock()
            with writing(self.url):
                self._sum_up(1)
                gone = half_written(self._shelf) if self._shelf.locked and not self._written else []
                for name in self._tables:
                    state = self._state(name)
                    gone += unneeded(self._shelf, state, now_us, self._written)
                    gone += old_log(self._shelf, name, state.checkpoint, now_us)
                for path, _ in gone:
                    self._shelf.remove(path)
            return Tidied(joined, len(gone), sum(size for _, size in gone))

    def _join_small(self, name: str) -> int:
        what, joined = self.table(name), 0
        for group in small_groups(self.all_files(name)):
            day = group[0].day
            whole = self.write(name, day, in_order(what, read_files(self._shelf, what, group, tuple(what.by_name))))
            rest = [file for file in self.files(name, day) if file not in group]
            self.commit({name: {day: [*rest, whole]}}, operation="OPTIMIZE")
            joined += len(group)
        return joined

    def _sum_up(self, after: int) -> None:
        for name in self._tables:
            state = self._state(name)
            if state.version - state.checkpoint >= after and state.version > 0:
                put_checkpoint(self._shelf, state, self._clock())

    def digest(self, done: Callable[[int], object] = lambda rows: None) -> dict[str, Digest]:
        """Rows and digest of every table that has rows: equal for equal rows, however they came and lie in files.

        `done` hears after each file how many rows it had. Raises StoreError where a file cannot be read.
        """
        held = {name: what for name, what in self._tables.items() if self._state(name).files}
        told = {name: digest_of(self._shelf, what, self.all_files(name), done) for name, what in held.items()}
        return {name: digest for name, digest in told.items() if digest.rows}

    def _put(self, objects: list[tuple[str, bytes]]) -> None:
        if (taken := self._shelf.put_new(objects)) is not None:
            raise StoreError(f"Another program has written to {self.url} meanwhile ({taken}): run this again.")

    def _newest(self) -> Record:
        with self._mutex:
            if self._record is None:
                self._record = newest(self._shelf)
                self._fresh = set()
            return self._record

    def _state(self, name: str) -> TableState:
        self.table(name)
        with self._mutex:
            record = self._newest()
            if name not in self._fresh:
                state = load(self._shelf, name, self._states.get(name))
                record.finish(state, self.url)
                self._states[name] = state
                self._fresh.add(name)
            return self._states[name]

    def _columns(self, table: str, columns: Sequence[str] | None) -> tuple[str, ...]:
        known = self.table(table).by_name
        if columns is None:
            return tuple(known)
        if unknown := [name for name in columns if name not in known]:
            raise StoreError(f"Table {table} has no column {unknown[0]}: use some of {', '.join(known)}.")
        return tuple(columns)


def _begin_us(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000
