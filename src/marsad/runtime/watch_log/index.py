"""The watch log as tables that can be asked: made from the journal alone, and made anew where they do not fit it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.runtime.watch_log.entry import Amendment, KnownAlert, LogEntry
from marsad.runtime.watch_log.plain_text import folded
from marsad.runtime.watch_log.project import entry_of, known_alert
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import FIRST_PREVIOUS, Record
from marsad.store.store_error import StoreError

VERSION: Final = "2"
"""Of the tables and of what entries say: with another one all are made anew."""
SCAN: Final = 20_000
"""So many entries one question looks at; the answer says where to go on."""
AT_ONCE: Final = 2_000
"""So many records are taken up before a question is answered."""
_TRIGRAM: Final = 3
_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, t INTEGER NOT NULL, kind TEXT NOT NULL, alert TEXT, "
    "amends INTEGER, folded TEXT NOT NULL, told BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS entry_t ON entry (t)",
    "CREATE INDEX IF NOT EXISTS entry_kind ON entry (kind, seq)",
    "CREATE INDEX IF NOT EXISTS entry_alert ON entry (alert, seq) WHERE alert IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS entry_amends ON entry (amends, seq) WHERE amends IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS vessel (mmsi INTEGER, seq INTEGER, PRIMARY KEY (mmsi, seq)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS alert (id TEXT PRIMARY KEY, told BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS of_alert (id TEXT, seq INTEGER, PRIMARY KEY (id, seq)) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (folded, content='', tokenize='trigram')",
)
_BY_VESSEL: Final = "SELECT seq FROM vessel WHERE mmsi = ? AND seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"
_BY_ALERT: Final = "SELECT seq FROM entry WHERE alert = ? AND seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"
_BY_WORDS: Final = (
    "SELECT rowid AS seq FROM words WHERE words MATCH ? AND rowid <= ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?"
)
_BY_KIND: Final = "SELECT seq FROM entry WHERE kind = ? AND seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"
_BY_NUMBER: Final = "SELECT seq FROM entry WHERE seq <= ? AND seq >= ? ORDER BY seq DESC LIMIT ?"
_ALL: Final = ("about", "entry", "vessel", "alert", "of_alert", "words")


@dataclass(frozen=True, slots=True)
class Question:
    """What of the log is wanted: written from `since_ms` to `until_ms`, with all words of `q`, of one kind, about one
    vessel or one alert, before a number."""

    since_ms: int | None = None
    until_ms: int | None = None
    q: str = ""
    kind: str = ""
    mmsi: int | None = None
    alert: str = ""
    before_seq: int | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, the newest first; `next_before_seq` where there may be more; `behind` records are not taken up yet."""

    entries: list[LogEntry]
    next_before_seq: int | None
    behind: int


class Index:
    """The tables of one journal, in a file or (None) in memory; any thread may call it. Raises StoreError."""

    def __init__(self, journal: Journal, file: Path | None = None) -> None:
        self._journal, self._file = journal, file
        self._lock = threading.RLock()
        self._upto, self._hash = 0, FIRST_PREVIOUS
        self._db = self._open()

    def catch_up(self, most: int | None = None) -> int:
        """Take up what the journal has since, at most so many records; gives how many it is behind then."""
        with self._lock:
            records = islice(self._journal.records(after=self._upto), most)
            while some := list(islice(records, 1000)):
                self._take(some)
            return max(0, self._journal.head()[0] - self._upto)

    def ask(self, question: Question) -> Page:
        """What a question is answered; the work is bounded whatever the size of the journal."""
        with self._lock:
            behind = self.catch_up(AT_ONCE)
            try:
                entries, more = self._found(question)
            except sqlite3.Error as error:
                raise _trouble(error) from error
        return Page(entries, more, behind)

    def has_alert(self, name: str) -> bool:
        """Whether the journal ever told of this alert, as far as it is taken up."""
        with self._lock:
            return self._known(name) is not None

    def records_of(self, name: str, most: int) -> list[int]:
        """Numbers of the newest records of an alert, in order, as far as they are taken up."""
        sql = "SELECT seq FROM of_alert WHERE id = ? ORDER BY seq DESC LIMIT ?"
        with self._lock:
            return [seq for (seq,) in self._db.execute(sql, (name, most))][::-1]

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._db.close()

    # The file.

    def _open(self) -> sqlite3.Connection:
        try:
            if self._file is not None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._made()
            except sqlite3.DatabaseError:
                if self._file is None:
                    raise
                # torn or no database at all: nothing is in it that the journal has not
                for tail in ("", "-wal", "-shm"):
                    self._file.with_name(self._file.name + tail).unlink(missing_ok=True)
                return self._made()
        except (sqlite3.Error, OSError) as error:
            raise _trouble(error) from error

    def _made(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file or ":memory:", check_same_thread=False, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL").fetchall()
            db.execute("PRAGMA synchronous=NORMAL")
            _make_tables(db)
            if not self._fits(dict(db.execute("SELECT name, value FROM about").fetchall())):
                for table in _ALL:
                    db.execute(" ".join(("DROP TABLE", table)))
                _make_tables(db)
                self._upto, self._hash = 0, FIRST_PREVIOUS
        except BaseException:
            db.close()
            raise
        return db

    def _fits(self, about: dict[str, str]) -> bool:
        """Whether the tables are of this version and their last record is one of this journal."""
        if about.get("version") != VERSION:
            return not about
        upto, ends = int(about["upto"]), about["hash"]
        last = next(iter(self._journal.records(after=upto - 1)), None)
        if last is None or (last.seq, last.hash) != (upto, ends):
            return False
        self._upto, self._hash = upto, ends
        return True

    # Taking up.

    def _take(self, records: list[Record]) -> None:
        try:
            self._db.execute("BEGIN")
            try:
                for record in records:
                    self._put(record)
                last = records[-1]
                about = (("version", VERSION), ("upto", str(last.seq)), ("hash", last.hash))
                self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise _trouble(error) from error
        self._upto, self._hash = last.seq, last.hash

    def _put(self, record: Record) -> None:
        alert = known_alert(record)
        if alert is not None:
            self._db.execute("INSERT OR REPLACE INTO alert VALUES (?, ?)", (alert[0], msgspec.json.encode(alert[1])))
            self._db.execute("INSERT INTO of_alert VALUES (?, ?)", (alert[0], record.seq))
        entry = entry_of(record, self._known)
        if entry is None:
            return
        links = entry.links
        words = folded(" ".join(dict.fromkeys((entry.text.en, entry.text.ar, entry.author))))
        self._db.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.seq, entry.t_ms, entry.kind, links.alert, links.amends, words, msgspec.json.encode(entry)),
        )
        self._db.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (entry.seq, words))
        rows = [(mmsi, entry.seq) for mmsi in set(links.mmsi)]
        self._db.executemany("INSERT INTO vessel VALUES (?, ?)", rows)

    def _known(self, name: str) -> KnownAlert | None:
        row = self._db.execute("SELECT told FROM alert WHERE id = ?", (name,)).fetchone()
        return None if row is None else msgspec.json.decode(row[0], type=KnownAlert)

    # Asking.

    def _found(self, asked: Question) -> tuple[list[LogEntry], int | None]:
        first, last = self._bounds(asked)
        words = list(dict.fromkeys(folded(asked.q).split()))
        if first > last or (asked.q.strip() and not words):
            return [], None
        some, values = _candidates(asked, words)
        bound = [*values, last, first]
        tests, tested = ["1"], []
        for test, value in (
            ("e.t >= ?", asked.since_ms), ("e.t <= ?", asked.until_ms), ("e.kind = ?", asked.kind or None),
            ("e.alert = ?", asked.alert or None), *(("instr(e.folded, ?)", word) for word in words),
        ):  # fmt: skip
            if value is not None:
                tests.append(test)
                tested.append(value)
        whole = " ".join((
            "SELECT e.seq, e.told FROM (", some, ") c CROSS JOIN entry e ON e.seq = c.seq WHERE", " AND ".join(tests),
            "ORDER BY c.seq DESC LIMIT ?",
        ))  # fmt: skip
        rows = self._db.execute(whole, [*bound, SCAN, *tested, asked.limit + 1]).fetchall()
        shown = [msgspec.json.decode(told, type=LogEntry) for _, told in rows[: asked.limit]]
        if len(rows) > asked.limit:
            return self._amended(shown), (shown[-1].seq if shown else last + 1)
        count = " ".join(("SELECT count(*), min(seq) FROM (", some, ")"))
        looked, lowest = self._db.execute(count, [*bound, SCAN]).fetchone()
        return self._amended(shown), (lowest if looked == SCAN else None)

    def _bounds(self, asked: Question) -> tuple[int, int]:
        """The least and the greatest number that can be meant; a clock that was set back is no trouble."""
        last = self._upto if asked.before_seq is None else min(self._upto, asked.before_seq - 1)
        if asked.since_ms is None and asked.until_ms is None:
            return 1, last
        since, until = asked.since_ms, asked.until_ms
        low, high = self._db.execute(
            "SELECT min(seq), max(seq) FROM entry INDEXED BY entry_t WHERE t BETWEEN ? AND ?",
            (-(1 << 62) if since is None else since, 1 << 62 if until is None else until),
        ).fetchone()
        return (1, 0) if low is None else (low, min(high, last))

    def _amended(self, entries: Iterable[LogEntry]) -> list[LogEntry]:
        found = []
        for entry in entries:
            rows = self._db.execute("SELECT told FROM entry WHERE amends = ? ORDER BY seq", (entry.seq,)).fetchall()
            some = [msgspec.json.decode(told, type=LogEntry) for (told,) in rows]
            by = tuple(Amendment(one.seq, one.t_ms, one.author) for one in some)
            found.append(msgspec.structs.replace(entry, amended_by=by) if by else entry)
        return found


def _candidates(asked: Question, words: list[str]) -> tuple[str, list[Any]]:
    """The narrowest way to what is asked, the newest first; it ends with the bounds and how many at most."""
    long = [word for word in words if len(word) >= _TRIGRAM]
    if asked.mmsi is not None:
        return _BY_VESSEL, [asked.mmsi]
    if asked.alert:
        return _BY_ALERT, [asked.alert]
    if long:
        return _BY_WORDS, [" AND ".join('"' + word.replace('"', '""') + '"' for word in long)]
    if asked.kind:
        return _BY_KIND, [asked.kind]
    return _BY_NUMBER, []


def _make_tables(db: sqlite3.Connection) -> None:
    for table in _TABLES:
        db.execute(table)


def _trouble(error: BaseException) -> StoreError:
    return StoreError(f"The index of the watch log cannot be used ({error}): check the disk of the data folder.")
