"""The jump that every first script finds: two positions under one MMSI farther apart than a ship can have gone.

On 851 s of a real world feed 67 MMSI jump so, of which 58 alternate between two places: shared numbers and echoes. No
fault filter stands before it. Each jump is an event that ends at once.
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
from marsad.testing.baselines.rules.identity_kernel import JUMP, jumps
from marsad.testing.baselines.rules.owners import owners

_SOURCE = "Common practice: more than 5 km at more than 60 kn"


@dataclass(frozen=True)
class NaiveJump(Parameters):
    far_m: float = parameter(5000.0, "Farther than", unit="m", low=1, high=1_000_000, source=_SOURCE)
    fast_kn: float = parameter(60.0, "And faster than", unit="kn", low=1, high=1000, source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(NaiveJump, parameters)
    out = np.zeros(len(rows.position), FOUND)
    n = jumps(rows.position, owners(state.ids), state.vessels, float(p.far_m), float(p.fast_kn), out)
    return found_of(out[:n], "teleport", ("km", "knots")), state


DETECTOR = Detector("naive-jump", "1", ("teleport",), "vessel", NaiveJump(), _step, StateSchema(JUMP), source=_SOURCE)
