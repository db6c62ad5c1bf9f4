"""Why: port visit."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    named = told.text("name", "zone", "zone_name", "port", "port_name", "line", "cable", "list", "list_name")
    place = f" {named}" if named else ""
    return told.sentence(
        f"{told.who} was in port{place} since {told.start}{told.where}",
        f"{told.who_ar} في الميناء{place} منذ {told.start}{told.where_ar}",
        ("hours", "for {}", "مدة {}"),
        ("stayed_h", "for {}", "مدة {}"),
        ("confidence", "confidence {} of 4", "درجة الثقة {} من 4"),
    )
