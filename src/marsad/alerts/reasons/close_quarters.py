"""Why: close quarters."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} will pass dangerously near each other, or do, unless one acts{told.where}",
        f"{told.who_ar} ستقتربان اقترابًا خطرًا ما لم تتصرف إحداهما{told.where_ar}",
        ("encounter", "{}", "الوضع: {}"),
        ("cpa_m", "closest point of approach {}", "أقرب مسافة {}"),
        ("tcpa_min", "in {}", "خلال {}"),
        ("range_m", "{} apart now", "تفصلهما الآن {}"),
        ("domain_m", "where {} is kept clear", "والمجال الآمن {}"),
        ("closest_m", "they came as near as {}", "بلغت أقرب مسافة {}"),
    )
