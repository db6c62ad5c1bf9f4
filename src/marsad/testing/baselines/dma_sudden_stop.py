"""Sudden stop, as the Danish Maritime Authority's AIS analysis finds it.

As published it believes any fix, so that a lost fix with speed 0 counts; it ends when the ship moves, or (our choice)
after ten minutes without a report.
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
from marsad.testing.baselines.rules.stop_kernel import STOP, sudden_stop

_SOURCE = "Danish Maritime Authority, AisAbnormal: sudden speed change analysis"


@dataclass(frozen=True)
class DmaSuddenStop(Parameters):
    fast_kn: float = parameter(7.0, "From above this speed", unit="kn", low=0.5, high=50, source=_SOURCE)
    slow_kn: float = parameter(1.0, "To below this", unit="kn", low=0.1, high=10, source=_SOURCE)
    within_s: float = parameter(30.0, "Within so long", unit="s", low=1, high=600, source=_SOURCE)
    held_s: float = parameter(60.0, "And held for so long", unit="s", low=0, high=3600, source=_SOURCE)
    longer_m: float = parameter(50.0, "Ships of this length and longer", unit="m", low=0, high=500, source=_SOURCE)
    silence_minutes: float = parameter(10.0, "Ends after so long without a report", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(DmaSuddenStop, parameters)
    out = np.zeros(3 * len(rows.position) + len(state.vessels), FOUND)
    n = sudden_stop(rows.position, state.vessels, float(p.fast_kn), float(p.slow_kn), round(p.within_s * 1e6),
                    round(p.held_s * 1e6), float(p.longer_m), round(p.silence_minutes * 6e7), w, out)  # fmt: skip
    return found_of(out[:n], "sudden_stop", ("from_kn", "within_s")), state


DETECTOR = Detector(
    "dma-sudden-stop", "1", ("sudden_stop",), "vessel", DmaSuddenStop(), _step, StateSchema(STOP), source=_SOURCE
)
