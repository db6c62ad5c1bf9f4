"""Why: grounding."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} seems fast on the bottom since {told.start}{told.where}",
        f"يبدو أن {told.who_ar} جانحة منذ {told.start}{told.where_ar}",
        ("before_kn", "she went at {} before", "كانت سرعتها {}"),
        ("speed_before_kn", "she went at {} before", "كانت سرعتها {}"),
        ("depth_m", "charted depth {}", "العمق {}"),
        ("draught_m", "draught {}", "الغاطس {}"),
        ("still_min", "still for {}", "ثابتة منذ {}"),
    )
