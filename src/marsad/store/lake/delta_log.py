"""The log of one Delta table: which files it consists of, version by version.

Marsad writes it itself because it must be durable and hold removed and added files in one transaction; the form is that
of the Delta protocol, reader version 1 and writer version 2 (JSON lines, Parquet checkpoints).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from marsad.schema.lake import DAY
from marsad.store.lake.checkpoint import read_checkpoint
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.shelf import Shelf
from marsad.store.store_error import StoreError

LOG = "_delta_log"
_COMMIT = re.compile(r"(\d{20})\.json")
_CHECKPOINT = re.compile(r"(\d{20})\.checkpoint\.parquet")
READER_VERSION = 1
WRITER_VERSION = 2


@dataclass
class TableState:
    """What a table consists of at one version."""

    table: str
    version: int = -1
    """-1: there is no such table yet."""
    metadata: dict[str, Any] | None = None
    files: dict[str, DataFile] = field(default_factory=dict)
    """By path."""
    removed: dict[str, int] = field(default_factory=dict)
    """Paths of files that older versions have, with the time of their removal in milliseconds."""
    checkpoint: int = -1
    """Version of the newest checkpoint."""

    def of_day(self, day: date | None) -> list[DataFile]:
        return [file for file in self.files.values() if file.day == day]

    def apply(self, action: dict[str, Any]) -> None:
        """Take one action of the log. Raises StoreError for a table that needs a reader of a later protocol."""
        if add := action.get("add"):
            path = unquote(add["path"])
            if add.get("deletionVector"):
                raise StoreError(_FOREIGN.format(table=self.table))
            day = (add.get("partitionValues") or {}).get(DAY)
            self.removed.pop(path, None)
            self.files[path] = DataFile(
                self.table, date.fromisoformat(day) if day else None, path, int(add["size"]), add.get("stats") or ""
            )
        elif remove := action.get("remove"):
            path = unquote(remove["path"])
            self.files.pop(path, None)
            self.removed[path] = int(remove.get("deletionTimestamp") or 0)
        elif metadata := action.get("metaData"):
            self.metadata = metadata
        elif (protocol := action.get("protocol")) and int(protocol["minReaderVersion"]) > READER_VERSION:
            raise StoreError(_FOREIGN.format(table=self.table))


_FOREIGN = (
    "The table {table} was changed by another program in a way that Marsad does not read: undo that with the program, "
    "or restore a backup."
)


def commit_name(table: str, version: int) -> str:
    """Name of the object that makes a version."""
    return f"{table}/{LOG}/{version:020}.json"


def checkpoint_name(table: str, version: int) -> str:
    """Name of the checkpoint of a version."""
    return f"{table}/{LOG}/{version:020}.checkpoint.parquet"


def log_versions(names: Iterable[str]) -> tuple[list[int], list[int]]:
    """The versions that have a commit, and those that have a checkpoint, each in order."""
    last = [name.rsplit("/", 1)[-1] for name in names]
    commits = sorted(int(match[1]) for name in last if (match := _COMMIT.fullmatch(name)))
    checkpoints = sorted(int(match[1]) for name in last if (match := _CHECKPOINT.fullmatch(name)))
    return commits, checkpoints


def load(shelf: Shelf, table: str, known: TableState | None = None) -> TableState:
    """The newest version of a table, read on from `known` where that is possible.

    Raises StoreError where the log has a hole or cannot be read.
    """
    commits, checkpoints = log_versions(name for name, _ in shelf.names(f"{table}/{LOG}"))
    state = TableState(table) if known is None else known
    if checkpoints and checkpoints[-1] > state.version:
        state = TableState(table, version=checkpoints[-1])
        for action in read_checkpoint(shelf.read(checkpoint_name(table, checkpoints[-1]))):
            state.apply(action)
    state.checkpoint = checkpoints[-1] if checkpoints else -1
    for version in commits:
        if version <= state.version:
            continue
        if version != state.version + 1:
            raise StoreError(f"The log of table {table} in {shelf.url} lacks version {state.version + 1}: {_RESTORE}")
        advance(state, version, shelf.read(commit_name(table, version)), shelf.url)
    return state


_RESTORE = "restore a backup, or build the lake again."


def advance(state: TableState, version: int, commit: bytes, url: str) -> None:
    """Bring a table to the version that a commit makes. Raises StoreError where the commit cannot be read."""
    try:
        for line in commit.splitlines():
            if line.strip():
                state.apply(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError):
        damaged = f"Version {version} of table {state.table} in {url} is damaged: {_RESTORE}"
        raise StoreError(damaged) from None
    state.version = version


def to_lines(actions: Iterable[dict[str, Any]]) -> bytes:
    """Actions as a commit has them."""
    return b"".join(json.dumps(action, separators=(",", ":")).encode() + b"\n" for action in actions)
