"""The tables of a lake as Arrow datasets: the Delta log tells which file holds what, rows are read when asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as dataset

from marsad.runtime.query.table_files import TableFiles
from marsad.schema.lake import DAY, LAKE

if TYPE_CHECKING:
    from marsad.store.lake.data_file import DataFile

_READAHEAD = {"batch_readahead": 4, "fragment_readahead": 2}
"""Batches and files that a scan reads before they are asked for: Arrow's own many would hold gigabytes."""
_BOUNDED = ("mmsi", "vessel_id", "t", "t_start", "t_end")
"""Columns whose least and greatest value the log tells of each file."""


def open_tables(url: str) -> dict[str, TableFiles]:
    """Every table of a lake at its newest version; one that was never written has no rows.

    Raises Refusal where there is no lake, or a newer version of Marsad made it.
    """
    from marsad.runtime.clock import system_clock
    from marsad.store.lake.lake import Lake

    lake = Lake.open(url, system_clock)
    return {name: table_files(lake.all_files(name), lake.dataset(name)) for name in LAKE}


def table_files(files: list[DataFile], known: dataset.FileSystemDataset) -> TableFiles:
    """The files of one table and the same as a dataset, made to know more of each file and to read less ahead."""
    told = {file.path: file for file in files}
    fragments = [
        known.format.make_fragment(
            fragment.path, fragment.filesystem, _guarantee(_file_of(told, fragment.path), known.schema)
        )
        for fragment in known.get_fragments()
    ]
    rows = _Frugal(fragments, known.schema, known.format, known.filesystem)
    days = sorted({file.day for file in files if file.day is not None})
    return TableFiles(rows, sum(file.rows for file in files), tuple(days))


def _file_of(told: dict[str, DataFile], path: str) -> DataFile:
    """The file that lies at a path of the file system: its own path is the end of that."""
    parts = path.split("/")
    return told.get("/".join(parts[-2:])) or told[parts[-1]]


class _Frugal(dataset.FileSystemDataset):  # type: ignore[misc]
    """A dataset whose scans read only a little ahead, whoever makes them."""

    def scanner(self, **options: Any) -> dataset.Scanner:
        return super().scanner(**{**options, **_READAHEAD})


def _guarantee(file: DataFile, schema: pa.Schema) -> dataset.Expression:
    """What is true of every row of a file, so that a scan passes over files that cannot hold what it looks for."""
    known = dataset.field(DAY) == pa.scalar(file.day, pa.date32()) if file.day is not None else dataset.scalar(True)
    nulls = file.told.get("nullCount", {})
    for name in _BOUNDED:
        low, high = file.between(name)
        if name not in schema.names or low is None or high is None or nulls.get(name) != 0:
            continue
        kind = schema.field(name).type
        if pa.types.is_timestamp(kind):
            low, high = (datetime.fromisoformat(value) for value in (low, high))
        column = dataset.field(name)
        known &= (column >= pa.scalar(low, kind)) & (column <= pa.scalar(high, kind))
    return known
