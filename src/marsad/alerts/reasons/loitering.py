"""Why: loitering."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"{told.who} has stayed about one place at sea since {told.start}{told.where}, and no reason for it is known",
        f"{told.who_ar} تبقى حول موضع واحد في البحر منذ {told.start}{told.where_ar} دون سبب معروف",
        ("slow_minutes", "slow for {}", "بطيئة منذ {}"),
        ("way_m", "her places {} apart", "بين موضعيها {}"),
        ("made_kn", "at {} on average", "بمتوسط سرعة {}"),
    )
