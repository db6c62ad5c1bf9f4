"""Why: anchor drag."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} at anchor moves beyond the circle of her chain since {told.start}{told.where}",
        f"{told.who_ar} الراسية تتجاوز دائرة سلسلة مرساتها منذ {told.start}{told.where_ar}",
        ("beyond_m", "{} beyond it", "بمقدار {}"),
        ("moved_m", "moved {}", "تحركت {}"),
        ("distance_m", "moved {}", "تحركت {}"),
        ("circle_m", "the circle is {} wide", "نصف قطر الدائرة {}"),
        ("speed_kn", "at {}", "بسرعة {}"),
        ("neighbours", "neighbours that hold: {}", "سفن مجاورة ثابتة: {}"),
    )
