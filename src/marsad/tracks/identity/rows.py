"""Rows of schema/lake/vessels."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.tracks.identity.fields import HULL
from marsad.tracks.identity.roll import Roll, written_at
from marsad.tracks.kind import KINDS, UNKNOWN
from marsad.wire.imo import valid_numbers
from marsad.wire.mid import COUNTRIES, COUNTRY_OF_MID
from marsad.wire.mmsi import MmsiKind, country_digits, defaults, kinds

NET_MARKER = "net_marker"
_KINDS = pa.array([*(kind.name.lower() for kind in MmsiKind), NET_MARKER])
_CODES = [country.code for country in COUNTRIES]
_CODE_OF_DIGITS = np.full(1000, -1, np.int64)
for _digits, _country in COUNTRY_OF_MID.items():
    _CODE_OF_DIGITS[_digits] = _CODES.index(_country.code)

Ints = npt.NDArray[np.int64]


def vessel_rows(
    roll: Roll,
    rows: Ints,
    heard: dict[str, npt.NDArray[Any]],
    saying: pa.Table,
    markers: npt.NDArray[np.bool_],
    shared: Ints,
) -> pa.Table:
    """One row for each of those heard (`rows` of the roll), in order of vessel_id.

    Where several vessels send an MMSI, what the number says is given to each of them, except a field about which they
    contradict one another.
    """
    ids = heard["vessel_id"]
    mmsi = ids // 100
    kind = kinds(mmsi)
    imo = pc.if_else(pc.equal(saying["imo"], 0), pa.scalar(None, pa.int64()), saying["imo"]).combine_chunks()
    right = pa.array(valid_numbers(pc.fill_null(imo, 0).to_numpy()), mask=np.asarray(imo.is_null()))
    country = _CODE_OF_DIGITS[country_digits(mmsi)]
    station = heard["station"].astype(np.int64)
    sharing = np.isin(mmsi, shared)
    linked = roll["linked_to"][rows]
    columns: dict[str, Any] = {
        "t": pa.array(heard["t_last"], pa.timestamp("us", "UTC")),
        "vessel_id": ids,
        "mmsi": mmsi.astype(np.uint32),
        "kind": _category(np.where(markers, len(MmsiKind), kind), _KINDS),
        "country": _category(country, pa.array(_CODES), country < 0),
        "mmsi_valid": (kind != MmsiKind.UNKNOWN) & ~defaults(mmsi),
        "station": _category(station, pa.array(KINDS), station == UNKNOWN),
        "name": saying["name"],
        "callsign": saying["callsign"],
        "imo": imo.cast(pa.uint32()),
        "imo_valid": right,
        "ship_type": saying["ship_type"],
        **{name: saying[name] for name in HULL},
        "t_first": pa.array(roll["t_first"][rows], pa.timestamp("us", "UTC")),
        "positions": heard["positions"],
        "lon_deg": pa.array(heard["lon_end"], from_pandas=True),
        "lat_deg": pa.array(heard["lat_end"], from_pandas=True),
        "shares_mmsi": sharing,
        "linked_to": pa.array(linked, mask=linked < 0),
    }
    for field, names in (("name", ("name",)), ("callsign", ("callsign",)), ("imo", ("imo", "imo_valid"))):
        unclear = _unclear(roll, ids, sharing, field)
        if unclear.any():
            for name in names:
                column = columns[name]
                columns[name] = pc.if_else(pa.array(unclear), pa.scalar(None, column.type), column)
    columns["evidence"] = written_at(roll.evidence, ids, np.ones(ids.size, np.bool_))
    schema = arrow_schema(LAKE["vessels"])
    return pa.table([_typed(columns[field.name], field.type) for field in schema], schema=schema)


def _unclear(roll: Roll, ids: Ints, sharing: npt.NDArray[np.bool_], field: str) -> npt.NDArray[np.bool_]:
    """Where several vessels send the MMSI and contradict one another in this field."""
    unclear = np.zeros(ids.size, np.bool_)
    for k in np.flatnonzero(sharing).tolist():
        unclear[k] = any(
            fact["what"] == "contested" and fact["field"] == field for fact in roll.evidence.of(int(ids[k]))
        )
    return unclear


def _category(codes: npt.NDArray[Any], words: pa.Array, null: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=null), words)


def _typed(column: Any, kind: pa.DataType) -> Any:
    if isinstance(column, np.ndarray):
        column = pa.array(column)
    return column if column.type == kind else column.cast(kind)
