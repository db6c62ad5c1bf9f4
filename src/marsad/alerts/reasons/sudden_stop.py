"""Why: sudden stop."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} stopped faster than in ordinary service at {told.start}{told.where}",
        f"{told.who_ar} توقفت أسرع من المعتاد عند {told.start}{told.where_ar}",
        ("before_kn", "from {}", "من سرعة {}"),
        ("speed_before_kn", "from {}", "من سرعة {}"),
        ("after_kn", "to {}", "إلى {}"),
        ("speed_after_kn", "to {}", "إلى {}"),
        ("within_s", "within {}", "خلال {}"),
        ("stop_s", "within {}", "خلال {}"),
        ("distance_m", "over {}", "ضمن مسافة {}"),
    )
