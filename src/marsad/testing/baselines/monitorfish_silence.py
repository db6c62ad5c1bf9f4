"""MonitorFish's missing reports: four hours at sea, sixty in port.

Made for fishing vessels with a duty to report each hour; here of every ship. In port is within 3 km of one of the run's
ports (MonitorFish has polygons).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.silence import STATE, silent

_SOURCE = "MonitorFish (French centre for fisheries surveillance): FAR and position alerts"


@dataclass(frozen=True)
class MonitorFish(Parameters):
    hours: float = parameter(4.0, "Silence at sea", unit="h", low=0.1, high=240, source=_SOURCE)
    hours_in_port: float = parameter(60.0, "Silence in port", unit="h", low=0.1, high=999, source=_SOURCE)
    port_m: float = parameter(3000.0, "In port within this distance of one", unit="m", low=0, high=50_000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(MonitorFish, parameters)
    return silent(state, rows, w, hours=p.hours, hours_in_port=p.hours_in_port, ports=side.table("ports"),
                  port_m=p.port_m)  # fmt: skip


DETECTOR = Detector(
    "monitorfish-silence", "1", ("gap",), "vessel", MonitorFish(), _step, STATE, side=("ports",), source=_SOURCE
)
