"""A flood for load tests: any number of vessels all over the world's seas, with probes whose position is a number.

Plain sentences without tag blocks, as a receiver network's TCP port gives them. Message mix: class A positions, class B
positions of every fifth vessel, and papers (message 5, 24) of one in 29 messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.decode.ais.messages import MESSAGE_OF
from marsad.geo.land import is_land
from marsad.testing.simulator.feed.columnar import Column, payload
from marsad.testing.simulator.feed.lines import Lines, merge, sentences
from marsad.testing.traffic.chance import generator, share

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FIRST_MMSI = 200_000_000
PAPERS_EVERY = 29
PROBE_LON, PROBE_LAT, PROBE_STEP_DEG, PROBE_ROW = -40.0, 5.0, 0.002, 2000
_CHUNK = 1 << 17


class Probes(NamedTuple):
    """Stations whose every report is placed by its own number: one message in `every`, `stations` MMSI in turn."""

    every: int = 100
    first_mmsi: int = 970_000_000
    stations: int = 1000


def probe_place(number: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Where the probe report of this number says it is: a grid in the Atlantic."""
    row, column = np.divmod(np.asarray(number, np.float64), PROBE_ROW)
    lon: Floats = PROBE_LON + column * PROBE_STEP_DEG
    lat: Floats = PROBE_LAT + row * PROBE_STEP_DEG
    return lon, lat


def probe_number(lon_deg: npt.ArrayLike, lat_deg: npt.ArrayLike) -> Ints:
    """The number that a place of a probe means."""
    column = np.rint((np.asarray(lon_deg, np.float64) - PROBE_LON) / PROBE_STEP_DEG).astype(np.int64)
    row = np.rint((np.asarray(lat_deg, np.float64) - PROBE_LAT) / PROBE_STEP_DEG).astype(np.int64)
    return row * PROBE_ROW + column


class Flood:
    """`rate` messages a second from `n_vessels`, each in turn; every so often a probe report comes between them."""

    def __init__(self, seed: int, n_vessels: int, rate: float, probes: Probes | None = None) -> None:
        self.seed, self.n_vessels, self.rate, self.probes = seed, n_vessels, rate, probes
        self.lon, self.lat = _places_at_sea(seed, n_vessels)

    def chunks(self, first: int, last: int) -> Iterator[bytes]:
        """Messages `first` to `last` (excluded), in pieces; the same however the range is cut."""
        for start in range(first, last, _CHUNK):
            yield self._chunk(np.arange(start, min(start + _CHUNK, last)))

    def _chunk(self, k: Ints) -> bytes:
        is_probe = k % self.probes.every == self.probes.every - 1 if self.probes else np.zeros(k.size, bool)
        turn, vessel = np.divmod(self._own(k), self.n_vessels)
        # The turn is part of it, so that every vessel tells its papers sooner or later.
        papers = ~is_probe & ((vessel + turn) % PAPERS_EVERY == 0)
        class_b = vessel % 5 == 0
        batches = [
            self._positions(1, k[~is_probe & ~papers & ~class_b]),
            self._positions(18, k[~is_probe & ~papers & class_b]),
            self._papers(5, 424, k[papers & ~class_b]),
            self._papers(24, 160, k[papers & class_b]),
            self._probe_reports(k[is_probe]),
        ]
        return merge(batches)

    def _own(self, k: Ints) -> Ints:
        """The messages before k that are no probe reports."""
        return k - k // self.probes.every if self.probes else k

    def _positions(self, number: int, k: Ints) -> Lines:
        vessel, t_s = self._own(k) % self.n_vessels, k / self.rate
        turn = share(self.seed, 1, vessel, 0) * 2 * np.pi + t_s / 600.0
        course = np.mod(np.degrees(turn) + 90.0, 360.0)
        # Round a circle of 3 km in 63 minutes: 9.7 kn.
        lat = self.lat[vessel] + 0.027 * np.cos(turn)
        lon = self.lon[vessel] + 0.027 * np.sin(turn) / np.cos(np.radians(self.lat[vessel]))
        fields: dict[str, Column] = {
            "mmsi": FIRST_MMSI + vessel, "lon_deg": lon, "lat_deg": lat, "sog_kn": 9.7, "second": 60,
            "cog_deg": np.floor(course), "heading_deg": np.floor(course),
        }  # fmt: skip
        return _lines(number, 168, k, fields)

    def _papers(self, number: int, bits: int, k: Ints) -> Lines:
        vessel = self._own(k) % self.n_vessels
        names = np.char.add(b"FLOOD ", vessel.astype("S7"))
        fields: dict[str, Column] = {"mmsi": FIRST_MMSI + vessel, "name": names}
        if number == 5:
            fields |= {"ship_type": 70 + vessel % 20, "to_bow_m": 100, "to_stern_m": 20, "to_port_m": 8,
                       "to_starboard_m": 8, "draught_m": 7.5, "destination": b"LOAD TEST"}  # fmt: skip
        return _lines(number, bits, k, fields)

    def _probe_reports(self, k: Ints) -> Lines:
        if self.probes is None:
            return _lines(1, 168, k, {"mmsi": k})
        number = k // self.probes.every
        lon, lat = probe_place(number)
        mmsi = self.probes.first_mmsi + number % self.probes.stations
        return _lines(1, 168, k, {"mmsi": mmsi, "lon_deg": lon, "lat_deg": lat, "status": 14, "second": 60})


def _lines(number: int, bits: int, k: Ints, fields: dict[str, Column]) -> Lines:
    data = payload(MESSAGE_OF[number], number, bits, fields, k.size)
    return Lines(k, sentences(data, np.where(k % 2, b"A", b"B"), k % 10))


def _places_at_sea(seed: int, n: int) -> tuple[Floats, Floats]:
    chance = generator(seed, 2**40)
    lon, lat = np.empty(0), np.empty(0)
    while lon.size < n:
        some_lon, some_lat = chance.uniform(-179, 179, 2 * n), np.degrees(np.arcsin(chance.uniform(-0.85, 0.85, 2 * n)))
        sea = ~is_land(some_lon, some_lat)
        lon, lat = np.append(lon, some_lon[sea]), np.append(lat, some_lat[sea])
    return lon[:n], lat[:n]
