"""Why: grounding."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} seems fast on the bottom since {told.start}{told.where}",
        f"يبدو أن {told.who_ar} جانحة منذ {told.start}{told.where_ar}",
        ("from_kn", "she went at {} before", "كانت سرعتها {}"),
        ("held_minutes", "still for {}", "ثابتة منذ {}"),
        ("moved_m", "moved {} since", "تحركت {} منذئذ"),
        ("stopped_behind", "stopped behind her on their way: {}", "توقفت خلفها سفن في طريقها: {}"),
        ("stopped_before", "in the six hours before: {}", "وفي الساعات الست قبلها: {}"),
    )
