"""Global Fishing Watch's gap that is worth a look: twelve hours, far offshore, of a ship that was heard well before,
where ships are heard well.

Reception is published as a map of positions a day and ship from months of class A satellite data; here it is what the
run has heard so far in the cell of one degree. The 14 positions before are published as satellite positions; by default
any count, since a shore feed would else have none (`satellite_only` keeps to the letter).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.coverage_kernel import CELL, HEARD, well_heard_silence
from marsad.testing.baselines.rules.shore import near_shore

_SOURCE = "Global Fishing Watch, Welch et al. 2022: hot spots of unseen fishing vessels"
_CELLS = 360 * 180


@dataclass(frozen=True)
class GfwGap(Parameters):
    hours: float = parameter(12.0, "Silence that is a gap", unit="h", low=0.1, high=240, source=_SOURCE)
    offshore_nm: float = parameter(50.0, "At least so far from shore", unit="nm", low=0, high=500, source=_SOURCE)
    a_day: float = parameter(10.0, "Reception: more positions a day and ship", low=0, high=10_000, source=_SOURCE)
    before_hours: float = parameter(
        12.0, "14 positions within so long before", unit="h", low=1, high=240, source=_SOURCE
    )
    satellite_only: bool = parameter(False, "Count satellite positions alone, as published")


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(GfwGap, parameters)
    if not len(state.tables["cells"]):
        state.tables["cells"] = np.zeros(_CELLS, CELL)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = well_heard_silence(rows.position, state.vessels, state.tables["cells"], round(p.hours * 3.6e9),
                           float(p.a_day), round(p.before_hours * 3.6e9), p.satellite_only, w, out)  # fmt: skip
    far = [not near_shore(one["lon_deg"], one["lat_deg"], p.offshore_nm * 1852.0) for one in out[:n]]
    return found_of(out[:n][np.array(far, np.bool_)], "gap", ("silent_h",)), state


DETECTOR = Detector(
    "gfw-gap", "1", ("gap",), "all", GfwGap(), _step, StateSchema(HEARD, {"cells": CELL}), source=_SOURCE
)
