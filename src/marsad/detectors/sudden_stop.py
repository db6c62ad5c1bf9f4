"""Sudden stop: a ship at sea speed lies stopped within a minute, as no engine stops her: she has struck something.

A loaded merchant ship needs many minutes to lose her way, and in a crash stop several; who is braked by 0.1 m/s2 and
more from above 7 kn to below 1 kn was not braked by her engine. What else looks so is a receiver that has lost its fix
and tells the last place with speed 0, so fixes on both sides must be believable: before, several reports whose speeds
and steps agree; the place where she lies no farther than she can have come; and after it the small motion of whatever
floats, two reports above 0.15 kn. Where she lies as if nailed down it takes longer than receivers hang (13 minutes).
Such a one has usually hit the bottom, see `grounding`.

Left out: hulls below 50 m, tugs, pilots, fishing and naval craft and others who stop and go for their work, ports of
the side table (high-speed craft come off their foils there). The rule of the Danish Maritime Authority (from above 7 kn
to below 1 kn within 30 s, held 60 s) is the one to beat.

Evidence: `from_kn`, `within_s` (between the last report under way and the first stopped), `stopping_m` (the way between
them), `brake_mps2`, `held_s` and `moved_m` (since then, when it became known).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.motion.halt_kernel import HALT, sudden_stop
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side

_DMA = "Danish Maritime Authority, AisAbnormal: sudden speed change analysis"


@dataclass(frozen=True)
class SuddenStop(Parameters):
    fast_kn: float = parameter(7.0, "From above this speed", unit="kn", low=2, high=50, source=_DMA)
    slow_kn: float = parameter(1.0, "To below this", unit="kn", low=0.1, high=5, source=_DMA)
    within_s: float = parameter(60.0, "Between two reports no farther apart than", unit="s", low=1, high=600)
    brake_mps2: float = parameter(0.1, "Braked by at least", unit="m/s2", low=0.01, high=10)
    steady: int = parameter(3, "Believable reports under way before it", low=1, high=100)
    held_s: float = parameter(90.0, "And held for so long", unit="s", low=0, high=3600)
    dead_minutes: float = parameter(13.0, "Held for so long without any motion", unit="min", low=0, high=240)
    longer_m: float = parameter(50.0, "Ships of this length and longer", unit="m", low=0, high=500, source=_DMA)
    port_m: float = parameter(1000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    silence_minutes: float = parameter(20.0, "Ends after so long without a report", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(SuddenStop, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = sudden_stop(rows.position, state.vessels, side.table("ports"), float(p.fast_kn), float(p.slow_kn),
                    round(p.within_s * 1e6), float(p.brake_mps2), int(p.steady), round(p.held_s * 1e6),
                    round(p.dead_minutes * 6e7), float(p.longer_m), float(p.port_m), round(p.silence_minutes * 6e7), w,
                    out)  # fmt: skip
    numbers = ("from_kn", "within_s", "stopping_m", "brake_mps2", "held_s", "moved_m")
    return found_of(out[:n], "sudden_stop", numbers), state


DETECTOR = Detector(
    "sudden-stop", "1", ("sudden_stop",), "vessel", SuddenStop(), _step, StateSchema(HALT), side=("ports",)
)
