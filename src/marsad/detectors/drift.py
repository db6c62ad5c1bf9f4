"""Drift: a ship is set by wind and current, her bow anywhere but on her course, and does not steer.

Who makes way goes where her bow points but for some degrees of leeway and set. A ship without engine lies across the
wind: her course over ground stands off her heading by half a right angle or more, slowly and steadily. So it must be
for ten minutes and over three cables in a straight line: that sets her apart from a ship who turns, manoeuvres in a
port, or sheers about at anchor with a status nobody changed. Single reports that say otherwise (a gust, a poor fix) are
no end before they last; a report without heading tells something only of a ship who says that she is not under command.

Left out: who tells that she is at anchor, moored, restricted, aground, fishing or sailing; tugs, dredgers, naval and
other craft whose work is to go sideways; hulls below 50 m (in wind they go as they like); ports of the side table. The
rules of the Danish Maritime Authority (1 to 5 kn, 45 degrees, ten minutes, 500 m, every report) and of AMSA (two
reports at 45 to 135 degrees) are those to beat.

Evidence, as it was when it became known: `minutes`, `way_m` (in a straight line), `made_kn` (speed made good),
`angle_deg` (mean of course against heading), `reports`, `not_under_command` (1: she says so herself).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.motion.drift_kernel import DRIFT, adrift
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side

_DMA = "Danish Maritime Authority, AisAbnormal: drift analysis"


@dataclass(frozen=True)
class Drift(Parameters):
    low_kn: float = parameter(0.8, "Least speed over ground", unit="kn", low=0, high=10)
    high_kn: float = parameter(5.0, "Greatest speed over ground", unit="kn", low=0, high=20, source=_DMA)
    angle_deg: float = parameter(40.0, "Course and heading differ by", unit="deg", low=10, high=180)
    minutes: float = parameter(10.0, "For so long", unit="min", low=1, high=600, source=_DMA)
    way_m: float = parameter(450.0, "And so far in a straight line", unit="m", low=0, high=100_000)
    straight: float = parameter(0.8, "Speed made good, of the least speed", low=0, high=2)
    hits: int = parameter(4, "In so many reports", low=2, high=1000)
    doubt_minutes: float = parameter(3.0, "What says otherwise is no end before so long", unit="min", low=0, high=60)
    longer_m: float = parameter(50.0, "Ships of this length and longer", unit="m", low=0, high=500, source=_DMA)
    silence_minutes: float = parameter(20.0, "Ends after so long without a sign of it", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Drift, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = adrift(rows.position, state.vessels, side.table("ports"), float(p.low_kn), float(p.high_kn), float(p.angle_deg),
               round(p.minutes * 6e7), float(p.way_m), float(p.straight), int(p.hits), round(p.doubt_minutes * 6e7),
               float(p.longer_m), round(p.silence_minutes * 6e7), w, out)  # fmt: skip
    numbers = ("minutes", "way_m", "made_kn", "angle_deg", "reports", "not_under_command")
    return found_of(out[:n], "drift", numbers), state


DETECTOR = Detector("drift", "1", ("drift",), "vessel", Drift(), _step, StateSchema(DRIFT), side=("ports",))
