"""Our rows of a file, as columns of raw codes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.decode.ais.messages import MESSAGE_OF
from marsad.decode.batch import Batch, joined
from marsad.decode.decoder import Decoder
from tests.decode.agreement.records import (
    NOTHING,
    PLAIN,
    Codes,
    Heard,
    Kind,
    code_of,
    fields_of,
    numbers,
    spread,
    texts,
)

SHARED = {"repeat", "seqno", "dest_mmsi", "retransmit", "dac", "fi"}
"""Columns that an application table has of the envelope: compared there."""


def decoded(data: bytes) -> Batch:
    """A whole file."""
    decoder = Decoder()
    return joined([decoder.feed(data), decoder.flush()])


def ours(batch: Batch) -> dict[Kind, Heard]:
    """Columns of every message kind; message 19 has those of both its rows."""
    found: dict[Kind, Heard] = {}
    for number, message in MESSAGE_OF.items():
        tables = []
        for name in message.tables:
            if name not in batch.tables:
                break
            table = batch.tables[name]
            tables.append(table.filter(pc.equal(table.column("type"), number)).combine_chunks())
        if len(tables) < len(message.tables) or not tables[0].num_rows:
            continue
        if number in (6, 8):
            found |= _binary(number, tables[0], batch)
        else:
            found[number, *PLAIN] = _heard((number, *PLAIN), tables)
    return found


def _binary(number: int, table: pa.Table, batch: Batch) -> dict[Kind, Heard]:
    """Binary messages by DAC and FI, each with the columns of its application beside it."""
    found: dict[Kind, Heard] = {}
    pairs = {(row["dac"], row["fi"]) for row in table.select(["dac", "fi"]).to_pylist()}
    for dac, fi in sorted(pairs):
        mine = table.filter(pc.and_(pc.equal(table.column("dac"), dac), pc.equal(table.column("fi"), fi)))
        names = [name for name in mine.column("application").unique().to_pylist() if name]
        heard = _heard((number, *PLAIN), [mine])
        if len(names) == 1:
            application = batch.applications[names[0]]
            place = pc.index_in(mine.column("offset"), application.column("offset").combine_chunks())
            joined_rows = application.combine_chunks().take(place)
            more = _heard((number, dac, fi), [joined_rows]).columns
            for name in SHARED & more.keys():
                del more[name]
            heard.columns |= more
        found[number, dac, fi] = heard
    return found


def _heard(kind: Kind, tables: list[pa.Table]) -> Heard:
    fields = fields_of(kind)
    columns: dict[str, Codes] = {}
    for table in tables:
        for name in table.column_names:
            one = fields.get(name)
            column = table.column(name)
            if name == "repeat":
                columns[name] = np.nan_to_num(_floats(column)).astype(np.int64)
            if one is None:
                if pa.types.is_list(column.type):
                    columns |= _parts(kind, name, column)
                continue
            if one.kind == "text":
                columns[name] = texts(column.to_pylist())
            elif one.kind == "bits":
                lengths = table.column("bit_length").to_pylist()
                columns[name] = _objects(list(zip(lengths, column.to_pylist(), strict=True)))
            else:
                columns[name] = code_of(_floats(column), one)
        for axis in ("lon", "lat"):
            if axis + "_e4min" in fields and axis + "_e4min" in columns:
                codes = columns[axis + "_e4min"] * fields[axis + "_e4min"].times
                degrees = codes.astype(np.float32).astype(np.float64) / 600_000  # as libais computes
                empty = columns[axis + "_e4min"] == NOTHING
                columns[axis + "_single"] = np.where(empty, {"lon": 181.0, "lat": 91.0}[axis], degrees).astype(
                    np.float32
                )
        if "rot_raw" in fields and "rot_raw" in columns:
            columns["rot_whole_deg_min"] = _whole_turn(columns["rot_raw"], _floats(table.column("rot_deg_min")))
    return Heard(np.nan_to_num(_floats(tables[0].column("mmsi"))).astype(np.int64), columns)


def _parts(kind: Kind, group: str, column: pa.ChunkedArray) -> dict[str, Codes]:
    """The parts of a group, each field of the n-th as a column of its own."""
    fields = fields_of(kind)
    columns: dict[str, Codes] = {}
    for name, values in spread(group, column.to_pylist()).items():
        one = fields.get(name)
        if one is None:
            columns[name] = np.array(values, np.int64)
        else:
            columns[name] = texts(values) if one.kind == "text" else code_of(numbers(values), one)
    return columns


def _whole_turn(codes: Codes, degrees: Codes) -> Codes:
    """The turn as pyais tells it: whole degrees a minute, 127 and -127 without an indicator, -128 for nothing."""
    return np.where(codes == NOTHING, -128, np.where(np.abs(codes) == 127, codes, np.rint(degrees))).astype(np.float64)


def _floats(column: pa.ChunkedArray) -> Codes:
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    return column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64)


def _objects(values: list[Any]) -> Codes:
    out = np.empty(len(values), object)
    out[:] = values
    return out


__all__ = ["NOTHING", "decoded", "ours"]
