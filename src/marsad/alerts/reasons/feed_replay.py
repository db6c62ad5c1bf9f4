"""Why: feed replay."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"A feed tells again since {told.start} what was heard before",
        f"يعيد أحد المصادر منذ {told.start} بث ما سُمع من قبل",
        ("source", "feed {}", "المصدر {}"),
        ("delay_s", "{} later", "بعد {}"),
        ("reports", "{} reports", "{} تقريرًا"),
    )
