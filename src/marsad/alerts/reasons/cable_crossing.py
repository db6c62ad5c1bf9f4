"""Why: cable crossing."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    named = told.text("name", "zone", "zone_name", "port", "port_name", "line", "cable", "list", "list_name")
    place = f" {named}" if named else ""
    return told.sentence(
        f"{told.who} is so slow at a cable or pipe{place} that an anchor can harm it since {told.start}{told.where}",
        f"{told.who_ar} تسير ببطء عند كابل أو أنبوب{place} وقد تضره مرساتها منذ {told.start}{told.where_ar}",
        ("how", "{}", "الحالة: {}"),
        ("mean_kn", "at {}", "بسرعة {}"),
        ("angle_deg", "across at {}", "بزاوية {}"),
    )
