"""libais's expected JSON as columns of raw codes. It tells single-precision values, and no comm state as sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tests.decode.agreement import gpsd
from tests.decode.agreement.records import (
    NOTHING,
    PLAIN,
    Codes,
    Heard,
    Kind,
    code_of,
    fields_of,
    gather,
    numbers,
    spread,
)

_NAMES = {
    "utc_min": "utc_minute", "slots_to_allocate": "slots_allocated", "keep_flag": "keep_slot",
    "transmission_ctl": "long_range_control", "part_num": "part", "commstate_cs_fill": "radio", "mode": "assigned",
    "link_id": "linkage_id", "notice_type": "notice", "duration_minutes": "duration_min", "alt_sensor":
    "altitude_barometric", "regional": "aton_status", "sync_state": "sync_state", "slot_timeout": "slot_timeout",
    "slot_number": "slot_number", "slot_offset": "slot_offset", "received_stations": "received_stations",
    "slot_increment": "slot_increment", "utc_hour": "utc_hour", "ack_required": "ack_required", "msg_seq": "sequence",
}  # fmt: skip
_UNTOLD = {
    "spare", "spare2", "spare3", "spare4", "utc_spare",
    "unit", "type2_2", "offset2_2", "msg_2", "slot_offset_2",
}  # fmt: skip
"""Spare bits; a message 15 has no fourth request; the bit `unit`
is told again as `cs`."""
_AREA = {
    "sub_area_type": "shape", "precision": "precision", "radius": "radius_m", "x": "lon_deg", "y": "lat_deg",
}  # fmt: skip
_CODES = _UNTOLD | {"timestamp"}


def records(path: Path) -> list[dict[str, Any]]:
    """One record a message; what the tag block told is not about the message."""
    found = [json.loads(line) for line in path.read_text().splitlines() if line.startswith("{")]
    return [
        {key: value for key, value in record.items() if not key.startswith("tagblock_")}
        for record in found
        if "type" in record
    ]


def heard(found: Iterable[Mapping[str, Any]]) -> dict[Kind, Heard]:
    """Records as columns."""
    return gather(found, _kind, _columns)


def _kind(record: Mapping[str, Any]) -> Kind:
    if record["type"] in (6, 8):
        return record["type"], record["dac"], record["fid"]
    return record["type"], *PLAIN


def _columns(kind: Kind, found: list[Mapping[str, Any]]) -> dict[str, Codes]:
    fields = fields_of(kind)
    columns: dict[str, Codes] = {}
    rest = []
    for record in found:
        left = dict(record)
        for key in _CODES | {key for key in left if key.endswith(("_text", "_str"))}:
            if key != "timestamp" or kind[0] not in (4, 11):
                left.pop(key, None)
        if left.get("turn") is None:
            left.pop("turn", None)
        if "imo" in left:
            left["imo"] = int(left["imo"])
        rest.append(left)
    for key in dict.fromkeys(key for record in rest for key in record):
        if key not in _NAMES or _NAMES[key] not in fields:
            continue
        codes = numbers([record.pop(key, None) for record in rest])
        columns[_NAMES[key]] = np.where(np.isnan(codes), NOTHING, np.nan_to_num(codes)).astype(np.int64)
    if any("sub_areas" in record for record in rest):
        for column, told in spread("areas", [record.pop("sub_areas", None) for record in rest], _AREA).items():
            columns[column] = code_of(numbers(told), fields[column]) if column in fields else np.array(told, np.int64)
    for axis in ("lon", "lat"):
        told = [record.pop(axis, None) for record in rest]
        if any(value is not None for value in told):
            columns[f"{axis}_single"] = numbers(told).astype(np.float32)
    return columns | gpsd.columns(kind, rest)
