"""The journal itself: append, read, verify."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from marsad.store.disk.files import Files, OsFiles
from marsad.store.journal.database import ASIDE, RECORD, engine_of, make_tables, take_writer
from marsad.store.journal.record import FIRST_PREVIOUS, Record, chained, spelled
from marsad.store.store_error import StoreError

Clock = Callable[[], int]
Entry = tuple[str, str, Mapping[str, Any]]
"""Kind, author and body of a record that is to be."""
Aside = tuple[str, str, Mapping[str, Any] | None]
"""Space, name and value of what is kept beside the chain; None: it is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found: up to `seq` it holds, `head` is the hash there; `fault` says what is wrong."""

    seq: int
    head: str
    fault: str | None


class Journal:
    """One journal, written by this process alone; any thread may call it.

    A record is on disk when `append` returns. Kinds are plain words; what they mean is for those who write them.
    """

    def __init__(self, engine: sa.Engine, clock: Clock, files: Files, lock: int | None, writes: bool) -> None:
        self._engine, self._clock, self._files, self._lock_file = engine, clock, files, lock
        self._lock = threading.RLock()
        self._writer: sa.Connection | None = None
        self._writes = writes
        self._head: tuple[int, str] | None = None

    @classmethod
    def open(cls, url: str, clock: Clock, *, files: Files | None = None) -> Journal:
        """Open a journal for writing; it is made where there is none.

        Raises StoreError when another process writes it, or when the database cannot be used.
        """
        disk, lock = files or OsFiles(), None
        engine = engine_of(url, writes=True)
        if engine.dialect.name == "sqlite":
            file = Path(sa.make_url(url).database or "")
            try:
                disk.make_folder(file.absolute().parent)
                lock = disk.lock(file.with_name(file.name + ".lock"))
            except BlockingIOError:
                raise StoreError(f"Another Marsad writes the journal {file}: stop it first.") from None
            except OSError as error:
                raise StoreError(f"The journal {file} cannot be opened ({error.strerror}): check the disk.") from error
        journal = cls(engine, clock, disk, lock, True)
        try:
            journal._begin()
        except (sa.exc.DBAPIError, sa.exc.OperationalError) as error:
            journal.close()
            raise StoreError(
                f"The journal cannot be opened ({_said(error)}): check its address and its disk."
            ) from error
        except StoreError:
            journal.close()
            raise
        if engine.dialect.name == "sqlite":
            disk.fsync_folder(file.absolute().parent)
        return journal

    @classmethod
    def read_only(cls, url: str) -> Journal:
        """Open a journal to read, while another may write it. Raises StoreError where there is none."""
        journal = cls(engine_of(url, writes=False), lambda: 0, OsFiles(), None, False)
        try:
            journal.head()
        except StoreError:
            journal.close()
            raise
        return journal

    def append(self, kind: str, author: str, body: Mapping[str, Any]) -> Record:
        """Write one record; it is on disk when this returns. Raises StoreError when it is not."""
        return self.append_all([(kind, author, body)])[0]

    def append_all(self, entries: Iterable[Entry], aside: Iterable[Aside] = ()) -> list[Record]:
        """Write records that belong together, and what is kept beside the chain with them.

        After a power cut all of it is there, or nothing.
        """
        if not self._writes:
            raise StoreError("The journal was opened for reading: open it for writing.")
        spelt = [(kind, author, spelled(body)) for kind, author, body in entries]
        beside = [(space, name, None if value is None else spelled(value)) for space, name, value in aside]
        if not spelt and not beside:
            return []
        with self._lock:
            try:
                connection = self._begin()
                with connection.begin():
                    seq, head = self._head or _head_of(connection)
                    rows = []
                    for kind, author, body in spelt:
                        seq, t, previous = seq + 1, self._clock(), head
                        head = chained(previous, seq, t, kind, author, body)
                        rows.append({"seq": seq, "t": t, "kind": kind, "author": author, "body": body,
                                     "previous": previous, "hash": head})  # fmt: skip
                    if rows:
                        connection.execute(RECORD.insert(), rows)
                    for space, name, value in beside:
                        connection.execute(ASIDE.delete().where(ASIDE.c.space == space, ASIDE.c.name == name))
                        if value is not None:
                            connection.execute(ASIDE.insert().values(space=space, name=name, value=value))
                self._head = (seq, head)
            except sa.exc.DBAPIError as error:
                self._drop()
                raise StoreError(f"The journal could not be written ({_said(error)}): check its disk.") from error
        return [_record(row) for row in rows]

    def aside(self, space: str) -> dict[str, dict[str, Any]]:
        """What is kept beside the chain in one space, by name."""
        with self._lock:
            rows = self._read(sa.select(ASIDE.c.name, ASIDE.c.value).where(ASIDE.c.space == space))
        return {row["name"]: json.loads(row["value"]) for row in rows}

    def records(self, kind: str | None = None, after: int = 0) -> Iterator[Record]:
        """The records after a number, in order; of one kind where it is named."""
        return map(_record, self._rows(kind, after))

    def _rows(self, kind: str | None, after: int) -> Iterator[dict[str, Any]]:
        wanted = sa.select(RECORD).where(RECORD.c.seq > after).order_by(RECORD.c.seq)
        if kind is not None:
            wanted = wanted.where(RECORD.c.kind == kind)
        while True:
            with self._lock:
                rows = self._read(wanted.limit(1000))
            yield from rows
            if len(rows) < 1000:
                return
            wanted = wanted.where(RECORD.c.seq > rows[-1]["seq"])

    def newest(self, kind: str) -> Iterator[Record]:
        """The records of a kind, the newest first; read as they are asked for."""
        wanted = sa.select(RECORD).where(RECORD.c.kind == kind).order_by(RECORD.c.seq.desc()).limit(100)
        before: int | None = None
        while True:
            with self._lock:
                rows = self._read(wanted if before is None else wanted.where(RECORD.c.seq < before))
            yield from map(_record, rows)
            if len(rows) < 100:
                return
            before = rows[-1]["seq"]

    def last(self, kind: str) -> Record | None:
        """The newest record of a kind; None where there is none."""
        wanted = sa.select(RECORD).where(RECORD.c.kind == kind).order_by(RECORD.c.seq.desc()).limit(1)
        with self._lock:
            rows = self._read(wanted)
        return _record(rows[0]) if rows else None

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest record; 0 and zeros where there is none."""
        with self._lock:
            rows = self._read(sa.select(RECORD.c.seq, RECORD.c.hash).order_by(RECORD.c.seq.desc()).limit(1))
        return (rows[0]["seq"], rows[0]["hash"]) if rows else (0, FIRST_PREVIOUS)

    def written_before(self, t: int) -> int:
        """Number of the newest record of before an instant, microseconds UTC; 0 where there is none."""
        with self._lock:
            rows = self._read(sa.select(sa.func.max(RECORD.c.seq).label("seq")).where(RECORD.c.t < t))
        return int(rows[0]["seq"] or 0)

    @property
    def written(self) -> int:
        """Number of the newest record, as far as this process wrote it; 0 before its first. Never waits."""
        head = self._head
        return 0 if head is None else head[0]

    def verify(self, seq: int = 0, head: str | None = None) -> Verdict:
        """Check every record and the chain; with a head that was noted before, also that it is still part of it."""
        at, previous, noted = 0, FIRST_PREVIOUS, seq == 0 or head is None
        for row in self._rows(None, 0):
            right = chained(previous, row["seq"], row["t"], row["kind"], row["author"], row["body"])
            if row["seq"] != at + 1:
                return Verdict(at, previous, f"record {at + 1} is missing")
            if row["previous"] != previous or row["hash"] != right:
                return Verdict(at, previous, f"record {row['seq']} was changed")
            at, previous = row["seq"], row["hash"]
            if at == seq and head is not None:
                if previous != head:
                    return Verdict(at, previous, f"record {seq} is not the one whose hash was noted")
                noted = True
        if not noted:
            return Verdict(at, previous, f"the journal ends before record {seq}, whose hash was noted")
        return Verdict(at, previous, None)

    def close(self) -> None:
        """Give the database back; a second call does nothing."""
        with self._lock:
            self._drop()
            self._engine.dispose()
            if self._lock_file is not None:
                self._files.close(self._lock_file)
                self._lock_file = None

    def _read(self, wanted: sa.Select[Any]) -> list[dict[str, Any]]:
        try:
            if self._writes:
                connection = self._begin()
                with connection.begin():
                    return [dict(row) for row in connection.execute(wanted).mappings()]
            with self._engine.connect() as connection:
                return [dict(row) for row in connection.execute(wanted).mappings()]
        except sa.exc.DBAPIError as error:
            self._drop()
            raise StoreError(f"The journal cannot be read ({_said(error)}): check its address and its disk.") from error

    def _begin(self) -> sa.Connection:
        """The one connection that writes; after a failure a new one, which asks the database what it holds."""
        if self._writer is None:
            connection = self._engine.connect()
            try:
                with connection.begin():
                    if not take_writer(connection):
                        raise StoreError("Another Marsad writes this journal: stop it, or name another database.")
                    make_tables(connection)
                    self._head = _head_of(connection)
            except BaseException:
                connection.close()
                raise
            self._writer = connection
        return self._writer

    def _drop(self) -> None:
        if self._writer is not None:
            self._writer.invalidate()
            self._writer.close()
            self._writer = None
        self._head = None


def _head_of(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(RECORD.c.seq, RECORD.c.hash).order_by(RECORD.c.seq.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, FIRST_PREVIOUS)


def _record(row: Mapping[str, Any]) -> Record:
    return Record(**{**row, "body": json.loads(row["body"])})


def _said(error: BaseException) -> str:
    text = str(getattr(error, "orig", None) or error)
    return text.strip().splitlines()[0] if text.strip() else type(error).__name__
