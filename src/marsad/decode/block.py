"""Columns on their way to Arrow: plain arrays and validity bytes of one table, handed to Arrow without a copy."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode import extract_kernel as k
from marsad.decode.ais.bit_table import BitField
from marsad.decode.columns import STORAGE, STORES, Fields, fill_spec
from marsad.decode.memory import Workspace
from marsad.decode.pack_kernel import pack
from marsad.schema.arrow import ARROW
from marsad.schema.table import Column, Kind

Array = NDArray[Any]


@cache
def _nulls(kind: Kind, rows: int) -> pa.Array:
    return pa.nulls(rows, ARROW[kind])


def no_values(kind: Kind, rows: int) -> pa.Array:
    """A column of nothing; all columns of one kind share one such array."""
    size = max(1 << (rows - 1).bit_length(), 1024) if rows else 1024
    return _nulls(kind, size).slice(0, rows)


class Plan:
    """Which column lies where in the memory of one table: worked out once for each set of columns that occurs.

    Numbers lie one column behind another in one stretch of bytes; marks (validity, and truths) are rows of bytes.
    """

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.ok_of = {column.name: i for i, column in enumerate(columns)}
        self.kind_of = {column.name: column.kind for column in columns}
        self.place_of: dict[str, int] = {}
        self.marks = len(columns)
        self.row_bytes = 0
        for column in columns:
            if column.kind == "bool":
                self.place_of[column.name] = self.marks
                self.marks += 1
            else:
                self.place_of[column.name] = self.row_bytes
                self.row_bytes += STORAGE[column.kind].itemsize
        self._specs: dict[tuple[tuple[Part, ...], bool], Specs] = {}

    def specs(self, parts: tuple[Part, ...], alone: bool = True) -> Specs:
        """The specs and scales of the fields of some layouts, for the places their columns have here.

        `alone` says that the rows to be read hold messages of these layouts only.
        """
        if (parts, alone) not in self._specs:
            self._specs[parts, alone] = self._written(parts, alone)
        return self._specs[parts, alone]

    def _written(self, parts: tuple[Part, ...], alone: bool) -> Specs:
        members: dict[BitField, int] = {}
        for fields, kind in parts:
            for f in fields.numbers:
                members[f] = members.get(f, 0) | 1 << kind
        everyone = sum({1 << kind for _, kind in parts})
        ordered = sorted(members, key=lambda f: _order(f, members[f]))
        specs = np.zeros((len(ordered), k.SPEC_CELLS), np.int64)
        seen: set[str] = set()
        for row, f in zip(specs, ordered, strict=True):
            fill_spec(row, f)
            row[k.PLACE], row[k.OK] = self.place_of[f.name], self.ok_of[f.name]
            row[k.STORE] = STORES[self.kind_of[f.name]]
            row[k.FRESH] = f.name not in seen
            row[k.MEMBERS] = k.EVERYONE if alone and members[f] == everyone else members[f]
            seen.add(f.name)
        return specs, np.array([[f.times, f.per, f.plus] for f in ordered], np.float64).reshape(-1, 3)


Part = tuple[Fields, int]
"""The fields of one layout, and the kind by which its rows are known where several layouts are read at once."""
Specs = tuple[NDArray[np.int64], NDArray[np.float64]]


def _order(f: BitField, members: int) -> tuple[object, ...]:
    """Fields under one condition stand together, for it is then judged once; those counted from the end come last."""
    whens = tuple((one.first, one.width, one.mask) for one in f.when)
    from_end = f.first < 0 or any(first < 0 for first, _, _ in whens)
    return from_end, members, f.mmsi, whens, f.first, f.width, f.name


@cache
def plan(columns: tuple[Column, ...]) -> Plan:
    """The plan for a set of number columns."""
    return Plan(columns)


class Block:
    """The number columns of one table in the making.

    A cell is defined where its validity byte is 1; all start as 0. Only one block of a workspace is in the making.
    """

    def __init__(self, plan: Plan, rows: int, workspace: Workspace) -> None:
        self.rows = rows
        self.plan = plan
        self.stride = -(-rows // 64) * 64  # columns begin where vector instructions like it
        self.columns = workspace.columns
        self.cells = workspace.columns.array(plan.row_bytes * self.stride, np.uint8)
        self.marks = workspace.marks(plan.marks, self.stride)

    def __contains__(self, name: str) -> bool:
        return name in self.plan.ok_of

    def column(self, name: str) -> Array:
        """The values of one column."""
        place, kind = self.plan.place_of[name], self.plan.kind_of[name]
        if kind == "bool":
            return self.marks[place, : self.rows]
        storage = STORAGE[kind]
        begin = place * self.stride
        return self.cells[begin : begin + self.rows * storage.itemsize].view(storage)

    def valid(self, name: str) -> NDArray[np.uint8]:
        """Its validity bytes."""
        return self.marks[self.plan.ok_of[name], : self.rows]

    def arrays(self) -> dict[str, pa.Array]:
        """Every column as Arrow. To be called once, when all is filled."""
        bits = self.columns.array(self.marks.size // 8, np.uint8)
        pack(self.marks.reshape(-1).view(np.uint64), bits)
        packed, cells = pa.py_buffer(bits), pa.py_buffer(self.cells)
        width = self.stride // 8
        found = {}
        for name, ok in self.plan.ok_of.items():
            kind, place = self.plan.kind_of[name], self.plan.place_of[name]
            if kind == "bool":
                values = packed.slice(place * width, width)
            else:
                values = cells.slice(place * self.stride, self.rows * STORAGE[kind].itemsize)
            validity = packed.slice(ok * width, width)
            found[name] = pa.Array.from_buffers(ARROW[kind], self.rows, [validity, values])
        return found


def full(kind: Kind, values: Array) -> pa.Array:
    """A column without nulls."""
    return pa.Array.from_buffers(ARROW[kind], len(values), [None, pa.py_buffer(values)])


def with_nulls(kind: Kind, values: Array, ok: NDArray[np.uint8]) -> pa.Array:
    """A column with its validity bytes."""
    if kind == "bool":
        values = np.packbits(values, bitorder="little")
    validity = pa.py_buffer(np.packbits(ok, bitorder="little"))
    return pa.Array.from_buffers(ARROW[kind], len(ok), [validity, pa.py_buffer(values)])


def named(index: NDArray[np.int32], ok: NDArray[np.uint8] | None, names: pa.Array) -> pa.Array:
    """A category column from indices into its names."""
    validity = None if ok is None else pa.py_buffer(np.packbits(ok, bitorder="little"))
    indices = pa.Array.from_buffers(pa.int32(), len(index), [validity, pa.py_buffer(index)])
    return pa.DictionaryArray.from_arrays(indices, names, safe=False)
