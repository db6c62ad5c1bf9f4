"""pyais's messages as columns of raw codes: what its names are called here, its scales turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from io import BytesIO
from typing import Any

import numpy as np
from pyais.exceptions import AISBaseException
from pyais.stream import BinaryIOStream

from tests.decode.agreement import layouts_pyais
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
    texts,
)
from tests.decode.peers import PYAIS_NAMES, RENAMED

_BY_NUMBER: dict[int, dict[str, str]] = {
    number: {theirs: mine for mine, theirs in names.items()} for number, names in RENAMED.items()
}
_MORE = {
    "turn": "rot_whole_deg_min",
    "data": "data",
    "dte": "dte_ready",
    "zonesize": "zone_size_nm",
    "fid": "fi",
    "alt": "altitude_m",
}
UNTOLD = {
    "msg_type", "mmsi", "spare", "full_name", "reserved_1", "reserved_2", "empty_1", "empty_2", "name_ext",
    "lon_deg", "lat_deg", "spare_1", "spare_2", "wmo",
}  # fmt: skip
"""Spare bits, the bit that tells two layouts apart, and parts compared as a whole (message 21: `full_name`)."""
COMM_STATE = {
    "received_stations": "received_stations", "slot_number": "slot_number", "utc_hour": "utc_hour",
    "utc_minute": "utc_minute", "slot_offset": "slot_offset", "slot_timeout": "slot_timeout",
    "sync_state": "sync_state", "keep_flag": "keep_slot", "slot_increment": "slot_increment",
    "num_slots": "slots_allocated",
}  # fmt: skip
_AS_SENT = {(28, "dimension_a"), (28, "dimension_b")}
_COARSE_MINUTES = {17, 22, 23}
"""Places in minutes, not degrees."""


def run(data: bytes) -> list[dict[str, Any]]:
    """The messages of some sentences as pyais decodes them, each with its comm state, without those it cannot."""
    found = []
    for sentence in BinaryIOStream(BytesIO(data)):
        try:
            message = sentence.decode()
        except AISBaseException:
            continue
        record = message.asdict(enum_as_int=True)
        if record["msg_type"] in (1, 2, 3, 4, 11) and record["radio"] is not None:
            record |= message.get_communication_state()
        if record["msg_type"] == 21:
            record["name"] = message.full_name
        if record["msg_type"] == 28:
            record |= {key: int(value) for key, value in record.items() if isinstance(value, IntEnum)}
        for group in layouts_pyais.GROUPS:
            if hasattr(message, group):
                record[group] = getattr(message, group)
        found.append(record)
    return found


def heard(records: Iterable[Mapping[str, Any]]) -> dict[Kind, Heard]:
    """Records as columns. Message number 0, which pyais reads as 1, is left out."""
    return gather((one for one in records if one["msg_type"]), _kind, _columns)


def _kind(record: Mapping[str, Any]) -> Kind:
    if record["msg_type"] in (6, 8):
        return record["msg_type"], record["dac"], record["fid"]
    return record["msg_type"], *PLAIN


def _columns(kind: Kind, records: list[Mapping[str, Any]]) -> dict[str, Codes]:
    fields = fields_of(kind)
    here = {theirs: mine for mine, theirs in PYAIS_NAMES.items() if mine in fields}
    renamed = (
        {"repeat": "repeat"} | here | _MORE | {theirs: mine for theirs, mine in COMM_STATE.items() if mine in fields}
    )
    renamed |= _BY_NUMBER.get(kind[0], {})
    if kind[0] in (6, 8):
        renamed |= layouts_pyais.flat(kind)
    columns: dict[str, Codes] = {}
    for key in dict.fromkeys(key for record in records for key in record):
        if key in UNTOLD | layouts_pyais.RAW and key not in _BY_NUMBER.get(kind[0], {}):
            continue
        if key in COMM_STATE and COMM_STATE[key] not in fields:
            continue  # of the other kind of comm state
        values = [record.get(key) for record in records]
        if key in ("lon", "lat") and f"{key}_e4min" in fields:
            columns[f"{key}_e4min"] = columns[f"{key}_deg"] = _place(values, kind[0])
        elif key == "app_id":
            columns |= _application_identity(records)
        elif key in layouts_pyais.GROUPS:
            columns |= _parts(kind, key, values)
        else:
            columns[renamed[key]] = _codes(renamed[key], values, kind)
    return columns


def _parts(kind: Kind, key: str, values: list[Any]) -> dict[str, Codes]:
    """The parts of a group, each field of the n-th as a column of its own."""
    group, renamed = layouts_pyais.GROUPS[key]
    lists = [[renamed(part) for part in value or ()] for value in values]
    fields = fields_of(kind)
    return {
        column: _codes(column, told, kind) if column in fields else np.array(told, np.int64)
        for column, told in spread(group, lists).items()
        if column in fields or column == f"{group}_count"  # more parts than there can be: the count tells
    }


def _place(values: list[Any], number: int) -> Codes:
    per = 600 if number == 27 else 600_000
    degrees = numbers(values)
    return np.where(np.isnan(degrees), NOTHING, np.rint(np.nan_to_num(degrees * per))).astype(np.int64)


def _codes(column: str, values: list[Any], kind: Kind) -> Codes:
    if column == "rot_whole_deg_min":
        return np.where(np.isnan(numbers(values)), -128, numbers(values))
    if column == "repeat":
        return numbers(values).astype(np.int64)
    one = fields_of(kind)[column]
    if one.kind == "text":
        return texts(values)
    if one.kind == "bits":
        out = np.empty(len(values), object)
        out[:] = values
        return out
    told = numbers(values)
    if column.endswith(("lon_deg", "lat_deg")) and kind[0] in _COARSE_MINUTES:
        return np.where(np.isnan(told), NOTHING, np.rint(np.nan_to_num(told * 10))).astype(np.int64)
    if (*kind[1:], column) in layouts_pyais.AS_SENT:
        return np.where(np.isnan(told), NOTHING, np.nan_to_num(told)).astype(np.int64)
    if (one.per != 1 or one.plus) and column not in ("dte_ready", "zone_size_nm"):
        return code_of(told, one)
    return np.where(np.isnan(told), NOTHING, np.nan_to_num(told)).astype(np.int64)


def _application_identity(records: list[Mapping[str, Any]]) -> dict[str, Codes]:
    """Messages 25 and 26 tell DAC and FI as one number of 16 bits."""
    both = [record.get("app_id") for record in records]
    return {
        "dac": np.array([NOTHING if one is None else one >> 6 for one in both], np.int64),
        "fi": np.array([NOTHING if one is None else one & 63 for one in both], np.int64),
    }
