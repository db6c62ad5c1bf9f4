"""Columns on their way to Arrow: plain arrays and validity bytes of one table, handed to Arrow without a copy."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode.columns import STORAGE, NumberFields, Storage
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
    """Which column lies where in the blocks of one table: worked out once for each set of columns that occurs."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.ok_of = {column.name: i for i, column in enumerate(columns)}
        self.kind_of = {column.name: column.kind for column in columns}
        self.column_of: dict[str, int] = {}
        self.counts: dict[Storage, int] = {}
        for column in columns:
            storage = STORAGE[column.kind]
            self.column_of[column.name] = self.counts.get(storage, 0)
            self.counts[storage] = self.counts.get(storage, 0) + 1
        self.truths = tuple(column.name for column in columns if column.kind == "bool")
        self._specs: dict[NumberFields, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}

    def specs(self, fields: NumberFields) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The spec and scale rows of some fields, for the places their columns have here."""
        if fields not in self._specs:
            self._specs[fields] = fields.specs(self.column_of, self.ok_of), fields.scales
        return self._specs[fields]


@cache
def plan(columns: tuple[Column, ...]) -> Plan:
    """The plan for a set of number columns."""
    return Plan(columns)


class Block:
    """Storage for the columns of one table: one 2-D array for each storage type, one for validity.

    A cell is defined where its validity byte is 1. `ok` starts as all zero.
    """

    def __init__(self, plan: Plan, rows: int) -> None:
        self.rows = rows
        self.plan = plan
        self.ok = np.zeros((len(plan.ok_of), rows), np.uint8)
        self.values = {storage: np.empty((count, rows), storage) for storage, count in plan.counts.items()}
        for name in plan.truths:
            self.column(name)[:] = 0
        self._packed: pa.Buffer | None = None
        self._stride = 0

    def __contains__(self, name: str) -> bool:
        return name in self.plan.ok_of

    def column(self, name: str) -> Array:
        """The values of one column."""
        values: Array = self.values[STORAGE[self.plan.kind_of[name]]][self.plan.column_of[name]]
        return values

    def valid(self, name: str) -> NDArray[np.uint8]:
        """Its validity bytes."""
        valid: NDArray[np.uint8] = self.ok[self.plan.ok_of[name]]
        return valid

    def validity(self, name: str) -> pa.Buffer:
        """Its validity as Arrow's bitmap."""
        if self._packed is None:
            packed = np.packbits(self.ok, axis=1, bitorder="little")
            self._stride = packed.shape[1]
            self._packed = pa.py_buffer(packed)
        return self._packed.slice(self.plan.ok_of[name] * self._stride, self._stride)

    def array(self, name: str) -> pa.Array:
        """One number column as Arrow."""
        kind = self.plan.kind_of[name]
        values = self.column(name)
        if kind == "bool":
            values = np.packbits(values, bitorder="little")
        return pa.Array.from_buffers(ARROW[kind], self.rows, [self.validity(name), pa.py_buffer(values)])


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
