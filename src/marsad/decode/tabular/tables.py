"""Rows of a table as the tables of their families."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from marsad.decode.block import full, no_values, with_nulls
from marsad.decode.tabular import page as p
from marsad.decode.tabular.row_kernel import NO_STATUS
from marsad.decode.tabular.value_kernel import NO_TIME
from marsad.schema import FAMILIES, REASONS
from marsad.schema.arrow import arrow_schema

_FAMILY_OF = {p.POSITION: "position", p.BASE_STATION: "base_station", p.ATON: "aton"}
_REASON_NAMES = pa.array([name for name, _ in REASONS], pa.string())
Array = NDArray[Any]


@dataclass(frozen=True)
class Statements:
    """What vessels said of themselves: a value for each of some rows, as Arrow, by column of the table static."""

    rows: NDArray[np.int64]
    columns: dict[str, pa.Array]
    digest: NDArray[np.uint64]
    flags: NDArray[np.uint32]


def tables_of(rows: p.Rows, said: Statements | None, source: str | None) -> dict[str, pa.Table]:
    """The tables of all families that have rows; the arrays are handed over, not copied, where one family has all."""
    found: dict[str, pa.Table] = {}
    if not len(rows.t):
        return found
    family = rows.family
    counts = np.bincount(family, minlength=4)
    for code, name in _FAMILY_OF.items():
        if counts[code] == len(family):
            found[name] = _family_table(name, rows, source, said, None)
        elif counts[code]:
            chosen = np.flatnonzero(family == code)
            found[name] = _family_table(name, p.Rows(*(column[chosen] for column in rows)), source, said, chosen)
    if said is not None:
        of_ships = np.flatnonzero(family[said.rows] != p.ATON)
        if len(of_ships):
            found["static"] = _static_table(rows, said, of_ships, source)
    return found


def reject_table(rejects: p.Rejects, source: str | None) -> pa.Table:
    """What could not be used."""
    size = len(rejects.offset)
    names = pa.DictionaryArray.from_arrays(pa.array(rejects.reason, pa.int32()), _REASON_NAMES)
    arrays = {
        "t": with_nulls("time", rejects.t, rejects.t != NO_TIME),
        "offset": full("int64", rejects.offset),
        "length": full("int64", rejects.length),
        "reason": names,
    }
    if source is not None:
        arrays["source"] = _everywhere(source, size)
    return _table("reject", arrays, size)


def _table(name: str, arrays: dict[str, pa.Array], size: int) -> pa.Table:
    columns = FAMILIES[name].columns
    filled = [arrays[c.name] if c.name in arrays else no_values(c.kind, size) for c in columns]
    return pa.Table.from_arrays(filled, schema=arrow_schema(FAMILIES[name]))


def _heard(rows: p.Rows, source: str | None) -> dict[str, pa.Array]:
    size = len(rows.t)
    arrays = {
        "t": full("time", rows.t),
        "offset": full("int64", rows.number),
        "mmsi": full("uint32", rows.mmsi),
        "digest": full("uint64", rows.digest),
        "flags": full("uint32", rows.flags),
    }
    if rows.type.any():
        arrays["type"] = _nullable("uint8", rows.type, rows.type != 0)
    if source is not None:
        arrays["source"] = _everywhere(source, size)
    return arrays


def _family_table(name: str, rows: p.Rows, source: str | None, said: Statements | None, chosen: Array | None
                  ) -> pa.Table:  # fmt: skip
    arrays = _heard(rows, source)
    for column, values in (("lon_deg", rows.lon), ("lat_deg", rows.lat)):
        arrays[column] = _nullable("float64", values, values == values)
    if name == "position":
        for column, told in (("sog_kn", rows.sog), ("cog_deg", rows.cog), ("rot_deg_min", rows.rot)):
            ok = told == told
            if ok.any():
                arrays[column] = _nullable("float32", told, ok)
        ok = rows.heading == rows.heading
        if ok.any():
            whole = np.where(ok, rows.heading, np.float32(0)).astype(np.uint16)
            arrays["heading_deg"] = _nullable("uint16", whole, ok)
        ok = rows.status != NO_STATUS
        if ok.any():
            arrays["status"] = _nullable("uint8", rows.status, ok)
    if name == "aton" and said is not None:
        arrays |= _aid(rows, said, chosen)
    return _table(name, arrays, len(rows.t))


def _aid(rows: p.Rows, said: Statements, chosen: Array | None) -> dict[str, pa.Array]:
    """Name and hull of aids to navigation, which stand in their own rows."""
    numbers = np.arange(len(rows.t)) if chosen is None else chosen
    at = np.searchsorted(said.rows, numbers)
    at_known = np.minimum(at, len(said.rows) - 1)
    index = pa.array(at_known, mask=said.rows[at_known] != numbers)
    names = ("name", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m")
    return {name: said.columns[name].take(index) for name in names if name in said.columns}


_STATIC_TYPE = np.zeros(256, np.uint8)
_STATIC_TYPE[[1, 2, 3, 5, 27]] = 5
_STATIC_TYPE[[18, 24]] = 24
_STATIC_TYPE[19] = 19


def _static_table(rows: p.Rows, said: Statements, of_ships: Array, source: str | None) -> pa.Table:
    places = said.rows[of_ships]
    every = len(of_ships) == len(said.rows)
    types = _STATIC_TYPE[rows.type[places]]
    arrays = {
        "t": full("time", rows.t[places]),
        "offset": full("int64", rows.number[places]),
        "mmsi": full("uint32", rows.mmsi[places]),
        "digest": full("uint64", said.digest if every else said.digest[of_ships]),
        "flags": full("uint32", said.flags if every else said.flags[of_ships]),
        "type": _nullable("uint8", types, types != 0),
    }
    if source is not None:
        arrays["source"] = _everywhere(source, len(places))
    index = pa.array(of_ships)
    arrays |= {name: column if every else column.take(index) for name, column in said.columns.items()}
    return _table("static", arrays, len(places))


def _nullable(kind: Any, values: Array, ok: Array) -> pa.Array:
    return full(kind, values) if ok.all() else with_nulls(kind, values, ok)


@cache
def _zeros(size: int) -> pa.Buffer:
    return pa.py_buffer(np.zeros(size, np.int32))


def _everywhere(text: str, size: int) -> pa.Array:
    """A category that every row has; columns of all batches share their indices."""
    room = max(1 << (size - 1).bit_length(), 1024)
    indices = pa.Array.from_buffers(pa.int32(), size, [None, _zeros(room)])
    return pa.DictionaryArray.from_arrays(indices, pa.array([text], pa.string()), safe=False)
