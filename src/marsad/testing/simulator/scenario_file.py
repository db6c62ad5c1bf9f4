"""From a scenario file's table to a Scenario: every key known, every value in range, or one sentence says which."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal
from marsad.testing.simulator.records import Role
from marsad.testing.simulator.scenario_format import (
    SIZES,
    ErrorRates,
    Receiver,
    SatelliteSpec,
    Scenario,
    Stage,
)

_KEYS = (
    "title", "area", "start", "seas", "sizes", "mix", "receivers", "satellites", "errors", "incidents", "look_alikes",
    "stages",
)  # fmt: skip
_MOST_VESSELS, _MOST_HOURS = 1_000_000, 24.0 * 366
_FLEET_ROLES = tuple(role for role in Role if role < Role.BASE_STATION or role == Role.NET_MARKER)


class _Reader:
    """One table of the file; knows its name, so that what is wrong can be named."""

    def __init__(self, table: object, file: str, where: str, keys: Sequence[str]) -> None:
        self.file, self.where = file, where
        if not isinstance(table, Mapping):
            raise self.wrong("", "must be a table")
        self.table: Mapping[str, Any] = table
        for key in table:
            if key not in keys:
                known = ", ".join(keys)
                raise Refusal(f"{file}: the key {self._full(str(key))!r} is unknown; known here are: {known}.")

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self.where, key) if part)

    def wrong(self, key: str, what: str) -> Refusal:
        return Refusal(f"{self.file}: {self._full(key)!r} {what}.")

    def number(self, key: str, low: float, high: float, otherwise: float | None = None) -> float:
        value = self.table.get(key, otherwise)
        if value is None:
            raise self.wrong(key, "is missing")
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.wrong(key, f"must be a number from {low:g} to {high:g}, not {value!r}")
        return float(value)

    def text(self, key: str, otherwise: str | None = None) -> str:
        value = self.table.get(key, otherwise)
        if value is None:
            raise self.wrong(key, "is missing")
        if not isinstance(value, str) or not value:
            raise self.wrong(key, f"must be text, not {value!r}")
        return value

    def rows(self, key: str) -> list[Any]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "must be a list")
        return value

    def part(self, key: str, keys: Sequence[str]) -> _Reader:
        return _Reader(self.table.get(key, {}), self.file, self._full(key), keys)

    def station(self) -> str:
        name = self.text("name")
        if not (name.startswith("SIM") and name.isascii() and name.isalnum() and name.isupper() and len(name) <= 15):
            raise self.wrong("name", f"must begin with SIM, of at most 15 capital letters and digits, not {name!r}")
        return name


def parse(table: Mapping[str, Any], name: str, file: str, size: str) -> Scenario:
    """The scenario in a table. `file` is how errors name it. Raises Refusal: one sentence with file and key."""
    top = _Reader(table, file, "", _KEYS)
    sizes = _sizes(top)
    vessels, hours = sizes[size]
    return Scenario(
        name=name,
        title=top.text("title"),
        area=_area(top),
        start_us=_start(top),
        size=size,
        hours=hours,
        vessels=vessels,
        sizes=sizes,
        mix=_mix(top),
        receivers=_unique(top, "receivers", [_receiver(top, n, row) for n, row in enumerate(top.rows("receivers"))]),
        satellites=_unique(
            top, "satellites", [_satellite(top, n, row) for n, row in enumerate(top.rows("satellites"))]
        ),
        seas=_seas(top),
        errors=_errors(top),
        incidents=_rates(top, "incidents"),
        look_alikes=_rates(top, "look_alikes"),
        stages=tuple(_stage(top, n, row) for n, row in enumerate(top.rows("stages"))),
    )


def _sizes(top: _Reader) -> dict[str, tuple[int, float]]:
    part = top.part("sizes", SIZES)
    found = {}
    for size in SIZES:
        row = part.part(size, ("vessels", "hours"))
        count = row.number("vessels", 1, _MOST_VESSELS)
        if count != int(count):
            raise row.wrong("vessels", f"must be a whole number, not {count!r}")
        found[size] = (int(count), row.number("hours", 0.01, _MOST_HOURS))
    return found


def _area(top: _Reader) -> tuple[float, float, float, float]:
    area = top.rows("area")
    if len(area) != 4 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in area):
        raise top.wrong("area", "must be [west, south, east, north] in degrees")
    west, south, east, north = (float(n) for n in area)
    if not (-180.0 <= west < east <= 540.0 and east - west <= 360.0 and -90.0 <= south < north <= 90.0):
        raise top.wrong("area", "must have west < east (beyond 180 over the antimeridian) and south < north")
    return west, south, east, north


def _start(top: _Reader) -> int:
    value = top.table.get("start")
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise top.wrong("start", "must be a date and time in UTC such as 2026-03-01T00:00:00Z")
    whole = value.astimezone(UTC)
    if whole.minute or whole.second or whole.microsecond:
        raise top.wrong("start", "must be a full hour")
    return round((whole - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 1_000_000


def _mix(top: _Reader) -> dict[Role, float]:
    part = top.part("mix", [role.name for role in _FLEET_ROLES])
    shares = {role: part.number(role.name, 0.0, 1e6, 0.0) for role in _FLEET_ROLES}
    whole = math.fsum(shares.values())
    if whole <= 0.0:
        raise top.wrong("mix", "must give at least one role a share above 0")
    return {role: share / whole for role, share in shares.items() if share > 0.0}


def _receiver(top: _Reader, n: int, table: object) -> Receiver:
    row = _Reader(table, top.file, f"receivers[{n}]", ("name", "at", "antenna_m", "clock_ms", "outages"))
    lon, lat = _at(row)
    outages = []
    for span in row.rows("outages"):
        if not (isinstance(span, list) and len(span) == 2 and all(isinstance(h, int | float) for h in span)):
            raise row.wrong("outages", "must be a list of [from, to] in hours since the start")
        if not 0 <= span[0] < span[1]:
            raise row.wrong("outages", "must have from < to, both from 0 on")
        outages.append((float(span[0]), float(span[1])))
    return Receiver(
        row.station(),
        lon,
        lat,
        row.number("antenna_m", 1.0, 5000.0, 60.0),
        row.number("clock_ms", -1e9, 1e9, 0.0),
        tuple(outages),
    )


def _satellite(top: _Reader, n: int, table: object) -> SatelliteSpec:
    row = _Reader(table, top.file, f"satellites[{n}]", [one.name for one in fields(SatelliteSpec)])
    sensor = row.text("sensor", "ais")
    if sensor not in ("ais", "radar"):
        raise row.wrong("sensor", f"must be ais or radar, not {sensor!r}")
    return SatelliteSpec(
        row.station(),
        sensor,
        row.number("altitude_km", 200.0, 2000.0, 600.0),
        row.number("inclination_deg", 0.0, 180.0, 97.8),
        row.number("node_deg", -360.0, 360.0, 0.0),
        row.number("phase_deg", -360.0, 360.0, 0.0),
        row.number("delay_s", 0.0, 1e6, 3600.0),
    )


def _unique(top: _Reader, key: str, found: list[Any]) -> tuple[Any, ...]:
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise top.wrong(key, f"has {name} twice")
    return tuple(found)


def _at(row: _Reader) -> tuple[float, float]:
    at = row.rows("at")
    if len(at) != 2 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in at):
        raise row.wrong("at", "must be [longitude, latitude] in degrees")
    if not (-180.0 <= at[0] <= 180.0 and -90.0 <= at[1] <= 90.0):
        raise row.wrong("at", "must have a longitude from -180 to 180 and a latitude from -90 to 90")
    return float(at[0]), float(at[1])


def _seas(top: _Reader) -> tuple[str, ...]:
    # Deferred: the data's room is not needed to describe a scenario.
    from marsad.testing.simulator.sea import data

    seas = top.rows("seas")
    for sea in seas:
        if sea not in data.names():
            raise top.wrong("seas", f"has {sea!r}, which is none of {', '.join(data.names())}")
    if not seas:
        raise top.wrong("seas", f"must name at least one of {', '.join(data.names())}")
    return tuple(seas)


def _errors(top: _Reader) -> ErrorRates:
    keys = [one.name for one in fields(ErrorRates)]
    part = top.part("errors", keys)
    return ErrorRates(**{key: part.number(key, 0.0, 1.0, 0.0) for key in keys})


def _rates(top: _Reader, key: str) -> dict[str, float]:
    part = top.part(key, tuple(KINDS))
    rates = {kind: part.number(kind, 0.0, 1e6, 0.0) for kind in KINDS}
    return {kind: rate for kind, rate in rates.items() if rate > 0.0}


def _stage(top: _Reader, n: int, table: object) -> Stage:
    row = _Reader(table, top.file, f"stages[{n}]", ("name", "at", "radius_m"))
    return Stage(row.text("name"), *_at(row), row.number("radius_m", 100.0, 1e6))
