"""Loitering, as Global Fishing Watch finds it: slow hours joined, far from the shore.

The mean of an hour is that of the speeds told in it; an hour of UTC without any breaks the run. The distance from the
shore is that of the first report of the run.
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
from marsad.testing.baselines.rules.hours_kernel import HOURS, slow_hours
from marsad.testing.baselines.rules.shore import near_shore

_SOURCE = "Global Fishing Watch, loitering events (Miller et al. 2018)"
_NAUTICAL_MILE_M = 1852.0


@dataclass(frozen=True)
class GfwLoitering(Parameters):
    slow_kn: float = parameter(2.0, "Mean speed of an hour is below", unit="kn", low=0.1, high=20, source=_SOURCE)
    hours: int = parameter(4, "Consecutive hours", unit="h", low=1, high=240, source=_SOURCE)
    offshore_nm: float = parameter(20.0, "At least so far from shore", unit="nm", low=0, high=500, source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(GfwLoitering, parameters)
    out = np.zeros(2 * (len(rows.position) + len(state.vessels)) + 2, FOUND)
    n = slow_hours(rows.position, state.vessels, float(p.slow_kn), int(p.hours), w, out)
    far = [not near_shore(one["lon_deg"], one["lat_deg"], p.offshore_nm * _NAUTICAL_MILE_M) for one in out[:n]]
    return found_of(out[:n][np.array(far, np.bool_)], "loitering", ("slow_h",)), state


DETECTOR = Detector(
    "gfw-loitering", "1", ("loitering",), "vessel", GfwLoitering(), _step, StateSchema(HOURS), source=_SOURCE
)
