"""Why: distress test."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} tests a locating device{told.where}",
        f"{told.who_ar} تختبر جهاز تحديد موقع{told.where_ar}",
        ("text", 'it says "{}"', 'وتقول "{}"'),
    )
