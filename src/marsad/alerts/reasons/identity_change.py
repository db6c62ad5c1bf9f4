"""Why: identity change."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} goes on under another identity since {told.start}{told.where}",
        f"{told.who_ar} تواصل بهوية أخرى منذ {told.start}{told.where_ar}",
        ("field", "what changed: {}", "ما تغير: {}"),
        ("before", "before: {}", "قبل ذلك: {}"),
        ("after", "now: {}", "الآن: {}"),
        ("mmsi_before", "MMSI before: {}", "MMSI قبل ذلك: {}"),
        ("invalid", "invalid: {}", "غير صالح: {}"),
        ("why", "{}", "السبب: {}"),
    )
