"""Rows of the files of a lake, in the schema's own types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.schema.arrow import arrow_schema
from marsad.schema.table import Table
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.shelf import Shelf
from marsad.store.lake.stored_rows import from_stored
from marsad.store.lake.stored_types import stored_name, time_column
from marsad.store.lake.trouble import reading

BATCH_ROWS = 1 << 16


def open_file(shelf: Shelf, table: Table, file: DataFile) -> pq.ParquetFile:
    source = shelf.open(f"{file.table}/{file.path}")
    about = pq.read_metadata(source)
    there = set(about.schema.names)
    words = [column.name for column in table.columns if column.kind == "category" and column.name in there]
    return pq.ParquetFile(
        source, metadata=about, read_dictionary=words, page_checksum_verification=True, pre_buffer=False
    )


def read_files(shelf: Shelf, table: Table, files: list[DataFile], columns: tuple[str, ...]) -> pa.Table:
    """All rows of these files, file by file."""
    pieces = []
    for file in files:
        with reading(shelf.url_of(f"{file.table}/{file.path}")), open_file(shelf, table, file) as opened:
            there = stored_columns(columns, opened)
            rows = opened.read(columns=there) if there else _bare(opened.metadata.num_rows)
            pieces.append(from_stored(table, rows, columns))
    if not pieces:
        return arrow_schema(table).empty_table().select(list(columns))
    return pa.concat_tables(pieces).unify_dictionaries()


def stored_columns(columns: Iterable[str], opened: pq.ParquetFile) -> list[str]:
    """Those of the columns that a file has, under the names they have in it."""
    there = set(opened.schema_arrow.names)
    return [name for name in map(stored_name, columns) if name in there]


def _bare(rows: int) -> pa.Table:
    return pa.table({"": pa.nulls(rows)})


def scan_file(
    shelf: Shelf, table: Table, file: DataFile, columns: tuple[str, ...], since_us: int | None, until_us: int | None
) -> Iterator[pa.RecordBatch]:
    """The rows of a file whose time lies in [since, until), a batch at a time."""
    by = time_column(table)
    wanted = tuple(dict.fromkeys((*columns, by))) if by and (since_us is not None or until_us is not None) else columns
    with reading(shelf.url_of(f"{file.table}/{file.path}")), open_file(shelf, table, file) as opened:
        there = stored_columns(wanted, opened)
        if not there:
            yield from from_stored(table, _bare(opened.metadata.num_rows), wanted).to_batches(BATCH_ROWS)
            return
        for batch in opened.iter_batches(BATCH_ROWS, columns=there):
            rows = from_stored(table, batch, wanted)
            if wanted is not columns or by in columns:
                rows = _within(rows, by, since_us, until_us)
            yield from rows.select(list(columns)).combine_chunks().to_batches()


def _within(rows: pa.Table, by: str | None, since_us: int | None, until_us: int | None) -> pa.Table:
    for edge, compare in ((since_us, pc.greater_equal), (until_us, pc.less)):
        if edge is not None and by is not None:
            rows = rows.filter(compare(rows[by], pa.scalar(edge, rows[by].type)))
    return rows
