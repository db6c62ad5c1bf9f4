"""Housekeeping: few large files, short logs, no file that no reader can need. Rows never change by it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from marsad.schema.table import Table
from marsad.store.lake import actions
from marsad.store.lake.checkpoint import write_checkpoint
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.delta_log import LOG, TableState, checkpoint_name, commit_name, log_versions
from marsad.store.lake.shelf import PART, Shelf
from marsad.store.lake.stored_types import time_column

SMALL_BYTES = 16 << 20
LARGE_BYTES = 64 << 20
MANY = 4
"""A day with more small files than this gets them joined."""
CHECKPOINT_EVERY = 32
"""Versions after which a log is summed up, so that opening a table stays quick."""
RETENTION_US = 7 * 86_400_000_000
"""For so long a reader may go on reading a version that is no longer the newest."""


@dataclass(frozen=True)
class Tidied:
    """What `Lake.tidy` did."""

    joined: int = 0
    """Files that were replaced by larger ones."""
    removed: int = 0
    """Files that were deleted."""
    removed_bytes: int = 0


def small_groups(files: list[DataFile]) -> list[list[DataFile]]:
    """Groups of small files of one day, each to become one file, in order of path."""
    days: dict[Any, list[DataFile]] = {}
    for file in files:
        if file.bytes < SMALL_BYTES:
            days.setdefault(file.day, []).append(file)
    groups: list[list[DataFile]] = []
    for of_day in days.values():
        if len(of_day) <= MANY:
            continue
        group: list[DataFile] = []
        for file in sorted(of_day, key=lambda file: file.path):
            if group and sum(one.bytes for one in group) + file.bytes > LARGE_BYTES:
                groups.append(group)
                group = []
            group.append(file)
        groups.append(group)
    return [group for group in groups if len(group) > 1]


def put_checkpoint(shelf: Shelf, state: TableState, now_us: int) -> None:
    """Sum up the log of a table at its version, with the removals that are still in the retention."""
    now_ms, kept_ms = now_us // 1000, (now_us - RETENTION_US) // 1000
    said: list[dict[str, Any]] = [actions.protocol(), {"metaData": state.metadata}]
    said += [actions.add(file, now_ms, data_change=False) for file in state.files.values()]
    for path, at_ms in state.removed.items():
        if at_ms >= kept_ms:
            said.append({"remove": {"path": path, "deletionTimestamp": at_ms, "dataChange": False}})
    shelf.put(checkpoint_name(state.table, state.version), write_checkpoint(said))
    hint = {"version": state.version, "size": len(said)}
    shelf.put(f"{state.table}/{LOG}/_last_checkpoint", json.dumps(hint).encode())
    state.checkpoint = state.version


def old_log(shelf: Shelf, table: str, checkpoint: int, now_us: int) -> list[tuple[str, int]]:
    """Commits and checkpoints that a newer checkpoint made dispensable, and that are past the retention."""
    sizes = dict(shelf.names(f"{table}/{LOG}"))
    commits, checkpoints = log_versions(sizes)
    dispensable = [commit_name(table, version) for version in commits if version < checkpoint]
    dispensable += [checkpoint_name(table, version) for version in checkpoints if version < checkpoint]
    return [(name, sizes[name]) for name in dispensable if shelf.age_us(name, now_us) > RETENTION_US]


def unneeded(shelf: Shelf, state: TableState, now_us: int, mine: Collection[str]) -> list[tuple[str, int]]:
    """Files of a table that no version in the retention names, with their sizes; `mine` are yet to be committed."""
    kept_ms = (now_us - RETENTION_US) // 1000
    found = []
    for name, size in shelf.names(state.table):
        path = name[len(state.table) + 1 :]
        if path.endswith(PART) or path.startswith(f"{LOG}/") or path in state.files or name in mine:
            needed = True
        elif path in state.removed:
            needed = state.removed[path] >= kept_ms
        else:
            # Never committed. Where no lock keeps others out, one of them may be about to.
            needed = not shelf.locked and shelf.age_us(name, now_us) < RETENTION_US
        if not needed:
            found.append((name, size))
    return found


def half_written(shelf: Shelf) -> list[tuple[str, int]]:
    """What runs that were killed left half written; nobody may be writing."""
    return [(name, size) for name, size in shelf.names("") if name.endswith(PART)]


def in_order(table: Table, rows: pa.Table) -> pa.Table:
    """Rows by sender and time, where the table has these: so they pack best, and readers skip most."""
    by = [name for name in ("mmsi", time_column(table)) if name in table.by_name]
    return rows.sort_by([(name, "ascending") for name in by]) if by else rows
