"""All transmitters of a simulation: hour after hour, what goes on the air."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.radio import schedule_kernel, telling_kernel
from marsad.testing.simulator.radio.link_kernel import SLOTS, slot_of, time_of
from marsad.testing.simulator.radio.unit import CELL, NEVER, NO_SLOT, SENT, UNIT, Context, Link, Way, Wheel, Words
from marsad.testing.simulator.records import STATE, TX, Course, Kind, Mode, Records, Role, Station

DEVICE_TEXTS = ("SART ACTIVE", "SART TEST", "MOB ACTIVE", "MOB TEST", "EPIRB ACTIVE", "EPIRB TEST")
OLD_UNITS = 0.2
"""Share of the class B units that keep slots: those that were built for message 19."""
_WHEEL = 16_384
_ROWS = 180 * 360
_HOST_DEG = 1.5
_PIECE = 1 << 15


class Radio:
    """The transmitters of a fleet, from `start_us` on.

    `papers` has a row for each vessel, and after them those that effects name. `texts` are the caller's; afterwards
    `texts` of this object holds them and those of locating devices, which rows of type 14 count. Blocks follow one
    another without a gap, and however they are cut, and with any number of workers, the transmissions are the same.
    """

    def __init__(
        self,
        vessels: Records,
        papers: Records,
        texts: Sequence[str],
        effects: Records,
        areas: Records,
        start_us: int,
        seed: int,
        workers: int = 1,
        old_units: float = OLD_UNITS,
    ) -> None:
        count = vessels.size
        self.vessels, self.papers = np.ascontiguousarray(vessels), papers
        self.texts = (*texts, *DEVICE_TEXTS)
        # Stable: of two effects that hold at once, the later row counts.
        self.order_of_effects = np.argsort(effects["vessel"], kind="stable")
        told = ~np.isin(effects["kind"], (Kind.OUTAGE, Kind.REPLAY))
        self.order_of_effects = self.order_of_effects[told[self.order_of_effects]]
        sorted_effects = effects[self.order_of_effects]
        first = np.searchsorted(sorted_effects["vessel"], np.arange(count + 1))
        self.start_us, self.seed, self.workers = start_us, seed, workers
        start = _first_slot(start_us)
        units = np.zeros(count, UNIT)
        for name in ("regular", "extra", "left", "static_at", "static", "long", "text", "echo", "reserve", "due"):
            units[name] = NEVER
        units["words"] = units["text_row"] = units["mark"] = units["host"] = -1
        units["life"] = NO_SLOT
        units["chart_lon"] = units["chart_lat"] = np.nan
        units["mmsi"], units["station"] = vessels["mmsi"], vessels["station"]
        units["effect0"], units["effect1"] = first[:-1], first[1:]
        units["poll"] = start + (np.arange(count) * 37) % 375
        self.wheel = Wheel(np.full(_WHEEL, -1, np.int32), np.full(count, -1, np.int32))
        for vessel in range(count):
            place = int(units["poll"][vessel]) % _WHEEL
            self.wheel.after[vessel], self.wheel.head[place] = self.wheel.head[place], vessel
        blocked_rows = _ROWS if (effects["kind"] == Kind.RESERVE).any() else 1
        link = Link(
            np.full((180, 360), -1, np.int32), np.zeros(1, np.int64), np.zeros(_ROWS, CELL),
            np.zeros((blocked_rows, 2, SLOTS), np.uint8),
        )  # fmt: skip
        has_echo = bool((effects["kind"] == Kind.ECHO).any())
        self.context = Context(
            seed, start, len(texts), units, sorted_effects, np.ascontiguousarray(areas),
            np.array([len(text) for text in self.texts], np.int64), float(old_units),
            np.zeros(count if has_echo else 1, SENT), link,
        )  # fmt: skip
        self.words = Words(seed, self.vessels, units, sorted_effects, self.context.areas)
        self._slot = start
        self._charted = False

    def block(self, course: Course, t0_us: int, t1_us: int) -> Records:
        """TX rows of t0 <= t < t1 in the order of time, channel and vessel. `course` covers it from 2 s before t0 on.

        `t0_us` is the end of the block before, at first the start.
        """
        if not self._charted:
            self._chart(course)
        sent, order = self._schedule(course, _first_slot(t1_us))
        out = np.zeros(order.size, TX)
        self._tell(sent, order, out)
        effect = out["effect"]
        out["effect"] = np.where(effect >= 0, self.order_of_effects[effect], -1) if self.order_of_effects.size else -1
        return out

    def _schedule(self, course: Course, end: int) -> tuple[Records, npt.NDArray[np.int64]]:
        legs = course.legs
        first = np.searchsorted(legs["vessel"], np.arange(self.vessels.size + 1)).astype(np.int64)
        self.context.units["leg"], self.context.units["last_leg"] = first[:-1], first[1:]
        way = Way(legs, course.lon, course.lat, course.along_m, course.room_m)
        room = max(4096, 3 * self.vessels.size + int((end - self._slot) * self.vessels.size / 250))
        sent, order, count = np.empty(room, SENT), np.empty(room, np.int64), np.zeros(1, np.int64)
        woken = np.empty(self.vessels.size, np.int64)
        who, when, state = np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, STATE)
        while self._slot < end:
            self._slot = int(
                schedule_kernel.run(
                    self.context, self.wheel, way, self._slot, end, woken, who, when, state, sent, count, order
                )
            )
            if self._slot < end:
                sent = np.concatenate([sent, np.empty(sent.size, SENT)])
                order = np.concatenate([order, np.empty(order.size, np.int64)])
        return sent[: count[0]], order[: count[0]]

    def _tell(self, sent: Records, order: npt.NDArray[np.int64], out: Records) -> None:
        cuts = [*range(0, order.size, _PIECE), order.size]
        if self.workers < 2 or len(cuts) < 3:
            telling_kernel.tell(self.words, sent, order, 0, order.size, out)
            return
        with ThreadPoolExecutor(self.workers) as pool:
            jobs = [
                pool.submit(telling_kernel.tell, self.words, sent, order, a, b, out)
                for a, b in itertools.pairwise(cuts)
            ]
            for job in jobs:
                job.result()

    def _chart(self, course: Course) -> None:
        """Where aids and base stations belong, and which base station speaks for which virtual aid."""
        self._charted = True
        units, vessels = self.context.units, self.vessels
        fixed = course.legs[course.legs["mode"] == Mode.FIXED][::-1]
        units["chart_lon"][fixed["vessel"]] = fixed["lon"]
        units["chart_lat"][fixed["vessel"]] = fixed["lat"]
        bases = np.flatnonzero((vessels["station"] == Station.BASE) & ~np.isnan(units["chart_lon"]))
        for aid in np.flatnonzero((vessels["role"] == Role.VIRTUAL_AID) & (vessels["station"] == Station.ATON)):
            if not bases.size:
                break
            apart = units["chart_lon"][bases] - units["chart_lon"][aid]
            apart = (apart + 180.0) % 360.0 - 180.0
            east = apart * np.cos(np.radians(units["chart_lat"][aid]))
            away = np.hypot(east, units["chart_lat"][bases] - units["chart_lat"][aid])
            nearest = int(np.argmin(np.where(np.isnan(away), np.inf, away)))
            if away[nearest] < _HOST_DEG:
                units["host"][aid] = bases[nearest]


def _first_slot(t_us: int) -> int:
    """The first slot that begins at or after an instant."""
    slot = int(slot_of(t_us))
    return slot if int(time_of(slot)) >= t_us else slot + 1
