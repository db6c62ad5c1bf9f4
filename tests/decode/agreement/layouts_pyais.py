"""What pyais 3.3 calls the fields of the applications it decodes, and what the parts of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pyais import messages as theirs

from marsad.decode.ais.application.applications import CANDIDATES
from tests.decode.agreement.records import Kind

HEADER = {6: 88, 8: 56}
KINDS: dict[Kind, type] = {
    (8, 1, 0): theirs.MessageType8Dac1Fid0,
    (8, 1, 11): theirs.MessageType8Dac1Fid11,
    (8, 1, 16): theirs.MessageType8Dac1Fid16,
    (8, 1, 17): theirs.MessageType8Dac1Fid17,
    (8, 1, 19): theirs.MessageType8Dac1Fid19,
    (8, 1, 20): theirs.MessageType8Dac1Fid20,
    (8, 1, 21): theirs.MessageType8Dac1Fid21NonWmo,
    (8, 1, 22): theirs.MessageType8Dac1Fid22,
    (8, 1, 24): theirs.MessageType8Dac1Fid24,
    (8, 1, 26): theirs.MessageType8Dac1Fid26,
    (8, 1, 27): theirs.MessageType8Dac1Fid27,
    (8, 1, 29): theirs.MessageType8Dac1Fid29,
    (8, 1, 31): theirs.MessageType8Dac1Fid31,
    (8, 200, 10): theirs.MessageType8Dac200Fid10,
    (8, 200, 23): theirs.MessageType8Dac200Fid23,
    (8, 200, 24): theirs.MessageType8Dac200Fid24,
    (8, 200, 40): theirs.MessageType8Dac200Fid40,
    (8, 367, 33): theirs.MessageType8Dac367Fid33,
    (6, 1, 16): theirs.MessageType6Dac1Fid16B,
    (6, 1, 18): theirs.MessageType6Dac1Fid18,
    (6, 1, 20): theirs.MessageType6Dac1Fid20,
    (6, 1, 23): theirs.MessageType6Dac1Fid23,
    (6, 1, 25): theirs.MessageType6Dac1Fid25,
}
AS_SENT = {
    (200, 23, "start_year"), (200, 23, "end_year"),
}  # fmt: skip
"""Codes that it does not scale."""


def places(kind: type) -> dict[tuple[int, int], str]:
    """Place and width of each field of a message."""
    out, at = {}, 0
    for field in kind.fields():
        width = field.metadata["width"]
        out[at, width] = field.name
        at += width
    return out


def flat(kind: Kind) -> dict[str, str]:
    """Their name to ours, for the fields outside groups: those at the same bits, or of free length from the same."""
    if kind not in KINDS:
        return {}
    found = places(KINDS[kind])
    names: dict[str, str] = {}
    for application in CANDIDATES[kind]:
        for one in application.fields:
            at = HEADER[kind[0]] + one.first
            if (at, one.width) in found:
                names.setdefault(found[at, one.width], one.name)
            elif not one.width:
                names |= {name: one.name for (first, _), name in found.items() if first == at}
    return names


_Part = Mapping[str, Any]


def _named(**names: str) -> Callable[[_Part], dict[str, Any]]:
    return lambda part: {names[key]: value for key, value in part.items() if key in names}


def _target(part: _Part) -> dict[str, Any]:
    """A target: of 1/16 with the kind of its identifier, of 1/17 with the identifier as text alone."""
    names = {"id_type": "identifier_type", "lat": "lat_deg", "lon": "lon_deg", "course": "cog_deg", "second": "second",
             "speed": "sog_kn"}  # fmt: skip
    told = {names[key]: value for key, value in part.items() if key in names}
    if "id_type" in part:
        by_type = ("target_mmsi", "target_imo", "target_callsign", "target_name")
        told[by_type[part["id_type"]]] = part["target_id"]
    return told


def _area(part: _Part) -> dict[str, Any]:
    names = {"shape": "shape", "scale": "scale", "lon": "lon_deg", "lat": "lat_deg", "precision": "precision",
             "radius": "radius_m", "east": "east_m", "north": "north_m", "orientation": "orientation_deg",
             "left": "left_deg", "right": "right_deg", "text": "text"}  # fmt: skip
    told = {names[key]: value for key, value in part.items() if key in names}
    for n, point in enumerate(part.get("points", ()), 1):
        told |= {f"bearing_{n}_deg": point["bearing"], f"distance_{n}_m": point["distance"]}
    return told


_SENSOR = {
    "sensor": "sensor", "wspeed": "wind_speed_kn", "wgust": "wind_gust_kn", "wdir": "wind_direction_deg",
    "wgustdir": "gust_direction_deg", "fwspeed": "forecast_wind_speed_kn", "fwgust": "forecast_wind_gust_kn",
    "fwdir": "forecast_wind_direction_deg", "fday": "forecast_day", "fhour": "forecast_hour", "level": "water_level_m",
    "fminute": "forecast_minute", "duration": "forecast_duration_min", "averaging_time": "wind_averaging_min",
    "absolute": "level_absolute", "leveltrend": "water_level_trend", "fabsolute": "forecast_level_absolute",
    "flevel": "forecast_water_level_m", "lon": "lon_deg", "lat": "lat_deg", "alt": "altitude_m", "datum": "datum",
    "owner": "owner", "timeout": "data_timeout", "version": "version", "name": "station_name", "site": "site",
    "day": "day", "hour": "hour", "minute": "minute", "swheight": "swell_height_m", "swperiod": "swell_period_s",
    "swelldir": "swell_direction_deg", "seastate": "sea_state_beaufort", "swelltype": "swell_data_kind",
    "watertempdepth": "water_temperature_depth_m", "depthtype": "water_temperature_data_kind",
    "waveheight": "wave_height_m", "waveperiod": "wave_period_s", "wavedir": "wave_direction_deg",
    "wavetype": "wave_data_kind", "salinity": "salinity_permille", "pressuretend": "pressure_tendency",
    "pressuretype": "pressure_data_kind", "pressure_hpa": "pressure_hpa", "temperature": "air_temperature_c",
    "preciptype": "precipitation_kind", "visibility": "visibility_nm", "dewpoint": "dew_point_c",
    "dewtype": "dew_point_data_kind", "salinitytype": "salinity_kind", "airdraught": "air_draught_m",
    "airgap": "air_gap_m", "gaptrend": "air_gap_trend", "fairgap": "forecast_air_gap_m", "precision": "precision",
    "bearing": "current_bearing_deg", "watertemp": "water_temperature_c", "conductivity": "conductivity_s_m",
    "sensortype": "data_kind",
} | {
    f"{other}{n}": f"current_{ours}_{n}_{unit}"
    for n in (1, 2, 3)
    for other, ours, unit in (
        ("cspeed", "speed", "kn"), ("cdir", "direction", "deg"), ("cdepth", "depth", "m"), ("cnorth", "north", "kn"),
        ("ceast", "east", "kn"), ("cup", "up", "kn"), ("bearing", "bearing", "deg"), ("distance", "distance", "m"),
        ("speed", "speed", "kn"), ("direction", "direction", "deg"), ("depth", "depth", "m"),
    )
}  # fmt: skip


def _report(part: _Part) -> dict[str, Any]:
    """A sensor report; `pressure` is that of the water from a salinity sensor, and a code beside `pressure_hpa`."""
    told = {_SENSOR[key]: value for key, value in part.items() if key in _SENSOR}
    if part["sensor"] == 8:
        told["water_pressure_dbar"] = part["pressure"]
    return told


def _cargo(part: _Part) -> dict[str, Any]:
    names = {"code": "code", "imdg": "imdg_class", "un": "un_number", "bc": "bc_class", "marpol_oil": "marpol_oil",
             "marpol_cat": "marpol_category"}  # fmt: skip
    told = {names[key]: value for key, value in part.items() if key in names}
    return told | ({"other_code": part["subtype"]} if part["code"] > 5 else {})


def _gauge(part: tuple[int, int | None]) -> dict[str, Any]:
    return {"gauge": part[0], "water_level_m": None if part[1] is None else part[1] / 100}


GROUPS: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "targets": ("targets", _target),
    "sub_areas": ("areas", _area),
    "waypoints": ("waypoints", _named(lon="lon_deg", lat="lat_deg")),
    "reports": ("reports", _report),
    "cargos": ("cargoes", _cargo),
    "gauges": ("gauges", _gauge),
}
"""By their name: our group, and how one of its parts is told with our names."""
RAW = {
    "target_data", "area_data", "waypoints_data", "reports_data", "cargo_data",
} | {f"{what}_{n}" for what in ("gauge_id", "water_level") for n in range(1, 5)}  # fmt: skip
"""The bits of which the parts are made, or the fields of the parts by number."""
