"""What shore and services send: base stations, aids to navigation, a rescue helicopter, safety texts, a SART test."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.traffic import curves, places, schedule
from marsad.testing.traffic.lines import Lines
from marsad.testing.traffic.motion import Motion, Way
from marsad.testing.traffic.schedule import Times
from marsad.testing.traffic.transmit import WEST, station_near, transmitted

Ints = npt.NDArray[np.int64]

HELICOPTER_MMSI, SART_MMSI = 111_621_500, 970_990_001
SART_FIRST_S, SART_MINUTES = 60, 5
SART_TEST_STATUS = 15
SAFETY_S = 300
TEXTS = (
    "SIMULATED: UNLIT FISHING NETS REPORTED 12 NM SE OF ADEN",
    "SIMULATED: LIGHT BUOY DJIBOUTI NO 5 UNLIT",
    "SIMULATED: SURVEY VESSEL RESTRICTED IN ABILITY TO MANOEUVRE, KEEP 1 NM CLEAR",
)


class Shore:
    """Everything on the air that is no vessel of the fleet. Pure in time like the fleet's reports."""

    def __init__(self, seed: int, start_us: int) -> None:
        self.seed, self.start_us = seed, start_us
        lon, lat, radius = places.SEARCH_AREA
        self.helicopter = Motion([Way(*curves.knot(lon, lat, radius, (1, 2), 0.1), 90.0)], seed)

    def between(self, t0_us: int, t1_us: int) -> list[Lines]:
        """All their transmissions heard in t0 <= t < t1."""
        return [
            self._base_stations(t0_us, t1_us),
            self._aids(t0_us, t1_us),
            self._aircraft(t0_us, t1_us),
            *self._safety_texts(t0_us, t1_us),
            *self._sart_test(t0_us, t1_us),
        ]

    def _times(self, purpose: int, n: int, interval_s: int, t0_us: int, t1_us: int) -> Times:
        interval = np.full(n, interval_s * 1_000_000)
        return schedule.transmissions(self.seed, purpose, np.arange(n), interval, t0_us, t1_us)

    def _base_stations(self, t0_us: int, t1_us: int) -> Lines:
        times = self._times(30, len(places.STATIONS), 10, t0_us, t1_us)
        _, country, lon, lat = (np.array(column)[times.vessel] for column in zip(*places.STATIONS, strict=True))
        clock = np.array(times.t_us // 1_000_000, "datetime64[s]")
        month, day = clock.astype("datetime64[M]"), clock.astype("datetime64[D]")
        return transmitted(4, 168, times, station_near(lon), {
            "mmsi": country * 10_000 + 9000 + times.vessel,
            "year": clock.astype("datetime64[Y]").astype(np.int64) + 1970,
            "month": month.astype(np.int64) % 12 + 1,
            "day": (day - month).astype(np.int64) + 1,
            "hour": times.t_us // 3_600_000_000 % 24,
            "minute": times.t_us // 60_000_000 % 60,
            "second": times.t_us // 1_000_000 % 60,
            "lon_deg": lon, "lat_deg": lat, "accuracy": True, "epfd": 7,
            "radio": schedule.sotdma(times, received=90),
        })  # fmt: skip

    def _aids(self, t0_us: int, t1_us: int) -> Lines:
        times = self._times(31, len(places.AIDS), 180, t0_us, t1_us)
        names, kinds, lons, lats, virtual = (
            np.array(column)[times.vessel] for column in zip(*places.AIDS, strict=True)
        )
        return transmitted(21, 272, times, station_near(lons), {
            # After 99 and the country: 1 is a physical aid, 6 a virtual one (ITU-R M.585 annex 2, section 4).
            "mmsi": 994_730_900 + np.where(virtual, 6000, 1000) + times.vessel,
            "name": names.astype(np.bytes_), "aid_type": kinds, "lon_deg": lons, "lat_deg": lats,
            "epfd": np.where(virtual, 7, 1), "second": np.where(virtual, 61, times.t_us // 1_000_000 % 60),
            "virtual": virtual, "to_bow_m": np.where(virtual, 0, 1), "to_stern_m": np.where(virtual, 0, 1),
            "to_port_m": np.where(virtual, 0, 1), "to_starboard_m": np.where(virtual, 0, 1),
        })  # fmt: skip

    def _aircraft(self, t0_us: int, t1_us: int) -> Lines:
        times = self._times(32, 1, 10, t0_us, t1_us)
        state = self.helicopter.state(times.vessel, (times.t_us - self.start_us) / 1e6)
        return transmitted(9, 168, times, WEST, {
            "mmsi": HELICOPTER_MMSI, "altitude_m": 150, "sog_kn": np.rint(state.sog_kn), "accuracy": True,
            "lon_deg": state.lon_deg, "lat_deg": state.lat_deg, "cog_deg": np.floor(state.cog_deg),
            "second": times.t_us // 1_000_000 % 60, "radio": schedule.sotdma(times, received=120),
        })  # fmt: skip

    def _safety_texts(self, t0_us: int, t1_us: int) -> list[Lines]:
        times = self._times(33, len(TEXTS), SAFETY_S, t0_us, t1_us)
        return [_text(text, _only(times, times.vessel == at), 4_739_000) for at, text in enumerate(TEXTS)]

    def _sart_test(self, t0_us: int, t1_us: int) -> list[Lines]:
        """A search and rescue transmitter under test: a burst of 8 messages in 14 s, once a minute.

        In every fourth burst the fifth and sixth message are the text (M.1371-6 annex 9).
        """
        burst, part = (column.ravel() for column in np.meshgrid(np.arange(SART_MINUTES), np.arange(8), indexing="ij"))
        slot = (self.start_us + (SART_FIRST_S + 60 * burst + 2 * part) * 1_000_000) * 3 // 80_000 + 17
        t_us = ((slot + 1) * 80_000 + 2) // 3
        every = Times(np.zeros_like(slot), part, slot, t_us, 7 - burst % 8, np.full_like(slot, schedule.SLOTS))
        heard = (t_us >= t0_us) & (t_us < t1_us)
        is_text = (burst % 4 == 0) & ((part == 4) | (part == 5))
        at_place, lon_lat = _only(every, heard & ~is_text), places.SART_TEST
        position = transmitted(1, 168, at_place, WEST, {
            "mmsi": SART_MMSI, "status": SART_TEST_STATUS, "sog_kn": 0.3, "lon_deg": lon_lat[0], "lat_deg": lon_lat[1],
            "cog_deg": 210.0, "second": at_place.t_us // 1_000_000 % 60, "radio": schedule.sotdma(at_place, received=0),
        })  # fmt: skip
        return [position, _text("SART TEST", _only(every, heard & is_text), SART_MMSI)]


def _text(text: str, times: Times, mmsi: int) -> Lines:
    bits = 40 + -(-6 * len(text) // 8) * 8  # whole bytes, as all messages of free length
    return transmitted(14, bits, times, WEST, {"mmsi": mmsi, "text": text.encode()})


def _only(times: Times, kept: npt.NDArray[np.bool_]) -> Times:
    return Times(*(column[kept] for column in times))
