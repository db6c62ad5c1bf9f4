"""Identities exchanged: two vessels meet, and each goes on under the other's MMSI.

Each MMSI is led on from its last report by speed and course. When two that are under way jump within minutes of one
another, and each comes to where the other is led on to, they have exchanged. Two that pass, or are lost for minutes and
come back as they were, do not jump; an echo, a shared number or an inverted hemisphere has nobody to exchange with.

Evidence: `jumped_m` of the one from where she was led on to, `beside_m` the worse of both from where the other was, and
`silent_min` before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.identity_rule.switch_kernel import LED, swaps
from marsad.detectors.one_mmsi.owners import own_number, owners
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class IdentitySwap(Parameters):
    slow_kn: float = parameter(3.0, "Both go at least so fast", unit="kn", low=0.5, high=30)
    gap_minutes: float = parameter(10.0, "Led on for so long", unit="min", low=1, high=60)
    jump_m: float = parameter(600.0, "A jump is so far from where she is led on to", unit="m", low=100, high=10_000)
    near_m: float = parameter(350.0, "And so near to where the other is", unit="m", low=10, high=5000)
    apart_minutes: float = parameter(10.0, "Both jump within", unit="min", low=0.1, high=60)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(IdentitySwap, parameters)
    out = np.zeros(len(rows.position), FOUND)
    n = swaps(
        rows.position, owners(state.ids), own_number(state.ids), state.vessels, float(p.slow_kn),
        round(p.gap_minutes * 6e7), float(p.near_m), float(p.jump_m), round(p.apart_minutes * 6e7), out,
    )  # fmt: skip
    return found_of(out[:n], "identity_swap", ("jumped_m", "beside_m", "silent_min")), state


DETECTOR = Detector(
    "identity-swap", "1", ("identity_swap",), "cell", IdentitySwap(), _step, StateSchema(LED), halo_m=20_000.0
)
