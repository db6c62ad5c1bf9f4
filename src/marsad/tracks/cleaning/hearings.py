"""Who heard what and when: the columns of a family that tell transmissions apart, as arrays."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.flags import Flag
from marsad.tracks.arrow_columns import category, is_told, numbers, one_chunk, times
from marsad.tracks.cleaning.offsets import Offsets, Receivers

_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Hearings:
    """One element for each row."""

    t: npt.NDArray[np.int64]
    told: npt.NDArray[np.int64]
    """`t` by a right clock."""
    mmsi: npt.NDArray[np.uint32]
    digest: npt.NDArray[np.uint64]
    receivers: Receivers
    is_table: npt.NDArray[np.uint8]
    """1 where the row comes from a table of decoded rows."""
    heard_tie: npt.NDArray[np.uint64]
    """Settles which of two equal hearings is told: a hash of receive time and signal."""
    row_tie: npt.NDArray[np.uint64]
    """Settles which of two rows of equal hearings is kept: a hash of the rest of what the receiver added. Rows made
    again from `reception` stand last."""
    offset: npt.NDArray[np.int64]
    """Place in the input: settles between rows that say the same."""


def hearings_of(batch: pa.RecordBatch, offsets: Offsets, full: int) -> Hearings:
    """The hearings of a table of reports, of which the first `full` are not made from `reception`.

    Raises ValueError where a time is null.
    """
    if batch.column("t").null_count:
        raise ValueError("a report without a time belongs to no day")
    t = times(batch, "t", 0)
    is_table = (numbers(batch, "flags", 0).astype(np.uint32, copy=False) & np.uint32(Flag.TABLE) != 0).view(np.uint8)
    heard_tie = _hash(batch, ("t_recv", "signal_dbm"))
    row_tie = _hash(batch, ("flags", "sentences", "group_id", "channel", "slot_heard", "repeat", "type"))
    return Hearings(
        t,
        told_times(batch, t, is_table, offsets),
        numbers(batch, "mmsi", 0).astype(np.uint32, copy=False),
        numbers(batch, "digest", 0).astype(np.uint64, copy=False),
        Receivers.of(batch),
        is_table,
        heard_tie,
        (row_tie ^ heard_tie) >> np.uint64(1) | _again(batch, is_table, full).astype(np.uint64) << np.uint64(63),
        numbers(batch, "offset", 0).astype(np.int64, copy=False),
    )


def told_times(
    batch: pa.RecordBatch, t: npt.NDArray[np.int64], is_table: npt.NDArray[np.uint8], offsets: Offsets
) -> npt.NDArray[np.int64]:
    """Times by a right clock. Those of tables stay: whoever made the table has seen to its times."""
    ahead = offsets.of_rows(batch)
    return t if ahead is None else t - np.where(is_table != 0, 0, ahead)


def ahead_of(table: pa.Table, offsets: Offsets) -> npt.NDArray[np.int64] | None:
    """How far the clock that stamped each row was ahead, as `positions_of` takes it; None where all were right."""
    batch = one_chunk(table)
    if batch is None or not offsets.of_receiver:
        return None
    is_table = (numbers(batch, "flags", 0).astype(np.uint32, copy=False) & np.uint32(Flag.TABLE) != 0).view(np.uint8)
    t = times(batch, "t", 0)
    return t - told_times(batch, t, is_table, offsets)


def _again(batch: pa.RecordBatch, is_table: npt.NDArray[np.uint8], full: int) -> npt.NDArray[np.bool_]:
    """Rows that were made from `reception`, now or earlier."""
    again = (numbers(batch, "sentences", 0) == 0) & (is_table == 0)
    again[full:] = True
    return np.asarray(again)


def _hash(batch: pa.RecordBatch, names: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """A hash of what is told in some columns: the same whether or not other rows, or other columns, are there."""
    mixed = np.zeros(batch.num_rows, dtype=np.uint64)
    for name in names:
        at = batch.schema.get_field_index(name)
        if at < 0 or batch.column(at).null_count == batch.num_rows:
            continue
        column = batch.column(at)
        if pa.types.is_timestamp(column.type):
            value: npt.NDArray[Any] = times(batch, name, 0).view(np.uint64)
        elif pa.types.is_dictionary(column.type):
            codes, words = category(batch, name)
            value = np.array([zlib.crc32(word.encode()) for word in words], np.uint64)[codes]
        elif pa.types.is_floating(column.type):
            value = numbers(batch, name, 0.0).astype(np.float64).view(np.uint64)
        else:
            value = numbers(batch, name, 0).astype(np.int64).view(np.uint64)
        value = (value ^ np.uint64(zlib.crc32(name.encode()))) * _ODD
        value = (value ^ (value >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= np.where(is_told(column), value ^ (value >> np.uint64(32)), np.uint64(0))
    return mixed
