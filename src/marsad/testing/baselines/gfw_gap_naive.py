"""Global Fishing Watch's naive gap: six hours between two positions, wherever and whoever it is.

It finds about 124,000 a day worldwide, of which about 50 are worth a look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.silence import STATE, silent

_SOURCE = "Global Fishing Watch, pipe-gaps: threshold of 6 h"


@dataclass(frozen=True)
class GapNaive(Parameters):
    hours: float = parameter(6.0, "Silence that is a gap", unit="h", low=0.1, high=240, source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    return silent(state, rows, w, hours=cast(GapNaive, parameters).hours, ports=side.table("ports"))


DETECTOR = Detector("gfw-gap-naive", "1", ("gap",), "vessel", GapNaive(), _step, STATE, source=_SOURCE)
