"""Every track of a simulation, hour after hour, held to the base map and to what its vessel's class can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.testing.simulator.fleet.fleet import fleet
from marsad.testing.simulator.incidents.casts import cast, join
from marsad.testing.simulator.motion.joining import join as join_courses
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Kind, Records, Role
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.voyages.voyages import Voyages

STEP_S = 30
HOUR_US = 3_600_000_000
ASHORE = (Role.BASE_STATION, Role.AID, Role.VIRTUAL_AID, Role.AIRCRAFT)
CARRIED = (Role.DEVICE, Role.NET_MARKER)
"""They go as fast as what they are on."""
_STATES_AT_ONCE = 4_000_000
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Fault:
    """What a vessel did that she cannot."""

    what: str
    vessel: int
    role: str
    t_us: int
    lon: float
    lat: float
    found: float
    allowed: float

    def __str__(self) -> str:
        return (
            f"vessel {self.vessel} ({self.role}) {self.what} at {np.datetime64(self.t_us, 'us')}Z "
            f"{self.lon:.5f} {self.lat:.5f}: {self.found:.1f}, allowed {self.allowed:.1f}"
        )


@dataclass
class Checked:
    """What was looked at, and what was wrong with it: of each vessel the first fault of each sort."""

    vessels: int
    states: int
    faults: list[Fault]


def checked(scenario: Scenario, seed: int) -> Checked:
    """Every vessel of the fleet and of the incidents, each half minute of the whole scenario."""
    sea = Sea.of(scenario)
    own, _ = fleet(scenario, sea, seed)
    casts = join(cast(scenario, sea, seed), len(own))
    vessels = np.concatenate([own, casts.vessels])
    false = np.unique(casts.effects["vessel"][casts.effects["kind"] == Kind.VIRTUAL])
    there = ~np.isin(np.arange(vessels.size), false)
    voyages = Voyages(scenario, sea, own, seed)
    done = Checked(vessels.size, 0, [])
    seen: set[tuple[str, int]] = set()
    before = None
    for t0, t1 in _blocks(scenario, vessels.size):
        course = join_courses([voyages.block(t0, t1), casts.course], [0, 0])
        times = np.arange(t0, t1, STEP_S * 1_000_000)
        who = np.repeat(np.arange(vessels.size), times.size)
        at = states(course, who, np.tile(times, vessels.size)).reshape(vessels.size, -1)
        done.states += int(at["present"].sum())
        if before is not None:
            at, times = np.concatenate([before, at], axis=1), np.concatenate([times[:1] - STEP_S * 1_000_000, times])
        for fault in _faults(sea, vessels, there, at, times):
            if (fault.what, fault.vessel) not in seen:
                seen.add((fault.what, fault.vessel))
                done.faults.append(fault)
        before = at[:, -1:].copy()
    return done


def _blocks(scenario: Scenario, vessels: int) -> Iterator[tuple[int, int]]:
    step = max(min(HOUR_US, _STATES_AT_ONCE // vessels * STEP_S * 1_000_000), 2 * STEP_S * 1_000_000)
    for t0 in range(scenario.start_us, scenario.end_us, step):
        yield t0, min(t0 + step, scenario.end_us)


def _faults(sea: Sea, vessels: Records, there: Bools, at: Records, times: npt.NDArray[np.int64]) -> Iterator[Fault]:
    present = at["present"] & there[:, None]
    both = present[:, 1:] & present[:, :-1]
    afloat = ~np.isin(vessels["role"], ASHORE)
    bound = ~np.isin(vessels["role"], CARRIED)

    def told(
        what: str, wrong: Bools, found: npt.NDArray[np.float64], allowed: npt.NDArray[np.float64]
    ) -> Iterator[Fault]:
        for vessel in np.flatnonzero(wrong.any(axis=1)):
            k = int(wrong[vessel].argmax())
            row = at[vessel, k]
            yield Fault(
                what, int(vessel), Role(int(vessels["role"][vessel])).name, int(times[k]), float(row["lon"]),
                float(row["lat"]), float(found[vessel, k]), float(allowed[vessel]),
            )  # fmt: skip

    rows = np.flatnonzero(afloat)
    looked = present[rows]
    lon, lat = at["lon"][rows][looked], at["lat"][rows][looked]
    ashore = is_land(lon, lat)
    # Canals are land by the base map, and sailed.
    ashore[ashore] = ~sea.is_water(lon[ashore], lat[ashore])
    on_land = np.zeros(at.shape, np.bool_)
    part = np.zeros(looked.shape, np.bool_)
    part[looked] = ashore
    on_land[rows] = part
    none = np.zeros(vessels.size)
    yield from told("on land", on_land, on_land.astype(float), none)
    fastest = vessels["top_kn"].astype(float) * 1.01 + 0.8
    moved = sphere.distance_m(at["lon"][:, :-1], at["lat"][:, :-1], at["lon"][:, 1:], at["lat"][:, 1:])
    knots = np.nan_to_num(moved) / STEP_S / 1852.0 * 3600.0
    can = bound[:, None]
    yield from told("goes too fast", both & can & (knots > fastest[:, None]), knots, fastest)
    sog = np.nan_to_num(at["sog_kn"].astype(float))
    yield from told("says a speed too high", present & can & (sog > fastest[:, None]), sog, fastest)
    # At rest tugs and the wind turn her.
    most = 1.3 * np.maximum(vessels["turn_deg_min"].astype(float), 30.0) + 6.0
    rate = np.abs(np.nan_to_num(at["rot_deg_min"].astype(float)))
    yield from told("turns too fast", present & can & (rate > most[:, None]), rate, most)
    turned = np.abs((np.nan_to_num(np.diff(at["heading_deg"].astype(float), axis=1)) + 180.0) % 360.0 - 180.0)
    turned *= 60.0 / STEP_S
    yield from told("has turned too far", both & can & (turned > most[:, None] + 4.0), turned, most)
