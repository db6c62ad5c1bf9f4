"""The course of the whole fleet, block after block: a plan for each vessel, renewed when it is over."""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.motion.legs import Legs
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.records import LEG, Course, Mode, Records, Role
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.voyages import ferries, fishing, harbour, leisure, merchants, patrols
from marsad.testing.simulator.voyages.sailor import Sailor
from marsad.testing.simulator.voyages.waters import DAY, HOUR, MINUTE, Waters

Planner = Callable[[Waters, Sailor, Legs, Draw], None]
_MERCHANT = (merchants.enter, merchants.plan)
_HARBOUR = (harbour.enter, harbour.plan)
_FISHING = (fishing.enter, fishing.plan)
_LEISURE = (leisure.enter, leisure.plan)
_WATCH = (patrols.enter, patrols.plan)
PLANNERS: dict[Role, tuple[Planner, Planner]] = {
    Role.CARGO: _MERCHANT,
    Role.TANKER: _MERCHANT,
    Role.CONTAINER: _MERCHANT,
    Role.PASSENGER: _MERCHANT,
    Role.FERRY: (ferries.enter, ferries.plan),
    Role.HIGH_SPEED: (ferries.enter, ferries.plan),
    Role.FISHING: _FISHING,
    Role.TRAWLER: _FISHING,
    Role.NET_MARKER: (fishing.enter_marker, fishing.plan_marker),
    Role.TUG: _HARBOUR,
    Role.PILOT: _HARBOUR,
    Role.BUNKER: _HARBOUR,
    Role.DREDGER: _HARBOUR,
    Role.SERVICE: _HARBOUR,
    Role.PLEASURE: _LEISURE,
    Role.SAILING: _LEISURE,
    Role.NAVAL: _WATCH,
    Role.PATROL: _WATCH,
    Role.AIRCRAFT: (patrols.enter_aircraft, patrols.plan_aircraft),
}
PREPARED_FROM = 20_000
"""So many vessels use nearly all ways of a large sea."""
_BUOYS = range(20, 31)
"""Types of aid that float: they swing about their sinker."""
_FOREVER = 4_000_000_000_000_000


@dataclass(slots=True)
class _Plan:
    legs: Records
    paths: dict[int, Path]
    ends: int


class Voyages:
    """Plans of a fleet. What is kept is bounded by the fleet: each vessel's state, her plan and the paths it names.

    Plans are made in the order of time and vessel whatever the blocks, so that blocks may be cut anywhere; they follow
    one another in time.
    """

    def __init__(self, scenario: Scenario, sea: Sea, fleet: Records, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.waters = Waters(scenario, sea, seed)
        if fleet.size >= PREPARED_FROM:
            self.waters.prepare()
        self._plans: list[deque[_Plan]] = [deque() for _ in range(fleet.size)]
        self._due: list[tuple[int, int]] = []
        self._sailors: dict[int, Sailor] = {}
        self._paths_made = 0
        for number in range(fleet.size):
            self._begin(number, fleet[number])

    def block(self, t0_us: int, t1_us: int) -> Course:
        """The legs of every vessel that touch the time from `t0_us` to before `t1_us`, whole, and their paths.

        Blocks are asked for in the order of time; what ended before `t0_us` is forgotten.
        """
        while self._due and self._due[0][0] < t1_us:
            _, number = heapq.heappop(self._due)
            self._extend(self._sailors[number])
        chosen: list[Records] = []
        paths: dict[int, Path] = {}
        for plans in self._plans:
            while plans and plans[0].ends <= t0_us:
                plans.popleft()
            for plan in plans:
                chosen.append(plan.legs)
                paths.update(plan.paths)
        # As bytes: NumPy compares the fields of records that it joins, one array after the other.
        legs = np.concatenate([np.zeros(0, np.uint8), *(some.view(np.uint8) for some in chosen)]).view(LEG)
        legs = legs[(legs["t1"] > t0_us) & (legs["t0"] < t1_us)]
        return _course(legs, paths)

    def bound(self) -> list[tuple[int, int, int, int]]:
        """Merchants who make for a gate or port, or lie there: number, AT_GATE or another, its row, and when the last
        way of the newest plan ends."""
        return [
            (number, sailor.where, sailor.place, _last_us(self._plans[number][-1].legs))
            for number, sailor in sorted(self._sailors.items())
            if PLANNERS[sailor.role] is _MERCHANT and sailor.place >= 0 and self._plans[number]
        ]

    def _begin(self, number: int, row: np.void) -> None:
        role = Role(int(row["role"]))
        start = self.scenario.start_us
        if role not in PLANNERS:
            self._fixed(number, row, role)
            return
        if role in (Role.FERRY, Role.HIGH_SPEED) and not self.waters.sea.ferry_lines:
            role = Role.PASSENGER
        sailor = Sailor(
            number, role, float(row["cruise_kn"]), float(row["top_kn"]), float(row["turn_deg_min"]),
            float(row["accel_mps2"]), float(row["length_m"]), start,
        )  # fmt: skip
        self._sailors[number] = sailor
        self._extend(sailor)

    def _extend(self, sailor: Sailor) -> None:
        """Her next plan; the first one begins in the middle of what she is about."""
        enter, plan = PLANNERS[sailor.role]
        t0 = sailor.t_us
        legs = Legs(t0, sailor.turn_deg_min, sailor.accel_mps2, sailor.number)
        if not math.isnan(sailor.lon):
            legs.begin(sailor.lon, sailor.lat, sailor.heading_deg)
        draw = Draw(self.seed, Purpose.VOYAGE, sailor.number, sailor.plans)
        (plan if sailor.plans else enter)(self.waters, sailor, legs, draw)
        if not math.isnan(legs.lon):
            legs.stop()
        if legs.t_us - t0 < MINUTE:
            # Whatever stood in her way: she waits, and time goes on.
            if math.isnan(legs.lon):
                legs.absent(t0 + HOUR)
            else:
                legs.moor(None, None, None, t0 + HOUR)
        sailor.t_us, sailor.lon, sailor.lat, sailor.heading_deg = legs.t_us, legs.lon, legs.lat, legs.heading_deg
        sailor.plans += 1
        self._keep(sailor.number, legs)
        heapq.heappush(self._due, (sailor.t_us, sailor.number))

    def _keep(self, number: int, legs: Legs) -> None:
        rows = legs.legs()
        numbers = list(range(self._paths_made, self._paths_made + len(legs.paths)))
        self._paths_made += len(numbers)
        on_path = rows["mode"] == Mode.PATH
        rows["first"][on_path] = np.array([*numbers, 0])[rows["first"][on_path]]
        self._plans[number].append(_Plan(rows, dict(zip(numbers, legs.paths, strict=True)), legs.t_us))

    def _fixed(self, number: int, row: np.void, role: Role) -> None:
        """Aids and base stations stay for ever, in the order of the sea."""
        sea = self.waters.sea
        nth = number - self.scenario.vessels
        start = self.scenario.start_us - DAY
        legs = Legs(start, number=number)
        if role in (Role.AID, Role.VIRTUAL_AID) and 0 <= nth < len(sea.aids):
            aid = sea.aids[nth]
            if role == Role.AID and aid.aid_type in _BUOYS:
                legs.anchor(aid.lon, aid.lat, 12.0 + number % 14, _FOREVER, status=15)
            else:
                legs.moor(aid.lon, aid.lat, 0.0, _FOREVER, status=15)
        elif role == Role.BASE_STATION and 0 <= nth - len(sea.aids) < len(sea.base_stations):
            base = sea.base_stations[nth - len(sea.aids)]
            legs.moor(base.lon, base.lat, 0.0, _FOREVER, status=15)
        else:
            legs.absent(_FOREVER)
        self._keep(number, legs)


def _course(legs: Records, paths: dict[int, Path]) -> Course:
    """Legs whose `first` names a path, with the points of the paths that are used, each once."""
    on_path = np.flatnonzero(legs["mode"] == Mode.PATH)
    used, which = np.unique(legs["first"][on_path], return_inverse=True)
    lines: dict[int, int] = {}
    kept: list[Path] = []
    row_of = np.zeros(used.size, np.int64)
    for row, number in enumerate(used):
        path = paths[int(number)]
        if id(path) not in lines:
            lines[id(path)] = len(kept)
            kept.append(path)
        row_of[row] = lines[id(path)]
    starts = np.cumsum([0, *(path.lon.size for path in kept)])
    legs["first"][on_path] = starts[row_of[which]] if used.size else 0
    none = [np.zeros(0)]
    return Course(
        legs,
        np.concatenate(none + [path.lon for path in kept]),
        np.concatenate(none + [path.lat for path in kept]),
        np.concatenate(none + [path.along_m for path in kept]),
        np.concatenate(none + [path.room_m if path.room_m.size else np.zeros(path.lon.size) for path in kept])
        if any(path.room_m.size for path in kept)
        else np.zeros(0),
    )


def _last_us(legs: Records) -> int:
    sailed = np.flatnonzero(legs["mode"] == Mode.PATH)
    return int(legs["t1"][sailed[-1]]) if sailed.size else int(legs["t0"][0])
