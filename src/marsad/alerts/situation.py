"""Which events are one situation, and so one alert: a function of the events alone, whatever the order they came in."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from marsad.alerts.limits import Limits
from marsad.geo.sphere import distance_m
from marsad.schema.event import Event
from marsad.schema.kinds import KINDS

Family = tuple[Any, ...]
"""Events of different families are never one situation."""

DISTRESS: Final = frozenset(("distress", "distress_test"))
INTERFERENCE: Final = frozenset(("jamming", "spoof_circle", "spoof_relocation", "spoof_dragoff", "feed_replay"))
"""What makes positions in an area unreliable."""
FLEET: Final = frozenset(("rendezvous", "loitering"))
"""Several vessels that do this together are one situation."""
FAR: Final = 1 << 62
NEAR_M: Final = 10_000.0
"""Discs of interference whose edges are nearer are one."""
PLACES: Final = ("zone", "zone_id", "zone_name", "line", "line_id", "cable_id", "port", "port_id", "aid", "list")
"""Evidence that tells which place, line or list an event is about."""


def evidence_of(event: Event) -> dict[str, Any]:
    """The evidence by name, to be read only; empty where it cannot be read."""
    return _read(event.evidence)


@lru_cache(maxsize=4096)  # each event is asked several times while its alert is made
def _read(evidence: str) -> dict[str, Any]:
    try:
        told = json.loads(evidence)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def place_name(event: Event) -> str:
    """The zone, line, port or list of the event; empty where it is of none."""
    told = evidence_of(event)
    return next((str(told[name]) for name in PLACES if told.get(name) not in (None, "")), "")


def family(event: Event) -> Family:
    """Whose events may be one situation with this one."""
    kind = event.kind
    if kind in INTERFERENCE:
        return ("interference",)
    if kind in FLEET or KINDS[kind].of == "area":
        return (kind,)
    if kind in DISTRESS:
        return (kind, event.vessels)
    return (kind, event.vessel_ids, place_name(event))


def end(event: Event) -> int:
    """Until when it lasts, as far as is known."""
    return FAR if event.t_end is None else max(event.t_end, event.t_event)


def apart_m(a: Event, b: Event) -> float:
    """Between the edges of two discs; infinite where one has no place."""
    if a.lon_deg is None or a.lat_deg is None or b.lon_deg is None or b.lat_deg is None:
        return math.inf
    middle = float(distance_m(a.lon_deg, a.lat_deg, b.lon_deg, b.lat_deg))
    return max(0.0, middle - (a.radius_m or 0.0) - (b.radius_m or 0.0))


def linked(a: Event, b: Event, limits: Limits) -> bool:
    """Whether two events of one family are directly of one situation."""
    silence = max(a.t_start, b.t_start) - min(end(a), end(b))
    if silence > limits.joined(a.kind):
        return False
    if a.kind in INTERFERENCE or KINDS[a.kind].of == "area":
        return bool(set(a.vessel_ids) & set(b.vessel_ids)) or apart_m(a, b) <= NEAR_M
    if a.kind in FLEET:
        return bool(set(a.vessel_ids) & set(b.vessel_ids)) or (silence <= 0 and apart_m(a, b) <= limits.fleet_m)
    return True


def situations(events: Sequence[Event], limits: Limits) -> list[list[Event]]:
    """The events of one family in their situations, each in the order (t_start, id), the earliest first."""
    ordered = sorted(events, key=lambda event: (event.t_start, event.id))
    open_ones: list[tuple[list[Event], int]] = []
    done: list[list[Event]] = []
    for event in ordered:
        joined, left = [event], []
        until = end(event)
        for some, last in open_ones:
            if event.t_start - last > limits.joined(event.kind):
                done.append(some)
            elif any(linked(one, event, limits) for one in some):
                joined, until = some + joined, max(until, last)
            else:
                left.append((some, last))
        open_ones = [*left, (joined, until)]
    done += [some for some, _ in open_ones]
    for some in done:
        some.sort(key=lambda event: (event.t_start, event.id))
    return sorted(done, key=lambda some: (some[0].t_start, some[0].id))
