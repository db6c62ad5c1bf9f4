"""Skylight's standard rendezvous: two vessels within 250 m of each other for more than 30 minutes.

Looked at each minute, both led on to it; a ship not heard for ten minutes is not there (our choices). Nothing is left
out: tugs, pilots, anchorages and convoys are found too.
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

_SOURCE = "Skylight, Allen Institute for AI: standard rendezvous"


@dataclass(frozen=True)
class SkylightRendezvous(Parameters):
    near_m: float = parameter(250.0, "Within", unit="m", low=1, high=20_000, source=_SOURCE)
    minutes: float = parameter(30.0, "For", unit="min", low=0, high=1440, source=_SOURCE)
    every_s: float = parameter(60.0, "Looked at every", unit="s", low=1, high=600)
    max_age_s: float = parameter(600.0, "A ship is there so long after her report", unit="s", low=10, high=3600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(SkylightRendezvous, parameters)
    look = Look(p.every_s, p.max_age_s, p.near_m, need_s=p.minutes * 60, grace_s=2 * p.every_s)
    return spells(state, rows, prev, w, look, "rendezvous", ("closest_m",))


DETECTOR = Detector(
    "skylight-rendezvous", "1", ("rendezvous",), "cell", SkylightRendezvous(), _step, STATE, halo_m=20_000.0,
    source=_SOURCE,
)  # fmt: skip
