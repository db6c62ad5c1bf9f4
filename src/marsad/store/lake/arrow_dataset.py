"""A table of a lake as an Arrow dataset: what DuckDB, Polars and Arrow itself query without reading all of it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.dataset as ds

from marsad.schema.lake import DAY
from marsad.schema.table import Table
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.shelf import Shelf
from marsad.store.lake.stored_types import stored_schema


def dataset_of(shelf: Shelf, table: Table, files: list[DataFile]) -> ds.FileSystemDataset:
    """The files as one dataset with Delta's types and the column `day`; a filter leaves out files that cannot match."""
    schema = stored_schema(table)
    form = ds.ParquetFileFormat()
    fragments = [
        form.make_fragment(shelf.path_of(f"{file.table}/{file.path}"), shelf.filesystem, _known(file, schema))
        for file in files
    ]
    return ds.FileSystemDataset(fragments, schema, form, shelf.filesystem)


def _known(file: DataFile, schema: pa.Schema) -> ds.Expression:
    known = ds.scalar(True) if file.day is None else ds.field(DAY) == pa.scalar(file.day, pa.date32())
    for name in ("mmsi", "vessel_id"):
        low, high = file.between(name)
        if low is not None and name in schema.names and not file.told["nullCount"].get(name, 1):
            known &= (ds.field(name) >= low) & (ds.field(name) <= high)
    return known
