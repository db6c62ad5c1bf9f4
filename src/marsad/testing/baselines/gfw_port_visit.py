"""Port visit, as Global Fishing Watch finds it: in within 3 km of an anchorage, at rest or silent there, out at 4 km.

Confidence as published: 4 entry, stop or gap, and exit; 3 two of them; 2 a stop or gap alone. What has neither stop nor
gap (1) is no event here. The anchorages are the ports of the run.
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
from marsad.testing.baselines.rules.port_kernel import VISIT, visits

_SOURCE = "Global Fishing Watch, pipe-anchorages: port visits"


@dataclass(frozen=True)
class GfwPortVisit(Parameters):
    in_m: float = parameter(3000.0, "In within", unit="m", low=10, high=50_000, source=_SOURCE)
    out_m: float = parameter(4000.0, "Out at", unit="m", low=10, high=50_000, source=_SOURCE)
    stop_kn: float = parameter(0.2, "A stop begins at", unit="kn", low=0, high=10, source=_SOURCE)
    go_kn: float = parameter(0.5, "And ends at", unit="kn", low=0, high=10, source=_SOURCE)
    gap_hours: float = parameter(4.0, "Silence that is a gap", unit="h", low=0.1, high=240, source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p, ports = cast(GfwPortVisit, parameters), side.table("ports")
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = visits(rows.position, state.vessels, ports, float(p.in_m), float(p.out_m), float(p.stop_kn), float(p.go_kn),
               round(p.gap_hours * 3.6e9), w, out)  # fmt: skip

    def port(one: np.void) -> dict[str, int]:
        return {"port": int(ports["id"][one["code"]])}

    return found_of(out[:n], "port_visit", ("confidence",), port), state


DETECTOR = Detector(
    "gfw-port-visit", "1", ("port_visit",), "vessel", GfwPortVisit(), _step, StateSchema(VISIT), side=("ports",),
    source=_SOURCE,
)  # fmt: skip
