"""Drift, as the Danish Maritime Authority's AIS analysis finds it.

It leaves open what ends an event: here a report that does not fit, or ten minutes without one.
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

_SOURCE = "Danish Maritime Authority, AisAbnormal: drift analysis"


@dataclass(frozen=True)
class DmaDrift(Parameters):
    low_kn: float = parameter(1.0, "Least speed over ground", unit="kn", low=0, high=50, source=_SOURCE)
    high_kn: float = parameter(5.0, "Greatest speed over ground", unit="kn", low=0, high=50, source=_SOURCE)
    angle_deg: float = parameter(45.0, "Course and heading differ by", unit="deg", low=0, high=180, source=_SOURCE)
    minutes: float = parameter(10.0, "For so long", unit="min", low=0, high=600, source=_SOURCE)
    way_m: float = parameter(500.0, "And so far", unit="m", low=0, high=100_000, source=_SOURCE)
    longer_m: float = parameter(50.0, "Ships of this length and longer", unit="m", low=0, high=500, source=_SOURCE)
    silence_minutes: float = parameter(10.0, "Ends after so long without a report", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(DmaDrift, parameters)
    return drifting(state, rows, w, speed_kn=(p.low_kn, p.high_kn), angle_deg=(p.angle_deg, 180.0),
                    longer_m=p.longer_m, minutes=p.minutes, way_m=p.way_m,
                    silence_minutes=p.silence_minutes)  # fmt: skip


DETECTOR = Detector("dma-drift", "1", ("drift",), "vessel", DmaDrift(), _step, STATE, source=_SOURCE)
