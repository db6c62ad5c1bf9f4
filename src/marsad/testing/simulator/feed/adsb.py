"""What a receiver of aircraft shows: snapshots in the form of readsb's aircraft.json.

Where GNSS is jammed the aircraft says so: its containment (NIC, rc) and accuracy (NACp) fall, and at last it has no
place. It sees a jammer at sea from much farther than a ship does: from its height, and over the horizon.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.draw_kernel import bits
from marsad.testing.simulator.feed.airways import FEET_M, Airways, Flight
from marsad.testing.simulator.records import Kind, Records

EVERY_US = 20_000_000
"""From one snapshot to the next."""
JAMMER_M = 25.0
"""Height of a jammer's antenna."""
RADIUS_M = {
    11: 7.5, 10: 25.0, 9: 75.0, 8: 186.0, 7: 371.0, 6: 1111.0, 5: 1852.0, 4: 3704.0, 3: 7408.0, 2: 14816.0, 1: 37040.0,
    0: 0.0,
}  # fmt: skip
"""Radius of containment by NIC; 0 is unknown."""
_INTERFERENCE = (Kind.NO_FIX, Kind.NOISE, Kind.CIRCLE, Kind.RELOCATE, Kind.DRAG_OFF, Kind.OFFSET)

Aircraft = dict[str, object]


class Adsb:
    """The aircraft of a scenario's area, and what areas of interference do to them."""

    def __init__(self, area: tuple[float, float, float, float], areas: Records, start_us: int, seed: int) -> None:
        self.airways, self.seed = Airways(area, start_us, seed), seed
        self._fits: dict[int, tuple[int, int, float]] = {}
        self._areas = [one for one in areas if one["kind"] in _INTERFERENCE]

    def lines(self, t0_us: int, t1_us: int) -> str:
        """A snapshot a line, at each whole EVERY_US of t0 <= t < t1."""
        return "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in self.snapshots(t0_us, t1_us))

    def snapshots(self, t0_us: int, t1_us: int) -> Iterator[dict[str, object]]:
        """The same as objects."""
        for t_us in range(-(-t0_us // EVERY_US) * EVERY_US, t1_us, EVERY_US):
            aircraft = [self._told(one, t_us) for one in self.airways.at(t_us)]
            yield {"now": t_us / 1e6, "messages": t_us // 1_000_000 % 86_400 * 50, "aircraft": aircraft}

    def _told(self, flight: Flight, t_us: int) -> Aircraft:
        now = bits(self.seed, int(Purpose.AIRCRAFT), flight.number + 1_000_000, t_us // EVERY_US, 0)
        some = [int(now) >> shift & 0xFFF for shift in (0, 12, 24, 36)]  # four shares, in 1/4096
        nic, nac_p, rssi = self._fitted(flight.number)
        lost = self._lost(flight, t_us)
        if lost > 0:
            nic, nac_p = max(round(nic * (1 - lost)), 0), max(round(nac_p * (1 - lost) - 1), 0)
        told: Aircraft = {
            "hex": flight.hex, "type": "adsb_icao", "flight": f"{flight.flight:<8}",
            "alt_baro": round(flight.altitude_ft / 25) * 25, "alt_geom": round(flight.altitude_ft * 1.02 / 25) * 25,
            "gs": round(flight.gs_kn + some[0] / 4096 - 0.5, 1), "track": round(flight.track_deg, 2) % 360.0,
            "baro_rate": 0, "squawk": f"{flight.number * 37 % 4096:04o}", "category": "A3",
        }  # fmt: skip
        seen = round(some[1] / 4096, 1)
        if lost >= 1:
            # the last place is long gone: readsb drops it after a minute
            told |= {"nic": 0, "rc": 0, "nac_p": 0, "nac_v": 0}
        else:
            told |= {
                "lat": round(flight.lat, 6), "lon": round(flight.lon, 6), "nic": nic, "rc": round(RADIUS_M[nic]),
                "seen_pos": round(seen + some[2] / 5000, 1), "nac_p": nac_p, "nac_v": 2 if lost == 0 else 0,
            }  # fmt: skip
        return told | {
            "version": 2, "nic_baro": 1, "sil": 3, "sil_type": "perhour", "gva": 2, "sda": 2, "alert": 0, "spi": 0,
            "mlat": [], "tisb": [], "messages": 100 + flight.number % 5000, "seen": seen,
            "rssi": round(rssi + some[3] / 2048 - 1.0, 1),
        }  # fmt: skip

    def _fitted(self, number: int) -> tuple[int, int, float]:
        """NIC, NACp and strength of an aircraft by itself."""
        fitted = self._fits.get(number)
        if fitted is None:
            own = Draw(self.seed, Purpose.AIRCRAFT, number + 2_000_000)
            nic, nac_p = own.pick((8, 8, 8, 9, 10)), own.pick((9, 10, 10, 11))
            fitted = self._fits[number] = nic, nac_p, own.between(-24.0, -12.0)
        return fitted

    def _lost(self, flight: Flight, t_us: int) -> float:
        """How much of its GNSS an aircraft loses: 0 none, 1 all."""
        most, high_m = 0.0, flight.altitude_ft * FEET_M
        for number, area in enumerate(self._areas):
            if not area["t0"] <= t_us < area["t1"]:
                continue
            radius_m = float(area["radius_m"])
            horizon_m = 4120.0 * (math.sqrt(JAMMER_M) + math.sqrt(high_m))
            reach_m = min(horizon_m, radius_m * (1.5 + high_m / 4000.0))
            away_m = _distance_m(area, flight, t_us)
            share = Draw(self.seed, Purpose.AIRCRAFT, flight.number + 3_000_000, number).share()
            if away_m < reach_m and share < float(area["share"]):
                most = max(most, min(1.0, 1.6 * (1.0 - away_m / reach_m)))
        return most


def _distance_m(area: Records, flight: Flight, t_us: int) -> float:
    passed_s = (t_us - int(area["t0"])) / 1e6
    lat = float(area["lat"])
    turn = (flight.lon - float(area["lon"]) + 180.0) % 360.0 - 180.0
    east = turn * 111_195.0 * math.cos(math.radians(lat)) - float(area["east_mps"]) * passed_s
    return math.hypot(east, (flight.lat - lat) * 111_195.0 - float(area["north_mps"]) * passed_s)
