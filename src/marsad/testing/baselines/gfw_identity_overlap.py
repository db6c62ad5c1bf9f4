"""Identity used twice, as Global Fishing Watch finds it: two consistent tracks at once under one MMSI for more than 1 %
of the time that it was active.

Published over whole months; here over the time since the MMSI was heard first. Tracks are put together as far as ships
can sail (our choice: 50 kn and 1 km, and they end after two hours without a report).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.identity_kernel import TRACKS, overlaps
from marsad.testing.baselines.rules.owners import owners

_SOURCE = "Global Fishing Watch, vessel identity (Park et al. 2023): overlapping segments"


@dataclass(frozen=True)
class GfwOverlap(Parameters):
    share: float = parameter(0.01, "Both at once for more than this share of the time", low=0, high=1, source=_SOURCE)
    top_kn: float = parameter(50.0, "A track goes on at this speed at most", unit="kn", low=5, high=200)
    slack_m: float = parameter(1000.0, "And so far beside it", unit="m", low=0, high=50_000)
    break_hours: float = parameter(2.0, "A track ends after so long a silence", unit="h", low=0.1, high=48)
    reports: int = parameter(5, "A track is consistent from so many reports on", low=1, high=1000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(GfwOverlap, parameters)
    out = np.zeros(3 * len(rows.position) + len(state.vessels), FOUND)
    n = overlaps(rows.position, owners(state.ids), state.vessels, float(p.top_kn), float(p.slack_m),
                 round(p.break_hours * 3.6e9), float(p.share), int(p.reports), w, out)  # fmt: skip
    return found_of(out[:n], "identity_clone", ("apart_km", "hours")), state


DETECTOR = Detector(
    "gfw-identity-overlap", "1", ("identity_clone",), "vessel", GfwOverlap(), _step, StateSchema(TRACKS),
    source=_SOURCE,
)  # fmt: skip
