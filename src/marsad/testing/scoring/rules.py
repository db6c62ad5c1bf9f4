"""When an event is told of an incident: whom both name, when both were, and which kinds stand for each other.

Everything here is told in docs/scoring.md; a change of a number is a change of every score.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from marsad.geo.sphere import distance_m
from marsad.schema.kinds import KINDS
from marsad.testing.scoring.alerts import Alert
from marsad.testing.scoring.truth import Incident
from marsad.testing.scoring.unstaged import Unstaged

_MINUTE_US: Final = 60_000_000

TOLERANCE_MIN: Final = 10
"""Event and incident may miss each other in time by so much."""
TOLERANCES_MIN: Final[dict[str, int]] = {
    "identity_clone": 30, "identity_swap": 30, "identity_change": 30,
}  # fmt: skip
"""Kinds with another one: who a vessel is, is said each six minutes and often not heard."""
EARLY_MIN: Final[dict[str, int]] = {"close_quarters": 30}
"""An alert may come so long before the incident begins; other kinds: their tolerance."""
PLACE_M: Final = 10_000.0
"""An area is told of where the discs of event and incident lie no farther apart."""
AREA_VESSELS: Final = 3
"""Or where so many of the vessels that it touched are named, all where they are fewer."""

SAME: Final[dict[str, frozenset[str]]] = {
    "distress": frozenset({"distress_test"}), "distress_test": frozenset({"distress"}),
}  # fmt: skip
"""Kinds of events that find an incident of a kind as well as its own: whether the doubt was told is another figure."""
BRINGS: Final[dict[str, frozenset[str]]] = {
    "grounding": frozenset({"sudden_stop"}),
    "rendezvous": frozenset({"loitering", "close_quarters"}),
    "identity_clone": frozenset({"teleport"}),
    "identity_swap": frozenset({"identity_change", "identity_clone", "teleport"}),
    "fake_track": frozenset({"teleport"}),
    "feed_replay": frozenset({"teleport", "identity_clone", "close_quarters"}),
    "jamming": frozenset({"gap", "teleport"}),
    "slot_starvation": frozenset({"gap"}),
    "spoof_circle": frozenset({"teleport", "abnormal"}),
    "spoof_relocation": frozenset({"teleport", "close_quarters", "rendezvous"}),
    "spoof_dragoff": frozenset({"teleport", "abnormal"}),
}  # fmt: skip
"""What an incident of a kind brings with it: such an event about it is true, and counts neither way."""
NOT_WHOLE: Final = frozenset({"port_visit"})
"""Kinds that ordinary traffic of a sea does too, unlisted: without an incident such an event counts neither way."""


def finds(incident: Incident) -> frozenset[str]:
    """The kinds of events that find an incident."""
    return SAME.get(incident.kind, frozenset()) | {incident.kind}


def tolerance_us(kind: str) -> int:
    """How much event and incident of a kind may miss each other."""
    return TOLERANCES_MIN.get(kind, TOLERANCE_MIN) * _MINUTE_US


def early_us(kind: str) -> int:
    """How long before an incident of a kind its alert may come."""
    return EARLY_MIN.get(kind, TOLERANCES_MIN.get(kind, TOLERANCE_MIN)) * _MINUTE_US


def same_vessels(alert: Alert, incident: Incident) -> bool:
    """Whether an event names whom an incident is about: the vessel, both of a pair, or the area."""
    shared = len(set(alert.vessels) & set(incident.vessels))
    whom = KINDS[incident.kind].of
    if whom == "vessel":
        return shared >= 1
    if whom == "pair":
        return shared >= max(1, min(2, len(incident.vessels)))
    return shared >= max(1, min(AREA_VESSELS, len(incident.vessels))) or same_place(alert, incident)


def same_place(alert: Alert, incident: Incident) -> bool:
    """Whether the discs of an event and an incident lie near each other.

    A replayed feed has no place: an event of it that names neither a place nor a vessel is told of any.
    """
    if alert.lon_deg is None or alert.lat_deg is None:
        return incident.kind == "feed_replay" and not alert.vessels
    apart = float(distance_m(alert.lon_deg, alert.lat_deg, incident.lon_deg, incident.lat_deg))
    return apart <= alert.radius_m + incident.radius_m + PLACE_M


def same_time(alert: Alert, incident: Incident, tolerance: int) -> bool:
    """Whether an event and an incident were at the same time, within a tolerance."""
    end = alert.t_end
    return alert.t_start <= incident.t_end + tolerance and (end is None or end >= incident.t_start - tolerance)


def not_before(alert: Alert, incident: Incident) -> bool:
    """Whether an alert is not too early to be about an incident."""
    return alert.t_alert >= incident.t_start - early_us(incident.kind)


def claims(alert: Alert) -> bool:
    """Whether an event says that what its kind names is so.

    A `distress` at warning or below does not: a ship tells the status of a locating device, shown as probably mis-set.
    """
    return alert.kind != "distress" or alert.severity not in ("warning", "caution", "information")


def told_of(alert: Alert, incident: Incident) -> bool:
    """Whether an event finds an incident."""
    return (
        claims(alert)
        and alert.kind in finds(incident)
        and same_vessels(alert, incident)
        and same_time(alert, incident, tolerance_us(incident.kind))
        and not_before(alert, incident)
    )


def brought(alert: Alert, incident: Incident) -> bool:
    """Whether an event is about what an incident of another kind brings with it."""
    return (
        alert.kind in BRINGS.get(incident.kind, ())
        and (bool(set(alert.vessels) & set(incident.vessels)) or KINDS[incident.kind].of == "area")
        and (KINDS[incident.kind].of != "area" or same_vessels(alert, incident) or same_place(alert, incident))
        and same_time(alert, incident, tolerance_us(incident.kind))
    )


def did(alert: Alert, one: Unstaged) -> bool:
    """Whether an event names something that ordinary traffic truly did, while it lasts.

    One that foretells a closest point of approach lasts so much longer; one without an end lasts.
    """
    slack = 0 if KINDS[one.kind].of == "pair" else tolerance_us(one.kind)
    until = None if alert.t_end is None else alert.t_end + alert.tcpa_us + slack
    return (
        alert.kind == one.kind
        and set(one.vessels) <= set(alert.vessels)
        and alert.t_start - slack <= one.t_end
        and (until is None or until >= one.t_start)
    )


def listed(one: Unstaged, incidents: Iterable[Incident], negatives: Iterable[Incident]) -> bool:
    """Whether the truth lists what was taken for ordinary traffic: an incident, or a pair that plays a look-alike.

    Ships in company and a pilot who boards are in each other's domain, and no incident all the same.
    """
    return any(
        incident.kind == one.kind
        and set(one.vessels) <= set(incident.vessels)
        and one.t_start <= incident.t_end + tolerance_us(one.kind)
        and one.t_end >= incident.t_start - tolerance_us(one.kind)
        for incident in incidents
    ) or any(
        negative.kind == one.kind and KINDS[one.kind].of == "pair" and set(one.vessels) <= set(negative.vessels)
        for negative in negatives
    )


def looks_like(alert: Alert, negative: Incident) -> bool:
    """Whether a false event is about a look-alike: one of its vessels, or its area, at its time."""
    return (
        alert.kind in finds(negative)
        and (
            bool(set(alert.vessels) & set(negative.vessels))
            or (KINDS[negative.kind].of == "area" and same_place(alert, negative))
        )
        and same_time(alert, negative, tolerance_us(negative.kind))
    )


def doubt_told(alert: Alert, incident: Incident) -> bool:
    """Whether an event tells the doubt about an incident that has one."""
    return bool(alert.doubt) or (incident.doubt == "test" and alert.kind == "distress_test")
