"""Why: slot starvation."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"Reserved or occupied radio slots keep stations from transmitting since {told.start}{told.where}",
        f"خانات إرسال محجوزة أو مشغولة تمنع محطات من الإرسال منذ {told.start}{told.where_ar}",
        ("occupied_share", "{} of the slots are taken", "{} من الخانات مشغولة"),
        ("reserved_share", "{} are reserved", "{} محجوزة"),
        ("by_mmsi", "by {}", "من {}"),
    )
