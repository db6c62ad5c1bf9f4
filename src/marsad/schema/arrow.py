"""Arrow types of the columns (kept apart, so that reading the schema needs no Arrow)."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from marsad.schema.table import Column, Kind, Table

ARROW: dict[Kind, pa.DataType] = {
    "bool": pa.bool_(),
    "int8": pa.int8(),
    "uint8": pa.uint8(),
    "int16": pa.int16(),
    "uint16": pa.uint16(),
    "int32": pa.int32(),
    "uint32": pa.uint32(),
    "int64": pa.int64(),
    "uint64": pa.uint64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "text": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "bytes": pa.binary(),
    "time": pa.timestamp("us", tz="UTC"),
    "times": pa.list_(pa.field("element", pa.timestamp("us", tz="UTC"), nullable=False)),
    "float64s": pa.list_(pa.field("element", pa.float64(), nullable=False)),
    "int64s": pa.list_(pa.field("element", pa.int64(), nullable=False)),
}


def arrow_field(column: Column) -> pa.Field:
    """One column as an Arrow field; unit and null meaning travel as metadata."""
    metadata = {"meaning": column.meaning}
    if column.unit:
        metadata["unit"] = column.unit
    if column.null:
        metadata["null"] = column.null
    return pa.field(column.name, ARROW[column.kind], nullable=column.nullable, metadata=metadata)


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table."""
    return _schema(table)


@cache
def _schema(table: Table) -> pa.Schema:
    return pa.schema([arrow_field(c) for c in table.columns], metadata={"table": table.name, "row": table.row})
