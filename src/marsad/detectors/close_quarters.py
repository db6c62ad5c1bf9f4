"""Close quarters: two vessels under way that will pass each other too near unless one of them acts.

Every 20 s each vessel is led on from her newest plausible fix to one instant (dead reckoning by speed and course over
ground, on an arc where she turns), and each pair within reach is asked for its closest point of approach (CPA) and the
time to it (TCPA). They must pass each other outside a domain that grows with the longer hull (Fujii and Tanaka 1971
and those after them) and with the square of the faster one's speed, up to a little under two cables.
It is raised about six minutes before the CPA, when several looks agree: before that whoever has to give way may still
do so in ample time (COLREG 8 and 16), later a call by radio no longer helps. It ends when they are past and open, or
when somebody acted and the CPA has stayed at twice the domain for two minutes.

Left out: whoever is turning just now (until it is urgent); pairs that go together (within 1200 m and at nearly the
same speed for ten minutes, or within 400 m for five minutes: company, escort, convoy); a small craft, or one that
tells no length, who lay at rest less than ten minutes ago (a launch, tug or ferry who sets out to whom she meets);
tugs and tows, pilots (by type or by name), rescue, tenders and the police at their work; both fishing; two ferries
that meet or overtake on their line. Vessels whose speed does not fit their steps are not believed. An eighth of the
domain counts between two ferries that cross, and in harbours and anchorages: known ones, those where four vessels lie
still near by, and wherever the map has land on three of eight sides. Half of it counts in narrow waters, which are
those where many are under way.

An alarm; overtaking, which leaves time, a warning; with a small or high-speed craft, which turns in its own length, a
caution about three minutes before the CPA.

Evidence: `encounter` (head-on, crossing, overtaking; COLREG 13 to 15), `cpa_m`, `tcpa_min`, `range_m`, `domain_m` and
`closing_kn` (difference of the two ways) when it was raised; `closest_m` when it has ended.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.close_quarters_rule.encounter_kernel import PAIR, Rule, follow
from marsad.detectors.close_quarters_rule.mover_kernel import MOVER
from marsad.geo.land import land
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

_FUJII = "Fujii and Tanaka 1971, Traffic capacity"
ENCOUNTERS = ("head-on", "crossing", "overtaking")
SEVERITIES = ("alarm", "alarm", "warning", "caution", "caution", "caution")
"""By encounter; the last three with a craft that is small or fast, and acts late."""


@dataclass(frozen=True)
class CloseQuarters(Parameters):
    every_s: float = parameter(20.0, "Looked at every", unit="s", low=1, high=120)
    max_age_s: float = parameter(180.0, "A vessel is led on so long without a report", unit="s", low=10, high=1800)
    slow_kn: float = parameter(3.0, "Both are under way above", unit="kn", low=0.5, high=20)
    top_kn: float = parameter(60.0, "A speed above is not believed", unit="kn", low=20, high=102)
    reach_m: float = parameter(6500.0, "Pairs farther apart are not looked at", unit="m", low=500, high=50_000)
    tcpa_s: float = parameter(390.0, "Raised at most so long before", unit="s", low=60, high=1800)
    urgent_s: float = parameter(150.0, "Two looks are enough, and turning no excuse, below", unit="s", low=0, high=900)
    looks: int = parameter(3, "Looks in which it must be so", low=1, high=30)
    base_m: float = parameter(100.0, "Domain of a ship without length", unit="m", low=0, high=5000)
    lengths: float = parameter(2.0, "Lengths of the longer ship added to it", low=0, high=20, source=_FUJII)
    most_m: float = parameter(340.0, "Domain of the largest", unit="m", low=10, high=10_000)
    crossing: float = parameter(1.08, "Crossing ships keep clear by so much more", low=1, high=5)
    sea_kn: float = parameter(11.0, "At and above this speed the whole domain counts", unit="kn", low=1, high=40)
    least_share: float = parameter(0.3, "Share of the domain of the slowest", low=0, high=1)
    harbour_share: float = parameter(0.12, "Share of the domain in harbours and anchorages", low=0, high=1)
    shore_m: float = parameter(3000.0, "Land so far from the CPA", unit="m", low=10, high=20_000)
    shore_sides: int = parameter(3, "on so many of eight sides makes a harbour, too", low=1, high=8)
    port_m: float = parameter(2000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    still_m: float = parameter(
        1500.0, "Still vessels within this of the CPA make a harbour", unit="m", low=0, high=20_000
    )
    still: int = parameter(4, "So many of them", low=1, high=100)
    nimble_m: float = parameter(40.0, "Shorter craft act late", unit="m", low=0, high=500)
    nimble_s: float = parameter(200.0, "With them and high-speed craft it is raised at most so long before", unit="s",
                                low=30, high=1800)  # fmt: skip
    stranger_min: float = parameter(
        7.0, "Who has not told her type is waited for so long, until it is urgent", unit="min", low=0, high=60
    )
    crowd_m: float = parameter(5000.0, "Waters are narrow where within this of the CPA", unit="m", low=0, high=20_000)
    crowd: int = parameter(6, "so many vessels are under way", low=2, high=1000)
    crowd_share: float = parameter(0.5, "Share of the domain in narrow waters", low=0, high=1, source=_FUJII)
    length_m: float = parameter(120.0, "Length of a class A ship that does not tell it", unit="m", low=1, high=500)
    small_m: float = parameter(15.0, "Length of a class B craft that does not tell it", unit="m", low=1, high=500)
    closing_kn: float = parameter(3.0, "Difference of the two ways, at least", unit="kn", low=0, high=20)
    company_m: float = parameter(1200.0, "Vessels in company stay within", unit="m", low=0, high=10_000)
    company_min: float = parameter(10.0, "For so long", unit="min", low=1, high=600)
    beside_m: float = parameter(400.0, "Vessels are in company, however they go, that stayed within", unit="m", low=0,
                                high=2000)  # fmt: skip
    beside_min: float = parameter(5.0, "For so long", unit="min", low=1, high=600)
    rest_kn: float = parameter(1.0, "At rest up to", unit="kn", low=0.1, high=3)
    launch_min: float = parameter(
        10.0, "A craft that is small, or tells no length, sets out for so long after she lay at rest", unit="min",
        low=0, high=60,
    )  # fmt: skip
    turning_deg_min: float = parameter(20.0, "Who turns faster is about to act", unit="deg/min", low=1, high=360)
    clear_min: float = parameter(2.0, "Over when the CPA was twice the domain for", unit="min", low=0, high=60)
    quiet_min: float = parameter(10.0, "After its end the pair is not raised again for", unit="min", low=0, high=600)
    west_deg: float = parameter(-180.0, "West edge of the desk; east of its east edge: over the date line", unit="deg",
                                low=-180, high=180)  # fmt: skip
    south_deg: float = parameter(-90.0, "South edge of the desk", unit="deg", low=-90, high=90)
    east_deg: float = parameter(180.0, "East edge of the desk", unit="deg", low=-180, high=180)
    north_deg: float = parameter(90.0, "North edge of the desk", unit="deg", low=-90, high=90)


def rule_of(p: CloseQuarters) -> Rule:
    """The parameters as the kernel reads them."""
    return Rule(
        every_us=round(p.every_s * 1e6), age_us=round(p.max_age_s * 1e6), slow_kn=float(p.slow_kn),
        top_kn=float(p.top_kn), straight_deg_s=3.0 / 60.0, turning_deg_s=p.turning_deg_min / 60.0,
        reach_m=float(p.reach_m), company_m=float(p.company_m), company_s=p.company_min * 60.0,
        beside_m=float(p.beside_m), beside_s=p.beside_min * 60.0, rest_kn=float(p.rest_kn),
        launch_us=round(p.launch_min * 6e7), closing_mps=p.closing_kn * 1852.0 / 3600.0,
        horizon_s=float(p.tcpa_s), urgent_s=float(p.urgent_s),
        looks=int(p.looks), length_m=float(p.length_m), small_m=float(p.small_m), base_m=float(p.base_m),
        lengths=float(p.lengths), most_m=float(p.most_m), crossing=float(p.crossing), sea_kn=float(p.sea_kn),
        least_share=float(p.least_share), harbour_share=float(p.harbour_share), port_m=float(p.port_m),
        shore_m=float(p.shore_m), shore_sides=int(p.shore_sides), still_m=float(p.still_m), still=int(p.still),
        nimble_m=float(p.nimble_m), nimble_s=float(p.nimble_s), stranger_us=round(p.stranger_min * 6e7),
        crowd_m=float(p.crowd_m), crowd=int(p.crowd), crowd_share=float(p.crowd_share),
        clear_us=round(p.clear_min * 6e7), quiet_us=round(p.quiet_min * 6e7), west=float(p.west_deg),
        south=float(p.south_deg), east=float(p.east_deg), north=float(p.north_deg),
    )  # fmt: skip


def _land() -> tuple[Any, ...]:
    world = land()
    return world.grid, world.lon_deg, world.lat_deg, world.following, world.edges, world.band_starts


def _pilots(static: Records) -> npt.NDArray[np.int64]:
    """When and in which slot somebody is named a pilot boat: many tell another ship type."""
    named = static[np.char.find(np.char.upper(static["name"]), b"PILOT") >= 0]
    return np.stack([named["t"], named["slot"].astype(np.int64)], axis=1)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    rule = rule_of(cast(CloseQuarters, parameters))
    state.tables["pairs"], out = follow(
        rows.position, _pilots(rows.static), state.vessels, state.tables["pairs"], prev, w,
        (side.table("ports"), side.table("anchorages"), _land()), rule,
    )  # fmt: skip
    numbers = ("cpa_m", "tcpa_min", "range_m", "domain_m", "closing_kn", "closest_m")
    found = found_of(out, "close_quarters", numbers, lambda one: {"encounter": ENCOUNTERS[int(one["code"]) % 3]})
    severities = [SEVERITIES[code] for code in out["code"]]
    return [replace(one, severity=severity) for one, severity in zip(found, severities, strict=True)], state


DETECTOR = Detector(
    "close-quarters", "3", ("close_quarters",), "cell", CloseQuarters(), _step,
    StateSchema(MOVER, {"pairs": PAIR}, ("pairs",)),
    reads=("position", "static"), side=("ports", "anchorages"), halo_m=10_000.0,
)  # fmt: skip
