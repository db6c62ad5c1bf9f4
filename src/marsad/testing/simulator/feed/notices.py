"""What base stations tell beside their own place: weather (DAC 1, FI 31), an area notice (FI 22), texts."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from marsad.decode.ais.encode import encode_message
from marsad.testing.simulator.feed.columnar import Payload
from marsad.testing.simulator.feed.lines import Lines, sentences, tag_block

INTERVAL_S = 180
SURVEY_OPERATIONS = 13
"""Code of the notice (IMO SN.1/Circ.289 annex 8, table 11.11)."""
SURVEY_LON, SURVEY_LAT, SURVEY_RADIUS_M = 45.35, 12.55, 3700
TEXTS = (
    "SIMULATED: UNLIT FISHING NETS REPORTED 12 NM SE OF ADEN",
    "SIMULATED: SURVEY VESSEL RESTRICTED IN ABILITY TO MANOEUVRE, KEEP 1 NM CLEAR",
)
_TIDE_S = 44_712.0
_SLOT_US = 80_000 / 3


class Base(NamedTuple):
    """A base station."""

    mmsi: int
    lon: float
    lat: float


class Notices:
    """Broadcasts of some base stations, pure in time: all tell the weather, the first also a notice and texts.

    `station` (a name that begins with SIM) hears them; the survey begins an hour before `start_us`.
    """

    def __init__(self, bases: Sequence[Base], station: bytes, start_us: int) -> None:
        self._bases, self._station, self._start_us = bases, station, start_us

    def between(self, t0_us: int, t1_us: int) -> list[Lines]:
        """All of it heard in t0 <= t < t1, each kind once in `INTERVAL_S`."""
        interval_us = INTERVAL_S * 1_000_000
        senders = len(self._bases) + 1 + len(TEXTS)
        told: list[Lines] = []
        for nth in range(t0_us // interval_us - 1, t1_us // interval_us + 1):
            for who, (number, mmsi, fields) in enumerate(self._messages(nth * interval_us)):
                slot = (nth * interval_us + who * interval_us // senders) * 3 // 80_000 + 1
                t_us = round((slot + 1) * _SLOT_US)
                if t0_us <= t_us < t1_us:
                    told.append(self._said(number, mmsi, fields, t_us, nth))
        return told

    def _messages(self, t_us: int) -> Iterator[tuple[int, int, dict[str, object]]]:
        first = self._bases[0]
        yield 8, first.mmsi, self._survey()
        for base in self._bases:
            yield 8, base.mmsi, _weather(base, t_us)
        for text in TEXTS:
            yield 14, first.mmsi, {"text": text}

    def _said(self, number: int, mmsi: int, fields: dict[str, object], t_us: int, nth: int) -> Lines:
        bits = encode_message(number, mmsi, fields)
        fill = -bits.length % 6
        whole = bits.value << fill
        sixes = [whole >> shift & 63 for shift in range(bits.length + fill - 6, -1, -6)]
        data = Payload(np.array(sixes, np.uint8)[:, None], fill)
        times = np.array([t_us])
        return Lines(times, sentences(data, b"A" if nth % 2 else b"B", nth % 10, tag_block(self._station, times)))

    def _survey(self) -> dict[str, object]:
        start = _utc(self._start_us - 3_600_000_000)
        circle = {"shape": 0, "scale": 2, "lon_deg": SURVEY_LON, "lat_deg": SURVEY_LAT, "radius_m": SURVEY_RADIUS_M}
        notice = {
            "linkage_id": 101, "notice": SURVEY_OPERATIONS, "month": start.month, "day": start.day, "hour": start.hour,
            "minute": start.minute, "duration_min": 24 * 60, "areas": [circle, {"shape": 5, "text": "SIMULATED"}],
        }  # fmt: skip
        return {"application": "area_notice", "contents": notice}


def _weather(base: Base, t_us: int) -> dict[str, object]:
    """Readings that change slowly: the monsoon by the hour of the day, the water by the tide."""
    now, hours, tide = _utc(t_us), t_us / 3.6e9, 2 * math.pi * t_us / 1e6 / _TIDE_S
    sun = math.sin((hours % 24 - 6) / 24 * 2 * math.pi)
    wind = round(12 + 5 * sun)
    return {"application": "met_hydro", "contents": {
        "lon_deg": base.lon, "lat_deg": base.lat, "day": now.day, "hour": now.hour, "minute": now.minute,
        "wind_speed_kn": wind, "wind_gust_kn": wind + 6, "wind_direction_deg": round(70 + 15 * sun),
        "air_temperature_c": round(29 + 4 * sun, 1), "humidity_percent": round(68 - 12 * sun), "pressure_hpa": 1009,
        "visibility_nm": 8.0, "water_level_m": round(1.1 + 0.6 * math.sin(tide), 2), "current_speed_kn": 0.7,
        "current_direction_deg": (80 if math.cos(tide) > 0 else 260), "wave_height_m": 1.2, "wave_period_s": 6,
        "wave_direction_deg": 75, "sea_state_beaufort": 4, "water_temperature_c": 27.5,
    }}  # fmt: skip


def _utc(t_us: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=t_us)
