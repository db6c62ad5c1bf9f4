"""Why: spoof relocation."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"Positions of vessels in an area stand at one far spot since {told.start}{told.where}",
        f"مواقع سفن في منطقة تقف في موضع بعيد واحد منذ {told.start}{told.where_ar}",
        ("vessels", "vessels touched: {}", "سفن متأثرة: {}"),
        ("radius_m", "within {}", "ضمن {}"),
    )
