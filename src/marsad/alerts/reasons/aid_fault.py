"""Why: aid fault."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"The aid to navigation {told.who} is not as it should be since {told.start}{told.where}",
        f"المساعد الملاحي {told.who_ar} ليس كما ينبغي منذ {told.start}{told.where_ar}",
        ("fault", "{}", "العطل: {}"),
        ("why", "{}", "العطل: {}"),
        ("because", "{}", "العطل: {}"),
        ("off_m", "{} off its place", "بعيد عن موضعه {}"),
        ("silent_minutes", "silent for {}", "صامت منذ {}"),
        ("health", "health bits {}", "بتات الحالة {}"),
    )
