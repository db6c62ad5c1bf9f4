"""gpsd's expected output in its form with | between the fields: no names, each message number in an order of its own.

`gpsdecode -c -u`: the codes themselves. Applications of messages 6 and 8 are told as bits, which only gpsd's JSON
gives for some, or as `xx`, then not at all; met-hydro reports (1/11, 1/31) and aids (235/10) field by field.
"""

from __future__ import annotations

from typing import Any

from tests.decode.agreement import gpsd
from tests.decode.agreement.records import Heard, Kind

_HEAD = ("type", "repeat", "mmsi")
_CLASS_A = (
    "status", "turn", "speed", "accuracy", "lon", "lat", "course", "heading", "second", "maneuver", "raim", "radio",
)  # fmt: skip
_BASE = ("timestamp", "accuracy", "lon", "lat", "epfd", "raim", "radio")
_ACKNOWLEDGED = ("mmsi1", "mmsi2", "mmsi3", "mmsi4")
_FIELDS: dict[int, tuple[str, ...]] = {
    1: _CLASS_A, 2: _CLASS_A, 3: _CLASS_A, 4: _BASE, 11: _BASE, 7: _ACKNOWLEDGED, 13: _ACKNOWLEDGED,
    5: (
        "imo", "ais_version", "callsign", "shipname", "shiptype", "to_bow", "to_stern", "to_port", "to_starboard",
        "epfd", "eta", "draught", "destination", "dte",
    ),
    9: (
        "alt", "speed", "accuracy", "lon", "lat", "course", "second", "regional", "dte", "raim", "radio",
    ),
    10: ("dest_mmsi",),
    12: ("seqno", "dest_mmsi", "retransmit", "text"),
    14: ("text",),
    15: ("mmsi1", "type1_1", "offset1_1", "type1_2", "offset1_2", "mmsi2", "type2_1", "offset2_1"),
    16: ("mmsi1", "offset1", "increment1", "mmsi2", "offset2", "increment2"),
    17: ("lon", "lat", "data"),
    18: (
        "reserved", "speed", "accuracy", "lon", "lat", "course", "heading", "second", "regional", "cs", "display",
        "dsc", "band", "msg22", "raim", "radio",
    ),
    19: (
        "reserved", "speed", "accuracy", "lon", "lat", "course", "heading", "second", "regional", "shipname",
        "shiptype", "to_bow", "to_stern", "to_port", "to_starboard", "epfd", "raim", "dte", "assigned",
    ),
    20: tuple(f"{what}{n}" for n in range(1, 5) for what in ("offset", "number", "timeout", "increment")),
    21: (
        "aid_type", "name", "accuracy", "lon", "lat", "to_bow", "to_stern", "to_port", "to_starboard", "epfd",
        "second", "regional", "off_position", "raim", "virtual_aid",
    ),
    23: ("ne_lon", "ne_lat", "sw_lon", "sw_lat", "stationtype", "shiptype", "txrx", "interval", "quiet"),
    24: (
        "shipname", "shiptype", "vendorid", "model", "serial", "callsign", "to_bow", "to_stern", "to_port",
        "to_starboard",
    ),
    27: ("status", "accuracy", "lon", "lat", "speed", "course", "raim", "gnss"),
}  # fmt: skip
_CHANNELS = ("channel_a", "channel_b", "txrx", "power")
_MET_HYDRO = (
    "lon", "lat", "timestamp", "wspeed", "wgust", "wdir", "wgustdir", "airtemp", "humidity", "dewpoint", "pressure",
    "pressuretend", "visibility", "waterlevel", "leveltrend", "cspeed", "cdir", "cspeed2", "cdir2", "cdepth2",
    "cspeed3", "cdir3", "cdepth3", "waveheight", "waveperiod", "wavedir", "swellheight", "swellperiod", "swelldir",
    "seastate", "watertemp", "preciptype", "salinity", "ice",
)  # fmt: skip
_BINARY: dict[tuple[int, int], tuple[str, ...]] = {
    (1, 11): _MET_HYDRO, (1, 31): _MET_HYDRO,
    (235, 10): ("ana_int", "ana_ext1", "ana_ext2", "racon", "light", "alarm", "stat_ext", "off_pos"),
}  # fmt: skip


def heard(told: str) -> dict[Kind, Heard]:
    """Its lines as columns."""
    return gpsd.heard(_record(line.split("|")) for line in told.splitlines())


def _record(parts: list[str]) -> dict[str, Any]:
    number = int(parts[0])
    names = _HEAD + _names(number, parts[len(_HEAD) :])
    if len(names) != len(parts):
        raise ValueError(f"{len(parts)} fields of message {number}, where there are {len(names)}: {parts}")
    record = dict(zip(names, parts, strict=True))
    if ":" in record.get("data", ""):
        length, digits, *radio = record["data"].split(":")
        record["data"] = f"{length}:{digits}"
        record |= {"radio": radio[0]} if radio else {}
        if digits.startswith("x"):
            del record["data"]
    if number == 24:
        record["part"] = "B"
        del record["shipname"]
    return {"scaled": False} | {name: _value(name, value) for name, value in record.items()}


def _names(number: int, parts: list[str]) -> tuple[str, ...]:
    """The names of the fields behind the head."""
    if number == 22:
        addressed = len(parts) == len(_CHANNELS) + 6
        area = ("dest1", "dest2") if addressed else ("ne_lon", "ne_lat", "sw_lon", "sw_lat")
        return (*_CHANNELS, *area, "addressed", "band_a", "band_b", "zonesize")
    if number in (25, 26):
        return ("addressed", "structured", "dest_mmsi", "app_id", "data")
    if number in (6, 8):
        head = ("seqno", "dest_mmsi", "retransmit", "dac", "fid") if number == 6 else ("dac", "fid")
        identity = int(parts[len(head) - 2]), int(parts[len(head) - 1])
        return head + (("data",) if ":" in parts[-1] else _BINARY[identity])
    return _FIELDS[number]


_TEXT = {"callsign", "shipname", "destination", "text", "name", "timestamp", "eta", "data", "vendorid", "part"}


def _value(name: str, value: str) -> Any:
    return value if name in _TEXT else int(value, 0) if value.startswith("0x") else int(value)
