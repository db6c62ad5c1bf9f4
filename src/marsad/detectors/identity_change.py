"""Changed identity: a ship under way falls silent, and another number that nobody heard before goes on in her place.

The last fix of whoever fell silent is led straight on; a number that appears within the slack of that place, at her
speed and on her course, is her, if one alone would be there, and if she stays silent for several of her own reporting
intervals while the new number goes on. Edits of name, call sign or destination are no change; nor is a change of flag
alongside, nor one boat that relieves another at a berth: both must be under way. Who was
there must have been heard for a while, as all are new when a feed begins.
Evidence: `silent_s` between the two, `off_m` of the way led on after `run_m`,
`speed_before_kn`, `speed_after_kn`, and the MMSI `before` and `after`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.handover.mast_kernel import MAST
from marsad.detectors.handover.masts import grown, pruned
from marsad.detectors.identity_change_rule.change_kernel import Rule, changes
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class IdentityChange(Parameters):
    silence_min: float = parameter(30.0, "Longest silence before the new number", unit="min", low=1, high=120)
    settle_min: float = parameter(20.0, "Who was there was heard for so long", unit="min", low=0, high=1440)
    wait_s: float = parameter(150.0, "The new number goes on for so long first", unit="s", low=10, high=1800)
    least_kn: float = parameter(3.0, "Both are at least so fast", unit="kn", low=0.5, high=20)
    slack_m: float = parameter(250.0, "Off the way led on by at most", unit="m", low=10, high=5000)
    slack_share: float = parameter(0.2, "And so much of the way run", low=0, high=0.5)
    knots: float = parameter(1.5, "Speeds differ by at most", unit="kn", low=0.1, high=10)
    degrees: float = parameter(30.0, "Courses differ by at most", unit="deg", low=1, high=90)
    fixes: int = parameter(5, "Fixes of who was there before", low=2, high=100)
    missed: float = parameter(6.0, "She is silent for so many of her intervals", low=1, high=100)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(IdentityChange, parameters)
    if not len(rows.position):
        state.tables["masts"] = pruned(state.tables["masts"], w)
        return [], state
    masts, where = grown(state.tables["masts"], rows.position)
    out = np.zeros(len(rows.position), FOUND)
    rule = Rule(round(p.silence_min * 6e7), round(p.settle_min * 6e7), round(p.wait_s * 1e6), float(p.least_kn),
            float(p.slack_m), float(p.slack_share), float(p.knots), float(p.degrees), int(p.fixes),
            float(p.missed))  # fmt: skip
    n = changes(rows.position, where, masts, rule, out)
    state.tables["masts"] = pruned(masts, w)
    numbers = ("silent_s", "off_m", "run_m", "speed_before_kn", "speed_after_kn")
    return found_of(out[:n], "identity_change", numbers, _numbers), state


def _numbers(one: np.void) -> dict[str, int]:
    return {"before": int(one["a"]) // 100, "after": int(one["b"]) // 100}


DETECTOR = Detector(
    "identity-change", "1", ("identity_change",), "cell", IdentityChange(), _step,
    StateSchema(None, {"masts": MAST}), halo_m=60_000.0,
)  # fmt: skip
