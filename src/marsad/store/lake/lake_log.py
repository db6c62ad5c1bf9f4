"""The log of the whole lake: one record for each commit, so that its tables change together.

A Delta transaction is of one table. A record in `_commits/` holds what each table's log is to say, and its appearance
decides the commit: a run that is cut short after it is finished by the next writer, and read as finished by Marsad.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from marsad.store.lake.delta_log import TableState, advance, commit_name
from marsad.store.lake.shelf import Shelf
from marsad.store.store_error import StoreError

FOLDER = "_commits"
KEPT = 2
"""Records that stay, so that a reader which has just listed them finds the newest."""


@dataclass(frozen=True)
class Record:
    """One commit of the lake."""

    number: int = -1
    """-1: none yet."""
    versions: dict[str, int] = field(default_factory=dict)
    """Of every table, after it."""
    log: dict[str, str] = field(default_factory=dict)
    """What the log of each table that changed says of it."""

    @property
    def name(self) -> str:
        return record_name(self.number)

    def to_bytes(self) -> bytes:
        return json.dumps({"versions": self.versions, "log": self.log}).encode()

    def finish(self, state: TableState, url: str) -> bool:
        """Bring a table to what this commit decided; whether its own log did not have it yet."""
        decided = self.versions.get(state.table, -1)
        if state.version >= decided:
            return False
        if state.version != decided - 1 or state.table not in self.log:
            raise StoreError(
                f"The log of table {state.table} in {url} lacks version {state.version + 1}: restore a backup, or "
                "build the lake again."
            )
        advance(state, decided, self.log[state.table].encode(), url)
        return True

    def objects(self) -> list[tuple[str, bytes]]:
        """What is to be written, in order: the record decides, the tables' logs follow."""
        logs = [(commit_name(table, self.versions[table]), lines.encode()) for table, lines in self.log.items()]
        return [(self.name, self.to_bytes()), *logs]


def record_name(number: int) -> str:
    """Name of the object of a record."""
    return f"{FOLDER}/{number:020}.json"


def newest(shelf: Shelf) -> Record:
    """The newest record. Raises StoreError where it cannot be read."""
    while True:
        names = [name for name, _ in shelf.names(FOLDER) if name.endswith(".json")]
        if not names:
            return Record()
        try:
            told = json.loads(shelf.read(names[-1]))
            return Record(int(names[-1][-25:-5]), told["versions"], told["log"])
        except FileNotFoundError:
            continue  # newer ones have come meanwhile
        except (ValueError, KeyError, TypeError):
            raise StoreError(f"{names[-1]} in {shelf.url} is damaged: restore a backup, or build it again.") from None
