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

from marsad.tracks.notice_area import NoticeArea, notice_area

SAFETY_TEXT: Final = "safety_text"
ENVELOPE = frozenset({"source", "offset", "t", "t_recv", "mmsi", "station"})
LOCATING = (970, 972, 974)


@dataclass(frozen=True, slots=True)
class Reading:
    """A note as one row tells it. `holds_s` null: it does not say how long it holds."""

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
    """The application messages that were broadcast, one reading each."""
    sealed = _addressed(binary)
    readings = []
    for application, table in applications.items():
        for row in _rows(table):
            if (row.get("source"), row.get("offset")) not in sealed:
                readings.append(_application(application, row, now_us))
    return readings


def _application(application: str, row: dict[str, Any], now_us: int) -> Reading:
    fields = {k: v for k, v in row.items() if k not in ENVELOPE and v is not None and v != []}
    mmsi = row["mmsi"]
    lon, lat = fields.get("lon_deg"), fields.get("lat_deg")
    area = NoticeArea(lon, lat, fields.get("radius_m"), None, str(fields.get("text") or ""))
    if "area_notice" in application:
        kind: Literal["area_notice", "met_hydro", "application"] = "area_notice"
        name = _name(application, mmsi, fields.get("linkage_id"), fields.get("notice"))
        area = notice_area(fields.get("areas", []))
    elif "met_hydro" in application or "environment" in application:
        kind = "met_hydro"
        name = _name(application, mmsi, lon, lat)
    else:
        kind = "application"
        name = _name(application, mmsi)
    minutes = fields.get("duration_min")
    return Reading(
        name,
        kind,
        _t(row, now_us),
        mmsi,
        application.replace("_", " ").capitalize(),
        area.text,
        area.lon_deg if area.lat_deg is not None else None,
        area.lat_deg if area.lon_deg is not None else None,
        area.radius_m,
        area.polygon,
        fields,
        int(minutes) * 60 if minutes else None,
    )


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
