"""Why: fake track."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"The voyage that {told.who} tells of since {told.start}{told.where} is one that no vessel can have made",
        f"الرحلة التي تبثها {told.who_ar} منذ {told.start}{told.where_ar} لا يمكن أن تكون سفينة قد أبحرتها",
        ("why", "{}", "السبب: {}"),
        ("because", "{}", "السبب: {}"),
        ("over_land_m", "over land for {}", "على اليابسة مسافة {}"),
        ("speed_kn", "at {}", "بسرعة {}"),
    )
