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


STORES: dict[Kind, int] = {
    "bool": k.TRUTH, "int8": k.I1, "uint8": k.U1, "int16": k.I2, "uint16": k.U2, "int32": k.I4, "uint32": k.U4,
    "int64": k.I8, "uint64": k.U8, "float32": k.F4, "float64": k.F8, "time": k.I8,
}  # fmt: skip


def fill_spec(row: NDArray[np.int64], bit_field: BitField) -> None:
    """Write all of a field's spec but the places of its column."""
    row[k.FIRST], row[k.WIDTH] = bit_field.first, bit_field.width
    row[k.SIGNED] = bit_field.kind == "int"
    row[k.NA_1 : k.NA_3 + 1] = k.NEVER
    if (
        len(bit_field.na) > 3
        or len(bit_field.when) > k.WHEN_CELLS
        or (bit_field.kind not in ("text", "bits") and bit_field.width > k.WIDEST)
    ):
        raise ValueError(f"field {bit_field.name}: at most three n/a codes, three conditions and {k.WIDEST} bits")
    for n, code in enumerate(bit_field.na):
        row[k.NA_1 + n] = code
    row[k.LOW] = k.NEVER if bit_field.low is None else bit_field.low
    row[k.HIGH] = -k.NEVER - 1 if bit_field.high is None else bit_field.high
    row[k.DOUBT] = -k.NEVER - 1 if bit_field.doubt_above is None else bit_field.doubt_above
    row[k.FLAG] = int(bit_field.flag)
    row[k.SENDER] = _SENDERS[bit_field.mmsi]
    row[k.WHENS] = len(bit_field.when)
    for n, condition in enumerate(bit_field.when):
        mask = np.array([condition.mask], np.uint64).view(np.int64)[0]
        row[k.WHEN_1 + 3 * n : k.WHEN_1 + 3 * n + 3] = condition.first, condition.width, mask


@cache
def spec_of(bit_field: BitField) -> NDArray[np.int64]:
    """The spec of a field that needs no column: where text or bits stand, or conditions alone. Not to be changed."""
    spec = np.zeros(k.SPEC_CELLS, np.int64)
    fill_spec(spec, bit_field)
    return spec


@dataclass(frozen=True, eq=False)
class Fields:
    """All fields of one layout in one table: numbers, texts, raw bits."""

    numbers: tuple[BitField, ...]
    texts: tuple[BitField, ...]
    bits: tuple[BitField, ...]

    @cached_property
    def names(self) -> set[str]:
        fields = (*self.numbers, *self.texts, *self.bits)
        return {f.joins or f.name for f in fields}


def sort_fields(fields: tuple[BitField, ...]) -> Fields:
    """Split a layout's fields by how they are read."""
    return Fields(
        tuple(f for f in fields if f.kind not in ("text", "bits")),
        tuple(f for f in fields if f.kind == "text"),
        tuple(f for f in fields if f.kind == "bits"),
    )


@dataclass(frozen=True, eq=False)
class Layout:
    """One message layout: its fields by table."""

    message: Message
    tables: dict[str, Fields]


@dataclass(frozen=True, eq=False)
class Family:
    """One table: and which layouts give it rows."""

    table: Table
    layouts: tuple[int, ...]
    own_columns: tuple[Column, ...] = field(default=())


@cache
def layouts() -> tuple[Layout, ...]:
    """Every message layout, ready for the kernels."""
    found = []
    for message in MESSAGES:
        tables = {}
        for name, fields in message.tables.items():
            # what the message number alone decides is a field of no bits
            known = [(c, value) for c, value in message.constants if c in FAMILIES[name].by_name]
            constants = tuple(BitField(column, 0, 0, "flag", plus=float(value)) for column, value in known)
            tables[name] = sort_fields((*fields, *constants))
        found.append(Layout(message, tables))
    return tuple(found)


@cache
def families() -> tuple[Family, ...]:
    """Every table that messages fill."""
    found = []
    for name, table in FAMILIES.items():
        filling = tuple(i for i, layout in enumerate(layouts()) if name in layout.tables)
        if filling:
            found.append(Family(table, filling, table.columns[len(HEARD) :]))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Homes:
    """For each layout: the (one or two) families it gives a row, its number within each, its standard lengths."""

    families: NDArray[np.int64]  # layouts x 2, -1 for none
    kinds: NDArray[np.int64]  # layouts x 2
    lengths: NDArray[np.bool_]  # layouts x bits


@cache
def homes() -> Homes:
    """Where the messages of each layout go."""
    found = Homes(
        np.full((len(layouts()), 2), -1, np.int64),
        np.zeros((len(layouts()), 2), np.int64),
        np.zeros((len(layouts()), LONGEST), np.bool_),
    )
    for f, family in enumerate(families()):
        for kind, i in enumerate(family.layouts):
            home = 0 if found.families[i, 0] < 0 else 1
            found.families[i, home], found.kinds[i, home] = f, kind
    for i, layout in enumerate(layouts()):
        found.lengths[i, list(layout.message.lengths)] = True
    return found


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
