"""Why: drift."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} moves with wind and current and seems not under command since {told.start}{told.where}",
        f"{told.who_ar} تتحرك مع الريح والتيار ويبدو أنها غير متحكم بها منذ {told.start}{told.where_ar}",
        ("speed_kn", "at {}", "بسرعة {}"),
        ("mean_kn", "at {}", "بسرعة {}"),
        ("sog_kn", "at {}", "بسرعة {}"),
        ("angle_deg", "heading {} away from her course", "وتنحرف مقدمتها عن مسارها {}"),
        ("drifted_m", "{} so far", "وقطعت {}"),
        ("distance_m", "{} so far", "وقطعت {}"),
        ("minutes", "for {}", "مدة {}"),
    )
