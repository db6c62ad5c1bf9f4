"""Decoded rows for tests, built from the schema: columns that are not named are null, or 0 where they cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from marsad.schema import FAMILIES
from marsad.schema.arrow import arrow_schema

_ZERO: dict[str, Any] = {"bool": False, "text": "", "category": "", "bytes": b""}


def table(family: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """A table of one family from rows as dicts; times are integers, microseconds UTC."""
    schema = arrow_schema(FAMILIES[family])
    unknown = {name for row in rows for name in row} - set(schema.names)
    assert not unknown, f"{family} has no column {unknown}"
    arrays = []
    for column, field in zip(FAMILIES[family].columns, schema, strict=True):
        missing = None if column.nullable else _ZERO.get(column.kind, 0)
        values = [row.get(field.name, missing) for row in rows]
        if pa.types.is_dictionary(field.type):
            arrays.append(pa.array(values, pa.string()).dictionary_encode().cast(field.type))
        elif pa.types.is_timestamp(field.type):
            arrays.append(pa.array(values, pa.int64()).cast(field.type))
        else:
            arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def columns(family: str, count: int, **values: Any) -> pa.Table:
    """The same from arrays, for many rows."""
    schema = arrow_schema(FAMILIES[family])
    arrays = []
    for column, field in zip(FAMILIES[family].columns, schema, strict=True):
        if field.name in values:
            array = pa.array(values[field.name])
            if pa.types.is_dictionary(field.type):
                array = array.dictionary_encode()
            arrays.append(array.cast(field.type))
        elif column.nullable:
            arrays.append(pa.nulls(count, field.type))
        else:
            arrays.append(pa.array([_ZERO.get(column.kind, 0)] * count).cast(field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
