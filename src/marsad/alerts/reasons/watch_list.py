"""Why: watch list."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    named = told.text("name", "zone", "zone_name", "port", "port_name", "line", "cable", "list", "list_name")
    place = f" {named}" if named else ""
    return told.sentence(
        f"{told.who}, who is on a watch list{place}, was heard at {told.start}{told.where}",
        f"سُمعت {told.who_ar} المدرجة في قائمة مراقبة{place} عند {told.start}{told.where_ar}",
        ("source", "listed by {}", "المصدر: {}"),
        ("listed", "since {}", "منذ {}"),
        ("listed_on", "since {}", "منذ {}"),
        ("matched", "known by {}", "عُرفت من {}"),
        ("matched_by", "known by {}", "عُرفت من {}"),
        ("reason", "because of {}", "السبب: {}"),
    )
