"""One page of messages as Arrow tables, one for each family of reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode import derive, text_kernel
from marsad.decode.ais.bit_table import BitField
from marsad.decode.block import Block, Plan, full, named, no_values, plan, with_nulls
from marsad.decode.columns import STORAGE, Family, Layout, families, fill_spec, layout_of_number, layouts
from marsad.decode.extract_kernel import SPEC_CELLS, extract, rows_of_family, sort_by_layout
from marsad.decode.heard_kernel import CHANNEL_CODES, OK_COLUMNS, heard, mark_length
from marsad.decode.page import N_MESSAGES, Page
from marsad.schema import Column
from marsad.schema.arrow import arrow_schema
from marsad.wire.leading_digits import odd_leading_digits

CHANNELS = pa.array([chr(code) for code in range(CHANNEL_CODES)], pa.string())
_EMPTY = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Rows:
    """The messages of one layout within one page: first word, end bit, and row in the table at hand."""

    order: NDArray[np.int32]
    start: NDArray[np.int32]
    base: NDArray[np.int32]
    end: NDArray[np.int32]
    row: NDArray[np.int32]


@dataclass(frozen=True)
class Heard:
    """The shared columns of one table, as Arrow, and those that further steps read."""

    arrays: dict[str, pa.Array]
    t: NDArray[np.int64]
    t_ok: NDArray[np.uint8]
    flags: NDArray[np.uint32]


def heard_columns(page: Page, chosen: NDArray[np.int32], names: pa.Array, simulated: NDArray[np.bool_]) -> Heard:
    """When, where and by whom the chosen messages were heard; flags are still open to change."""
    rows = len(chosen)
    t, recv, offset = (np.empty(rows, np.int64) for _ in range(3))
    digest = np.empty(rows, np.uint64)
    group, mmsi, flags = (np.empty(rows, np.uint32) for _ in range(3))
    signal = np.empty(rows, np.float32)
    slot = np.empty(rows, np.uint16)
    station, source, channel = (np.empty(rows, np.int32) for _ in range(3))
    number, repeat, sentences = (np.empty(rows, np.uint8) for _ in range(3))
    ok = np.empty((len(OK_COLUMNS), rows), np.uint8)
    heard(page.messages, page.words, chosen, odd_leading_digits(), simulated, t, recv, offset, digest, group, mmsi,
          flags, signal, slot, station, source, channel, number, repeat, sentences, ok)  # fmt: skip

    def sparse(name: str, make: Any) -> pa.Array:
        """Most feeds never tell these: spare the columns where nobody did."""
        return make(valid[name]) if valid[name].any() else None

    valid = dict(zip(OK_COLUMNS, ok, strict=True))
    arrays = {
        "t": sparse("t", lambda v: with_nulls("time", t, v)),
        "t_recv": sparse("t_recv", lambda v: with_nulls("time", recv, v)),
        "source": sparse("source", lambda v: named(source, v, names)),
        "station": sparse("station", lambda v: named(station, v, names)),
        "offset": full("int64", offset),
        "sentences": full("uint8", sentences),
        "group_id": sparse("group_id", lambda v: with_nulls("uint32", group, v)),
        "channel": named(channel, valid["channel"], CHANNELS),
        "signal_dbm": sparse("signal_dbm", lambda v: with_nulls("float32", signal, v)),
        "slot_heard": sparse("slot_heard", lambda v: with_nulls("uint16", slot, v)),
        "type": full("uint8", number),
        "repeat": full("uint8", repeat),
        "mmsi": full("uint32", mmsi),
        "digest": full("uint64", digest),
    }
    return Heard({name: array for name, array in arrays.items() if array is not None}, t, valid["t"], flags)


def fill_numbers(block: Block, words: NDArray[np.uint64], rows: Rows, numbers: Any, flags: NDArray[np.uint32]) -> None:
    """Extract all number fields of one layout into the table's block."""
    for fields in numbers:
        specs, scales = block.plan.specs(fields)
        extract(words, rows.start, rows.base, rows.end, rows.row, specs, scales, block.values[fields.storage],
                block.ok, flags)  # fmt: skip


class Places:
    """Where the text or the bits of each row of one column lie in the page's words."""

    def __init__(self, rows: int) -> None:
        self.start, self.at, self.bits = (np.zeros(rows, np.int32) for _ in range(3))

    def add(self, words: NDArray[np.uint64], rows: Rows, field: BitField) -> None:
        """Note the places that one layout gives."""
        spec = np.zeros(SPEC_CELLS, np.int64)
        fill_spec(spec, field)
        base = rows.base if len(rows.base) else np.zeros(len(rows.start), np.int32)
        text_kernel.place(words, rows.start, base, rows.end, rows.row, spec, field.first, field.width, field.leave,
                          self.start, self.at, self.bits)  # fmt: skip

    def text(self, words: NDArray[np.uint64], more: Places | None, flags: NDArray[np.uint32]) -> pa.Array:
        """The column as text."""
        rows = len(self.start)
        more_start, more_at, more_bits = (more.start, more.at, more.bits) if more else (_EMPTY, _EMPTY, _EMPTY)
        out = np.empty(int(self.bits.sum() + more_bits.sum()) // 6 + 1, np.uint8)
        offsets = np.empty(rows + 1, np.int32)
        ok = np.empty(rows, np.uint8)
        used = text_kernel.text(words, self.start, self.at, self.bits, more_start, more_at, more_bits, offsets, out, ok,
                                flags)  # fmt: skip
        validity = pa.py_buffer(np.packbits(ok, bitorder="little"))
        return pa.Array.from_buffers(pa.string(), rows, [validity, pa.py_buffer(offsets), pa.py_buffer(out[:used])])

    def raw(self, words: NDArray[np.uint64]) -> pa.Array:
        """The column as bytes."""
        rows = len(self.start)
        out = np.empty(int(((self.bits + 7) // 8).sum()) + 1, np.uint8)
        offsets = np.empty(rows + 1, np.int32)
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
    heard: Heard


@cache
def _plan(family: Family, filling: tuple[Layout, ...]) -> Plan:
    """The number columns that some layouts fill in a table, with those derived from them."""
    filled = {name for layout in filling for name in layout.tables[family.table.name].names}
    filled |= {name for layout in filling for name, _ in layout.message.constants}
    filled |= derive.columns(family.table.name, filled)
    return plan(tuple(c for c in family.own_columns if c.name in filled and c.kind in STORAGE))


def family_table(family: Family, page: Page, present: dict[int, Rows], names: pa.Array, simulated: NDArray[np.bool_]
                 ) -> tuple[pa.Table, Envelope | None]:  # fmt: skip
    """The table of one family for one page. `present` are the layouts heard, with their rows still unnumbered."""
    count = int(page.tally[N_MESSAGES])
    chosen, row_of = rows_of_family(page.messages, count, family.member)
    rows = len(chosen)
    shared = heard_columns(page, chosen, names, simulated)
    mine: list[tuple[Layout, Rows]] = [
        (layouts()[i], Rows(r.order, r.start, r.base, r.end, row_of[r.order])) for i, r in present.items()
        if i in family.layouts
    ]  # fmt: skip
    block = Block(_plan(family, tuple(layout for layout, _ in mine)), rows)
    texts: dict[str, Places] = {}
    more: dict[str, Places] = {}
    raw: dict[str, Places] = {}
    for layout, found in mine:
        mark_length(page.messages, found.order, found.row, layout.lengths, shared.flags)
        fields = layout.tables[family.table.name]
        fill_numbers(block, page.words, found, fields.numbers, shared.flags)
        for f in fields.texts:
            target = more if f.joins else texts
            target.setdefault(f.joins or f.name, Places(rows)).add(page.words, found, f)
        for f in fields.bits:
            raw.setdefault(f.name, Places(rows)).add(page.words, found, f)
        for name, value in layout.message.constants:
            block.column(name)[found.row] = value
            block.valid(name)[found.row] = 1
        for group in layout.message.null_together:
            if all(name in block for name in group):
                derive.null_together(block, group, found.row)
    if "bit_length" in block and "data" in raw:
        block.column("bit_length")[:] = raw["data"].bits
        block.valid("bit_length")[:] = 1
    derive.fill(family.table.name, block, shared.t, shared.t_ok, shared.flags)
    arrays: dict[str, pa.Array] = {name: block.array(name) for name in block.plan.ok_of}
    for name, places in texts.items():
        arrays[name] = places.text(page.words, more.get(name), shared.flags)
    for name, places in raw.items():
        arrays[name] = places.raw(page.words)
    arrays |= shared.arrays
    arrays["flags"] = full("uint32", shared.flags)
    envelope = _envelope(block, raw, shared, rows) if family.table.name == "binary" else None
    return assemble(family.table.columns, arrays, rows, arrow_schema(family.table)), envelope


def assemble(columns: tuple[Column, ...], arrays: dict[str, pa.Array], rows: int, schema: pa.Schema) -> pa.Table:
    """A table with every column of its schema; what was not heard is null."""
    return pa.Table.from_arrays(
        [arrays[c.name] if c.name in arrays else no_values(c.kind, rows) for c in columns], schema=schema
    )


def _envelope(block: Block, raw: dict[str, Places], shared: Heard, rows: int) -> Envelope | None:
    if "dac" not in block or "data" not in raw:
        return None
    addressed = block.valid("dest_mmsi").astype(np.bool_) if "dest_mmsi" in block else np.zeros(rows, np.bool_)
    structured = block.valid("dac") & block.valid("fi")
    return Envelope(rows, raw["data"], block.column("dac"), block.column("fi"), structured, addressed, shared)


def family_tables(page: Page, names: pa.Array, simulated: NDArray[np.bool_]
                  ) -> tuple[dict[str, pa.Table], Envelope | None]:  # fmt: skip
    """Every family that the page has rows for, in arrival order, and the envelopes of its binary messages."""
    count = int(page.tally[N_MESSAGES])
    order, start, end, begins = sort_by_layout(page.messages, count, layout_of_number(), len(layouts()))
    present = {
        i: Rows(order[a:b], start[a:b], _EMPTY, end[a:b], _EMPTY)
        for i, (a, b) in enumerate(zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True)) if b > a
    }  # fmt: skip
    tables: dict[str, pa.Table] = {}
    envelope = None
    for family in families():
        if any(i in present for i in family.layouts):
            tables[family.table.name], found = family_table(family, page, present, names, simulated)
            envelope = found or envelope
    return tables, envelope
