"""The static cells of rows as Arrow columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from marsad.decode.block import with_nulls
from marsad.decode.tabular import page as p
from marsad.decode.tabular.known import Known
from marsad.decode.tabular.plan import Plan
from marsad.decode.tabular.statement_kernel import NO_PART, read_statements
from marsad.decode.tabular.tables import Statements
from marsad.schema.flags import Flag

_TEXTS = ("name", "callsign", "destination")
_SIDES = ("to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m")
_ETA = ("eta_month", "eta_day", "eta_hour", "eta_minute")


def statements_of(data: NDArray[np.uint8], rows: p.Rows, found: p.Statements, plan: Plan, known: Known
                  ) -> Statements | None:  # fmt: skip
    """Those of the statements found that say something new, in order."""
    total = len(found.row)
    if not total:
        return None
    mmsi, t = rows.mmsi[found.row], rows.t[found.row]
    out = np.empty(3 * 130 * min(total, 1024) + int(np.abs(found.end).sum() - found.begin.sum()), np.uint8)
    text_ends = np.zeros((total, 3), np.int64)
    imo, ship_type = np.zeros(total, np.uint32), np.zeros(total, np.uint8)
    hull, eta = np.zeros((4, total), np.uint16), np.zeros((4, total), np.uint8)
    draught, digest = np.zeros(total, np.float32), np.zeros(total, np.uint64)
    trouble, keep = np.zeros(total, np.bool_), np.zeros(total, np.bool_)
    at = used = 0
    while at < total:
        known.grow()
        at, used = read_statements(data, mmsi, t, found, total, plan, known.keys, known.values, known.count, at, out,
                                   used, text_ends, imo, ship_type, hull, draught, eta, digest, trouble,
                                   keep)  # fmt: skip
    chosen = np.flatnonzero(keep)
    if not len(chosen):
        return None
    columns = _text_columns(out[:used], text_ends, chosen)
    columns["imo"] = with_nulls("uint32", imo[chosen], imo[chosen] != 0)
    columns["ship_type"] = with_nulls("uint8", ship_type[chosen], ship_type[chosen] != 0)
    told: NDArray[Any] = np.any(hull[:, chosen] > 0, axis=0)
    for n, name in enumerate(_SIDES):
        side = hull[n, chosen]
        columns[name] = with_nulls("uint16", side, told) if n < 2 else with_nulls("uint8", side.astype(np.uint8), told)
    columns["draught_m"] = with_nulls("float32", draught[chosen], draught[chosen] == draught[chosen])
    for n, name in enumerate(_ETA):
        part = eta[n, chosen]
        columns[name] = with_nulls("uint8", part, part != NO_PART)
    rows_said = found.row[chosen]
    flags = rows.flags[rows_said] & np.uint32(int(Flag.TABLE | Flag.MMSI | Flag.TIME))
    flags |= np.where(trouble[chosen], np.uint32(int(Flag.CELL)), np.uint32(0))
    return Statements(rows_said, columns, digest[chosen], flags)


def _text_columns(out: NDArray[np.uint8], ends: NDArray[np.int64], chosen: NDArray[np.int64]) -> dict[str, pa.Array]:
    """Three texts of each statement lie one behind another; bytes that are no UTF-8 are shown as such."""
    flat = ends.reshape(-1)
    offsets = np.concatenate((np.zeros(1, np.int64), flat)).astype(np.int32)
    whole = pa.Array.from_buffers(pa.binary(), len(flat), [None, pa.py_buffer(offsets), pa.py_buffer(out)])
    columns = {}
    for n, name in enumerate(_TEXTS):
        texts = whole.take(pa.array(3 * chosen + n))
        try:
            column = texts.cast(pa.string())
        except pa.ArrowInvalid:
            column = pa.array([text.decode("utf-8", "replace") for text in texts.to_pylist()], pa.string())
        lengths = np.diff(offsets)[3 * chosen + n]
        columns[name] = _null_where(column, lengths == 0)
    return columns


def _null_where(column: pa.Array, empty: NDArray[np.bool_]) -> pa.Array:
    if not empty.any():
        return column
    return pc.if_else(pa.array(empty), pa.scalar(None, pa.string()), column)
