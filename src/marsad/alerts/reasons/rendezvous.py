"""Why: rendezvous."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} have been beside each other at sea since {told.start}{told.where}",
        f"{told.who_ar} متجاورتان في البحر منذ {told.start}{told.where_ar}",
        ("together_min", "for {}", "مدة {}"),
        ("lasted_min", "in all {}", "دام اللقاء {}"),
        ("closest_m", "as near as {}", "بمسافة بلغت {}"),
        ("mean_kn", "at {} on average", "بمتوسط سرعة {}"),
        ("drifted_m", "drifting {} together", "وانجرفتا معًا {}"),
    )
