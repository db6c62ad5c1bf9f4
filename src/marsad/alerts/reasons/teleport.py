"""Why: teleport."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind."""
    return told.sentence(
        f"The position of {told.who} jumped farther than she can have moved at {told.start}{told.where}",
        f"قفز موقع {told.who_ar} أبعد مما يمكنها أن تتحرك عند {told.start}{told.where_ar}",
        ("jump_m", "by {}", "بمقدار {}"),
        ("distance_m", "by {}", "بمقدار {}"),
        ("jump_km", "by {}", "بمقدار {}"),
        ("seconds", "within {} s", "خلال {} ثانية"),
        ("needed_kn", "which asks for {}", "وهذا يتطلب سرعة {}"),
    )
