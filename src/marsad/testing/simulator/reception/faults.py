"""What is wrong with receivers: outages, areas that it does not hear, and feeds that tell the past again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import Kind, Records
from marsad.testing.simulator.scenario import Receiver

Floats = npt.NDArray[np.float64]

_HOUR_US = 3_600_000_000


class Replay(NamedTuple):
    """From t0 to before t1 a receiver tells again what it heard `ago_us` before.

    `instead`: it tells nothing else meanwhile.
    """

    t0: int
    t1: int
    ago_us: int
    instead: bool


class Faults:
    """Faults by number of the receiver: those ashore first, then satellites that listen, each in the scenario's order.

    Of an effect OUTAGE, `a` is the share lost; of REPLAY, `a` is how many seconds ago, and `b` 1 where the present is
    not told beside it.
    """

    def __init__(self, effects: Records, areas: Records, receivers: tuple[Receiver, ...], start_us: int) -> None:
        self._out = effects[effects["kind"] == Kind.OUTAGE]
        self._replays = effects[effects["kind"] == Kind.REPLAY]
        self._receivers, self._start_us = receivers, start_us
        holes = areas[areas["kind"] == Kind.OUTAGE]
        names = ("t0", "t1", "lon", "lat", "radius_m", "east_mps", "north_mps", "a")
        self.holes: Floats = np.ascontiguousarray(np.stack([holes[name].astype(np.float64) for name in names], axis=1))
        """Areas where nobody is heard: t0, t1, lon, lat, radius_m, east_mps, north_mps, share lost."""

    def deaf(self, number: int) -> Floats:
        """When a receiver is out: rows of t0, t1 and the share lost."""
        own = self._out[self._out["vessel"] == number]
        rows = [(float(one["t0"]), float(one["t1"]), float(one["a"])) for one in own]
        if number < len(self._receivers):
            hours = self._receivers[number].outages
            rows += [(self._start_us + a * _HOUR_US, self._start_us + b * _HOUR_US, 1.0) for a, b in hours]
        rows += [(float(one.t0), float(one.t1), 1.0) for one in self.replays(number) if one.instead]
        return np.array(rows, np.float64).reshape(-1, 3)

    def replays(self, number: int) -> list[Replay]:
        """What a receiver tells again."""
        own = self._replays[self._replays["vessel"] == number]
        return [Replay(int(one["t0"]), int(one["t1"]), round(float(one["a"]) * 1e6), one["b"] == 1) for one in own]
