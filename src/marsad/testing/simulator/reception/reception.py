"""Transmissions to receptions, block after block of time, the same however time is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.reception import ducting, hear_kernel, place_kernel
from marsad.testing.simulator.reception.faults import Faults
from marsad.testing.simulator.reception.shore import Shore
from marsad.testing.simulator.reception.waiting import Told, Waiting
from marsad.testing.simulator.records import RX, TX, Records, Station
from marsad.testing.simulator.satellites.elsewhere import Elsewhere
from marsad.testing.simulator.satellites.garbage import garbled
from marsad.testing.simulator.satellites.listen_kernel import WINDOW_US
from marsad.testing.simulator.satellites.listener import Air, Listener, Pass
from marsad.testing.simulator.scenario import Scenario

Ints = npt.NDArray[np.int64]
Each = Callable[[Callable[[int], Any], Iterable[int]], Iterator[Any]]

OPEN_US = hear_kernel.SLOTS_MOST * 80_000 // 3 + 1
"""A transmission's slots are known to be whole or garbled when so much more has been heard."""
_CLOCKS_US = 10_000_000  # more than any clock is off
_POWER_DBM = {
    Station.NONE: -200.0, Station.CLASS_A: 41.0, Station.CLASS_B_SO: 37.0, Station.CLASS_B_CS: 33.0,
    Station.BASE: 41.0, Station.ATON: 41.0, Station.SAR_AIRCRAFT: 41.0, Station.LOCATING_DEVICE: 30.0,
}  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """What listeners got in a block of time."""

    air: Records
    """The transmissions that it is of (dtype TX), of this block and earlier ones, without those that nobody heard."""
    rx: dict[str, Records]
    """By receiver, in the order (t_deliver, t, tx). `tx` is the number of the transmission since the beginning."""
    row: dict[str, Ints]
    """By receiver, for each of its rows, the row of `air`."""


class Reception:
    """All receivers of a scenario: those ashore, and the satellites that listen.

    `garbling` off, no slots collide ashore. Carried from block to block: the last transmissions, whose slots are still
    open, and what waits for delivery: bounded by delay times rate.
    """

    def __init__(self, scenario: Scenario, vessels: Records, effects: Records, areas: Records, seed: int, *,
                 garbling: bool = True) -> None:  # fmt: skip
        self.seed, self.garbling, self.start_us = seed, garbling, scenario.start_us
        self.shore = Shore(scenario.receivers, seed)
        self.faults = Faults(effects, areas, scenario.receivers, scenario.start_us)
        fitting = np.empty(len(vessels))
        hear_kernel.installations(seed, fitting)
        power = np.array([_POWER_DBM[Station(code)] for code in range(len(Station))])
        self._power_dbm = power[vessels["station"]] + fitting
        listening = [spec for spec in scenario.satellites if spec.sensor == "ais"]
        self._ashore = len(scenario.receivers)
        elsewhere, garbage = Elsewhere(scenario.area), scenario.errors.garbage
        self.satellites = [
            Listener(spec, self._ashore + n, vessels, self._power_dbm, elsewhere, scenario.start_us, seed, garbage)
            for n, spec in enumerate(listening)
        ]
        self.names = [one.name for one in scenario.receivers] + [spec.name for spec in listening]
        self._deaf = [self.faults.deaf(number) for number in range(len(self.names))]
        self._waiting = [Waiting() for _ in self.names]
        self._open = np.zeros(0, TX)
        self._first = 0
        self._shore_until = self._satellites_until = self._until = -1

    def block(self, tx: Records, t0_us: int, t1_us: int, each: Each = map) -> Heard:
        """What is delivered in t0 <= t_deliver < t1; `tx` is all that is sent meanwhile, by (t, channel, vessel).

        Blocks follow one another. `each` maps over the receivers, a pool's `map` in threads. Raises ValueError for a
        block that does not follow the one before.
        """
        if self._until < 0:
            self._shore_until, self._satellites_until = t0_us, t0_us // WINDOW_US * WINDOW_US
        elif t0_us != self._until:
            raise ValueError(f"a block from {t0_us} does not follow one that ended at {self._until}")
        self._until = t1_us
        return self._told(tx, t1_us - OPEN_US, t1_us // WINDOW_US * WINDOW_US, t1_us, each)

    def rest(self, each: Each = map) -> Heard:
        """What was still on its way when the last block ended; the past is not told again after it."""
        for waiting in self._waiting:
            waiting.forget(self._until + _CLOCKS_US)
        end = -(-self._until // WINDOW_US) * WINDOW_US
        return self._told(np.zeros(0, TX), self._until, end, None, each)

    @property
    def waiting(self) -> int:
        """How many receptions wait for delivery."""
        return sum(one.rows for one in self._waiting)

    def _told(self, tx: Records, shore_until: int, satellites_until: int, before_us: int | None, each: Each) -> Heard:
        rows = np.concatenate([self._open, tx])
        air = _air(rows)
        shore_until = max(shore_until, self._shore_until)
        new = [
            *self._ashore_heard(air, self._shore_until, shore_until, each),
            *each(
                lambda n: self._from_space(n, air, self._satellites_until, satellites_until),
                range(len(self.satellites)),
            ),
        ]
        heard = self._delivered(rows, new, before_us)
        self._shore_until, self._satellites_until = shore_until, satellites_until
        keep = shore_until - OPEN_US
        if self.satellites:
            keep = min(keep, satellites_until)
        gone = int(np.searchsorted(air.t, keep))
        self._open, self._first = rows[gone:].copy(), self._first + gone
        return heard

    def _ashore_heard(self, air: Air, t0: int, t1: int, each: Each) -> list[Pass]:
        """What receivers ashore make of transmissions of t0 <= t < t1; those just before and after may garble them."""
        begin, end = np.searchsorted(air.t, [t0 - OPEN_US, t1 + OPEN_US])
        near = air.between(int(begin), int(end))
        if not near.t.size or not self._ashore:
            return [_NOTHING] * self._ashore
        first_step = int(near.t[0]) // ducting.STEP_US
        reach = self.shore.reaches(first_step, int(near.t[-1]) // ducting.STEP_US - first_step + 1)
        candidates = self.shore.candidates(near.where, near.lon, near.lat, near.antenna_m, near.channel, reach)

        def hear(number: int) -> Pass:
            told = self._hear(number, near, candidates[number], reach[number], first_step, t0, t1)
            return told._replace(row=told.row + begin)

        return list(each(hear, range(self._ashore)))

    def _hear(self, number: int, air: Air, rows: Ints, reach: npt.NDArray[np.float64], first_step: int, t0: int, t1: int
              ) -> Pass:  # fmt: skip
        receiver, level = self.shore.receivers[number], np.empty(rows.size)
        hear_kernel.levels(
            rows, air.t, air.channel, air.vessel, air.where, air.antenna_m, self._power_dbm, self.shore.at[number],
            self.shore.root_m[number], reach, first_step, ducting.STEP_US, self.seed, number, level,
        )  # fmt: skip
        row, t, deliver = (np.empty(rows.size, np.int64) for _ in range(3))
        dbm = np.empty(rows.size)
        n = hear_kernel.hear(
            rows, air.t, air.channel, air.slots, air.vessel, air.lon, air.lat, level, t0, t1, self.garbling,
            self._deaf[number], self.faults.holes, receiver.clock_ms, self.shore.drift_ms_h[number], self.start_us,
            self.seed, number, row, t, deliver, dbm,
        )  # fmt: skip
        return Pass(row[:n], t[:n], deliver[:n], dbm[:n], np.zeros(n, np.uint64))

    def _from_space(self, satellite: int, air: Air, t0: int, t1: int) -> Pass:
        one = self.satellites[satellite]
        return one.hear(air, t0, t1, self._deaf[one.number], self.faults.holes)

    def _delivered(self, rows: Records, new: list[Pass], before_us: int | None) -> Heard:
        """Sort out what is due now, and keep the rest with its transmissions."""
        used = np.zeros(len(rows), bool)
        now: list[tuple[Records, Ints, Told]] = []
        for number, one in enumerate(new):
            rx = np.zeros(one.row.size, RX)
            rx["tx"], rx["t"], rx["t_deliver"] = one.row + self._first, one.t, one.t_deliver
            rx["signal_dbm"], rx["repeat"] = one.dbm, rows["repeat"][one.row]
            due = one.garbage == 0
            if before_us is not None:
                due &= rx["t_deliver"] < before_us
            waiting = self._waiting[number]
            waiting.add(Told(rx[~due], garbled(rows[one.row[~due]], one.garbage[~due])))
            for again in self.faults.replays(number):
                then = rows["t"][one.row]
                old = (then >= again.t0 - again.ago_us) & (then < again.t1 - again.ago_us)
                copy = rx[old]
                copy["t"] += again.ago_us
                copy["t_deliver"] += again.ago_us
                waiting.add(Told(copy, garbled(rows[one.row[old]], one.garbage[old])))
            used[one.row[due]] = True
            now.append((rx[due], one.row[due], waiting.due(before_us)))
        place = np.cumsum(used) - 1
        pieces, count = [rows[used]], int(used.sum())
        heard: dict[str, Records] = {}
        row_of: dict[str, Ints] = {}
        for name, (rx, row, late) in zip(self.names, now, strict=True):
            every = np.concatenate([rx, late.rx])
            where = np.concatenate([place[row], count + np.arange(late.rx.size)])
            order = np.lexsort((every["tx"], every["t"], every["t_deliver"]))
            heard[name], row_of[name] = every[order], where[order]
            pieces.append(late.tx)
            count += late.rx.size
        return Heard(np.concatenate(pieces), heard, row_of)


_NOTHING = Pass(
    np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.uint64)
)


def _air(rows: Records) -> Air:
    lon, lat = np.ascontiguousarray(rows["true_lon"]), np.ascontiguousarray(rows["true_lat"])
    where = np.empty((len(rows), 3))
    place_kernel.unit(lon, lat, where)
    t, channel, slots, vessel, antenna_m = (
        np.ascontiguousarray(rows[name]) for name in ("t", "channel", "slots", "vessel", "antenna_m")
    )
    return Air(t, channel, slots, vessel, where, lon, lat, antenna_m)
