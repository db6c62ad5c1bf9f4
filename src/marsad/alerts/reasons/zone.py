"""Why: a zone."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told

_ACTS = {
    "enter": ("entered", "دخلت"), "inside": ("is inside", "موجودة داخل"), "leave": ("left", "غادرت"),
    "dwell": ("stays longer than allowed in", "تبقى أطول من المسموح في"), "speed": ("goes too fast in", "تسرع في"),
    "slow": ("goes too slowly in", "تبطئ في"), "forbidden": ("is of a kind forbidden in", "من فئة ممنوعة في"),
    "forbidden_type": ("is of a kind forbidden in", "من فئة ممنوعة في"),
}  # fmt: skip


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind: what she does in which zone."""
    zone = told.text("zone", "zone_id")
    act, act_ar = _ACTS.get(told.text("rule"), ("is inside", "موجودة داخل"))
    named = f'zone "{zone}"' if zone else "a zone"
    named_ar = f'المنطقة "{zone}"' if zone else "منطقة"
    return told.sentence(
        f"{told.who} {act} {named} since {told.start}{told.where}",
        f"{told.who_ar} {act_ar} {named_ar} منذ {told.start}{told.where_ar}",
        ("sog_kn", "at {}", "بسرعة {}"),
        ("limit_kn", "where {} is the limit", "والحد {}"),
        ("dwell_min", "longer than {}", "أكثر من {}"),
        ("inside_min", "after {}", "بعد {}"),
    )
