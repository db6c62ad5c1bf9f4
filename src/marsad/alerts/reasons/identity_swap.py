"""Why: identity swap."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} took on each other's identity at {told.start}{told.where}",
        f"{told.who_ar} تبادلتا الهوية عند {told.start}{told.where_ar}",
        ("apart_m", "{} apart", "تفصلهما {}"),
        ("distance_m", "{} apart", "تفصلهما {}"),
    )
