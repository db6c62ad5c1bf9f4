"""One page of messages as Arrow tables, one for each family of reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode import derive, text_kernel
from marsad.decode.ais.bit_table import BitField
from marsad.decode.arrange_kernel import arrange
from marsad.decode.block import Block, Plan, full, named, no_values, plan, with_nulls
from marsad.decode.columns import STORAGE, Family, Fields, families, homes, layout_of_number, layouts, spec_of
from marsad.decode.extract_kernel import extract
from marsad.decode.heard_kernel import CHANNEL_CODES, OK_COLUMNS, heard, told_columns
from marsad.decode.memory import Columns, Workspace
from marsad.decode.page import N_MESSAGES, T_TOLD, TOLD, Page
from marsad.schema import Column
from marsad.schema.arrow import arrow_schema
from marsad.schema.heard import HEARD
from marsad.wire.leading_digits import odd_leading_digits

CHANNELS = pa.array([chr(code) for code in range(CHANNEL_CODES)], pa.string())
COMMON = 8  # a layout that at least one of so many rows has is common
_EMPTY = np.zeros(0, np.int32)
_KIND_OF = {column.name: column.kind for column in HEARD}
_NO_KIND = np.zeros(0, np.uint8)


@dataclass(frozen=True)
class Rows:
    """The messages of one layout within one page: first word, end bit, and row in the table at hand."""

    start: NDArray[np.int32]
    base: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]


@dataclass(frozen=True)
class Members:
    """The rows of one family within one page: each one's message, first word, end bit and kind of layout."""

    chosen: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.uint8]


@dataclass(frozen=True)
class Heard:
    """The shared columns of one table, as Arrow, and those that further steps read."""

    arrays: dict[str, pa.Array]
    t: NDArray[np.int64]
    t_ok: NDArray[np.uint8]
    flags: NDArray[np.uint32]


def heard_columns(page: Page, members: Members, told: int, names: pa.Array, simulated: NDArray[np.bool_],
                  workspace: Workspace) -> Heard:  # fmt: skip
    """When, where and by whom the messages were heard; flags are still open to change. `told`: see page."""
    rows = len(members.chosen)
    new = workspace.columns.array
    offset, digest, mmsi, flags = new(rows, np.int64), new(rows, np.uint64), new(rows, np.uint32), new(rows, np.uint32)
    channel = new(rows, np.int32)
    number, repeat, sentences = new(rows, np.uint8), new(rows, np.uint8), new(rows, np.uint8)
    ok = workspace.array("heard", len(OK_COLUMNS) * rows, np.uint8).reshape(len(OK_COLUMNS), rows)
    heard(page.messages, page.words, members.chosen, members.start, members.end, odd_leading_digits(), offset, digest,
          mmsi, flags, channel, number, repeat, sentences, ok)  # fmt: skip
    telling = rows if told else 0
    t, recv, group = new(telling, np.int64), new(telling, np.int64), new(telling, np.uint32)
    signal, slot = new(telling, np.float32), new(telling, np.uint16)
    station, source = new(telling, np.int32), new(telling, np.int32)
    if told:
        told_columns(page.messages, members.chosen, told, simulated, t, recv, group, flags, signal, slot, station,
                     source, ok)  # fmt: skip
    valid = dict(zip(OK_COLUMNS, ok, strict=True))
    arrays = {
        "offset": full("int64", offset),
        "sentences": full("uint8", sentences),
        "channel": named(channel, valid["channel"], CHANNELS),
        "type": full("uint8", number),
        "repeat": full("uint8", repeat),
        "mmsi": full("uint32", mmsi),
        "digest": full("uint64", digest),
    }
    # most feeds never tell these: spare the columns where nobody did
    for name, values in (("t", t), ("t_recv", recv), ("group_id", group), ("signal_dbm", signal), ("slot_heard", slot)):
        if told and valid[name].any():
            arrays[name] = with_nulls(_KIND_OF[name], values, valid[name])
    for name, index in (("source", source), ("station", station)):
        if told and valid[name].any():
            arrays[name] = named(index, valid[name], names)
    return Heard(arrays, t, valid["t"], flags)


def fill_numbers(
    block: Block, words: NDArray[np.uint64], rows: Rows, fields: Fields, flags: NDArray[np.uint32]
) -> None:
    """Extract all number fields of one layout into the table's block."""
    specs, scales = block.plan.specs(((fields, 0),))
    extract(words, rows.start, rows.base, rows.end, _NO_KIND, rows.row, specs, scales, block.stride, block.cells,
            block.marks, flags)  # fmt: skip


class Places:
    """Where the text or the bits of each row of one column lie in the page's words."""

    def __init__(self, rows: int) -> None:
        self.start, self.at, self.bits = (np.zeros(rows, np.int32) for _ in range(3))

    def add(self, words: NDArray[np.uint64], rows: Rows, field: BitField) -> None:
        """Note the places that one layout gives."""
        base = rows.base if len(rows.base) else np.zeros(len(rows.start), np.int32)
        text_kernel.place(words, rows.start, base, rows.end, rows.row, spec_of(field), field.first, field.width,
                          field.leave, self.start, self.at, self.bits)  # fmt: skip

    def text(self, words: NDArray[np.uint64], more: Places | None, flags: NDArray[np.uint32], columns: Columns
             ) -> pa.Array:  # fmt: skip
        """The column as text."""
        rows = len(self.start)
        more_start, more_at, more_bits = (more.start, more.at, more.bits) if more else (_EMPTY, _EMPTY, _EMPTY)
        out = columns.array(int(self.bits.sum() + more_bits.sum()) // 6 + 8, np.uint8)
        offsets = columns.array(rows + 1, np.int32)
        ok = np.empty(rows, np.uint8)
        used = text_kernel.text(words, self.start, self.at, self.bits, more_start, more_at, more_bits, offsets, out, ok,
                                flags)  # fmt: skip
        validity = pa.py_buffer(np.packbits(ok, bitorder="little"))
        return pa.Array.from_buffers(pa.string(), rows, [validity, pa.py_buffer(offsets), pa.py_buffer(out[:used])])

    def raw(self, words: NDArray[np.uint64], columns: Columns) -> pa.Array:
        """The column as bytes."""
        rows = len(self.start)
        out = columns.array(int(((self.bits + 7) // 8).sum()) + 1, np.uint8)
        offsets = columns.array(rows + 1, np.int32)
        used = text_kernel.raw_bits(words, self.start, self.at, self.bits, offsets, out)
        return pa.Array.from_buffers(pa.binary(), rows, [None, pa.py_buffer(offsets), pa.py_buffer(out[:used])])


@dataclass(frozen=True)
class Envelope:
    """What the application tables need of the binary messages of a page."""

    rows: int
    places: Places
    dac: NDArray[np.generic]
    fi: NDArray[np.generic]
    structured: NDArray[np.uint8]
    addressed: NDArray[np.bool_]


@cache
def _plan(family: Family, filling: tuple[int, ...], timed: bool) -> Plan:
    """The number columns that some layouts fill in a table, with those derived from them."""
    filled = {name for i in filling for name in layouts()[i].tables[family.table.name].names}
    filled |= derive.columns(family.table.name, filled, timed)
    return plan(tuple(c for c in family.own_columns if c.name in filled and c.kind in STORAGE))


def _fill_table(block: Block, family: Family, words: NDArray[np.uint64], members: Members, mine: dict[int, Rows],
                flags: NDArray[np.uint32]) -> None:  # fmt: skip
    """Extract all number fields of a table.

    Fields of the layouts that many rows have are read for every row in turn, and kept where they apply: in order, that
    is quicker than to seek out the rows. The rest is read layout by layout.
    """
    kinds = {i: kind for kind, i in enumerate(family.layouts)}
    common = [i for i, found in mine.items() if len(found.row) * COMMON >= len(members.chosen)]
    parts = tuple((layouts()[i].tables[family.table.name], kinds[i]) for i in common)
    if common:
        specs, scales = block.plan.specs(parts, len(common) == len(mine))
        extract(words, members.start, _EMPTY, members.end, members.kind, _EMPTY, specs, scales, block.stride,
                block.cells, block.marks, flags)  # fmt: skip
    for i, found in mine.items():
        if i not in common:
            fill_numbers(block, words, found, layouts()[i].tables[family.table.name], flags)


def family_table(family: Family, page: Page, members: Members, mine: dict[int, Rows], heard: Heard, timed: bool,
                 workspace: Workspace) -> tuple[pa.Table, Envelope | None]:  # fmt: skip
    """The table of one family for one page. `mine` are the layouts heard."""
    rows = len(members.chosen)
    block = Block(_plan(family, tuple(mine), timed), rows, workspace)
    texts: dict[str, Places] = {}
    more: dict[str, Places] = {}
    raw: dict[str, Places] = {}
    _fill_table(block, family, page.words, members, mine, heard.flags)
    for i, found in mine.items():
        layout = layouts()[i]
        fields = layout.tables[family.table.name]
        for f in fields.texts:
            target = more if f.joins else texts
            target.setdefault(f.joins or f.name, Places(rows)).add(page.words, found, f)
        for f in fields.bits:
            raw.setdefault(f.name, Places(rows)).add(page.words, found, f)
        for group in layout.message.null_together:
            if all(name in block for name in group):
                derive.null_together(block, group, found.row)
    if "bit_length" in block and "data" in raw:
        block.column("bit_length")[:] = raw["data"].bits
        block.valid("bit_length")[:] = 1
    derive.fill(family.table.name, block, heard.t, heard.t_ok, heard.flags)
    arrays = block.arrays()
    for name, places in texts.items():
        arrays[name] = places.text(page.words, more.get(name), heard.flags, workspace.columns)
    for name, places in raw.items():
        arrays[name] = places.raw(page.words, workspace.columns)
    arrays |= heard.arrays
    arrays["flags"] = full("uint32", heard.flags)
    envelope = _envelope(block, raw, rows) if family.table.name == "binary" else None
    return assemble(family.table.columns, arrays, rows, arrow_schema(family.table)), envelope


def assemble(columns: tuple[Column, ...], arrays: dict[str, pa.Array], rows: int, schema: pa.Schema) -> pa.Table:
    """A table with every column of its schema; what was not heard is null."""
    return pa.Table.from_arrays(
        [arrays[c.name] if c.name in arrays else no_values(c.kind, rows) for c in columns], schema=schema
    )


def _envelope(block: Block, raw: dict[str, Places], rows: int) -> Envelope | None:
    if "dac" not in block or "data" not in raw:
        return None
    addressed = block.valid("dest_mmsi").astype(np.bool_) if "dest_mmsi" in block else np.zeros(rows, np.bool_)
    structured = block.valid("dac") & block.valid("fi")
    return Envelope(rows, raw["data"], block.column("dac"), block.column("fi"), structured, addressed)


def family_tables(page: Page, names: pa.Array, simulated: NDArray[np.bool_], workspace: Workspace
                  ) -> tuple[dict[str, pa.Table], Envelope | None]:  # fmt: skip
    """Every family that the page has rows for, in arrival order, and the envelopes of its binary messages."""
    count, told = int(page.tally[N_MESSAGES]), int(page.tally[TOLD])
    new = workspace.array
    start, end = (new(name, count, np.int32) for name in ("start", "end"))
    row = new("row", count * 2, np.int32).reshape(2, count)
    of_rows = (
        *(new(name, count * 2, np.int32) for name in ("chosen", "starts", "ends")),
        new("kind", count * 2, np.uint8),
    )
    by_layout, by_family = arrange(page.messages, count, layout_of_number(), homes().families, homes().kinds,
                                         homes().lengths, len(families()), start, end, row, *of_rows)  # fmt: skip
    bounds = by_layout.tolist()
    tables: dict[str, pa.Table] = {}
    envelope = None
    for f, family in enumerate(families()):
        begin, stop = int(by_family[f]), int(by_family[f + 1])
        if begin == stop:
            continue
        members = Members(*(column[begin:stop] for column in of_rows))
        mine = {}
        for i in family.layouts:
            a, b = bounds[i], bounds[i + 1]
            if a < b:
                home = 0 if homes().families[i, 0] == f else 1
                mine[i] = Rows(start[a:b], _EMPTY, end[a:b], row[home, a:b])
        shared = heard_columns(page, members, told, names, simulated, workspace)
        tables[family.table.name], found = family_table(family, page, members, mine, shared, bool(told & T_TOLD),
                                                        workspace)  # fmt: skip
        envelope = found or envelope
    return tables, envelope
