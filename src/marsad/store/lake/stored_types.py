"""How the kinds of the schema lie in a lake: Delta has signed integers only, and no dictionaries.

An unsigned column of 8, 16 or 32 bits is stored one signed size wider. A uint64 (digest) is stored as the int64 of the
same bits. A category is a string. `Lake.read` gives the schema's own types back; others see Delta's.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyarrow as pa

from marsad.schema.arrow import ARROW
from marsad.schema.lake import DAY
from marsad.schema.table import Column, Kind, Table

_NARROW: dict[Kind, tuple[str, pa.DataType]] = {
    "bool": ("boolean", pa.bool_()),
    "int8": ("byte", pa.int8()),
    "uint8": ("short", pa.int16()),
    "int16": ("short", pa.int16()),
    "uint16": ("integer", pa.int32()),
    "int32": ("integer", pa.int32()),
    "uint32": ("long", pa.int64()),
    "int64": ("long", pa.int64()),
    "uint64": ("long", pa.int64()),
    "float32": ("float", pa.float32()),
    "float64": ("double", pa.float64()),
    "text": ("string", pa.string()),
    "category": ("string", pa.string()),
    "bytes": ("binary", pa.binary()),
    "time": ("timestamp", pa.timestamp("us", tz="UTC")),
}
_LISTS: dict[Kind, str] = {"times": "timestamp", "float64s": "double", "int64s": "long"}


def stored_type(kind: Kind) -> pa.DataType:
    """The Arrow type under which a kind lies in a Parquet file, categories as plain strings."""
    return ARROW[kind] if kind in _LISTS else _NARROW[kind][1]


def _delta_type(kind: Kind) -> Any:
    if kind in _LISTS:
        return {"type": "array", "elementType": _LISTS[kind], "containsNull": False}
    return _NARROW[kind][0]


def stored_name(name: str) -> str:
    """Under which name a column lies in a lake: its own, unless the column that parts the table has it."""
    return "day_of_month" if name == DAY else name


def has_days(table: Table) -> bool:
    """Whether a table is parted by day: `inputs` alone is not."""
    return time_column(table) is not None


def time_column(table: Table) -> str | None:
    """The column whose UTC day parts a table; None where none does."""
    first = table.columns[0]
    by = "t" if "t" in table.by_name else first.name
    return by if table.by_name[by].kind == "time" else None


@cache
def schema_fields(table: Table) -> tuple[str, ...]:
    """Each column of a table as a JSON field of a Delta schema, the day last."""
    fields = [_field(column) for column in table.columns]
    if has_days(table):
        comment = {"comment": f"UTC day of {time_column(table)}"}
        fields.append({"name": DAY, "type": "date", "nullable": True, "metadata": comment})
    return tuple(json.dumps(field) for field in fields)


def _field(column: Column) -> dict[str, Any]:
    comment = column.meaning + (f" [{column.unit}]" if column.unit else "")
    if column.nullable:
        comment += f"; null: {column.null}"
    if column.kind == "uint64":
        comment += "; unsigned, stored as the signed number of the same 64 bits"
    return {
        "name": stored_name(column.name),
        "type": _delta_type(column.kind),
        "nullable": True,
        "metadata": {"comment": comment},
    }


@cache
def stored_schema(table: Table) -> pa.Schema:
    """What a reader of the lake sees of a table, the day last."""
    fields = [pa.field(stored_name(column.name), stored_type(column.kind)) for column in table.columns]
    return pa.schema([*fields, pa.field(DAY, pa.date32())] if has_days(table) else fields)
