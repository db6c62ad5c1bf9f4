"""Hearings that the lake keeps in `reception` as rows of their family again, so that they take part in cleaning."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.flags import Flag
from marsad.tracks.arrow_columns import one_chunk, times

FROM_RECEPTION = ("t", "t_recv", "source", "station", "signal_dbm")
NOT_KEPT = ("sentences", "group_id", "channel", "slot_heard")
OF_SENTENCE = Flag.FILL_BITS | Flag.TAG_CHECKSUM | Flag.OWN_SHIP | Flag.NO_CHECKSUM | Flag.TALKER
"""Marks that say something of how one receiver passed the payload on."""
_MINUTE_US = 60_000_000


def rows_of_reception(kept: pa.RecordBatch, reception: pa.Table) -> pa.Table | None:
    """For each row of `reception` whose sender and payload `kept` has, the row as that receiver would have given it.

    None where there is none such. The payload is that of the first such row of `kept` by (t, source, station).
    """
    heard = one_chunk(reception)
    if heard is None or kept.num_rows == 0 or kept.schema.get_field_index("digest") < 0:
        return None
    of_row = _matches(_keys(kept), times(kept, "t", 0), _keys(heard))
    known = np.flatnonzero(of_row >= 0)
    if not known.size:
        return None
    heard, rows = heard.take(pa.array(known)), kept.take(pa.array(of_row[known]))
    columns = {field.name: rows.column(at) for at, field in enumerate(kept.schema)}
    if "t_fix" in columns:
        columns["t_fix"] = _fix_near(columns["t_fix"], times(heard, "t", 0))
    for name in FROM_RECEPTION:
        columns[name] = heard.column(name).cast(columns[name].type)
    for name in NOT_KEPT:
        columns[name] = pa.nulls(known.size, columns[name].type)
    columns["offset"] = pa.array(np.zeros(known.size, dtype=np.int64))
    flags = np.asarray(columns["flags"]) & np.uint32(~int(OF_SENTENCE) & 0xFFFFFFFF)
    columns["flags"] = pa.array(flags, pa.uint32())
    return pa.Table.from_arrays(list(columns.values()), schema=kept.schema)


def _keys(batch: pa.RecordBatch) -> npt.NDArray[np.uint64]:
    """Sender and payload in one number."""
    sender = np.asarray(batch.column("mmsi")).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    keys: npt.NDArray[np.uint64] = np.asarray(batch.column("digest")) ^ sender
    return keys


def _matches(
    kept: npt.NDArray[np.uint64], t: npt.NDArray[np.int64], wanted: npt.NDArray[np.uint64]
) -> npt.NDArray[np.int64]:
    """For each wanted key the number of the earliest row that has it, -1 where none has."""
    order = np.lexsort((t, kept))
    ordered = kept[order]
    at = np.minimum(np.searchsorted(ordered, wanted), order.size - 1)
    result: npt.NDArray[np.int64] = np.where(ordered[at] == wanted, order[at], -1)
    return result


def _fix_near(fix: pa.Array, t: npt.NDArray[np.int64]) -> pa.Array:
    """Instants with the same UTC second, nearest to other times heard."""
    told = fix.cast(pa.int64())
    values = np.asarray(told.fill_null(0).to_numpy(zero_copy_only=False))
    near = values + (t - values + _MINUTE_US // 2 - 1) // _MINUTE_US * _MINUTE_US
    return pa.array(near, pa.int64(), mask=np.asarray(told.is_null())).cast(fix.type)
