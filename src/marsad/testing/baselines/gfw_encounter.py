"""Encounter, as Global Fishing Watch finds it: two vessels near each other for two hours, slow, away from ports.

Places are put on a grid of ten minutes, gaps under an hour are drawn straight. Since the report after an instant may
come an hour later, it is looked at an hour late. Kept as published: encounters are grouped by day of UTC, so that
meetings over midnight fall apart and those of less than two hours on either side are lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.frame import ticks
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.away import away
from marsad.testing.baselines.rules.encounter_kernel import GRIDDED, MEETING, meet, on_grid, to_grid
from marsad.testing.baselines.rules.pairs_kernel import pairs

_SOURCE = "Global Fishing Watch, pipe-encounters (Miller et al. 2018)"


@dataclass(frozen=True)
class GfwEncounter(Parameters):
    grid_minutes: float = parameter(10.0, "Grid of time", unit="min", low=10, high=60, source=_SOURCE)
    gap_minutes: float = parameter(60.0, "Longest gap that is drawn", unit="min", low=10, high=60, source=_SOURCE)
    near_m: float = parameter(500.0, "Within", unit="m", low=1, high=20_000, source=_SOURCE)
    hours: float = parameter(2.0, "For", unit="h", low=0.1, high=24, source=_SOURCE)
    merge_hours: float = parameter(4.0, "Merged over less than", unit="h", low=0, high=24, source=_SOURCE)
    slow_kn: float = parameter(2.0, "Median of the speeds is below", unit="kn", low=0.1, high=20, source=_SOURCE)
    port_m: float = parameter(10_000.0, "So far from ports", unit="m", low=0, high=500_000, source=_SOURCE)
    offshore_m: float = parameter(0.0, "And from the coast", unit="m", low=0, high=500_000)
    by_day: bool = parameter(True, "Grouped by day of UTC", source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(GfwEncounter, parameters)
    position, given, at = rows.position, list[Found](), 0
    every, late = round(p.grid_minutes * 6e7), round(p.gap_minutes * 6e7)
    for now in ticks(prev - late, w - late, every):
        until = int(np.searchsorted(position["t"], now + late, side="right"))
        to_grid(position[at:until], state.vessels, every, late)
        at = until
        there: Any = on_grid(state.vessels, now // every)
        slots, lon, lat, speed = there
        still = np.zeros(len(lon))
        near = pairs(lon, lat, still, still, float(p.near_m), 0.0)
        meetings = state.tables["meetings"]
        if not len(near) and not len(meetings):
            continue
        out = np.zeros(3 * (len(near) + len(meetings)), FOUND)
        state.tables["meetings"], n = meet(
            meetings, state.vessels, slots, lon, lat, speed, near, now // every, now + late, every,
            round(p.hours * 3.6e9) // every, float(p.slow_kn), round(p.merge_hours * 3.6e9) // every, p.by_day, out,
        )  # fmt: skip
        given += found_of(out[:n], "rendezvous", ("closest_m", "hours"))
    to_grid(position[at:], state.vessels, every, late)
    return away(given, side, offshore_m=p.offshore_m, port_m=p.port_m), state


DETECTOR = Detector(
    "gfw-encounter", "1", ("rendezvous",), "cell", GfwEncounter(), _step,
    StateSchema(GRIDDED, {"meetings": MEETING}, ("meetings",)),
    side=("ports",), halo_m=20_000.0, source=_SOURCE,
)  # fmt: skip
