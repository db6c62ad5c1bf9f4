"""Why: identity change."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} goes on under another identity since {told.start}{told.where}",
        f"{told.who_ar} تواصل بهوية أخرى منذ {told.start}{told.where_ar}",
        ("was", "before: MMSI {}", "قبل ذلك: MMSI {}"),
        ("now", "now: MMSI {}", "الآن: MMSI {}"),
        ("beside_m", "{} from where she was to be", "على بعد {} من موضعها المتوقع"),
        ("silent_min", "after a silence of {}", "بعد صمت {}"),
        ("invalid", "the new number is of no valid form", "والرقم الجديد غير صالح"),
    )
