"""Starboard's close encounter: within 50 m for 10 minutes, or within 200 m for 30, away from the shore and ports.

It leaves open how far away: here 1 nm from the coast and 3 km from a port of the run, of the place where it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.away import away
from marsad.testing.baselines.rules.pairs import STATE, Look, spells

_SOURCE = "Starboard Maritime Intelligence: vessel encounters"


@dataclass(frozen=True)
class StarboardRendezvous(Parameters):
    close_m: float = parameter(50.0, "Within", unit="m", low=1, high=5000, source=_SOURCE)
    close_minutes: float = parameter(10.0, "For", unit="min", low=0, high=1440, source=_SOURCE)
    near_m: float = parameter(200.0, "Or within", unit="m", low=1, high=5000, source=_SOURCE)
    near_minutes: float = parameter(30.0, "For", unit="min", low=0, high=1440, source=_SOURCE)
    offshore_m: float = parameter(1852.0, "So far from the coast", unit="m", low=0, high=500_000)
    port_m: float = parameter(3000.0, "And from ports", unit="m", low=0, high=500_000)
    every_s: float = parameter(60.0, "Looked at every", unit="s", low=1, high=600)
    max_age_s: float = parameter(600.0, "A ship is there so long after her report", unit="s", low=10, high=3600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(StarboardRendezvous, parameters)
    look = Look(p.every_s, p.max_age_s, p.near_m, need_s=p.near_minutes * 60, close_m=p.close_m,
                close_need_s=p.close_minutes * 60, grace_s=2 * p.every_s)  # fmt: skip
    found, state = spells(state, rows, prev, w, look, "rendezvous", ("closest_m",))
    return away(found, side, offshore_m=p.offshore_m, port_m=p.port_m), state


DETECTOR = Detector(
    "starboard-rendezvous", "1", ("rendezvous",), "cell", StarboardRendezvous(), _step, STATE, side=("ports",),
    halo_m=20_000.0, source=_SOURCE,
)  # fmt: skip
