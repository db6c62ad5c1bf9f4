"""Jump of position: the place that a vessel tells is suddenly elsewhere, farther than she can have moved, and stays.

Of 67 senders that "jump" on a real world feed in a quarter of an hour 58 go to and fro: a shared number or an echo.
So a jump counts only when the new place was not known, is told several times over minutes and the old one never
between;
when cleaning does not call it an echo or an inverted hemisphere; and when under this MMSI two places were not
told in turns before, as of a shared number. It lasts until the old place is told again, or hours later.

Evidence: `jumped_km`, the `knots` that it would have taken, and `minutes` that she was told there before it was raised.
The place is where she was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.one_mmsi.owners import own_number, owners
from marsad.detectors.one_mmsi.places_kernel import PLACES, jumps
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class Teleport(Parameters):
    top_kn: float = parameter(60.0, "A vessel goes at this speed at most", unit="kn", low=5, high=200)
    slack_m: float = parameter(1500.0, "And so far beside it", unit="m", low=0, high=50_000)
    break_hours: float = parameter(2.0, "A place is forgotten after so long", unit="h", low=0.1, high=48)
    gap_minutes: float = parameter(15.0, "Heard so shortly before the jump", unit="min", low=1, high=120)
    far_m: float = parameter(5000.0, "A jump is so far at least", unit="m", low=500, high=1_000_000)
    settled: int = parameter(3, "From a place that was told so often: one alone is a slip", low=1, high=100)
    reports: int = parameter(5, "So many reports from there", low=2, high=1000)
    minutes: float = parameter(2.0, "In so long a time, none from before between", unit="min", low=0, high=120)
    forget_hours: float = parameter(6.0, "What went to and fro is remembered so long", unit="h", low=0.1, high=240)
    rounds: int = parameter(1, "It went to and fro so often at most", low=0, high=100)
    longest_hours: float = parameter(6.0, "It has ended after so long", unit="h", low=0.1, high=240)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Teleport, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = jumps(
        rows.position, owners(state.ids), own_number(state.ids), state.vessels, float(p.top_kn), float(p.slack_m),
        round(p.break_hours * 3.6e9), round(p.gap_minutes * 6e7), float(p.far_m), int(p.settled), int(p.reports),
        round(p.minutes * 6e7), round(p.forget_hours * 3.6e9), int(p.rounds), round(p.longest_hours * 3.6e9), w, out,
    )  # fmt: skip
    return found_of(out[:n], "teleport", ("jumped_km", "knots", "minutes")), state


DETECTOR = Detector("teleport", "1", ("teleport",), "vessel", Teleport(), _step, StateSchema(PLACES))
