"""Identity changed: a vessel under way goes on under another MMSI.

A number that was not heard for hours begins under way, in the middle of good reception, where a ship that was as
well heard has just stopped to be heard: on her course, at her speed, where she is led on to. It is said when the
newcomer was heard for minutes and the other was not. Edits of name, destination or draught are no change; nor is
what happens at a berth (a new flag, one pilot boat relieved by another), where nobody is under way. That both
numbers hold is
not told: the hull is followed, not the papers. A number of no known form is named so.

Evidence: `was` and `now` (MMSI), `beside_m` from where she was led on to, `silent_min` between, `before_kn` and
`after_kn`, `not_heard_min` of the old number so far, `invalid` where the new number has no valid form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.identity_rule.switch_kernel import NEWCOMER, changes
from marsad.detectors.one_mmsi.owners import own_number, owners
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.wire.mmsi import MmsiKind, defaults, kinds


@dataclass(frozen=True)
class IdentityChange(Parameters):
    slow_kn: float = parameter(3.0, "Under way: at least so fast", unit="kn", low=0.5, high=30)
    forget_hours: float = parameter(6.0, "A newcomer was not heard for so long", unit="h", low=0.5, high=240)
    gap_minutes: float = parameter(25.0, "The other was heard so shortly before", unit="min", low=1, high=120)
    sure_minutes: float = parameter(5.0, "And not since, while the newcomer was", unit="min", low=1, high=120)
    often_s: float = parameter(40.0, "Both are heard once in so long", unit="s", low=2, high=600)
    near_m: float = parameter(300.0, "So near to where she is led on to", unit="m", low=10, high=5000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(IdentityChange, parameters)
    out = np.zeros(len(rows.position), FOUND)
    n = changes(
        rows.position, owners(state.ids), _some_ship(state.ids), own_number(state.ids), state.vessels,
        float(p.slow_kn), round(p.forget_hours * 3.6e9), round(p.gap_minutes * 6e7), round(p.sure_minutes * 6e7),
        round(p.often_s * 1e6), float(p.near_m), out,
    )  # fmt: skip
    names = ("beside_m", "silent_min", "before_kn", "after_kn", "not_heard_min")
    found = found_of(out[:n], "identity_change", names)
    return [_told(one, int(record["a"]) // 100, int(record["b"]) // 100)
            for one, record in zip(found, out[:n], strict=True)], state  # fmt: skip


def _told(one: Found, now: int, was: int) -> Found:
    """One vessel under two numbers: the event names both, the evidence which was first."""
    told = {**one.evidence, "was": was, "now": now}
    number = np.array([now])
    if kinds(number)[0] == MmsiKind.UNKNOWN or defaults(number)[0]:
        told["invalid"] = True
    return replace(one, evidence=told)


def _some_ship(ids: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether an MMSI may be told by a ship: of no service that has its own leading digits."""
    mmsi = ids // 100
    ship: npt.NDArray[np.bool_] = (mmsi > 0) & (mmsi < 800_000_000) & ((mmsi < 111_000_000) | (mmsi > 111_999_999))
    return ship


DETECTOR = Detector(
    "identity-change", "1", ("identity_change",), "cell", IdentityChange(), _step, StateSchema(NEWCOMER),
    halo_m=40_000.0,
)  # fmt: skip
