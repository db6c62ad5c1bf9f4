"""Dragging anchor: a ship at anchor is driven off with her anchor.

An anchored ship lies behind her anchor, by the scope of her chain and her length, and heads to it. When wind or tide
turns she swings about it, and the whole anchorage with her, by up to twice that scope. So neither her own way nor a
circle about her first place tells whether the anchor holds, but her heading does: from one heading to another an anchor
that holds moves her along one certain chord. What is left of her way, whatever her scope may be, is the way of
the anchor itself. It is judged against where she lay before at nearly the same heading; that is learnt while she lies,
and forgotten slowly. When more than 150 m are left for two minutes, and she does not go bow first, she drags.

Whether she is at anchor is seen by how she lies (still, about one place, the bow turning), not by her status alone.
Left out: who goes bow first or faster than 3.5 kn (she weighs, shifts, leaves), who is moored or lies as if nailed down
(at a berth), who fishes. Who tells no heading drags when she goes straight on where a swing would
be an arc, or is out of any circle that she may swing in; who tells no speed either is not judged. It ends when she has
lain still again for 15 minutes. A ship is compared with herself at the same heading, which a swing of the whole
anchorage does not change, so neighbours add nothing to it.

Evidence, as it was when it became known: `dragged_m` (at least), `scope_m` (longest that was allowed for),
`held_minutes_ago` (when she last lay where her anchor holds her), `speed_kn`, `angle_deg` (course against heading; 180
is astern), `told_at_anchor` (1: her status says so).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np

from marsad.detectors.motion.anchor_kernel import AT_ANCHOR, dragging
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side


@dataclass(frozen=True)
class AnchorDrag(Parameters):
    lies_kn: float = parameter(1.0, "Who lies still goes no faster", unit="kn", low=0.1, high=3)
    way_kn: float = parameter(3.5, "Who goes faster is under way", unit="kn", low=1, high=10)
    still_minutes: float = parameter(12.0, "At anchor after so long, if she says so", unit="min", low=1, high=600)
    sure_minutes: float = parameter(30.0, "At anchor after so long, if not", unit="min", low=1, high=600)
    still_m: float = parameter(150.0, "About one place: within", unit="m", low=10, high=1000)
    chain_m: float = parameter(330.0, "Longest chain; her length is added", unit="m", low=20, high=1000)
    drag_m: float = parameter(150.0, "Her anchor has moved by more than", unit="m", low=20, high=2000)
    hold_minutes: float = parameter(2.0, "For so long", unit="min", low=0, high=60)
    memory_minutes: float = parameter(180.0, "Where she lay is forgotten within", unit="min", low=5, high=1440)
    rest_minutes: float = parameter(15.0, "It holds again when she lies still for", unit="min", low=1, high=240)
    rest_m: float = parameter(80.0, "Still: within", unit="m", low=5, high=1000)
    swing_deg: float = parameter(3.0, "Who turns less lies at a berth", unit="deg", low=0, high=90)
    silence_minutes: float = parameter(60.0, "Ends after so long without a report", unit="min", low=1, high=1440)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(AnchorDrag, parameters)
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    n = dragging(rows.position, state.vessels, side.table("ports"), float(p.lies_kn), float(p.way_kn),
                 round(p.still_minutes * 6e7), round(p.sure_minutes * 6e7), float(p.still_m), float(p.chain_m),
                 float(p.drag_m), round(p.hold_minutes * 6e7), float(p.memory_minutes * 6e7),
                 round(p.rest_minutes * 6e7), float(p.rest_m), float(p.swing_deg), round(p.silence_minutes * 6e7), w,
                 out)  # fmt: skip
    numbers = ("dragged_m", "scope_m", "held_minutes_ago", "speed_kn", "angle_deg", "told_at_anchor")
    return found_of(out[:n], "anchor_drag", numbers), state


DETECTOR = Detector(
    "anchor-drag", "1", ("anchor_drag",), "vessel", AnchorDrag(), _step, StateSchema(AT_ANCHOR), side=("ports",)
)
