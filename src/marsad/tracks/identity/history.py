"""static_history: one row each time a vessel says something else of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.arrow import arrow_schema
from marsad.schema.flags import Flag
from marsad.schema.lake import LAKE
from marsad.tracks.arrow_columns import numbers, one_chunk, times
from marsad.tracks.identity.fields import DRAUGHT_UNITS, FIELDS, SPOKEN, TEXTS
from marsad.tracks.identity.history_kernel import NOT_TOLD, TIMED, follow
from marsad.tracks.identity.said import SAID, none_said
from marsad.tracks.order import order_of

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
_DAY_US = 86_400_000_000
_READ = {"t", "mmsi", "digest", "type", "part", "flags", "source", "station", *FIELDS}
_follow: Callable[..., int] = follow


@dataclass(frozen=True)
class History:
    """What a day's statements changed."""

    rows: pa.Table
    """Rows of schema/lake/static_history, in order of sender and time."""
    said: pa.Table
    """What every sender says now."""
    told_before: Ints
    """For each row, when the value before was last told, as far as it is timed (IMO number and call sign)."""
    count: Ints
    """For each row, which change of its field on that day it is, from 1: beyond the eighth, only the last is kept."""


def static_history(static: pa.Table, said: pa.Table | None = None, shared: npt.ArrayLike = ()) -> History:
    """Follow statements (unique rows of schema/static, in any order) on from what was `said` before.

    Null in a message that speaks of a field says that it is no longer told; a row of a table speaks only of what it
    tells. Of a field that changes more than eight times on one UTC day, as where two ships send under one number, the
    first eight changes are kept and the last. `shared` lists the MMSI that several vessels send: their rows name no
    vessel. Rows without a time are left out. Parts of a table by sender, or by whole days in turn, give what all of it
    gives.
    """
    said = none_said() if said is None else said
    told_at = static.select([name for name in static.column_names if name in _READ])
    batch = one_chunk(told_at.filter(pc.is_valid(told_at["t"])) if told_at["t"].null_count else told_at)
    if batch is None:
        none: Ints = np.zeros(0, np.int64)
        return History(arrow_schema(LAKE["static_history"]).empty_table(), said, none, none)
    mmsi = numbers(batch, "mmsi", 0).astype(np.uint32, copy=False)
    t = times(batch, "t", 0)
    digest = numbers(batch, "digest", 0).astype(np.uint64, copy=False)
    order = order_of(mmsi, t, digest, t)
    kept = _telling(mmsi, t, digest, np.arange(mmsi.size) if order is None else order)
    if kept.size < mmsi.size or order is not None:
        batch, mmsi, t = batch.take(pa.array(kept)), mmsi[kept], t[kept]
    senders, held = _senders(mmsi, said)
    codes, values, words = _codes(batch, held)
    told = np.stack([_filled(held[f"{FIELDS[field]}_told"], 0) for field in TIMED])
    spoken, from_table = _spoken(batch, codes)
    arguments = (codes, spoken, from_table, np.searchsorted(senders, mmsi), t)
    empty = np.zeros(0, np.int64)
    n = int(_follow(*arguments, values.copy(), told.copy(), *([empty] * 5), False))
    row, field, before, told_before, count = found = np.zeros((5, n), np.int64)
    _follow(*arguments, values, told, *found, True)
    order = np.lexsort((field, row))
    rows = _rows(batch, codes, words, row[order], field[order], before[order], np.asarray(shared, np.int64))
    return History(rows, _said(senders, values, told, words), told_before[order], count[order])


def _telling(
    mmsi: npt.NDArray[np.uint32], t: Ints, digest: npt.NDArray[np.uint64], order: npt.NDArray[np.int64]
) -> Ints:
    """The rows in order, without those inside of a run of equal statements: they change nothing."""
    mmsi, day, digest = mmsi[order], t[order] // _DAY_US, digest[order]
    same = (mmsi[1:] == mmsi[:-1]) & (digest[1:] == digest[:-1]) & (day[1:] == day[:-1])
    kept = np.ones(order.size, np.bool_)
    kept[1:-1] = ~(same[1:] & same[:-1])
    return order[kept]


def _senders(mmsi: npt.NDArray[np.uint32], said: pa.Table) -> tuple[npt.NDArray[np.uint32], pa.Table]:
    """All senders in order, and what each said before (null where it is new)."""
    old = said["mmsi"].to_numpy()
    senders = np.union1d(old, mmsi[np.r_[True, mmsi[1:] != mmsi[:-1]]]).astype(np.uint32)
    place = np.searchsorted(old, senders)
    known = place < old.size
    known[known] = old[place[known]] == senders[known]
    return senders, said.take(pa.array(place, mask=~known))


def _codes(batch: pa.RecordBatch, held: pa.Table) -> tuple[Codes, Ints, dict[int, pa.Array]]:
    """Values of the rows and of the state as whole numbers, fields first; the words of the texts."""
    codes = np.full((len(FIELDS), batch.num_rows), NOT_TOLD, np.int32)  # no value needs more than 30 bits
    values = np.full((len(FIELDS), held.num_rows), NOT_TOLD, np.int64)
    words: dict[int, pa.Array] = {}
    for k, name in enumerate(FIELDS):
        before = held[name].combine_chunks()
        if name not in TEXTS:
            values[k] = _filled(before, NOT_TOLD)
            if name in batch.schema.names:
                codes[k] = _numbers(batch.column(name), DRAUGHT_UNITS if name == "draught_m" else 1)
            continue
        now = batch.column(name).cast(pa.string()) if name in batch.schema.names else pa.array([], pa.string())
        coded = pa.concat_arrays([before, now]).dictionary_encode()
        number = _filled(coded.indices.cast(pa.int64()), NOT_TOLD)
        words[k] = coded.dictionary
        values[k] = number[: held.num_rows]
        if len(now):
            codes[k] = number[held.num_rows :]
    return codes, values, words


def _numbers(column: pa.Array, units: int) -> Ints:
    if units == 1:
        return _filled(column.cast(pa.int64()), NOT_TOLD)
    told = np.asarray(pc.fill_null(column, np.nan).to_numpy(zero_copy_only=False), np.float64)
    return np.where(np.isnan(told), NOT_TOLD, np.rint(np.nan_to_num(told) * units)).astype(np.int64)


def _filled(column: Any, null: int) -> Ints:
    return np.asarray(pc.fill_null(column, null).to_numpy(), np.int64)


def _spoken(batch: pa.RecordBatch, codes: Codes) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """For each row the fields that it speaks of, and whether it comes from a table."""
    from_table = (numbers(batch, "flags", 0).astype(np.int64) & int(Flag.TABLE)) != 0
    message = np.where(from_table, 0, numbers(batch, "type", 0).astype(np.int64))
    key = message * 256 + np.where(message == 24, numbers(batch, "part", 255).astype(np.int64), 255)
    told = np.zeros(batch.num_rows, np.uint32)
    for k in range(len(FIELDS)):
        told |= (codes[k] != NOT_TOLD).astype(np.uint32) << np.uint32(k)
    for (number, part), bits in SPOKEN.items():
        told = np.where(key == number * 256 + part, np.uint32(bits), told)
    return told, from_table


def _rows(
    batch: pa.RecordBatch, codes: Codes, words: dict[int, pa.Array], row: Ints, field: Ints, before: Ints, shared: Ints
) -> pa.Table:
    mmsi = numbers(batch, "mmsi", 0)[row].astype(np.int64)
    value = _texts(codes[field, row].astype(np.int64), field, words)
    at = pa.array(row)
    names = pa.DictionaryArray.from_arrays(pa.array(field.astype(np.int32)), pa.array(FIELDS))
    told = {
        "t": batch.column("t").take(at),
        "vessel_id": pa.array(mmsi * 100, mask=np.isin(mmsi, shared)),
        "mmsi": pa.array(mmsi.astype(np.uint32)),
        "field": names,
        "value": value,
        "before": _texts(before, field, words),
    }
    schema = arrow_schema(LAKE["static_history"])
    for name in ("source", "station"):
        there = name in batch.schema.names
        told[name] = batch.column(name).take(at) if there else pa.nulls(row.size, schema.field(name).type)
    return pa.table([told[column.name] for column in schema], schema=schema)


def _texts(codes: Ints, field: Ints, words: dict[int, pa.Array]) -> pa.Array:
    """Values in words: numbers as they are read, the draught in metres."""
    parts, places = [], []
    for k in np.unique(field).tolist():
        at = np.flatnonzero(field == k)
        parts.append(_spelt(codes[at], k, words))
        places.append(at)
    if not parts:
        return pa.array([], pa.string())
    back = np.argsort(np.concatenate(places), kind="stable")
    return pa.concat_arrays(parts).take(pa.array(back))


def _spelt(codes: Ints, field: int, words: dict[int, pa.Array]) -> pa.Array:
    null = codes == NOT_TOLD
    if field in words:
        return words[field].take(pa.array(codes, mask=null))
    if FIELDS[field] == "draught_m":
        return pa.array(codes / DRAUGHT_UNITS, mask=null).cast(pa.string())
    return pa.array(codes, mask=null).cast(pa.string())


def _said(senders: npt.NDArray[np.uint32], values: Ints, told: Ints, words: dict[int, pa.Array]) -> pa.Table:
    columns = [pa.array(senders)]
    for k in range(len(FIELDS)):
        null = values[k] == NOT_TOLD
        code = pa.array(values[k], mask=null)
        columns.append(words[k].take(code) if k in words else code)
    return pa.table([*columns, *map(pa.array, told)], schema=SAID)
