"""Rendezvous: two vessels lie, or go slowly, beside each other at sea.

A run of instants at which both were near: the newest instant at which both are known is that of the earlier of their
newest fixes, and the later one then was on the straight line between her last two fixes (gaps of up to an hour are
drawn so, as Miller et al. 2018 do). Near means hulls beside each other: 120 m more than half of both lengths, at
most 450 m. It is raised when the run has lasted 25 minutes at a mean speed of at most 2 kn, and ends when they part by
more or sail on, or when one was not heard for an hour. Midnight, the date line and the poles are nothing special.

Left out, however long it lasts: tugs and tows, pilots, rescue, tenders and the police; two that both tell to be moored
or at anchor, and are; in known ports and anchorages, and in those that show by what others do there: where four other
vessels lie still within 4 km, or one where one of the two lies at anchor herself (bunkering). No distance from the
shore is asked for; only what lies on the land of the map (quays, rivers, basins) is no sea. Two of which neither was
ever seen under way and that do not drift are berthed, as far as anybody knows, until twelve hours are over.

Evidence: `closest_m`, `together_min`, `mean_kn` and `drifted_m` when it was raised; `lasted_min` when it has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.rendezvous_rule.meeting_kernel import MEETING, Rule, follow
from marsad.detectors.rendezvous_rule.slow_kernel import SLOW
from marsad.geo.land import is_land
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

_MILLER = "Miller et al. 2018"


@dataclass(frozen=True)
class Rendezvous(Parameters):
    every_s: float = parameter(60.0, "Looked at every", unit="s", low=5, high=900)
    gap_min: float = parameter(60.0, "Longest gap between reports that is drawn straight", unit="min", low=5, high=720,
                               source=_MILLER)  # fmt: skip
    slow_kn: float = parameter(3.0, "Both go no faster at any time than", unit="kn", low=0.1, high=10)
    mean_kn: float = parameter(2.0, "And no faster on average than", unit="kn", low=0.1, high=10, source=_MILLER)
    sailing_kn: float = parameter(3.5, "Faster she was seen under way", unit="kn", low=0.5, high=20)
    near_m: float = parameter(120.0, "Apart beyond half of both lengths", unit="m", low=0, high=5000)
    most_m: float = parameter(450.0, "Never farther apart than", unit="m", low=10, high=10_000, source=_MILLER)
    minutes: float = parameter(25.0, "For so long", unit="min", low=1, high=1440)
    berthed_h: float = parameter(12.0, "Vessels never seen under way must lie so for", unit="h", low=0, high=72)
    grace_min: float = parameter(4.0, "Farther apart for so long does not end it", unit="min", low=0, high=120)
    rest_m: float = parameter(400.0, "Who keeps within this lies still", unit="m", low=10, high=5000)
    rest_min: float = parameter(15.0, "When she has for so long", unit="min", low=1, high=1440)
    still_kn: float = parameter(0.7, "And goes no faster than", unit="kn", low=0.1, high=5)
    still_m: float = parameter(4000.0, "Still vessels within this make an anchorage", unit="m", low=0, high=50_000)
    still: int = parameter(4, "So many of them", low=1, high=100)
    port_m: float = parameter(2000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    shore_m: float = parameter(300.0, "No sea where land of the map lies so near on three sides of eight", unit="m",
                               low=0, high=20_000)  # fmt: skip


def rule_of(p: Rendezvous) -> Rule:
    """The parameters as the kernel reads them."""
    return Rule(
        every_us=round(p.every_s * 1e6), gap_us=round(p.gap_min * 6e7), slow_kn=float(p.slow_kn),
        mean_kn=float(p.mean_kn), sailing_kn=float(p.sailing_kn), reach_m=1.5 * p.most_m, near_m=float(p.near_m),
        most_m=float(p.most_m), need_us=round(p.minutes * 6e7), long_us=round(p.berthed_h * 3.6e9),
        grace_us=round(p.grace_min * 6e7), rest_m=float(p.rest_m), rest_us=round(p.rest_min * 6e7),
        still_kn=float(p.still_kn), still_m=float(p.still_m), still=int(p.still), port_m=float(p.port_m),
    )  # fmt: skip


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Rendezvous, parameters)
    state.tables["runs"], out = follow(
        rows.position, state.vessels, state.tables["runs"], prev, w, side.table("ports"), side.table("anchorages"),
        rule_of(p),
    )  # fmt: skip
    numbers = ("closest_m", "together_min", "mean_kn", "drifted_m", "lasted_min")
    return found_of(out[at_sea(out, p.shore_m)], "rendezvous", numbers), state


def at_sea(out: Records, shore_m: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the places lie on the water of the map, with land on fewer than three of eight sides."""
    if not len(out):
        return np.zeros(0, np.bool_)
    lon, lat, sides = out["lon_deg"], out["lat_deg"], np.zeros(len(out), np.int64)
    for at in range(8):
        north, east = np.cos(at * np.pi / 4.0), np.sin(at * np.pi / 4.0)
        beside = np.clip(lat + north * shore_m / 111_195.0, -90.0, 90.0)
        wide = 111_195.0 * np.maximum(np.cos(np.radians(lat)), 1e-6)
        sides += is_land((lon + east * shore_m / wide + 180.0) % 360.0 - 180.0, beside)
    return np.asarray((sides < 3) & ~is_land(lon, lat), np.bool_)


DETECTOR = Detector(
    "rendezvous", "1", ("rendezvous",), "cell", Rendezvous(), _step, StateSchema(SLOW, {"runs": MEETING}, ("runs",)),
    side=("ports", "anchorages"), halo_m=10_000.0,
)  # fmt: skip
