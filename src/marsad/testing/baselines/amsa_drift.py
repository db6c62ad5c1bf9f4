"""Drift, as the Australian Maritime Safety Authority looks for it: going sideways, twice in a row.

It leaves open how far apart the two may lie: here an hour at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.hold import STATE, drifting

_SOURCE = "Australian Maritime Safety Authority: drifting vessel detection"


@dataclass(frozen=True)
class AmsaDrift(Parameters):
    low_kn: float = parameter(0.25, "Least speed over ground", unit="kn", low=0, high=50, source=_SOURCE)
    high_kn: float = parameter(20.0, "Greatest speed over ground", unit="kn", low=0, high=50, source=_SOURCE)
    low_deg: float = parameter(45.0, "Course and heading differ at least", unit="deg", low=0, high=180, source=_SOURCE)
    high_deg: float = parameter(135.0, "And at most", unit="deg", low=0, high=180, source=_SOURCE)
    hits: int = parameter(2, "Reports in a row", low=1, high=1000, source=_SOURCE)
    silence_minutes: float = parameter(60.0, "Ends after so long without a report", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(AmsaDrift, parameters)
    return drifting(state, rows, w, speed_kn=(p.low_kn, p.high_kn), angle_deg=(p.low_deg, p.high_deg), hits=p.hits,
                    at_anchor_too=False, silence_minutes=p.silence_minutes)  # fmt: skip


DETECTOR = Detector("amsa-drift", "1", ("drift",), "vessel", AmsaDrift(), _step, STATE, source=_SOURCE)
