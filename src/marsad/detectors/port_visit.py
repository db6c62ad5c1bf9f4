"""Port visit: a ship comes into a port, lies there, and leaves her berth.

After Global Fishing Watch's rule (in, a stop or a gap, out, with a wider ring to go out than to come in), with what a
room knows beside: a port has its own size, whoever lies at anchor waits and does not visit, and a visit is told when
she has lain for ten minutes about one place, so that who goes slowly through, or turns back, is not told of.
It begins when she came to rest, and ends when she was last seen at her berth before she was off it for ten minutes;
shifted to another berth she visits again. Who came in slowly and is silent for four hours visits too: many switch off
at the quay. Ports are those that files give and those learnt from the lake;
one of which the polygon is known is that polygon, with the quays 100 m about it, and who lies in the roads outside it
does not visit.

Evidence: `port` (its name, where it has one), `port_id`, `how` (lay, or silent), `entered_min`: minutes from coming in
to lying, where she was seen to come in; `chart`: the file of a port of one, with "not for navigation".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np

from marsad.detectors.port_visit_rule.visit_kernel import VISIT, Rule, visits
from marsad.plugin.areas import chart_of
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import NO_TIME, Rows
from marsad.plugin.side import AREA_KINDS, Side

HOW: Final = ("lay", "silent")
_GFW: Final = "Global Fishing Watch, pipe-anchorages: port visits"


@dataclass(frozen=True)
class PortVisit(Parameters):
    in_m: float = parameter(300.0, "In within so far of a port's disc", unit="m", low=0, high=50_000)
    polygon_m: float = parameter(100.0, "Of a port's polygon within so far: quays lie on its edge", unit="m", low=0,
                                 high=50_000)  # fmt: skip
    out_m: float = parameter(1300.0, "Out beyond so far of it", unit="m", low=0, high=50_000,
                             source=f"{_GFW}: 1 km wider than in")  # fmt: skip
    still_kn: float = parameter(0.5, "She lies below", unit="kn", low=0, high=10, source=_GFW)
    lay_min: float = parameter(10.0, "For so long", unit="min", low=0, high=600)
    berth_m: float = parameter(250.0, "About one place", unit="m", low=10, high=5000)
    away_min: float = parameter(10.0, "Off it for so long has left", unit="min", low=0, high=600)
    gap_h: float = parameter(4.0, "Silence that is a visit", unit="h", low=0.1, high=240, source=_GFW)
    slow_kn: float = parameter(3.0, "Of who was slower when heard last than", unit="kn", low=0.1, high=20)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p, ports = cast(PortVisit, parameters), side.table("ports")
    if not len(ports):
        return [], state
    rule = Rule(float(p.in_m), float(p.polygon_m), float(p.out_m), float(p.still_kn),
                round(p.lay_min * 6e7), float(p.berth_m),
                round(p.away_min * 6e7), round(p.gap_h * 3.6e9), float(p.slow_kn))  # fmt: skip
    zones, kind = side.table("zones"), AREA_KINDS.index("port")
    out = visits(rows.position, state.vessels, ports, side.table("anchorages"), zones, side.table("zone_points"), kind,
                 w, rule)  # fmt: skip
    named = zones[zones["kind"] == kind]
    names = (
        {int(one["id"]): {"port": bytes(one["name"]).decode(), **chart_of(one)} for one in named} if len(out) else {}
    )
    return [_found(one, names) for one in out], state


def _found(one: Any, names: dict[int, dict[str, str]]) -> Found:
    port = int(one["n"][0])
    told: dict[str, Any] = {"port_id": port, "how": HOW[int(one["code"])]}
    told |= names.get(port, {})
    if not np.isnan(one["n"][1]):
        told["entered_min"] = round(float(one["n"][1]), 1)
    t_end = int(one["t_end"])
    return Found(
        "port_visit", (int(one["a"]),), int(one["t_start"]), int(one["t_event"]), int(one["t_known"]),
        None if t_end == NO_TIME else t_end, float(one["lon_deg"]), float(one["lat_deg"]), None, told,
    )  # fmt: skip


DETECTOR = Detector(
    "port-visit", "2", ("port_visit",), "vessel", PortVisit(), _step, StateSchema(VISIT),
    side=("ports", "anchorages", "zones", "zone_points"),
)  # fmt: skip
