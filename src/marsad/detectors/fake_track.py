"""Track not sailed: positions of a voyage that no vessel made, by what no hull of her size can do.

Two things are looked for, each on reports whose told speed is the speed made good, so that a lost fix does not
count: a hull of 100 m and more that runs for minutes faster than any of her type (merchant ships 25.5 kn, others but
passenger ships and fast craft 31.5 kn), and one that turns by 45 degrees and more within a circle of less than her own
length at sea speed and goes on so. A ship's steady turning circle is three to five lengths wide (IMO
MSC.137(76) allows five). That a track begins at sea says nothing: who switches on begins so.

Evidence: `why` (speed or turns) and the numbers: `knots` told and made good, `limit_kn`, `length_m`; of turns
`radius_m` of the last and `turns`, of speed `minutes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from marsad.detectors.fake_track_rule.ghost_kernel import GHOST, SPEED, ghosts
from marsad.detectors.one_mmsi.owners import own_number
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side

_IMO = "IMO MSC.137(76): tactical diameter of at most five lengths"


@dataclass(frozen=True)
class FakeTrack(Parameters):
    long_m: float = parameter(100.0, "A hull of this length", unit="m", low=20, high=500)
    merchant_kn: float = parameter(25.5, "A cargo ship or tanker is not faster", unit="kn", low=15, high=60)
    other_kn: float = parameter(31.5, "Nor another, but passenger ships and fast craft", unit="kn", low=20, high=90)
    minutes: float = parameter(4.0, "Faster for so long", unit="min", low=1, high=120)
    sea_kn: float = parameter(10.0, "Turns are looked at from this speed on", unit="kn", low=5, high=40)
    lengths: float = parameter(0.9, "Radius of the turn in her lengths", low=0.1, high=3, source=_IMO)
    turns: int = parameter(1, "So many turns", low=1, high=100)
    apart_minutes: float = parameter(30.0, "With no more between two", unit="min", low=1, high=600)
    silence_minutes: float = parameter(20.0, "Ends after so long without another", unit="min", low=1, high=600)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(FakeTrack, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = ghosts(
        rows.position, own_number(state.ids), state.vessels, float(p.long_m), float(p.merchant_kn), float(p.other_kn),
        round(p.minutes * 6e7), float(p.sea_kn), float(p.lengths), int(p.turns), round(p.apart_minutes * 6e7),
        round(p.silence_minutes * 6e7), w, out,
    )  # fmt: skip
    return found_of(out[:n], "fake_track", ("knots", "limit_kn", "length_m"), _why), state


def _why(one: np.void) -> dict[str, Any]:
    if one["code"] == SPEED:
        return {"why": "speed", "minutes": float(one["n"][4])}
    return {"why": "turns", "radius_m": float(one["n"][3]), "turns": int(one["n"][4])}


DETECTOR = Detector("fake-track", "1", ("fake_track",), "vessel", FakeTrack(), _step, StateSchema(GHOST))
