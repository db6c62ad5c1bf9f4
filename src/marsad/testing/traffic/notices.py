"""Application messages of the shore: weather and water at two ports (DAC 1, FI 31), and one area notice (FI 22)."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from marsad.decode.ais.encode import encode_message
from marsad.testing.traffic import places, schedule
from marsad.testing.traffic.columnar import Payload
from marsad.testing.traffic.lines import Lines, sentences, tag_block
from marsad.testing.traffic.schedule import Times
from marsad.testing.traffic.transmit import WEST

INTERVAL_S = 180
TIDE_S = 44_712.0
SURVEY_OPERATIONS = 13
"""Code of the notice (IMO SN.1/Circ.289 annex 8, table 11.11)."""
WEATHER_AT = places.STATIONS[:2]
SURVEY_LON, SURVEY_LAT, SURVEY_RADIUS_M = 45.35, 12.55, 3700


class Notices:
    """What the two western base stations tell besides their own place."""

    def __init__(self, seed: int, start_us: int) -> None:
        self.seed, self.start_us = seed, start_us

    def between(self, t0_us: int, t1_us: int) -> list[Lines]:
        """All of it heard in t0 <= t < t1."""
        who = np.arange(len(WEATHER_AT) + 1)
        interval = np.full(who.size, INTERVAL_S * 1_000_000)
        times = schedule.transmissions(self.seed, 40, who, interval, t0_us, t1_us)
        return [self._told(Times(*(column[at : at + 1] for column in times))) for at in range(times.t_us.size)]

    def _told(self, times: Times) -> Lines:
        at, t_us = int(times.vessel[0]), int(times.t_us[0])
        _, country, lon, lat = places.STATIONS[at % len(WEATHER_AT)]
        mmsi = country * 10_000 + 9000 + at % len(WEATHER_AT)
        told = self._survey() if at == len(WEATHER_AT) else _weather(lon, lat, t_us)
        bits = encode_message(8, mmsi, told)
        fill = -bits.length % 6
        whole = bits.value << fill
        sixes = [whole >> shift & 63 for shift in range(bits.length + fill - 6, -1, -6)]
        data = Payload(np.array(sixes, np.uint8)[:, None], fill)
        channel = b"A" if times.nth[0] % 2 else b"B"
        return Lines(times.t_us, sentences(data, channel, int(times.nth[0]) % 10, tag_block(WEST, times.t_us)))

    def _survey(self) -> dict[str, object]:
        start = _utc(self.start_us - 3_600_000_000)
        circle = {"shape": 0, "scale": 2, "lon_deg": SURVEY_LON, "lat_deg": SURVEY_LAT, "radius_m": SURVEY_RADIUS_M}
        notice = {
            "linkage_id": 101, "notice": SURVEY_OPERATIONS, "month": start.month, "day": start.day, "hour": start.hour,
            "minute": start.minute, "duration_min": 24 * 60, "areas": [circle, {"shape": 5, "text": "SIMULATED"}],
        }  # fmt: skip
        return {"application": "area_notice", "contents": notice}


def _weather(lon: float, lat: float, t_us: int) -> dict[str, object]:
    """Readings that change slowly: the monsoon by the hour of the day, the water by the tide."""
    now, hours, tide = _utc(t_us), t_us / 3.6e9, 2 * math.pi * t_us / 1e6 / TIDE_S
    sun = math.sin((hours % 24 - 6) / 24 * 2 * math.pi)
    wind = round(12 + 5 * sun)
    return {"application": "met_hydro", "contents": {
        "lon_deg": lon, "lat_deg": lat, "day": now.day, "hour": now.hour, "minute": now.minute,
        "wind_speed_kn": wind, "wind_gust_kn": wind + 6, "wind_direction_deg": round(70 + 15 * sun),
        "air_temperature_c": round(29 + 4 * sun, 1), "humidity_percent": round(68 - 12 * sun), "pressure_hpa": 1009,
        "visibility_nm": 8.0, "water_level_m": round(1.1 + 0.6 * math.sin(tide), 2), "current_speed_kn": 0.7,
        "current_direction_deg": (80 if math.cos(tide) > 0 else 260), "wave_height_m": 1.2, "wave_period_s": 6,
        "wave_direction_deg": 75, "sea_state_beaufort": 4, "water_temperature_c": 27.5,
    }}  # fmt: skip


def _utc(t_us: int) -> dt.datetime:
    return dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=t_us)
