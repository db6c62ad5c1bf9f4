"""gpsdecode's records as columns of raw codes: what its names are called here, and how it writes what is not a number.

`gpsdecode -j -u -s`: JSON, unscaled (the codes themselves), the parts of message 24 apart. The scaled form, of which
gpsd ships expected output, is turned back to codes.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from tests.decode.agreement import layouts_gpsd
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

UNTOLD = {"class", "device", "type", "mmsi", "scaled", "reserved", "regional", "spare", "split24"}
"""Not about the message, or bits that the standard leaves to others: we keep no column for them."""

_NAMES = {
    "repeat": "repeat", "status": "status", "turn": "rot_raw", "speed": "sog_kn", "accuracy": "accuracy",
    "course": "cog_deg", "heading": "heading_deg", "second": "second", "maneuver": "maneuver", "raim": "raim",
    "radio": "radio", "epfd": "epfd", "imo": "imo", "ais_version": "ais_version", "callsign": "callsign",
    "shipname": "name", "name": "name", "shiptype": "ship_type", "to_bow": "to_bow_m", "to_stern": "to_stern_m",
    "to_port": "to_port_m", "to_starboard": "to_starboard_m", "draught": "draught_m", "destination": "destination",
    "dte": "dte_ready", "assigned": "assigned", "alt": "altitude_m", "cs": "cs_unit", "display": "display",
    "dsc": "dsc", "band": "band", "msg22": "msg22", "gnss": "latency_over_5s", "seqno": "seqno",
    "dest_mmsi": "dest_mmsi", "retransmit": "retransmit", "dac": "dac", "fid": "fi", "text": "text", "data": "data",
    "aid_type": "aid_type", "off_position": "off_position", "virtual_aid": "virtual", "part": "part",
    "vendorid": "vendor_id", "model": "model", "serial": "serial", "mothership_mmsi": "mothership_mmsi",
    "channel_a": "channel_a", "channel_b": "channel_b", "txrx": "txrx", "power": "low_power", "ne_lon": "ne_lon_deg",
    "ne_lat": "ne_lat_deg", "sw_lon": "sw_lon_deg", "sw_lat": "sw_lat_deg", "addressed": "addressed",
    "band_a": "band_a", "band_b": "band_b", "zonesize": "zone_size_nm", "dest1": "dest_mmsi", "dest2": "dest_mmsi_2",
    "stationtype": "station_type", "interval": "interval_code", "quiet": "quiet_min", "structured": "structured",
    "app_id": "app_id",
}  # fmt: skip
_NUMBERED: dict[int, dict[str, str]] = {
    number: {f"mmsi{n}": f"ack_mmsi_{n}" for n in range(1, 5)} for number in (7, 13)
} | {
    15: {"mmsi1": "dest_mmsi", "mmsi2": "dest_mmsi_2"}
    | {f"{what}{n}": f"asked_{what}_{n}" for what in ("type", "offset") for n in ("1_1", "1_2", "2_1")},
    16: {"mmsi1": "dest_mmsi", "mmsi2": "dest_mmsi_2"}
    | {f"{what}{n}": f"assigned_{what}_{n}" for what in ("offset", "increment") for n in (1, 2)},
    20: {f"{theirs}{n}": f"reserved_{ours}_{n}" for n in range(1, 5)
         for theirs, ours in (("offset", "offset"), ("number", "slots"), ("timeout", "timeout"),
                              ("increment", "increment"))},
    21: {"regional": "aton_status"},
}  # fmt: skip
TIMES: dict[str, tuple[str, ...]] = {
    "timestamp": ("year", "month", "day", "hour", "minute", "second"),
    "eta": ("eta_month", "eta_day", "eta_hour", "eta_minute"),
    "arrival": ("month", "day", "hour", "minute"),
}
"""Written as one ISO-like string of codes."""
PLACES = {"lon": ("lon_e4min", "lon_deg"), "lat": ("lat_e4min", "lat_deg")}


def run(data: bytes) -> list[dict[str, Any]]:
    """gpsdecode's AIS records of some sentences."""
    ran = subprocess.run(["gpsdecode", "-j", "-u", "-s"], input=data, capture_output=True, check=True, timeout=120)
    return parsed(ran.stdout)


def parsed(output: bytes) -> list[dict[str, Any]]:
    """The AIS records among gpsdecode's output, which may hold other lines too.

    Of message 24 it tells part A, then (where both came) part B with the name of part A in it. Without -s it tells only
    the second record: then the name is not compared.
    """
    found = [json.loads(_mended(line)) for line in output.decode("utf-8", "replace").splitlines() if line[:1] == "{"]
    records = [record for record in found if record["class"] == "AIS"]
    for record in records:
        record.pop("device", None)
        if record["type"] == 24 and "part" not in record:
            record["part"] = "B"
            del record["shipname"]
    return records


def _mended(line: str) -> str:
    """Its JSON as it should be: 1/19 lacks a comma and quotes within words; 200/23 has `class` and `type` twice."""
    line = re.sub(r'(\d)("nextsignal_text")', r"\1,\2", line)
    line = re.sub(r'(signal_text":"[^,}]*)"(I|O|in-bound|out-bound)"', r"\1\2", line)
    line = re.sub(r'"type":(\d+),"type_text"', r'"warning":\1,"type_text"', line)
    return re.sub(r'"class":(\d)', r'"intensity":\1', line)


def heard(records: Iterable[Mapping[str, Any]]) -> dict[Kind, Heard]:
    """Records as columns."""
    return gather(records, _kind, columns)


def _kind(record: Mapping[str, Any]) -> Kind:
    if record["type"] in (6, 8):
        return record["type"], record["dac"], record["fid"]
    return record["type"], *PLAIN


def columns(kind: Kind, records: list[Mapping[str, Any]]) -> dict[str, Codes]:
    fields = fields_of(kind)
    scaled = bool(records[0].get("scaled"))
    renamed = _NAMES | _NUMBERED.get(kind[0], {})
    if kind[0] in (6, 8):
        renamed |= layouts_gpsd.FLAT.get(kind[1:], {})
    keys = dict.fromkeys(key for record in records for key in record)
    found: dict[str, Codes] = {}
    for key in keys:
        values = [record.get(key) for record in records]
        untold = UNTOLD | (layouts_gpsd.WITHDRAWN.get(kind[1:], set()) if kind[0] in (6, 8) else set())
        if (key in untold and key not in renamed) or key.endswith("_text") or key in untold - {"regional"}:
            continue
        if key in TIMES or (*kind[1:], key) in layouts_gpsd.TIMES:
            found |= _time_columns(layouts_gpsd.TIMES.get((*kind[1:], key)) or TIMES[key], values)
        elif key == "app_id":
            found |= _application_identity(records)
        elif key in PLACES:
            for column in PLACES[key]:
                if column in fields:
                    found[column] = _codes(column, values, kind, scaled)
        elif (*kind[1:], key) in layouts_gpsd.GROUPS:
            found |= _parts(kind, key, values, scaled)
        else:
            found[renamed[key]] = _codes(renamed[key], values, kind, scaled)
    return found


def _codes(column: str, values: list[Any], kind: Kind, scaled: bool) -> Codes:
    if column == "repeat":
        return numbers(values).astype(np.int64)
    one = fields_of(kind)[column]
    if one.kind == "text":
        return texts(values)
    if one.kind == "bits":
        return _objects([None if value is None else _bits(value) for value in values])
    if column == "part":
        values = [{"A": 0, "B": 1}[value] for value in values]
    if scaled or any(isinstance(value, float) for value in values):  # 1/19 tells its place in degrees always
        values = [_scaled(column, value) for value in values]
        if column == "rot_raw":
            return np.where(np.isnan(numbers(values)), NOTHING, np.nan_to_num(numbers(values))).astype(np.int64)
        if column.endswith("_e4min"):
            return code_of(numbers(values), fields_of(kind)[column.replace("_e4min", "_deg")])
        if one.kind != "flag" and column != "zone_size_nm":
            return code_of(numbers(values), one)
    codes = numbers(values)
    return np.where(np.isnan(codes), NOTHING, np.nan_to_num(codes)).astype(np.int64)


def _parts(kind: Kind, key: str, values: list[Any], scaled: bool) -> dict[str, Codes]:
    """The parts of a group, each field of the n-th as a column of its own."""
    group, renamed = layouts_gpsd.GROUPS[kind[1], kind[2], key]
    lists = [[renamed(part) for part in value or ()] for value in values]
    fields = fields_of(kind)
    return {
        column: _codes(column, told, kind, scaled) if column in fields else np.array(told, np.int64)
        for column, told in spread(group, lists).items()
        if column in fields or column == f"{group}_count"  # more parts than there can be: the count tells
    }


def _scaled(column: str, value: Any) -> Any:
    """A scaled value as a number; the words for a turn as their codes."""
    if not isinstance(value, str):
        return value
    if column != "rot_raw":
        return float(value) if re.fullmatch(r"-?[0-9.]+", value) else None
    words = {"n/a": -128, "fastright": 127, "fastleft": -127, "nan": -128}
    if value in words:
        return words[value]
    return round(math.copysign(4.733 * math.sqrt(abs(float(value))), float(value)))


def _bits(value: str) -> tuple[int, bytes]:
    length, _, digits = value.partition(":")
    return int(length), bytes.fromhex(digits + "0" * (len(digits) % 2))


def _time_columns(names: tuple[str, ...], values: list[str | None]) -> dict[str, Codes]:
    parts = [[int(digits) for digits in re.findall(r"\d+", value)] if value else None for value in values]
    if not parts or parts[0] is None:
        return {}
    if len(parts[0]) != len(names):
        names = ("day", "hour", "minute")
    return {
        name: np.array(
            [NOTHING if part is None else part[n] - (2000 if name.endswith("_year") else 0) for part in parts], np.int64
        )
        for n, name in enumerate(names)
    }


def _application_identity(records: list[Mapping[str, Any]]) -> dict[str, Codes]:
    """Messages 25 and 26 tell DAC and FI as one number of 16 bits, 0 where they are not there."""
    both = [record["app_id"] if record["structured"] else None for record in records]
    return {
        "dac": np.array([NOTHING if one is None else one >> 6 for one in both], np.int64),
        "fi": np.array([NOTHING if one is None else one & 63 for one in both], np.int64),
    }


def _objects(values: list[Any]) -> Codes:
    out = np.empty(len(values), object)
    out[:] = values
    return out
