"""Why: identity swap."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} took on each other's identity at {told.start}{told.where}",
        f"{told.who_ar} تبادلتا الهوية عند {told.start}{told.where_ar}",
        ("beside_m", "each within {} of the other's place", "كل منهما ضمن {} من موضع الأخرى"),
        ("silent_min", "after a silence of {}", "بعد صمت {}"),
    )
