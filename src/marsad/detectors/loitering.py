"""Loitering: a merchant ship is under way at sea, goes nowhere, and has no reason that is known.

A watch officer asks what she waits for. A ship at anchor swings about it: her place stays within twice her chain (and
her length, as the antenna stands aft), so she is left out by what she does and not by her status, which crews forget
to change. A pilot boat, a fishing vessel, a tug, a dredger, a naval or survey ship is at her work where she goes to and
fro; whoever tells that she is not under command, restricted, aground, fishing or sailing has told her reason. What is
left is a cargo ship or tanker (or a class A ship who does not tell her type) who stayed below 2 kn for 110 minutes,
moved in each quarter of that time, and came farther than a chain would have let her. A spurt of some minutes is no end.

No distance from the shore is asked for, which would blind a coast guard in its own waters: ports, anchorages and
pilot grounds of the side tables are left out instead. Global Fishing Watch (mean of an hour below 2 kn, four hours,
20 nm off) is the rule to beat.

Evidence, as it was when it became known: `slow_minutes` (since she slowed down), `way_m` (between her places at the
beginning and the end of the last `watched_minutes`), `swing_m` (what her anchor would let her move at most), `made_kn`
(mean speed made good of that way), `reports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.motion.loiter_kernel import LOITER, loitering
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side

_GFW = "Global Fishing Watch, loitering events (Miller et al. 2018)"


@dataclass(frozen=True)
class Loitering(Parameters):
    slow_kn: float = parameter(2.0, "Below this speed she goes nowhere", unit="kn", low=0.1, high=10, source=_GFW)
    minutes: float = parameter(110.0, "For so long", unit="min", low=10, high=2880)
    spurt_minutes: float = parameter(6.0, "A faster way no longer than this is no end", unit="min", low=0, high=120)
    chain_m: float = parameter(230.0, "Longest chain in ordinary anchorages", unit="m", low=20, high=1000)
    step_m: float = parameter(140.0, "She moves so far in each quarter of that time", unit="m", low=0, high=10_000)
    reach_m: float = parameter(10_000.0, "And no farther than this in all of it", unit="m", low=500, high=100_000)
    port_m: float = parameter(2000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    silence_minutes: float = parameter(60.0, "Ends after so long without a report", unit="min", low=1, high=1440)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Loitering, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    waiting = np.concatenate([side.table("anchorages"), side.table("pilot_grounds")])
    n = loitering(rows.position, state.vessels, side.table("ports"), waiting, float(p.slow_kn),
                  round(p.spurt_minutes * 6e7), round(p.minutes * 1.5e7), float(p.chain_m), float(p.step_m),
                  float(p.reach_m), float(p.port_m), round(p.silence_minutes * 6e7), w, out)  # fmt: skip
    numbers = ("slow_minutes", "way_m", "swing_m", "watched_minutes", "made_kn", "reports")
    return found_of(out[:n], "loitering", numbers), state


DETECTOR = Detector(
    "loitering",
    "1",
    ("loitering",),
    "vessel",
    Loitering(),
    _step,
    StateSchema(LOITER),
    side=("ports", "anchorages", "pilot_grounds"),
)
