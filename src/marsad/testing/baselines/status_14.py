"""The simple rule of distress: whoever sends navigational status 14 (AIS-SART is active) is in distress.

As many displays do it: from any MMSI, so that ships with a mis-set status are found too (60 reports of 9 ships in
85,000 sentences of a real feed). It ends after ten minutes without another.
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
from marsad.testing.baselines.rules.status_kernel import SPELL, telling

_SOURCE = "ITU-R M.1371, navigational status 14; common in displays"
_SART_ACTIVE = 14


@dataclass(frozen=True)
class Status14(Parameters):
    silence_minutes: float = parameter(10.0, "Ends after so long without another", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Status14, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = telling(rows.position, state.vessels, _SART_ACTIVE, round(p.silence_minutes * 6e7), w, out)
    return found_of(out[:n], "distress", ()), state


DETECTOR = Detector("status-14", "1", ("distress",), "vessel", Status14(), _step, StateSchema(SPELL), source=_SOURCE)
