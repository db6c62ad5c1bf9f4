"""Why: loitering."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} has stayed about one place at sea since {told.start}{told.where}, and no reason for it is known",
        f"{told.who_ar} تبقى حول موضع واحد في البحر منذ {told.start}{told.where_ar} دون سبب معروف",
        ("hours", "for {}", "مدة {}"),
        ("stayed_min", "for {}", "مدة {}"),
        ("lasted_min", "for {}", "مدة {}"),
        ("radius_m", "within {}", "ضمن {}"),
        ("within_m", "within {}", "ضمن {}"),
        ("mean_kn", "at {} on average", "بمتوسط سرعة {}"),
        ("sailed_m", "sailing {} meanwhile", "وقطعت خلالها {}"),
    )
