"""Short tracks without a simulator: a vessel sails legs at steady speed and course, and reports as often as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from marsad.geo.sphere import bearing_deg, distance_m, rhumb_destination
from marsad.plugin.rows import POSITION, STATIC, Records

HOUR_S: Final = 3600.0
_DIGEST = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Ship:
    """Who sails, and what she tells of herself."""

    mmsi: int
    number: int = 0
    ship_type: int = 70
    length_m: float = 150.0
    beam_m: float = 24.0

    @property
    def vessel(self) -> int:
        return self.mmsi * 100 + self.number


@dataclass(frozen=True)
class Leg:
    """Some time on one course; `heading_deg` None is the course, `every_s` 0 is silence."""

    hours: float
    knots: float
    course_deg: float = 0.0
    heading_deg: float | None = None
    every_s: float = 60.0
    status: int = 0


def sail(ship: Ship, t0_us: int, lon_deg: float, lat_deg: float, legs: Sequence[Leg]) -> Records:
    """The position reports of a ship; every field is told, the speed made good is that between reports."""
    pieces, start = [], 0.0
    lon, lat = lon_deg, lat_deg
    for leg in legs:
        length_s = leg.hours * HOUR_S
        if leg.every_s:
            at_s = np.arange(0.0, length_s - 1e-6, leg.every_s)
            piece = np.zeros(len(at_s), POSITION)
            piece["t"] = t0_us + np.round((start + at_s) * 1e6).astype(np.int64)
            piece["lon_deg"], piece["lat_deg"] = rhumb_destination(lon, lat, leg.course_deg, _metres(leg, at_s))
            piece["sog_kn"], piece["cog_deg"], piece["status"] = leg.knots, leg.course_deg, leg.status
            piece["heading_deg"] = leg.course_deg if leg.heading_deg is None else leg.heading_deg
            pieces.append(piece)
        lon, lat = (float(end) for end in rhumb_destination(lon, lat, leg.course_deg, _metres(leg, length_s)))
        start += length_s
    rows = np.concatenate(pieces)
    rows["mmsi"], rows["vessel"], rows["t_fix"] = ship.mmsi, ship.vessel, rows["t"]
    rows["digest"] = (rows["t"].astype(np.uint64) + np.uint64(ship.vessel)) * _DIGEST
    rows["second"], rows["accuracy"], rows["raim"], rows["type"] = rows["t"] // 1_000_000 % 60, 1, 0, 1
    rows["ship_type"], rows["length_m"], rows["beam_m"] = -1, np.nan, np.nan
    return made_good(rows)


def _metres(leg: Leg, seconds: Any) -> Any:
    return leg.knots * (1852.0 / HOUR_S) * seconds


def made_good(rows: Records) -> Records:
    """The rows of one vessel with the step, speed and course from the row before."""
    lon, lat = rows["lon_deg"], rows["lat_deg"]
    for name in ("step_m", "made_kn", "made_deg", "turn_deg_min"):
        rows[name][:1] = np.nan
    rows["turn_deg_min"] = np.nan
    if len(rows) > 1:
        step = distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
        seconds = np.diff(rows["t"]) / 1e6
        rows["step_m"][1:], rows["made_kn"][1:] = step, step / np.maximum(seconds, 1e-6) * HOUR_S / 1852.0
        rows["made_deg"][1:] = np.where(step < 0.5, np.nan, bearing_deg(lon[:-1], lat[:-1], lon[1:], lat[1:]))
    return rows


def statements(ship: Ship, t0_us: int, hours: float) -> Records:
    """Her static reports, one each six minutes, from the first instant on."""
    rows = np.zeros(int(hours * 10) + 1, STATIC)
    rows["t"] = t0_us + np.arange(len(rows)) * 360_000_000
    rows["mmsi"], rows["vessel"], rows["type"], rows["part"] = ship.mmsi, ship.mmsi * 100, 5, -1
    rows["digest"] = (rows["t"].astype(np.uint64) + np.uint64(ship.vessel + 7)) * _DIGEST
    rows["name"], rows["callsign"], rows["imo"] = f"SIM {ship.mmsi}".encode(), f"S{ship.mmsi % 100000}".encode(), 0
    rows["ship_type"], rows["length_m"], rows["beam_m"] = ship.ship_type, ship.length_m, ship.beam_m
    rows["draught_m"] = np.nan
    return rows


def moved(rows: Records, east_deg: float) -> Records:
    """The same rows elsewhere on the same latitude, longitudes within [-180, 180)."""
    other = rows.copy()
    lon = other["lon_deg"] + east_deg
    other["lon_deg"] = lon - 360.0 * np.floor((lon + 180.0) / 360.0)
    return other


def later(rows: Records, by_us: int) -> Records:
    """The same rows some time later, as transmissions of their own."""
    other = rows.copy()
    other["t"] += by_us
    if "t_fix" in (other.dtype.names or ()):
        other["t_fix"] += by_us
    other["digest"] ^= np.uint64(by_us & 0xFFFFFFFFFFFF)
    return other


def as_other(ship: Ship, mmsi: int) -> Ship:
    """A ship like her under another number."""
    return replace(ship, mmsi=mmsi)
