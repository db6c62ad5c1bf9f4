"""A satellite that hears AIS."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.records import Records, Station
from marsad.testing.simulator.satellites.dump import Dumps
from marsad.testing.simulator.satellites.elsewhere import LONG_RANGE_SHARE, Elsewhere
from marsad.testing.simulator.satellites.listen_kernel import WINDOW_US, listen
from marsad.testing.simulator.satellites.orbit import Orbit
from marsad.testing.simulator.scenario import SatelliteSpec

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ELEVATION_DEG = 5.0
"""Lower down it hears nothing."""
_LONE_SHARE = {Station.CLASS_B_CS: 0.35, Station.CLASS_B_SO: 0.7, Station.LOCATING_DEVICE: 0.2}
"""Chance that a message alone in its slot is read; others 1."""


class Air(NamedTuple):
    """Columns of transmissions that receivers of all kinds go by."""

    t: Ints
    channel: npt.NDArray[np.uint8]
    slots: npt.NDArray[np.uint8]
    vessel: npt.NDArray[np.int32]
    where: Floats
    """Unit vectors, rows x 3."""
    lon: Floats
    lat: Floats
    antenna_m: npt.NDArray[np.float32]

    def between(self, begin: int, end: int) -> Air:
        """Rows begin to before end."""
        some = slice(begin, end)
        return Air(
            self.t[some], self.channel[some], self.slots[some], self.vessel[some], self.where[some], self.lon[some],
            self.lat[some], self.antenna_m[some],
        )  # fmt: skip


class Pass(NamedTuple):
    """What was heard: rows, by the satellite's clock, delivered, level, and bits to garble it with (0 where right)."""

    row: Ints
    t: Ints
    t_deliver: Ints
    dbm: Floats
    garbage: npt.NDArray[np.uint64]


class Listener:
    """Hears whole windows of WINDOW_US; `number` counts on from the receivers ashore."""

    def __init__(self, spec: SatelliteSpec, number: int, vessels: Records, power_dbm: Floats, elsewhere: Elsewhere,
                 start_us: int, seed: int, garbage: float) -> None:  # fmt: skip
        self.spec, self.number, self.seed, self.garbage = spec, number, seed, garbage
        self.elsewhere = elsewhere
        self.orbit = Orbit(spec.altitude_km, spec.inclination_deg, spec.node_deg, spec.phase_deg, start_us)
        self.power_dbm = power_dbm
        self.share = np.ones(len(vessels))
        for station, share in _LONE_SHARE.items():
            self.share[vessels["station"] == station] = share
        self._least = math.cos(self.orbit.footprint_rad(ELEVATION_DEG))
        self._dumps = Dumps(spec.delay_s, seed, number, start_us)
        self._clock_ms = Draw(seed, Purpose.SATELLITE, number, 1).normal(0.0, 15.0)

    def hear(self, air: Air, t0_us: int, t1_us: int, deaf: Floats, holes: Floats) -> Pass:
        """Transmissions of t0 <= t < t1, both whole windows; `deaf` rows are t0, t1 and the share lost between,
        `holes` areas that nobody hears."""
        edges = np.arange(t0_us, t1_us + 1, WINDOW_US)
        firsts = np.searchsorted(air.t, edges)
        parts = []
        for at, centre in enumerate(self.orbit.below(edges[:-1] + WINDOW_US // 2)):
            begin, end = int(firsts[at]), int(firsts[at + 1])
            others = self.elsewhere.sent_a_minute(centre, self._least)
            row, dbm = np.empty(end - begin, np.int64), np.empty(end - begin)
            garbage = np.empty(end - begin, np.uint64)
            out = deaf[(deaf[:, 0] <= edges[at]) & (edges[at] < deaf[:, 1]), 2]
            n = listen(
                begin, end, air.t, air.channel, air.slots, air.vessel, air.where, self.share, self.power_dbm, centre,
                self._least, self.spec.altitude_km, self.seed, self.number,
                np.array([others, others * LONG_RANGE_SHARE]), self.garbage, float(out.max(initial=0.0)),
                holes, air.lon, air.lat, row, dbm, garbage,
            )  # fmt: skip
            parts.append((row[:n], dbm[:n], garbage[:n]))
        row = np.concatenate([np.zeros(0, np.int64), *(part[0] for part in parts)])
        ended = air.t[row] + air.slots[row].astype(np.int64) * 80_000 // 3
        told = (ended + round(self._clock_ms * 1000)) // 1000 * 1000
        dbm = np.concatenate([np.zeros(0), *(part[1] for part in parts)])
        garbage = np.concatenate([np.zeros(0, np.uint64), *(part[2] for part in parts)])
        return Pass(row, told, self._dumps.delivered(ended), dbm, garbage)
