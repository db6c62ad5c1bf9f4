"""From the files that days are to consist of to the commit that makes it so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from marsad.schema.table import Table
from marsad.store.lake import actions
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.delta_log import TableState, to_lines
from marsad.store.lake.lake_log import Record

Changes = Mapping[str, Mapping[date | None, Sequence[DataFile]]]
"""Table, day, and the files that the day consists of from now on."""


def next_record(
    before: Record,
    tables: Mapping[str, Table],
    states: Mapping[str, TableState],
    changes: Changes,
    written: Collection[str],
    now_ms: int,
    operation: str,
) -> Record:
    """The next commit of the lake; its log is empty where nothing changes.

    Raises ValueError for a file that was not written to its table, StoreError for a table with unknown columns.
    """
    versions, log = dict(before.versions), dict[str, str]()
    for name, days in changes.items():
        state, said = states[name], list[dict[str, Any]]()
        for day, files in days.items():
            new = {file.path: file for file in files if file.path}
            for path, file in new.items():
                known = path in state.files or f"{name}/{path}" in written
                if not known or (file.table, file.day) != (name, day):
                    raise ValueError(f"{path} was not written to day {day} of table {name}")
            old = {file.path: file for file in state.of_day(day)}
            changed = operation == "WRITE"
            said += [actions.remove(old[path], now_ms, changed) for path in sorted(set(old) - set(new))]
            said += [actions.add(new[path], now_ms, changed) for path in sorted(set(new) - set(old))]
        if said:
            about = _about(tables[name], state, now_ms)
            log[name] = to_lines([actions.commit_info(now_ms, operation), *about, *said]).decode()
            versions[name] = state.version + 1
    return Record(before.number + 1, versions, log)


def _about(table: Table, state: TableState, now_ms: int) -> list[dict[str, Any]]:
    if state.metadata is None:
        return [actions.protocol(), actions.metadata(table, now_ms)]
    renewed = actions.renewed_metadata(table, state.metadata)
    return [] if renewed is None else [renewed]
