"""Signal K's collision alarm: closest point of approach under 1852 m within 600 s.

As published it passes over targets older than 30 s, so that a class A ship at anchor (180 s) and most of class B are
never seen. Made for the own ship; here of any two, looked at each ten seconds.
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

_SOURCE = "Signal K, plug-in for collision alarms (tcpa-cpa)"


@dataclass(frozen=True)
class SignalK(Parameters):
    cpa_m: float = parameter(1852.0, "Closest point of approach under", unit="m", low=10, high=40_000, source=_SOURCE)
    tcpa_s: float = parameter(600.0, "Within", unit="s", low=0, high=7200, source=_SOURCE)
    max_age_s: float = parameter(30.0, "Older targets are passed over", unit="s", low=1, high=3600, source=_SOURCE)
    every_s: float = parameter(10.0, "Looked at every", unit="s", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(SignalK, parameters)
    look = Look(p.every_s, p.max_age_s, p.cpa_m, horizon_s=p.tcpa_s, need_motion=True)
    return spells(state, rows, prev, w, look, "close_quarters", ("least_cpa_m", "first_tcpa_s"),
                  lambda one, other, near: (near[:, 4] > 0) & (near[:, 4] < look.horizon_s))  # fmt: skip


DETECTOR = Detector(
    "signalk-cpa", "1", ("close_quarters",), "cell", SignalK(), _step, STATE, halo_m=80_000.0, source=_SOURCE
)
