"""NAVTEX: navigational warnings of the sea, and those that incidents bring, in the hours of their stations."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from marsad.geo.land import is_land
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.feed.warnings import WARNINGS

_MINUTE_US, _HOUR_US = 60_000_000, 3_600_000_000
_TURN_US = 4 * _HOUR_US
"""Each station has ten minutes in every four hours, by its letter."""
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DRILL = "SIMULATED - NOT A REAL WARNING"


@dataclass(frozen=True)
class Broadcast:
    """One message as printed aboard."""

    t_us: int
    """When it begins."""
    station: str
    """B1."""
    subject: str
    """B2."""
    serial: int
    """B3B4, 01 to 99."""
    text: str
    """From ZCZC to NNNN."""

    def line(self) -> str:
        """As JSON."""
        when = np.datetime_as_string(np.datetime64(self.t_us, "us"), unit="s") + "Z"
        told = {"t": when, "station": self.station, "subject": self.subject, "serial": self.serial, "text": self.text}
        return json.dumps(told, separators=(",", ":")) + "\n"


@dataclass(frozen=True)
class _Warning:
    issued_us: int
    until_us: int
    station: str
    subject: str
    serial: int
    body: str


class Navtex:
    """All broadcasts of a scenario. `announced` are times and texts that incidents bring, with or without ZCZC."""

    def __init__(self, area: tuple[float, float, float, float], start_us: int, end_us: int, seed: int,
                 announced: Iterable[tuple[int, str]] = ()) -> None:  # fmt: skip
        draw = Draw(seed, Purpose.WEATHER, 1 << 40)
        self._area, self._draw, self._serial = area, draw, dict[str, int]()
        first = draw.whole(0, 20)
        self.stations = tuple("ABCDEFGHIJKLMNOPQRSTUVWX"[(first + 5 * n) % 24] for n in range(3))
        begin = start_us - 12 * _HOUR_US  # what is in force already
        told = [
            (begin + round(k * 3 * _HOUR_US + draw.share() * 3 * _HOUR_US), "") for k in range(_drawn(begin, end_us))
        ]
        told += [(int(t), text) for t, text in announced]
        self._warnings = [self._warning(t, text) for t, text in sorted(told)]

    def between(self, t0_us: int, t1_us: int) -> list[Broadcast]:
        """What is sent in t0 <= t < t1, in order of time."""
        out = []
        for one in self._warnings:
            slot = ("ABCDEFGHIJKLMNOPQRSTUVWX".index(one.station) % 24) * 10 * _MINUTE_US
            turn = max(-(-(max(one.issued_us, t0_us) - slot) // _TURN_US), 0)
            times = list(range(slot + turn * _TURN_US, min(one.until_us, t1_us), _TURN_US))
            if one.subject == "D" and t0_us <= one.issued_us < t1_us:
                times.insert(0, one.issued_us)  # search and rescue waits for no turn
            out += [self._sent(one, t) for t in times]
        return sorted(out, key=lambda one: (one.t_us, one.station, one.subject, one.serial, one.text))

    def _sent(self, one: _Warning, t_us: int) -> Broadcast:
        head = f"ZCZC {one.station}{one.subject}{one.serial:02d}"
        text = one.body if one.body.startswith("ZCZC") else f"{head}\n{_stamp(one.issued_us)}\n{one.body}\nNNNN"
        return Broadcast(t_us, one.station, one.subject, one.serial, text + "\n")

    def _warning(self, t_us: int, text: str) -> _Warning:
        draw = self._draw
        station, subject = draw.pick(self.stations), "A"
        spelt = re.match(r"ZCZC ([A-X])([A-Z])(\d\d)\b", text)
        if spelt:
            return _Warning(t_us, t_us + 24 * _HOUR_US, spelt[1], spelt[2], int(spelt[3]), text.rstrip("\n"))
        if not text:
            subject, text = draw.pick(WARNINGS)
            lon, lat = self._at_sea()
            text = text.format(
                place=_spelt(draw, lon, lat), other=_spelt(draw, lon + 0.2, lat - 0.15), miles=draw.whole(2, 30),
                force=draw.whole(7, 9), hours=draw.pick((6, 12, 18, 24)), number=draw.whole(1, 40),
            )  # fmt: skip
        key = station + subject
        self._serial[key] = self._serial.get(key, draw.whole(0, 60)) % 99 + 1
        marked = text.upper() if "SIMULATED" in text.upper() else f"{_DRILL}\n{text.upper()}"
        until = t_us + draw.whole(3, 9) * _TURN_US
        return _Warning(t_us, until, station, subject, self._serial[key], marked)

    def _at_sea(self) -> tuple[float, float]:
        west, south, east, north = self._area
        for _ in range(100):
            lon, lat = self._draw.between(west, east), self._draw.between(max(south, -70.0), min(north, 75.0))
            lon = (lon + 180.0) % 360.0 - 180.0
            if not bool(is_land(np.array([lon]), np.array([lat]))[0]):
                break
        return lon, lat


def _drawn(begin_us: int, end_us: int) -> int:
    """How many warnings the sea has of its own: one in three hours."""
    return max((end_us - begin_us) // (3 * _HOUR_US), 1)


def _stamp(t_us: int) -> str:
    clock = np.datetime64(t_us, "us").astype("datetime64[m]").item()
    return f"{clock:%d%H%M} UTC {_MONTHS[clock.month - 1]} {clock:%y}"


def _spelt(draw: Draw, lon: float, lat: float) -> str:
    """A place in one of the spellings that are on air."""
    lon = (lon + 180.0) % 360.0 - 180.0
    (lat_deg, lat_min), (lon_deg, lon_min) = _degrees(lat), _degrees(lon)
    ns, ew = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return draw.pick((
        f"{lat_deg:02d}-{lat_min:04.1f}{ns} {lon_deg:03d}-{lon_min:04.1f}{ew}",
        f"{lat_deg:02d} {lat_min:04.1f}{ns} {lon_deg:03d} {lon_min:04.1f}{ew}",
        f"{lat_deg:02d} {round(lat_min * 10):03d} {ns} - {lon_deg:03d} {round(lon_min * 10):03d} {ew}",
    ))  # fmt: skip


def _degrees(value: float) -> tuple[int, float]:
    tenths = math.floor(abs(value) * 600 + 0.5)
    return tenths // 600, tenths % 600 / 10
