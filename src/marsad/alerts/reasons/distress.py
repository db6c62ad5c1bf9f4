"""Why: distress."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told

_DEVICES = {970: ("An AIS-SART", "جهاز AIS-SART"), 972: ("A man-overboard device", "جهاز رجل في البحر"),
            974: ("An EPIRB", "منارة EPIRB")}  # fmt: skip


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind: what transmits, and since when."""
    mmsi = told.event.vessels[0] if told.event.vessels else 0
    device = _DEVICES.get(mmsi // 1_000_000)
    text = told.text("text")
    clauses = (
        ("sog_kn", "it moves at {}", "يتحرك بسرعة {}"),
        ("speed_kn", "it moves at {}", "يتحرك بسرعة {}"),
    )
    nowhere = "" if told.event.lon_deg is not None else ", without a position yet"
    nowhere_ar = "" if told.event.lon_deg is not None else "، دون موقع بعد"
    if device is not None:
        return told.sentence(
            f"{device[0]} ({told.who}) is active since {told.start}{told.where}{nowhere}",
            f"{device[1]} ({told.who_ar}) نشط منذ {told.start}{told.where_ar}{nowhere_ar}",
            *clauses,
        )
    if text:
        return told.sentence(
            f'{told.who} sent the text "{text}" at {told.start}{told.where}{nowhere}',
            f'أرسلت {told.who_ar} النص "{text}" عند {told.start}{told.where_ar}{nowhere_ar}',
        )
    return told.sentence(
        f"Ship {told.who} reports SART status since {told.start}{told.where}, probably mis-set",
        f"تبلّغ السفينة {told.who_ar} عن حالة جهاز استغاثة منذ {told.start}{told.where_ar}، وربما ضُبطت خطأً",
        *clauses,
    )
