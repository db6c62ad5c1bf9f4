"""Rows of the lake's tables as the records that detectors see."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.plugin.rows import FAMILIES, NO_TIME, Records, Rows, ordered
from marsad.schema.lake.resolved import OUTCOMES

NOT_TOLD: Final = 255
"""Stands for a repeat indicator that is null."""
_OUTCOME: Final = {name: code for code, (name, _) in enumerate(OUTCOMES)}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "position": ("t", "vessel_id", "mmsi", "digest", "t_fix", "lon_deg", "lat_deg", "sog_kn", "cog_deg", "heading_deg",
                 "rot_deg_min", "step_m", "made_kn", "made_deg", "turn_deg_min", "flags", "status", "second",
                 "accuracy", "raim", "type", "outcome", "source", "station"),
    "static": ("t", "mmsi", "digest", "type", "part", "name", "callsign", "imo", "destination", "draught_m",
               "ship_type", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m"),
    "safety_text": ("t", "mmsi", "digest", "type", "text"),
    "base_station": ("t", "mmsi", "digest", "lon_deg", "lat_deg", "utc", "accuracy", "raim"),
    "aton": ("t", "mmsi", "digest", "lon_deg", "lat_deg", "aid_type", "off_position", "virtual", "second",
             "aton_status"),
    "reception": ("t", "mmsi", "digest", "source", "station", "signal_dbm"),
    "contact": ("t", "source", "station", "track_number", "lon_deg", "lat_deg", "sog_kn", "cog_deg"),
}  # fmt: skip
"""The columns of each table of the lake that records are made of."""


def rows_of(tables: Mapping[str, pa.Table], satellites: frozenset[str] = frozenset()) -> Rows:
    """The rows of some tables, in order, none twice; families that are not given are empty.

    `satellites` names sources and stations that are satellites. Rows without a time are left out: detectors can only
    see what has one. Slots and, of positions, hulls are set by `runtime/advance/part`; until then the slot of a
    position carries its repeat indicator.
    """
    made = {family: np.zeros(0, dtype) for family, dtype in FAMILIES.items()}
    for family in FAMILIES:
        table = tables.get(family)
        if table is not None and table.num_rows:
            timed = table if table.column("t").null_count == 0 else table.filter(pc.is_valid(table.column("t")))
            made[family] = ordered(_records(family, timed, satellites))
    return Rows(**made)


def _records(family: str, table: pa.Table, satellites: frozenset[str]) -> Records:
    dtype = FAMILIES[family]
    records: Records = np.zeros(table.num_rows, dtype)
    for name in dtype.names or ():
        if name in table.column_names:
            records[name] = _values(table.column(name), dtype[name])
    if family == "contact":
        _contacts(records, table)
        return records
    mmsi = records["mmsi"].astype(np.int64)
    records["vessel"] = mmsi * 100
    if "vessel_id" in table.column_names:
        vessel = table.column("vessel_id")
        known = vessel.is_valid().to_numpy(zero_copy_only=False)
        records["vessel"][known] = pc.drop_null(vessel).to_numpy()
    if family == "position":
        _position(records, table, satellites)
    elif family == "static":
        _hull(records, table)
    elif family == "reception":
        records["receiver"] = receivers_of(table)
    return records


def _values(column: pa.ChunkedArray, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.int64())
    if pa.types.is_dictionary(kind) and dtype.kind != "S":
        words = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        codes = np.array([_OUTCOME.get(word, 255) for word in words.dictionary.to_pylist()] or [255], np.int16)
        return np.asarray(codes[words.indices.fill_null(0).to_numpy(zero_copy_only=False)])
    if dtype.kind == "S":
        text = pc.fill_null(column.cast(pa.string()), "")
        return np.array([word.encode()[: dtype.itemsize] for word in text.to_pylist()], dtype)
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    if column.null_count:
        nothing = float("nan") if dtype.kind == "f" else NO_TIME if pa.types.is_timestamp(kind) else -1
        if dtype.kind == "f":
            column = column.cast(pa.float64(), safe=False)
        elif dtype.kind != "u":
            column = column.cast(pa.int64())
        else:
            nothing = 0
        column = pc.fill_null(column, nothing)
    return np.asarray(column.to_numpy())


def _position(records: Records, table: pa.Table, satellites: frozenset[str]) -> None:
    unknown = records["t_fix"] == NO_TIME
    records["t_fix"][unknown] = records["t"][unknown]
    if "repeat" in table.column_names:
        records["slot"] = _values(table.column("repeat").fill_null(NOT_TOLD), np.dtype("u1"))
    else:
        records["slot"] = NOT_TOLD
    records["ship_type"], records["length_m"], records["beam_m"] = -1, np.nan, np.nan
    if satellites:
        named = pa.array(sorted(satellites))
        for name in ("source", "station"):
            words = table.column(name).cast(pa.string())
            records["satellite"] |= pc.fill_null(pc.is_in(words, named), False).to_numpy()


def _hull(records: Records, table: pa.Table) -> None:
    for name, fore, aft in (("length_m", "to_bow_m", "to_stern_m"), ("beam_m", "to_port_m", "to_starboard_m")):
        size = _values(table.column(fore), np.dtype("f4")) + _values(table.column(aft), np.dtype("f4"))
        records[name] = np.where(size > 0, size, np.nan)
    nothing_said = table.column("ship_type").is_null().to_numpy(zero_copy_only=False)
    records["ship_type"][nothing_said] = -1


def _contacts(records: Records, table: pa.Table) -> None:
    records["vessel"], records["slot"], records["sensor"] = -1, -1, receivers_of(table)
    whole = np.ascontiguousarray(records).view(np.uint8).reshape(len(records), -1)
    told = [hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in whole]
    records["digest"] = np.frombuffer(b"".join(told), "<u8")


def receivers_of(table: pa.Table) -> npt.NDArray[np.uint64]:
    """A number for each source and station that depends on nothing but their names."""
    names = [pc.fill_null(table.column(name).cast(pa.string()), "") for name in ("source", "station")]
    whole = pc.binary_join_element_wise(*names, "/")
    words = whole.combine_chunks().dictionary_encode()
    codes = [hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words.dictionary.to_pylist()]
    return np.asarray(np.frombuffer(b"".join(codes), "<u8")[words.indices.to_numpy()], np.uint64)


def receiver_of(source: str, station: str) -> int:
    """The number of a receiver in the family `reception`, by the names of its feed and station."""
    return int.from_bytes(hashlib.blake2b(f"{source}/{station}".encode(), digest_size=8).digest(), "little")
