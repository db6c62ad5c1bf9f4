"""What two other decoders call our columns, to compare value by value. Written from their documented output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable

NAMES = {
    "lon_deg": "lon", "lat_deg": "lat", "sog_kn": "speed", "cog_deg": "course", "heading_deg": "heading",
    "accuracy": "accuracy", "raim": "raim", "second": "second", "status": "status", "maneuver": "maneuver",
    "radio": "radio", "altitude_m": "alt", "assigned": "assigned", "cs_unit": "cs", "display": "display", "dsc": "dsc",
    "band": "band", "msg22": "msg22", "latency_over_5s": "gnss", "imo": "imo", "ais_version": "ais_version",
    "callsign": "callsign", "destination": "destination", "draught_m": "draught", "epfd": "epfd", "to_bow_m": "to_bow",
    "to_stern_m": "to_stern", "to_port_m": "to_port", "to_starboard_m": "to_starboard", "vendor_id": "vendorid",
    "model": "model", "serial": "serial", "mothership_mmsi": "mothership_mmsi", "repeat": "repeat", "mmsi": "mmsi",
    "seqno": "seqno", "dest_mmsi": "dest_mmsi", "retransmit": "retransmit", "dac": "dac", "fi": "fid", "text": "text",
    "channel_a": "channel_a", "channel_b": "channel_b", "txrx": "txrx", "low_power": "power", "addressed": "addressed",
    "structured": "structured", "band_a": "band_a", "band_b": "band_b", "ne_lon_deg": "ne_lon", "ne_lat_deg": "ne_lat",
    "sw_lon_deg": "sw_lon", "sw_lat_deg": "sw_lat", "quiet_min": "quiet", "interval_code": "interval",
    "off_position": "off_position", "virtual": "virtual_aid", "aid_type": "aid_type",
} | {
    f"{ours}_{n}": f"{theirs}{n}"
    for n in range(1, 5)
    for ours, theirs in (
        ("ack_mmsi", "mmsi"), ("ack_seqno", "mmsiseq"), ("reserved_offset", "offset"), ("reserved_slots", "number"),
        ("reserved_timeout", "timeout"), ("reserved_increment", "increment"), ("assigned_offset", "offset"),
        ("assigned_increment", "increment"),
    )
} | {
    f"asked_{what}_{a}_{b}": f"{what}{a}_{b}" for what in ("type", "offset") for a in (1, 2) for b in (1, 2)
}  # fmt: skip
"""Names on which both agree."""

PYAIS_NAMES = NAMES | {
    "name": "shipname", "ship_type": "ship_type", "eta_month": "month", "eta_day": "day", "eta_hour": "hour",
    "eta_minute": "minute", "year": "year", "month": "month", "day": "day", "hour": "hour", "minute": "minute",
    "part": "partno", "station_type": "station_type",
}  # fmt: skip
GPSD_NAMES = NAMES | {"name": "shipname", "ship_type": "shiptype", "station_type": "stationtype"}

RENAMED: dict[int, dict[str, str]] = {
    15: {"dest_mmsi": "mmsi1", "dest_mmsi_2": "mmsi2"},
    16: {"dest_mmsi": "mmsi1", "dest_mmsi_2": "mmsi2"},
    21: {"name": "name", "aton_status": "reserved_1"},
    22: {"dest_mmsi": "dest1", "dest_mmsi_2": "dest2"},
    28: {
        "restricted_use": "restricted", "mrn": "iala_mrn", "dimension_type": "dimension", "aton_status": "status_bits",
        "dimension_a": "dimensions_a", "dimension_b": "dimensions_b", "more_dimensions": "dimension_additional_data",
        "charted": "charted_status", "on_station_status": "station_status", "authenticated": "auth",
    },
}  # fmt: skip
"""Where one message number has names of its own."""


def gpsdecode(sentences: Iterable[bytes]) -> list[dict[str, object]]:
    """Records of Debian's gpsdecode, one for each message it accepts."""
    ran = subprocess.run(["gpsdecode", "-j"], input=b"".join(sentences), capture_output=True, check=True, timeout=120)
    return [json.loads(line) for line in ran.stdout.splitlines()]
