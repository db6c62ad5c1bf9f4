"""What gpsdecode 3.22 calls the fields of the applications it prints, and what the parts of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Identity = tuple[int, int]
"""DAC and FI."""

_MET_HYDRO = {
    "wspeed": "wind_speed_kn", "wgust": "wind_gust_kn", "wdir": "wind_direction_deg", "wgustdir": "gust_direction_deg",
    "humidity": "humidity_percent", "airtemp": "air_temperature_c", "dewpoint": "dew_point_c",
    "pressure": "pressure_hpa", "pressuretend": "pressure_tendency", "visibility": "visibility_nm",
    "visgreater": "visibility_or_more", "waterlevel": "water_level_m", "leveltrend": "water_level_trend",
    "cspeed": "current_speed_kn", "cdir": "current_direction_deg", "cspeed2": "current_speed_2_kn",
    "cdir2": "current_direction_2_deg", "cdepth2": "current_depth_2_m", "cspeed3": "current_speed_3_kn",
    "cdir3": "current_direction_3_deg", "cdepth3": "current_depth_3_m", "waveheight": "wave_height_m",
    "waveperiod": "wave_period_s", "wavedir": "wave_direction_deg", "swellheight": "swell_height_m",
    "swellperiod": "swell_period_s", "swelldir": "swell_direction_deg", "seastate": "sea_state_beaufort",
    "watertemp": "water_temperature_c", "preciptype": "precipitation", "salinity": "salinity_permille", "ice": "ice",
}  # fmt: skip
_SERVICES = {
    "agent": "agent", "fuel": "fuel", "chandler": "chandler", "stevedore": "stevedore", "electrical": "electrical",
    "water": "water", "customs": "customs", "cartage": "cartage", "crane": "crane", "lift": "lift",
    "medical": "medical", "navrepair": "navigation_repair", "provisions": "provisions", "shiprepair": "ship_repair",
    "surveyor": "surveyor", "steam": "steam", "tugs": "tugs", "solidwaste": "solid_waste",
    "liquidwaste": "liquid_waste", "hazardouswaste": "hazardous_waste", "ballast": "ballast",
    "additional": "additional", "regional1": "regional_1", "regional2": "regional_2", "future1": "future_1",
    "future2": "future_2",
}  # fmt: skip
_AT_LOCK = {
    "country": "country", "locode": "location", "section": "fairway_section", "terminal": "terminal",
    "hectometre": "hectometre",
}  # fmt: skip
_ROUTE = {"linkage": "linkage_id", "sender": "sender_class", "rtype": "route_type", "duration": "duration_min"}

FLAT: dict[Identity, dict[str, str]] = {
    (1, 11): _MET_HYDRO,
    (1, 16): {"persons": "persons"},
    (1, 18): {"linkage": "linkage_id", "portname": "port_and_berth", "destination": "destination"},
    (1, 19): {
        "linkage": "linkage_id", "station": "station_name", "status": "signal_status", "signal": "signal",
        "hour": "hour", "minute": "minute", "nextsignal": "next_signal",
    },
    (1, 20): {
        "linkage": "linkage_id", "berth_length": "berth_length_m", "berth_depth": "berth_depth_m",
        "position": "mooring_position", "availability": "services_known", "berth_name": "berth_name",
        "berth_lon": "lon_deg", "berth_lat": "lat_deg",
    } | {theirs: f"service_{mine}" for theirs, mine in _SERVICES.items()},
    (1, 25): {"unit": "unit", "amount": "amount"},
    (1, 27): _ROUTE,
    (1, 28): _ROUTE,
    (1, 29): {"linkage": "linkage_id", "text": "text"},
    (1, 30): {"linkage": "linkage_id", "text": "text"},
    (1, 31): _MET_HYDRO,
    (1, 32): {"month": "month", "day": "day"},
    (200, 10): {
        "vin": "eni", "length": "length_m", "beam": "beam_m", "shiptype": "combination_type",
        "hazard": "hazardous_cargo", "draught": "draught_m", "loaded": "loaded", "speed_q": "speed_quality_high",
        "course_q": "course_quality_high", "heading_q": "heading_quality_high",
    },
    (200, 21): _AT_LOCK | {"tugs": "tugs", "airdraught": "air_draught_m"},
    (200, 22): _AT_LOCK | {"status": "lock_status"},
    (200, 23): {
        "start_lon": "start_lon_deg", "start_lat": "start_lat_deg", "end_lon": "end_lon_deg", "end_lat": "end_lat_deg",
        "warning": "warning", "min": "least", "max": "greatest", "intensity": "intensity", "wind": "wind_from",
    },
    (200, 24): {"country": "country"},
    (200, 40): {"form": "form", "facing": "facing_deg", "direction": "impact", "status": "lights"},
    (200, 55): {"crew": "crew", "passengers": "passengers", "personnel": "personnel"},
    (235, 10): {
        "off_pos": "off_position", "alarm": "alarm", "stat_ext": "digital_inputs", "ana_int": "supply_v",
        "ana_ext1": "analogue_1_v", "ana_ext2": "analogue_2_v", "racon": "racon", "light": "light",
    },
}  # fmt: skip
FLAT[250, 10] = FLAT[235, 10]

TIMES: dict[tuple[int, int, str], tuple[str, ...]] = {
    (200, 22, "eta"): ("rta_month", "rta_day", "rta_hour", "rta_minute"),
    (1, 27, "start"): ("month", "day", "hour", "minute"),
    (1, 28, "start"): ("month", "day", "hour", "minute"),
    (200, 23, "start"): ("start_year", "start_month", "start_day", "start_hour", "start_minute"),
    (200, 23, "end"): ("end_year", "end_month", "end_day", "end_hour", "end_minute"),
}
"""Written as one ISO-like string of codes."""

WITHDRAWN = {
    (1, 12): {"lastport", "departure", "nextport", "eta", "dangerous", "imdcat", "unid", "amount", "unit"},
    (1, 14): {"month", "day", "tidals"},
}
"""Applications of M.1371-1 and Circ.236 that were withdrawn, of which we keep the bits only."""

_Part = Mapping[str, Any]


def _cargo(part: _Part) -> dict[str, Any]:
    """A cargo's 13 bits, as the code under which it is carried divides them."""
    rest = part["subtype"]
    by_code = {
        1: {"imdg_class": rest >> 6},
        2: {"un_number": rest},
        3: {"bc_class": rest >> 10, "imdg_class": rest >> 3 & 127},
        4: {"marpol_oil": rest >> 9},
        5: {"marpol_category": rest >> 10},
    }
    return {"code": part["code"]} | by_code.get(part["code"], {"other_code": rest} if part["code"] else {})


def _target(part: _Part) -> dict[str, Any]:
    """A target; numbers are told as text."""
    names = {
        "idtype": "identifier_type", "callsign": "target_callsign", "other": "target_name", "lat": "lat_deg",
        "lon": "lon_deg", "course": "cog_deg", "second": "second", "speed": "sog_kn", "mmsi": "target_mmsi",
        "imo": "target_imo",
    }  # fmt: skip
    told = {names[key]: value for key, value in part.items() if key in names}
    return told | {key: int(told[key]) for key in ("target_mmsi", "target_imo") if key in told}


def _named(**names: str) -> Callable[[_Part], dict[str, Any]]:
    return lambda part: {names[key]: value for key, value in part.items()}


GROUPS: dict[tuple[int, int, str], tuple[str, Callable[[_Part], dict[str, Any]]]] = {
    (1, 17, "targets"): ("targets", _target),
    (1, 25, "cargos"): ("cargoes", _cargo),
    (1, 27, "waypoints"): ("waypoints", _named(lon="lon_deg", lat="lat_deg")),
    (1, 28, "waypoints"): ("waypoints", _named(lon="lon_deg", lat="lat_deg")),
    (1, 32, "tidals"): (
        "windows",
        _named(
            lon="lon_deg", lat="lat_deg", from_hour="from_hour", from_min="from_minute", to_hour="to_hour",
            to_min="to_minute", cdir="current_direction_deg", cspeed="current_speed_kn",
        ),
    ),
    (200, 24, "gauges"): ("gauges", _named(id="gauge", level="water_level_m")),
}  # fmt: skip
"""By DAC, FI and their name: our group, and how one of its parts is told with our names."""
