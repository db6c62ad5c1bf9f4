"""Zone: a vessel is inside an area that is watched, or does there what it forbids.

What counts is the state, not a crossing: who is first heard inside is told of as is who sails in. Being inside is sure
when she was seen at least the zone's buffer (30 m) beyond the edge and for a minute, or 150 m inside twice: a fix that
wanders over the fence is none. It ends with the first report outside of those after which she is clear of the edge by
the buffer, or beyond it for three minutes. Zones hold from and to an instant, have holes, may lie over the date line
and round a pole, and may concern some ship types alone. They may watch for entering, leaving, staying longer than a
time, going faster or slower than a speed (for a minute, by more than 0.3 kn). A stay ends with the zone, and with the
last report when she was not heard for a day. Positions of message 27 count where they lie farther from the edge than
they are coarse.

Evidence: `zone` (its name), `zone_id`, `rule` (inside, forbidden_type, leave, dwell, speed, slow), `sog_kn` when it
became sure, `first_seen_inside` (she was not heard in the half hour before), `dwell_min` or `limit_kn`, `inside_min`
of who left, `chart`: the file of a zone of one, with "not for navigation".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np

from marsad.detectors.zone_rule.stay_kernel import DWELT, HEARD, INSIDE, LEFT, STAY, Rule, follow
from marsad.plugin.areas import chart_of
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import NO_TIME, Records, Rows
from marsad.plugin.side import ALWAYS, Side

RULES: Final = ("inside", "leave", "dwell", "speed", "slow")
_ALONG_THE_FENCE: Final = "Half-width of fixes at rest and of a hull beside the antenna"


@dataclass(frozen=True)
class Zone(Parameters):
    sure_s: float = parameter(60.0, "Inside for so long is no touch of the fence", unit="s", low=0, high=3600)
    deep_m: float = parameter(150.0, "Twice so deep inside needs no waiting", unit="m", low=0, high=20_000,
                              source=_ALONG_THE_FENCE)  # fmt: skip
    leave_s: float = parameter(
        180.0, "Beyond the edge for so long has left, however near", unit="s", low=0, high=86_400
    )
    hold_s: float = parameter(60.0, "A speed beyond its limit counts after", unit="s", low=0, high=3600)
    margin_kn: float = parameter(0.3, "And beyond it by more than", unit="kn", low=0, high=5)
    lost_h: float = parameter(24.0, "A stay ends after so long without a report", unit="h", low=0.1, high=720)
    new_min: float = parameter(30.0, "Not heard for so long before: first seen inside", unit="min", low=1, high=1440)
    coarse_m: float = parameter(200.0, "Error of a position of message 27", unit="m", low=0, high=2000,
                                source="ITU-R M.1371-6: 1/10 min")  # fmt: skip


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p, zones = cast(Zone, parameters), side.table("zones")
    stays = _in_order(state.tables["stays"])
    if not len(stays) and not np.any(zones["watch"]):
        return [], state
    rule = Rule(round(p.sure_s * 1e6), float(p.deep_m), round(p.leave_s * 1e6), round(p.hold_s * 1e6),
                float(p.margin_kn), round(p.lost_h * 3.6e9), round(p.new_min * 6e7), float(p.coarse_m))  # fmt: skip
    _renew(stays, zones)
    left, out = follow(rows.position, state.vessels, stays, zones, side.table("zone_points"), w, rule)
    state.tables["stays"] = _in_order(left)
    _count(state)
    return [_found(one, zones[int(one["code"]) // 8]) for one in out], state


def _in_order(stays: Records) -> Records:
    """As the kernel looks them up; after a rerun those of the vessels that it concerned come last."""
    return stays[np.lexsort((stays["zone"], stays["vessel"]))]


def _renew(stays: Records, zones: Records) -> None:
    """A stay ends with its zone, also where a person took the zone away since she came."""
    for zone in zones[zones["t_to"] < ALWAYS[1]] if len(stays) else ():
        here = (stays["zone"] == zone["id"]) & (zone["t_from"] <= stays["t_seen"]) & (stays["t_seen"] < zone["t_to"])
        stays["t_to"][here] = zone["t_to"]


def _count(state: State) -> None:
    """Stays that ended by time alone are counted here."""
    ended = np.flatnonzero(state.vessels["stays"] > 0)
    if len(ended):
        vessels = state.tables["stays"]["vessel"]
        ids = state.ids[ended]
        many = np.searchsorted(vessels, ids, "right") - np.searchsorted(vessels, ids, "left")
        state.vessels["stays"][ended] = many


def _found(one: Any, zone: Any) -> Found:
    what, vessel, ident = int(one["code"]) % 8, int(one["a"]), int(zone["id"])
    rule = RULES[what]
    if what == INSIDE and zone["types"].any():
        rule = "forbidden_type"
    told: dict[str, Any] = {"zone": bytes(zone["name"]).decode(), "zone_id": ident, "rule": rule, **chart_of(zone)}
    sog, fresh, minutes, limit = (float(value) for value in one["n"][:4])
    if not np.isnan(sog):
        told["sog_kn"] = round(sog, 1)
    if what in (INSIDE, LEFT, DWELT):
        told["first_seen_inside"] = bool(fresh)
    if what == LEFT:
        told["inside_min"] = round(minutes, 1)
    elif what == DWELT:
        told["dwell_min"] = limit
    elif what != INSIDE:
        told["limit_kn"] = limit
    t_end = int(one["t_end"])
    return Found(
        "zone", (vessel,), int(one["t_start"]), int(one["t_event"]), int(one["t_known"]),
        None if t_end == NO_TIME else t_end, float(one["lon_deg"]), float(one["lat_deg"]), None, told,
        began_with=(vessel, ident, what),
    )  # fmt: skip


DETECTOR = Detector(
    "zone", "1", ("zone",), "vessel", Zone(), _step, StateSchema(HEARD, {"stays": STAY}),
    side=("zones", "zone_points"),
)  # fmt: skip
