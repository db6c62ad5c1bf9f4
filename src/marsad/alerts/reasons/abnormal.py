"""Why: abnormal."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} moves as vessels of her class do not here at this hour since {told.start}{told.where}",
        f"{told.who_ar} تتحرك بخلاف سفن فئتها هنا في هذه الساعة منذ {told.start}{told.where_ar}",
        ("because", "{}", "السبب: {}"),
        ("speed_kn", "at {}", "بسرعة {}"),
        ("course_deg", "on {}", "على مسار {}"),
        ("normal_speed_kn", "usual are {}", "والمعتاد {}"),
        ("normal_course_deg", "and {}", "و{}"),
        ("passages_counted", "of {} passages counted", "من {} عبورًا محسوبًا"),
        ("probability", "probability {}", "الاحتمال {}"),
    )
