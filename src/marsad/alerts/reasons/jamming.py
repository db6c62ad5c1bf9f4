"""Why: jamming."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"Vessels in an area lose their position fixes since {told.start}{told.where}",
        f"سفن في منطقة تفقد تحديد مواقعها منذ {told.start}{told.where_ar}",
        ("vessels", "vessels touched: {}", "سفن متأثرة: {}"),
        ("without_fix", "without a fix: {}", "بلا تحديد موقع: {}"),
        ("share", "{} of those heard", "{} من المسموعة"),
    )
