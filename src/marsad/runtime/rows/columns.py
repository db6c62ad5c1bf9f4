"""Tables as CSV, Parquet or Arrow: one file per table in a folder, or one table alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet
import pyarrow.types as kinds

from marsad.decode.batch import Batch

FORMATS = ("csv", "parquet", "arrow")
_OPENS_FORMULA = r"^[=+\-@\t\r]"


def plain(table: pa.Table) -> pa.Table:
    """The table as CSV can hold it: lists as JSON text, bytes as hex, and no text that a spreadsheet would run."""
    from marsad.runtime.rows.lines import json_text

    for i, field in enumerate(table.schema):
        column = table.column(i)
        if kinds.is_dictionary(field.type):
            column = column.cast(field.type.value_type)
        if kinds.is_string(column.type):
            column = pc.if_else(pc.match_substring_regex(column, _OPENS_FORMULA), pc.binary_join_element_wise(
                pa.scalar("'"), column, pa.scalar("")), column)  # fmt: skip
        elif kinds.is_binary(column.type):
            column = pa.array([None if v is None else v.hex() for v in column.to_pylist()], pa.string())
        elif kinds.is_list(column.type):
            column = pa.array([json_text(v) for v in column.to_pylist()], pa.string())
        table = table.set_column(i, field.name, column)
    return table


def table_writer(out: Any, form: str, schema: pa.Schema) -> Any:
    """What writes tables of one schema into a file or a pipe: csv, parquet or arrow; `ready` makes them fit."""
    if form == "csv":
        return pyarrow.csv.CSVWriter(out, schema)
    if form == "parquet":
        return pyarrow.parquet.ParquetWriter(out, schema, compression="zstd")
    return pyarrow.ipc.new_stream(out, schema)


def ready(table: pa.Table, form: str) -> pa.Table:
    """A table as such a writer takes it: one schema over all batches, though the names behind a category differ."""
    if form == "csv":
        return plain(table)
    return table.unify_dictionaries() if form == "parquet" else _without_categories(table)


def _without_categories(table: pa.Table) -> pa.Table:
    for i, field in enumerate(table.schema):
        if kinds.is_dictionary(field.type):
            column = table.column(i).cast(field.type.value_type)
            table = table.set_column(i, field.with_type(field.type.value_type), column)
    return table


class FolderWriter:
    """Every table as a file of its own, made when its first row comes."""

    def __init__(self, folder: Path, form: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._form = form
        self._writers: dict[str, Any] = {}

    def write(self, batch: Batch) -> None:
        """Append the tables of a batch."""
        for name, table in {**batch.tables, **batch.applications}.items():
            rows = ready(table, self._form)
            if name not in self._writers:
                path = str(self._folder / f"{name}.{self._form}")
                self._writers[name] = table_writer(path, self._form, rows.schema)
            self._writers[name].write_table(rows)

    def close(self) -> None:
        """Finish the files."""
        for writer in self._writers.values():
            writer.close()


class TableWriter:
    """One table alone, into a file or a pipe."""

    def __init__(self, out: BinaryIO, form: str, table: str) -> None:
        self._out, self._form, self._table = out, form, table
        self._open: Any = None

    def write(self, batch: Batch) -> None:
        """Append the rows of that table."""
        table = batch.tables.get(self._table, batch.applications.get(self._table))
        if table is None:
            return
        rows = ready(table, self._form)
        if self._open is None:
            self._open = table_writer(self._out, self._form, rows.schema)
        self._open.write_table(rows)

    def close(self) -> None:
        """Finish the table; one without rows has its columns all the same."""
        if self._open is None:
            schema = _schema(self._table)
            self._open = table_writer(self._out, self._form, ready(schema.empty_table(), self._form).schema)
        self._open.close()
        self._out.flush()


def _schema(table: str) -> pa.Schema:
    from marsad.decode.application_table import application_schema
    from marsad.schema import FAMILIES
    from marsad.schema.arrow import arrow_schema

    return arrow_schema(FAMILIES[table]) if table in FAMILIES else application_schema(table)
