"""Why: identity clone."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"Two stations transmit as {told.who} at the same time since {told.start}{told.where}",
        f"محطتان ترسلان بهوية {told.who_ar} في الوقت نفسه منذ {told.start}{told.where_ar}",
        ("apart_m", "{} apart", "تفصلهما {}"),
        ("distance_m", "{} apart", "تفصلهما {}"),
        ("apart_km", "{} apart", "تفصلهما {}"),
        ("switches", "{} changes from one to the other", "عدد مرات التبدل {}"),
        ("needed_kn", "one ship would have needed {}", "ولو كانت سفينة واحدة لاحتاجت سرعة {}"),
    )
