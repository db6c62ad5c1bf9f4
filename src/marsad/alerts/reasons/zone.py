"""Why: a zone."""

from __future__ import annotations

from marsad.alerts.reasons.told import Reason, Told

_ACTS = {
    "enter": ("entered", "دخلت"), "inside": ("is inside", "داخل"), "leave": ("left", "غادرت"),
    "dwell": ("stays longer than allowed in", "تبقى أطول من المسموح في"), "speed": ("goes too fast in", "تسرع في"),
    "slow": ("goes too slowly in", "تبطئ في"), "forbidden": ("is of a kind forbidden in", "من فئة ممنوعة في"),
    "forbidden_type": ("is of a kind forbidden in", "من فئة ممنوعة في"),
}  # fmt: skip


def reason(told: Told) -> Reason:
    """The sentence of an event of this kind: what she does in which zone."""
    zone = told.text("name", "zone_name", "zone", "zone_id") or ""
    act, act_ar = _ACTS.get(told.text("watch", "what", "act", "because", "rule"), ("is inside", "داخل"))
    named = f'zone "{zone}"' if zone else "a zone"
    named_ar = f'المنطقة "{zone}"' if zone else "منطقة"
    return told.sentence(
        f"{told.who} {act} {named} since {told.start}{told.where}",
        f"{told.who_ar} {act_ar} {named_ar} منذ {told.start}{told.where_ar}",
        ("sog_kn", "at {}", "بسرعة {}"),
        ("speed_kn", "at {}", "بسرعة {}"),
        ("limit_kn", "where {} holds", "والحد {}"),
        ("dwell_min", "for {}", "مدة {}"),
    )
