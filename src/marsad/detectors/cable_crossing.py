"""Cable crossing: a vessel does over a cable or pipeline what harms it when her anchor is on the bottom.

Ships cross cables all day at sea speed; an anchor harms one where she goes slowly with it down, goes to and fro, or
anchors on it (most faults are by anchors and fishing gear: ICPC). So it is looked at who is within 1,000 m of one and
slower than 5 kn. It is raised when she crosses it so, or will within two minutes at her course and speed, so that she
can be called before her anchor is there; or when she lies within 300 m of it: at anchor by her status for three
minutes, or still for ten. How it looked is told: `dragging` (bow pulled aside by 6 degrees and more, or speed uneven),
`to_and_fro` (crossed again), `under_anchor` (her status is at anchor or moored, and she moves), `anchored`, else
`slow`, which is a caution. It ends when she is out of the corridor, faster for two minutes, or silent for six hours.

Left out: whoever is in a port, lies in an anchorage or at a quay (status 5), and vessels at work for which it is
ordinary: fishing, towing, dredging, diving, sailing, pilots, rescue, police, high-speed craft, those restricted in
their ability to manoeuvre (cable ships among them), class B, and ships of less than 40 m.

Evidence: `cable` (its name), `cable_id`, `what` (cable or pipeline), `how`, `mean_kn` in the corridor, `away_m` where
she lay, or was when it was foretold, `angle_deg` at which she crosses, `aside_deg` between course and heading;
`crossings` when it has ended; `chart`: the file of a cable of one, with "not for navigation".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np

from marsad.detectors.cable_crossing_rule.corridor_kernel import NEAR, Rule, follow
from marsad.plugin.areas import chart_of
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import NO_TIME, Rows
from marsad.plugin.side import LINE_KINDS, Side

HOW: Final = ("slow", "dragging", "to_and_fro", "anchored", "under_anchor")
_NUMBERS: Final = ("mean_kn", "away_m", "angle_deg", "aside_deg", "crossings")


@dataclass(frozen=True)
class CableCrossing(Parameters):
    near_m: float = parameter(1000.0, "The corridor reaches so far on either side", unit="m", low=50, high=10_000)
    slow_kn: float = parameter(5.0, "Slow is below", unit="kn", low=0.5, high=15)
    still_kn: float = parameter(0.7, "Still is below", unit="kn", low=0.1, high=3)
    fast_min: float = parameter(2.0, "She is fast again after", unit="min", low=0, high=60)
    still_min: float = parameter(10.0, "Still for so long has anchored", unit="min", low=1, high=600)
    anchored_min: float = parameter(3.0, "At anchor by her status, for", unit="min", low=0, high=600)
    anchor_m: float = parameter(300.0, "Anchored on it: nearer than her chain reaches", unit="m", low=10, high=5000)
    aside_deg: float = parameter(6.0, "The bow is pulled aside by", unit="deg", low=1, high=90)
    uneven_kn: float = parameter(0.6, "Spread of an uneven speed", unit="kn", low=0.05, high=5)
    lost_h: float = parameter(6.0, "Over after so long without a report", unit="h", low=0.1, high=240)
    gap_min: float = parameter(30.0, "Her way is drawn over gaps up to", unit="min", low=0.1, high=600)
    port_m: float = parameter(1000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    length_m: float = parameter(40.0, "Shorter ships have no anchor that harms", unit="m", low=0, high=400)
    ahead_min: float = parameter(2.0, "A crossing is foretold so long before", unit="min", low=0, high=10)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p, lines = cast(CableCrossing, parameters), side.table("lines")
    if not len(lines):
        return [], state
    rule = Rule(float(p.near_m), float(p.slow_kn), float(p.still_kn), round(p.fast_min * 6e7), round(p.still_min * 6e7),
                round(p.anchored_min * 6e7), float(p.anchor_m), float(p.aside_deg), float(p.uneven_kn),
                round(p.lost_h * 3.6e9), round(p.gap_min * 6e7), float(p.port_m), float(p.length_m),
                60.0 * float(p.ahead_min))  # fmt: skip
    out = follow(rows.position, state.vessels, lines, side.table("line_points"), side.table("ports"),
                 side.table("anchorages"), w, rule)  # fmt: skip
    return [_found(one, lines[int(one["code"]) // 8]) for one in out], state


def _found(one: Any, line: Any) -> Found:
    how = HOW[int(one["code"]) % 8]
    told: dict[str, Any] = {
        "cable": bytes(line["name"]).decode(), "cable_id": int(line["id"]), "what": LINE_KINDS[int(line["kind"])],
        "how": how, **chart_of(line),
    }  # fmt: skip
    for name, value in zip(_NUMBERS, one["n"], strict=False):
        if not np.isnan(value):
            told[name] = int(value) if name == "crossings" else round(float(value), 1)
    t_end = int(one["t_end"])
    return Found(
        "cable_crossing", (int(one["a"]),), int(one["t_start"]), int(one["t_event"]), int(one["t_known"]),
        None if t_end == NO_TIME else t_end, float(one["lon_deg"]), float(one["lat_deg"]), None, told,
        "caution" if how == "slow" else "",
    )  # fmt: skip


DETECTOR = Detector(
    "cable-crossing", "1", ("cable_crossing",), "vessel", CableCrossing(), _step, StateSchema(NEAR),
    side=("lines", "line_points", "ports", "anchorages"),
)  # fmt: skip
