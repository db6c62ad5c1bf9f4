"""Aircraft over the sea: airways, and who flies on them at an instant."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from marsad.testing.simulator.draw import Draw, Purpose

FEET_M = 0.3048
_KNOT_MPS = 1852.0 / 3600.0
_EARTH_M = 6_371_008.8
_PLANS_KEPT = 5000
_FIRST_HEX, _HEXES = 0xF08000, 0x7000
"""Addresses that ICAO gives to nobody."""


class Flight(NamedTuple):
    """An aircraft at an instant, as it truly flies."""

    hex: str
    flight: str
    lon: float
    lat: float
    track_deg: float
    gs_kn: float
    altitude_ft: float
    number: int


class _Airway(NamedTuple):
    start: tuple[float, float, float]
    ahead: tuple[float, float, float]
    length_m: float


class _Plan(NamedTuple):
    entered_us: int
    left_us: int
    knots: float
    level_ft: float
    forth: bool
    hex: str
    flight: str
    number: int


class Airways:
    """Great circles across an area, with so many aircraft on them at a time."""

    def __init__(self, area: tuple[float, float, float, float], start_us: int, seed: int) -> None:
        self.start_us, self.seed = start_us, seed
        draw = Draw(seed, Purpose.AIRCRAFT, 0)
        wide = area[2] - area[0] >= 180.0
        self._airways = [_airway(draw, area, wide) for _ in range(40 if wide else draw.whole(7, 11))]
        self.count = draw.whole(120, 200) if wide else draw.whole(50, 120)
        """About so many fly at a time."""
        flown_s = sum(one.length_m for one in self._airways) / (440.0 * _KNOT_MPS)
        self._plans: dict[tuple[int, int], _Plan] = {}
        self._apart_us = round(flown_s / self.count * 1e6)

    def at(self, t_us: int) -> Iterator[Flight]:
        """Who is in the air, airway by airway."""
        for way, airway in enumerate(self._airways):
            longest_us = round(airway.length_m / (120.0 * _KNOT_MPS) * 1e6)
            first = (t_us - longest_us - self.start_us) // self._apart_us - 1
            for turn in range(first, (t_us - self.start_us) // self._apart_us + 1):
                flight = self._flight(way, airway, turn, t_us)
                if flight is not None:
                    yield flight

    def _flight(self, way: int, airway: _Airway, turn: int, t_us: int) -> Flight | None:
        plan = self._plans.get((way, turn))
        if plan is None:
            if len(self._plans) > _PLANS_KEPT:
                self._plans.clear()
            plan = self._plans[way, turn] = self._planned(way, airway, turn)
        if not plan.entered_us <= t_us < plan.left_us:
            return None
        gone_m = (t_us - plan.entered_us) / 1e6 * plan.knots * _KNOT_MPS
        lon, lat, track = _along(airway, gone_m if plan.forth else airway.length_m - gone_m)
        heading = track if plan.forth else (track + 180.0) % 360.0
        return Flight(plan.hex, plan.flight, lon, lat, heading, plan.knots, plan.level_ft, plan.number)

    def _planned(self, way: int, airway: _Airway, turn: int) -> _Plan:
        draw = Draw(self.seed, Purpose.AIRCRAFT, way + 1, turn + (1 << 40))
        entered_us = self.start_us + round((turn + draw.share()) * self._apart_us)
        low = draw.share() < 0.1
        knots = draw.between(120.0, 240.0) if low else draw.between(405.0, 495.0)
        level = draw.whole(2, 12) * 500 if low else draw.whole(29, 40) * 1000
        left_us = entered_us + round(airway.length_m / (knots * _KNOT_MPS) * 1e6)
        number = (way * 1000 + turn % 997) % _HEXES
        named = f"{_FIRST_HEX + number:06x}", f"SIM{number % 10_000:04d}"
        return _Plan(entered_us, left_us, knots, level, draw.share() < 0.5, *named, number)


def _airway(draw: Draw, area: tuple[float, float, float, float], wide: bool) -> _Airway:
    """From one side of the area to another; of half the world, between two places."""
    west, south, east, north = area
    if wide:
        ends = [(draw.between(west, east), draw.between(-45.0, 62.0)) for _ in range(2)]
    else:
        sides = [
            (west, draw.between(south, north)), (east, draw.between(south, north)),
            (draw.between(west, east), south), (draw.between(west, east), north),
        ]  # fmt: skip
        first = draw.whole(0, 3)
        ends = [sides[first], sides[(first + draw.whole(1, 3)) % 4]]
    a, b = (_unit(*end) for end in ends)
    angle = math.acos(max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)))))
    angle = max(angle, 1e-3)
    x, y, z = ((q - p * math.cos(angle)) / math.sin(angle) for p, q in zip(a, b, strict=True))
    return _Airway(a, (x, y, z), angle * _EARTH_M)


def _along(airway: _Airway, metres: float) -> tuple[float, float, float]:
    c, s = math.cos(metres / _EARTH_M), math.sin(metres / _EARTH_M)
    x, y, z = (p * c + q * s for p, q in zip(airway.start, airway.ahead, strict=True))
    dx, dy, dz = (q * c - p * s for p, q in zip(airway.start, airway.ahead, strict=True))
    lon, lat = math.atan2(y, x), math.asin(max(-1.0, min(1.0, z)))
    east = -math.sin(lon) * dx + math.cos(lon) * dy
    north = -math.sin(lat) * (math.cos(lon) * dx + math.sin(lon) * dy) + math.cos(lat) * dz
    return math.degrees(lon), math.degrees(lat), math.degrees(math.atan2(east, north)) % 360.0


def _unit(lon: float, lat: float) -> tuple[float, float, float]:
    a, b = math.radians(lon), math.radians(lat)
    return math.cos(b) * math.cos(a), math.cos(b) * math.sin(a), math.sin(b)
