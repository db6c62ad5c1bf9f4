"""Receivers ashore as arrays: where they stand, what they may hear, when they are deaf."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.reception import ducting, place_kernel
from marsad.testing.simulator.reception.place_kernel import BEYOND, HORIZON_KM, LOW_M
from marsad.testing.simulator.scenario import Receiver

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KM_PER_DEG = 111.2


class Shore:
    """The receivers of a scenario, found by place."""

    def __init__(self, receivers: Sequence[Receiver], seed: int) -> None:
        self.receivers, self.seed = tuple(receivers), seed
        self.lon = np.array([one.lon for one in receivers], np.float64)
        self.lat = np.array([one.lat for one in receivers], np.float64)
        self.root_m = np.sqrt(np.array([one.antenna_m for one in receivers], np.float64))
        self.at = np.empty((self.lon.size, 3))
        place_kernel.unit(self.lon, self.lat, self.at)
        # A clock that is off also drifts: nobody sets it.
        drifts = [Draw(seed, Purpose.RECEPTION, number, 0).normal(0.0, 40.0) for number in range(self.lon.size)]
        self.drift_ms_h = np.array([d if one.clock_ms else 0.0 for d, one in zip(drifts, receivers, strict=True)])
        self._first, self._near = self._cells()

    def _cells(self) -> tuple[Ints, Ints]:
        """Of each cell of one degree the receivers that may hear a low antenna there, on a night of ducts."""
        pairs = []
        for number, one in enumerate(self.receivers):
            reach_deg = BEYOND * HORIZON_KM * (LOW_M**0.5 + self.root_m[number]) * ducting.MOST / _KM_PER_DEG
            low, high = max(one.lat - reach_deg, -90.0), min(one.lat + reach_deg, 90.0)
            narrow = np.cos(np.radians(min(max(abs(low), abs(high)), 89.9)))
            wide = min(reach_deg / narrow + 1.0, 180.0)
            rows = np.arange(int(np.floor(low + 90)), min(int(np.floor(high + 90)), 179) + 1)
            columns = np.unique(np.arange(np.floor(one.lon + 180 - wide), np.floor(one.lon + 180 + wide) + 1) % 360)
            cells = (rows[:, None] * 360 + columns.astype(np.int64)).ravel()
            pairs.append(np.stack([cells, np.full(cells.size, number)]))
        every = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), np.int64)
        every = every[:, np.lexsort((every[1], every[0]))]
        first = np.searchsorted(every[0], np.arange(360 * 180 + 1))
        return first.astype(np.int64), np.ascontiguousarray(every[1])

    def reaches(self, first_step: int, steps: int) -> Floats:
        """By how much ducts lengthen each receiver's horizon in each step (receivers x steps)."""
        rows = [ducting.reach(self.seed, one.lon, one.lat, first_step, steps) for one in self.receivers]
        return np.array(rows).reshape(len(rows), steps)

    def candidates(self, where: Floats, lon: Floats, lat: Floats, antenna_m: npt.NDArray[np.float32],
                   channel: npt.NDArray[np.uint8], reach: Floats) -> list[Ints]:  # fmt: skip
        """For each receiver the rows that it may hear or that may disturb what it hears; `reach` as from `reaches`."""
        most = reach.max(axis=1) if reach.size else np.ones(self.lon.size)
        counts = np.zeros(self.lon.size, np.int64)
        args = (where, lon, lat, antenna_m, channel, self._first, self._near, self.at, self.root_m, most)
        place_kernel.count(*args, counts)
        begin = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        out = np.empty(int(begin[-1]), np.int64)
        place_kernel.fill(*args, begin[:-1].copy(), out)
        return [out[begin[n] : begin[n + 1]] for n in range(self.lon.size)]
