"""OpenCPN's CPA alarm: closest point of approach under 2 nm within 30 minutes; a target is lost after 8 minutes.

Made for the own ship against each target; here of any two ships, looked at each minute. Both are led on to one instant.
Ships at rest, in company, tugs and pilots are not left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.pairs import STATE, Look, spells

_SOURCE = "OpenCPN, AIS options: CPA warning defaults"
_NAUTICAL_MILE_M = 1852.0


@dataclass(frozen=True)
class OpenCpn(Parameters):
    cpa_nm: float = parameter(2.0, "Closest point of approach under", unit="nm", low=0.01, high=20, source=_SOURCE)
    tcpa_minutes: float = parameter(30.0, "Within", unit="min", low=0, high=120, source=_SOURCE)
    lost_minutes: float = parameter(8.0, "A target is lost after", unit="min", low=0.1, high=60, source=_SOURCE)
    every_s: float = parameter(60.0, "Looked at every", unit="s", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(OpenCpn, parameters)
    look = Look(p.every_s, p.lost_minutes * 60, p.cpa_nm * _NAUTICAL_MILE_M, horizon_s=p.tcpa_minutes * 60,
                need_motion=True)  # fmt: skip
    return spells(state, rows, prev, w, look, "close_quarters", ("least_cpa_m", "first_tcpa_s"),
                  lambda one, other, near: (near[:, 4] > 0) & (near[:, 4] < look.horizon_s))  # fmt: skip


DETECTOR = Detector(
    "opencpn-cpa", "1", ("close_quarters",), "cell", OpenCpn(), _step, STATE, halo_m=120_000.0, source=_SOURCE
)
