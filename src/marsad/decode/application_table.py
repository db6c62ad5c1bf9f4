"""Application data as tables: one for each known application, its repeated parts as lists of structures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode.ais.application.applications import APPLICATIONS, CANDIDATES
from marsad.decode.ais.bit_table import Application, BitField, Group
from marsad.decode.block import Block, Plan, no_values, plan, with_nulls
from marsad.decode.columns import STORAGE, Fields, sort_fields, spec_of
from marsad.decode.extract_kernel import all_hold
from marsad.decode.family import Envelope, Places, Rows, assemble, fill_numbers
from marsad.decode.memory import Workspace
from marsad.schema import FAMILIES, Column, Kind
from marsad.schema.arrow import ARROW, arrow_field

_SHARED = tuple(FAMILIES["binary"].by_name[name] for name in
                ("t", "t_recv", "source", "station", "offset", "type", "mmsi", "dest_mmsi", "dac", "fi"))  # fmt: skip
_SHARED_NAMES = [column.name for column in _SHARED]


def _kind(field: BitField) -> Kind:
    """How a field's values are stored: text, truth, whole numbers, or (where scaled) floating point."""
    if field.kind == "text":
        return "text"
    if field.kind == "bits":
        return "bytes"
    if field.kind == "flag":
        return "bool"
    whole = field.per == 1 and field.times == int(field.times) and field.plus == int(field.plus)
    if not whole:
        return "float64"
    return "int32" if field.width < 24 else "int64"


def _columns(fields: tuple[BitField, ...]) -> tuple[Column, ...]:
    """One column a name; where fields of one name are stored differently, the wider storage."""
    widest: dict[str, Column] = {}
    order: list[Kind] = ["bool", "int32", "int64", "float64", "text", "bytes"]
    for f in fields:
        if f.joins:
            continue
        kind = _kind(f)
        known = widest.get(f.name)
        if known is None or order.index(kind) > order.index(known.kind):
            widest[f.name] = Column(f.name, kind, f.meaning, f.unit, null="not available, or not in this report")
    return tuple(widest.values())


@dataclass(frozen=True)
class GroupColumns:
    """A repeated part: its declaration and the columns of one repetition."""

    group: Group
    columns: tuple[Column, ...]
    fields: Fields


@dataclass(frozen=True)
class Shape:
    """One application layout, ready for the kernels."""

    application: Application
    columns: tuple[Column, ...]
    fields: Fields
    groups: tuple[GroupColumns, ...]


@cache
def columns_of(name: str) -> tuple[Column, ...]:
    """The columns of an application table that are its own, over all layouts that share it."""
    return _columns(tuple(f for one in APPLICATIONS if one.name == name for f in one.fields))


@cache
def _group_columns(table: str, name: str) -> tuple[Column, ...]:
    groups = [g for one in APPLICATIONS if one.name == table for g in one.groups if g.name == name]
    return _columns(tuple(f for g in groups for f in g.fields))


@cache
def group_names(table: str) -> tuple[str, ...]:
    """The repeated parts of an application table."""
    return tuple(dict.fromkeys(g.name for one in APPLICATIONS if one.name == table for g in one.groups))


@cache
def _shape(application: Application) -> Shape:
    columns = columns_of(application.name)
    groups = []
    for group in application.groups:
        own = _group_columns(application.name, group.name)
        groups.append(GroupColumns(group, own, sort_fields(group.fields)))
    return Shape(application, columns, sort_fields(application.fields), tuple(groups))


@cache
def application_schema(name: str) -> pa.Schema:
    """The Arrow schema of one application table."""
    fields = [arrow_field(c) for c in (*_SHARED, *columns_of(name))]
    fields += [pa.field(group, _list_type(name, group)) for group in group_names(name)]
    return pa.schema(fields, metadata={"table": name})


def _list_type(table: str, group: str) -> pa.DataType:
    return pa.list_(pa.struct([pa.field(c.name, ARROW[c.kind]) for c in _group_columns(table, group)]))


def choose(envelope: Envelope, words: NDArray[np.uint64]) -> dict[str, list[tuple[Application, NDArray[np.intp]]]]:
    """Which rows of the binary table each layout claims, by table name; the first that fits has the row."""
    places = envelope.places
    key = np.where(envelope.structured != 0,
                   np.where(envelope.addressed, 6, 8) << 16 | envelope.dac.astype(np.int64) << 6
                   | envelope.fi.astype(np.int64), -1)  # fmt: skip
    claimed: dict[str, list[tuple[Application, NDArray[np.intp]]]] = {}
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    bounds = [0, *(np.flatnonzero(ordered[1:] != ordered[:-1]) + 1).tolist(), len(key)]
    for begin, end in pairwise(bounds):
        value, left = int(ordered[begin]), order[begin:end]
        for one in CANDIDATES.get((value >> 16, value >> 6 & 0x3FF, value & 0x3F), ()):
            bits = places.bits[left]
            fits = bits >= one.min_bits
            if one.lengths:
                fits &= _one_of(bits, one.lengths)
            if one.when:
                fits &= _conditions_hold(one, words, places, left)
            if fits.any():
                claimed.setdefault(one.name, []).append((one, left[fits]))
                left = left[~fits]
    return claimed


def _one_of(bits: NDArray[np.int32], lengths: tuple[int, ...] | range) -> NDArray[np.bool_]:
    fits: NDArray[np.bool_] = np.logical_or.reduce([bits == length for length in lengths])
    return fits


def _conditions_hold(one: Application, words: NDArray[np.uint64], places: Places, rows: NDArray[np.intp]
                     ) -> NDArray[np.bool_]:  # fmt: skip
    spec = spec_of(BitField("", 0, 1, when=one.when))
    result = np.empty(len(rows), np.bool_)
    end = places.at[rows] + places.bits[rows]
    all_hold(words, places.start[rows], places.at[rows], end, spec, result)
    return result


@cache
def _plan(table: str, group: str, filling: tuple[Fields, ...]) -> Plan:
    columns = _group_columns(table, group) if group else columns_of(table)
    names = {name for fields in filling for name in fields.names}
    return plan(tuple(c for c in columns if c.name in names and c.kind in STORAGE))


def _filled(table: str, group: str, parts: list[tuple[Fields, Rows]], rows: int, words: NDArray[np.uint64],
            workspace: Workspace) -> dict[str, pa.Array]:  # fmt: skip
    """The columns of a table, or of a `group` of it, that the given layouts fill."""
    block = Block(_plan(table, group, tuple(fields for fields, _ in parts)), rows, workspace)
    flags = np.zeros(rows, np.uint32)
    texts: dict[str, Places] = {}
    raw: dict[str, Places] = {}
    for fields, found in parts:
        fill_numbers(block, words, found, fields, flags)
        for f in fields.texts:
            texts.setdefault(f.name, Places(rows)).add(words, found, f)
        for f in fields.bits:
            raw.setdefault(f.name, Places(rows)).add(words, found, f)
    arrays: dict[str, pa.Array] = block.arrays()
    arrays |= {name: places.text(words, None, flags, workspace.columns) for name, places in texts.items()}
    return arrays | {name: places.raw(words, workspace.columns) for name, places in raw.items()}


def _repeated(table: str, name: str, parts: list[tuple[Shape, Rows]], rows: int, words: NDArray[np.uint64],
              arrays: dict[str, pa.Array], workspace: Workspace) -> pa.Array:  # fmt: skip
    """One repeated part as a list column: each repetition is a row of its own in the inner table."""
    counts = np.zeros(rows, np.int64)
    found = []
    for shape, at in parts:
        for inner in shape.groups:
            if inner.group.name == name:
                group = inner.group
                fitting = np.maximum(at.end - at.base - group.first, 0) // group.stride
                if group.count:
                    told = arrays[group.count].fill_null(0).cast(pa.int64()).to_numpy(zero_copy_only=False)[at.row]
                    fitting = np.minimum(fitting, told)
                counts[at.row] = np.minimum(fitting, group.most)
                found.append((inner, at))
    offsets = np.zeros(rows + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    inner_parts = []
    for inner, at in found:
        times = counts[at.row]
        which = np.repeat(np.arange(len(at.row)), times)
        nth = np.arange(len(which)) - np.repeat(np.cumsum(times) - times, times)
        base = (at.base[which] + inner.group.first + nth * inner.group.stride).astype(np.int32)
        end = np.minimum(base + inner.group.stride, at.end[which]).astype(np.int32)
        row = (offsets[at.row][which] + nth).astype(np.int32)
        inner_parts.append((inner.fields, Rows(at.start[which], base, end, row)))
    columns = _group_columns(table, name)
    total = int(offsets[-1])
    filled = _filled(table, name, inner_parts, total, words, workspace)
    schema = pa.schema([pa.field(c.name, ARROW[c.kind]) for c in columns])
    children = assemble(columns, filled, total, schema)
    structs = pa.StructArray.from_arrays([c.combine_chunks() for c in children.columns], fields=list(schema))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def application_tables(envelope: Envelope, binary: pa.Table, words: NDArray[np.uint64], workspace: Workspace
                       ) -> tuple[dict[str, pa.Table], pa.Array]:  # fmt: skip
    """Every application table that this page has rows for, and the `application` column of the binary table."""
    places = envelope.places
    index = np.zeros(envelope.rows, np.int32)
    known = np.zeros(envelope.rows, np.uint8)
    tables: dict[str, pa.Table] = {}
    claimed = sorted(choose(envelope, words).items())
    rows_of = [np.sort(np.concatenate([rows for _, rows in claims])) for _, claims in claimed]
    # one selection serves all tables: each is a stretch of it
    everyone = np.concatenate(rows_of) if rows_of else np.zeros(0, np.intp)
    shared = binary.select(_SHARED_NAMES).take(pa.array(everyone)).combine_chunks()
    begin = 0
    for number, ((name, claims), chosen) in enumerate(zip(claimed, rows_of, strict=True)):
        index[chosen], known[chosen] = number, 1
        parts = []
        for one, rows in claims:
            at = places.at[rows]
            row = np.searchsorted(chosen, rows).astype(np.int32)
            parts.append((_shape(one), Rows(places.start[rows], at, at + places.bits[rows], row)))
        arrays = _filled(name, "", [(shape.fields, at) for shape, at in parts], len(chosen), words, workspace)
        for group in group_names(name):
            arrays[group] = _repeated(name, group, parts, len(chosen), words, arrays, workspace)
        own = [arrays[c.name] if c.name in arrays else no_values(c.kind, len(chosen)) for c in columns_of(name)]
        lists = [arrays[group] for group in group_names(name)]
        columns = [*shared.slice(begin, len(chosen)).columns, *own, *lists]
        tables[name] = pa.Table.from_arrays(columns, schema=application_schema(name))
        begin += len(chosen)
    indices = with_nulls("int32", index, known)
    return tables, pa.DictionaryArray.from_arrays(indices, pa.array([name for name, _ in claimed], pa.string()))
