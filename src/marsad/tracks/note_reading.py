"""Reading notes out of decoded rows: safety texts and application messages.

The body of an addressed message is for its addressee: such a safety text is told without its words, such an application
message not at all. What a locating device says is distress, and told as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pyarrow as pa

from marsad.tracks.notice_area import areas_of
from marsad.wire.area_notice import AREA_NOTICE

SAFETY_TEXT: Final = "safety_text"
ENVELOPE = frozenset({"source", "offset", "t", "t_recv", "mmsi", "station", "type", "dac", "fi", "precision"})
LOCATING = (970, 972, 974)


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as one row tells it. `holds_s` null: it does not say how long it holds; 0 cancels it. The part of `id`
    before a `-` is common to the areas of one notice."""

    id: str
    kind: Literal["safety_text", "area_notice", "met_hydro", "application"]
    t_us: int
    mmsi: int
    title: str
    text: str
    lon_deg: float | None = None
    lat_deg: float | None = None
    radius_m: float | None = None
    polygon: list[tuple[float, float]] | None = None
    fields: dict[str, Any] | None = None
    holds_s: int | None = None


def safety_readings(table: pa.Table, now_us: int) -> list[Reading]:
    """The safety texts of a table."""
    columns = ["t", "t_recv", "mmsi", "dest_mmsi", "text"]
    readings = []
    for row in _rows(table.select(columns)):
        mmsi, text, dest = row["mmsi"], row["text"] or "", row["dest_mmsi"]
        if dest is not None and mmsi // 1_000_000 not in LOCATING:
            title, text = f"Safety text to {dest:09d}", ""
        else:
            title = "Safety text"
        name = _name(SAFETY_TEXT, mmsi, dest, text)
        readings.append(Reading(name, SAFETY_TEXT, _t(row, now_us), mmsi, title, text, fields={}))
    return readings


def application_readings(applications: Mapping[str, pa.Table], binary: pa.Table | None, now_us: int) -> list[Reading]:
    """The application messages that were broadcast and say something of a place; what a ship tells of itself (its
    cargo, its persons) and what stations ask of each other is no note."""
    sealed = _addressed(binary)
    readings: list[Reading] = []
    for application, table in applications.items():
        read = AREA_NOTICES.get(application) or MET_HYDRO.get(application) or OTHERS.get(application)
        if read is None:
            continue
        for row in _rows(table):
            if (row.get("source"), row.get("offset")) not in sealed:
                readings += read(application, row, _t(row, now_us))
    return readings


def _area_notice(application: str, row: dict[str, Any], t_us: int) -> list[Reading]:
    code, minutes = row.get("notice"), row.get("duration_min")
    areas, text = areas_of(row.get("areas") or [])
    base = _name(application, row["mmsi"], row.get("linkage_id"), code)
    named = AREA_NOTICE.get(code) if code is not None else None
    title = named.en if named else "Area notice"
    holds_s = None if minutes is None else int(minutes) * 60
    fields = _fields(row)
    if not areas:
        return [Reading(f"{base}-0", "area_notice", t_us, row["mmsi"], title, text, fields=fields, holds_s=holds_s)]
    return [
        Reading(
            f"{base}-{n}", "area_notice", t_us, row["mmsi"], title, text, area.lon_deg, area.lat_deg, area.radius_m,
            area.polygon, fields, holds_s,
        )
        for n, area in enumerate(areas)
    ]  # fmt: skip


def _met_hydro(application: str, row: dict[str, Any], t_us: int) -> list[Reading]:
    """One note for each site: a message may tell of several, and of one site in several reports."""
    sites: dict[object, dict[str, Any]] = {}
    for report in row.get("reports") or [row]:
        told = _fields(report)
        place = (told.get("lon_deg"), told.get("lat_deg")) if "reports" not in row else None
        site = told.get("site", told.get("station_id", told.get("location", place)))
        sites.setdefault(site, {}).update(told)
    return [
        Reading(
            _name(application, row["mmsi"], site), "met_hydro", t_us, row["mmsi"], _title(application),
            str(fields.get("text") or ""), *_place(fields), fields=fields,
        )
        for site, fields in sites.items()
    ]  # fmt: skip


def _other(application: str, row: dict[str, Any], t_us: int) -> list[Reading]:
    fields = _fields(row)
    name = _name(application, row["mmsi"], fields.get("linkage_id"), *_place(fields))
    minutes = fields.get("duration_min")
    return [
        Reading(
            name, "application", t_us, row["mmsi"], _title(application), str(fields.get("text") or ""),
            *_place(fields), fields=fields, holds_s=int(minutes) * 60 if minutes else None,
        )
    ]  # fmt: skip


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ENVELOPE and value is not None and value != []}


def _place(fields: dict[str, Any]) -> tuple[float | None, float | None]:
    lon, lat = fields.get("lon_deg"), fields.get("lat_deg")
    return (None, None) if lon is None or lat is None else (lon, lat)


def _title(application: str) -> str:
    return application.replace("_", " ").capitalize()


AREA_NOTICES = dict.fromkeys(("area_notice", "us_area_notice"), _area_notice)
MET_HYDRO = dict.fromkeys(
    (
        "met_hydro", "met_hydro_old", "environmental", "us_environmental", "weather_observation",
        "weather_observation_wmo", "seaway_weather", "seaway_wind", "seaway_water_level", "seaway_water_flow",
        "pawss_current", "pawss_salinity",
    ),
    _met_hydro,
)  # fmt: skip
OTHERS = dict.fromkeys(
    (
        "text_description", "text_telegram", "inland_signal", "inland_weather_warning", "inland_water_level",
        "traffic_signal", "berthing", "tidal_window", "route", "seaway_lock_order", "seaway_lock_times",
    ),
    _other,
)  # fmt: skip


def _addressed(binary: pa.Table | None) -> set[tuple[str | None, int]]:
    if binary is None:
        return set()
    rows = _rows(binary.select(["source", "offset", "dest_mmsi"]))
    return {(row["source"], row["offset"]) for row in rows if row["dest_mmsi"] is not None}


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    times = [name for name in ("t", "t_recv") if name in table.column_names]
    for name in times:
        at = table.column_names.index(name)
        table = table.set_column(at, name, table.column(name).cast(pa.int64()))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _t(row: dict[str, Any], now_us: int) -> int:
    t = row["t"] if row["t"] is not None else row["t_recv"]
    return min(t, now_us) if t is not None else now_us


def _name(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()
