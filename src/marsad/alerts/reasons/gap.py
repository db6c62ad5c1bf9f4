"""Why: gap."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"AIS of {told.who} was not received since {told.start}{told.where}",
        f"لم تُستقبل تقارير AIS من {told.who_ar} منذ {told.start}{told.where_ar}",
        ("silent_minutes", "silent for {}", "صمت دام {}"),
        ("silent_h", "silent for {}", "صمت دام {}"),
        ("expected_reports", "{} reports were to be expected", "كان المتوقع {} تقريرًا"),
        ("heard_share", "{} of hers were heard before", "سُمع {} من تقاريرها قبل ذلك"),
        ("neighbours_heard", "neighbours heard: {}", "سفن مجاورة مسموعة: {}"),
        ("receivers_up", "receivers working: {}", "محطات استقبال عاملة: {}"),
        ("last_speed_kn", "her last speed was {}", "آخر سرعة لها {}"),
    )
