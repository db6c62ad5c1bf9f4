"""The digest of a table: equal for equal rows, whatever the files, their order and the columns they leave out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from marsad.schema.table import Table
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.row_hash import RowSum, hash_rows
from marsad.store.lake.rows_reader import open_file, stored_columns
from marsad.store.lake.shelf import Shelf
from marsad.store.lake.stored_rows import from_stored
from marsad.store.lake.trouble import reading

THREADS = 2
"""Files that are hashed at once: memory does not grow with the machine."""
_BATCH_ROWS = 1 << 14
"""So few that a column stays in the processor's cache."""


@dataclass(frozen=True)
class Digest:
    """What a table holds, in short."""

    rows: int
    digest: str
    """64 hexadecimal digits; of the rows by day, not of the files."""


def sum_file(shelf: Shelf, table: Table, file: DataFile) -> RowSum:
    """The sum over the rows of one file. Raises StoreError where it cannot be read."""
    total = RowSum()
    columns = tuple(table.by_name)
    with reading(shelf.url_of(f"{file.table}/{file.path}")), open_file(shelf, table, file) as opened:
        there = stored_columns(columns, opened)
        for batch in opened.iter_batches(_BATCH_ROWS, columns=there, use_threads=False):
            for rows in from_stored(table, batch, columns).to_batches():
                total.add(hash_rows(table, rows))
    return total


def digest_of(
    shelf: Shelf, table: Table, files: list[DataFile], done: Callable[[int], object] = lambda rows: None
) -> Digest:
    """The digest of these files' rows; `done` hears after each file how many rows it had."""
    days: dict[date | None, RowSum] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        for file, part in zip(files, pool.map(lambda file: sum_file(shelf, table, file), files), strict=True):
            days.setdefault(file.day, RowSum()).join(part)
            done(part.rows)
    whole = hashlib.sha256(table.name.encode())
    rows = 0
    for day in sorted(days, key=str):
        if days[day].rows:
            whole.update(str(day).encode() + bytes(days[day]))
            rows += days[day].rows
    return Digest(rows, whole.hexdigest())
