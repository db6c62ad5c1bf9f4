"""Bit tables made ready for the kernels: which column of which storage type each field fills."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.decode import extract_kernel as k
from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.messages import MESSAGES
from marsad.schema import FAMILIES, Column, Kind, Table
from marsad.schema.heard import HEARD

Storage = np.dtype[Any]
STORAGE: dict[Kind, Storage] = {
    "bool": np.dtype("u1"), "int8": np.dtype("i1"), "uint8": np.dtype("u1"), "int16": np.dtype("i2"),
    "uint16": np.dtype("u2"), "int32": np.dtype("i4"), "uint32": np.dtype("u4"), "int64": np.dtype("i8"),
    "uint64": np.dtype("u8"), "float32": np.dtype("f4"), "float64": np.dtype("f8"), "time": np.dtype("i8"),
}  # fmt: skip

_SENDERS = {"any": k.ANYONE, "auxiliary": k.AUXILIARY, "not_auxiliary": k.NOT_AUXILIARY}
LONGEST = 1_300  # bits: beyond what any message number may have


@dataclass(frozen=True, eq=False)
class NumberFields:
    """The fields of one storage type, as `extract` wants them; `columns` are their names by spec row."""

    storage: Storage
    fields: tuple[BitField, ...]

    def specs(self, column_of: dict[str, int], ok_of: dict[str, int]) -> NDArray[np.int64]:
        """One spec row a field, for the places its column has in this block."""
        rows = np.zeros((len(self.fields), k.SPEC_CELLS), np.int64)
        for row, bit_field in zip(rows, self.fields, strict=True):
            fill_spec(row, bit_field)
            row[k.COLUMN], row[k.OK] = column_of[bit_field.name], ok_of[bit_field.name]
        return rows

    @property
    def scales(self) -> NDArray[np.float64]:
        """times, per, plus of each field."""
        return np.array([[f.times, f.per, f.plus] for f in self.fields], np.float64).reshape(-1, 3)


def fill_spec(row: NDArray[np.int64], bit_field: BitField) -> None:
    """Write all of a field's spec but the places of its column."""
    row[k.FIRST], row[k.WIDTH] = bit_field.first, bit_field.width
    row[k.SIGNED] = bit_field.kind == "int"
    row[k.NA_1 : k.NA_3 + 1] = k.NEVER
    if len(bit_field.na) > 3 or len(bit_field.when) > k.WHEN_CELLS:
        raise ValueError(f"field {bit_field.name}: at most three n/a codes and three conditions")
    for n, code in enumerate(bit_field.na):
        row[k.NA_1 + n] = code
    row[k.LOW] = k.NEVER if bit_field.low is None else bit_field.low
    row[k.HIGH] = -k.NEVER if bit_field.high is None else bit_field.high
    row[k.DOUBT] = -k.NEVER if bit_field.doubt_above is None else bit_field.doubt_above
    row[k.FLAG] = int(bit_field.flag)
    row[k.SENDER] = _SENDERS[bit_field.mmsi]
    row[k.WHENS] = len(bit_field.when)
    for n, condition in enumerate(bit_field.when):
        mask = np.array([condition.mask], np.uint64).view(np.int64)[0]
        row[k.WHEN_1 + 3 * n : k.WHEN_1 + 3 * n + 3] = condition.first, condition.width, mask


@dataclass(frozen=True, eq=False)
class Fields:
    """All fields of one layout in one table: numbers by storage type, texts, raw bits."""

    numbers: tuple[NumberFields, ...]
    texts: tuple[BitField, ...]
    bits: tuple[BitField, ...]

    @cached_property
    def names(self) -> set[str]:
        fields = [f for n in self.numbers for f in n.fields] + list(self.texts) + list(self.bits)
        return {f.joins or f.name for f in fields}


def sort_fields(fields: tuple[BitField, ...], column_of: dict[str, Column]) -> Fields:
    """Split a layout's fields by how their columns are stored."""
    by_storage: dict[Storage, list[BitField]] = {}
    for f in fields:
        if f.kind not in ("text", "bits"):
            by_storage.setdefault(STORAGE[column_of[f.name].kind], []).append(f)
    return Fields(
        tuple(NumberFields(storage, tuple(found)) for storage, found in by_storage.items()),
        tuple(f for f in fields if f.kind == "text"),
        tuple(f for f in fields if f.kind == "bits"),
    )


@dataclass(frozen=True, eq=False)
class Layout:
    """One message layout: its fields by table, and its lengths as a lookup by bit count."""

    message: Message
    tables: dict[str, Fields]
    lengths: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Family:
    """One table: which message numbers give it a row, and which layouts fill it."""

    table: Table
    member: NDArray[np.bool_]
    layouts: tuple[int, ...]
    own_columns: tuple[Column, ...] = field(default=())


@cache
def layouts() -> tuple[Layout, ...]:
    """Every message layout, ready for the kernels."""
    found = []
    for message in MESSAGES:
        lengths = np.zeros(LONGEST, np.bool_)
        for bits in message.lengths:
            lengths[bits] = True
        tables = {name: sort_fields(fields, FAMILIES[name].by_name) for name, fields in message.tables.items()}
        found.append(Layout(message, tables, lengths))
    return tuple(found)


@cache
def families() -> tuple[Family, ...]:
    """Every table that messages fill."""
    found = []
    for name, table in FAMILIES.items():
        filling = tuple(i for i, layout in enumerate(layouts()) if name in layout.tables)
        if filling:
            member = np.zeros(64, np.bool_)
            for i in filling:
                member[list(layouts()[i].message.numbers)] = True
            found.append(Family(table, member, filling, table.columns[len(HEARD) :]))
    return tuple(found)


@cache
def layout_of_number() -> NDArray[np.int64]:
    """Layout index by message number."""
    table = np.zeros(64, np.int64)
    for i, layout in enumerate(layouts()):
        table[list(layout.message.numbers)] = i
    return table


@cache
def least_bits() -> NDArray[np.int64]:
    """The fewest bits with which a message of each number says something; 0 where no such number exists."""
    table = np.zeros(64, np.int64)
    for layout in layouts():
        table[list(layout.message.numbers)] = layout.message.min_bits
    return table
