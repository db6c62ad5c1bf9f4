"""Identity used twice: two stations transmit under one MMSI at the same time, miles apart.

Reports of one vessel follow one another; those of two come in turns. Each report under an MMSI is put to the place it
can have come from (`one_mmsi/places_kernel`); when both places were told in turns for some minutes, each several times,
two stations hold the number. What goes to and fro by a fault is left out first: echoes and inverted
hemispheres by their outcome of cleaning, and numbers that units carry before somebody sets their own.

Evidence: `apart_km` between the two places, `turns` in which they came, `minutes` it took. It says nothing of which of
the two has a right to the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.one_mmsi.owners import own_number, owners
from marsad.detectors.one_mmsi.places_kernel import PLACES, both
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class IdentityClone(Parameters):
    top_kn: float = parameter(60.0, "A vessel goes on at this speed at most", unit="kn", low=5, high=200)
    slack_m: float = parameter(1500.0, "And so far beside it", unit="m", low=0, high=50_000)
    break_hours: float = parameter(2.0, "A place is forgotten after so long", unit="h", low=0.1, high=48)
    joint_minutes: float = parameter(15.0, "Both are told within so long", unit="min", low=1, high=120)
    apart_m: float = parameter(3000.0, "So far apart", unit="m", low=100, high=1_000_000)
    reports: int = parameter(4, "Reports from each", low=2, high=1000)
    turns: int = parameter(4, "Times that they came in turns", low=2, high=1000)
    minutes: float = parameter(3.0, "For so long", unit="min", low=0, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(IdentityClone, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = both(
        rows.position, owners(state.ids), own_number(state.ids), state.vessels, float(p.top_kn), float(p.slack_m),
        round(p.break_hours * 3.6e9), round(p.joint_minutes * 6e7), float(p.apart_m), int(p.reports), int(p.turns),
        round(p.minutes * 6e7), w, out,
    )  # fmt: skip
    return found_of(out[:n], "identity_clone", ("apart_km", "turns", "minutes")), state


DETECTOR = Detector("identity-clone", "1", ("identity_clone",), "vessel", IdentityClone(), _step, StateSchema(PLACES))
