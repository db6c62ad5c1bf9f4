"""Exchanged identities: two ships under way go on, each under the number of the other.

The last fix under each number is led straight on. When a number is heard far off that way, and on the way of one other
alone, at her speed and on her course, and that other in turn goes on where the first would be, the two have
exchanged their numbers; several fixes of each must say so. One that jumps to and fro (a shared number, an echo) or
comes back as she was does not. Evidence: `apart_m` of the two when it was told, `between_s` of the two jumps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.handover.mast_kernel import MAST
from marsad.detectors.handover.masts import grown, pruned
from marsad.detectors.identity_swap_rule.swap_kernel import Rule, swaps
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class IdentitySwap(Parameters):
    silence_min: float = parameter(15.0, "Longest silence about it", unit="min", low=1, high=120)
    least_kn: float = parameter(3.0, "Both are at least so fast", unit="kn", low=0.5, high=20)
    slack_m: float = parameter(250.0, "Off the way led on by at most", unit="m", low=10, high=5000)
    slack_share: float = parameter(0.06, "And so much of the way run", low=0, high=0.5)
    knots: float = parameter(1.5, "Speeds differ by at most", unit="kn", low=0.1, high=10)
    degrees: float = parameter(15.0, "Courses differ by at most", unit="deg", low=1, high=90)
    fixes: int = parameter(5, "Fixes of either before", low=2, high=100)
    hits: int = parameter(4, "Fixes of either after", low=2, high=100)
    jump_m: float = parameter(500.0, "Each is heard so far off her way", unit="m", low=100, high=50_000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(IdentitySwap, parameters)
    if not len(rows.position):
        state.tables["masts"] = pruned(state.tables["masts"], w)
        return [], state
    masts, where = grown(state.tables["masts"], rows.position)
    out = np.zeros(len(rows.position), FOUND)
    rule = Rule(round(p.silence_min * 6e7), float(p.least_kn), float(p.slack_m), float(p.slack_share), float(p.knots),
            float(p.degrees), int(p.fixes), int(p.hits), float(p.jump_m))  # fmt: skip
    n = swaps(rows.position, where, masts, rule, out)
    state.tables["masts"] = pruned(masts, w)
    return found_of(out[:n], "identity_swap", ("apart_m", "between_s")), state


DETECTOR = Detector(
    "identity-swap", "1", ("identity_swap",), "cell", IdentitySwap(), _step, StateSchema(None, {"masts": MAST}),
    halo_m=60_000.0,
)  # fmt: skip
