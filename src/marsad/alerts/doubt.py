"""Why an alert may not be what it seems: marks with their evidence, which never hide it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from marsad.alerts.situation import evidence_of
from marsad.schema.event import Event

ADRIFT_KN: Final = 8.0
"""Nothing that drifts in the water goes faster."""
UNSURE: Final = frozenset(("teleport", "fake_track", "identity_clone"))
"""Events of a vessel that let one doubt where she is."""

DOUBTS: Final[dict[str, tuple[str, str]]] = {
    "fast": ("it moves at {sog_kn:g} kn, faster than anything adrift",
             "يتحرك بسرعة {sog_kn:g} عقدة، أسرع من أي شيء منجرف"),
    "ashore": ("its position is ashore", "موقعه على اليابسة"),
    "no_position": ("it told no position yet", "لم يرسل موقعًا بعد"),
    "mis_set": ("a ship reports SART status, probably mis-set", "سفينة ترسل حالة جهاز استغاثة، وربما ضُبطت خطأً"),
    "jumps": ("its position jumps", "موقعه يقفز"),
    "simulated": ("the station calls itself simulated", "المحطة تصف نفسها بأنها محاكاة"),
    "crowd": ("more devices than are likely at once were heard within minutes",
              "سُمعت أجهزة أكثر من المعتاد خلال دقائق"),
    "unsure_position": ("the position of a vessel in it is in doubt", "موقع إحدى السفن مشكوك فيه"),
    "no_status": ("it does not tell the status of a locating device", "لا يرسل حالة جهاز تحديد موقع"),
    "maker": ("no maker has its number", "رقمه لا يعود إلى أي صانع"),
    "message": ("what it sends is not the message of a locating device", "رسالته ليست رسالة جهاز تحديد موقع"),
    "still": ("it does not move at all", "لا يتحرك إطلاقًا"),
    "told": ("the evidence tells of a doubt", "الأدلة تذكر شكًّا"),
}  # fmt: skip
"""Each doubt in English and Arabic."""
_SENTENCES: Final = {
    "it does not tell the status of a locating device": "no_status",
    "no maker has the number": "maker",
    "it is not the message of a locating device": "message",
    "it moves faster than anything drifts": "fast",
    "it does not move at all": "still",
    "it lies far inland": "ashore",
    "a ship reports the status of a locating device, probably set by mistake": "mis_set",
}
"""Doubts that detectors write as sentences into the evidence."""
_FLAGS: Final[dict[str, tuple[str, ...]]] = {
    "ashore": ("ashore", "on_land", "is_ashore"),
    "mis_set": ("mis_set", "probably_mis_set", "ship_status", "status_of_ship"),
    "jumps": ("jumps", "jumped", "position_jumps"),
    "simulated": ("simulated",),
}  # fmt: skip
_SPEEDS: Final = ("sog_kn", "speed_kn", "highest_sog_kn", "max_sog_kn", "drift_kn")


def doubts_of(event: Event) -> list[str]:
    """The doubts that the evidence of one event speaks of, each by its code; what nobody knows is no doubt."""
    told = evidence_of(event)
    found = [code for code, names in _FLAGS.items() if any(told.get(name) is True for name in names)]
    if event.kind in ("distress", "distress_test"):
        if any(_number(told, name) > ADRIFT_KN for name in _SPEEDS):
            found.append("fast")
        if event.lon_deg is None:
            found.append("no_position")
    said = told.get("doubt")
    for word in said.split("; ") if isinstance(said, str) else []:
        code = _SENTENCES.get(word, word)
        if code and code not in found:
            found.append(code)
    return found


def sentence(code: str, events: Iterable[Event], arabic: bool = False) -> str:
    """A doubt in words, with its number."""
    if code not in DOUBTS:  # a detector's own words
        return f"{DOUBTS['told'][1]}: {code}" if arabic else code
    template = DOUBTS[code][arabic]
    speeds = [_number(evidence_of(event), name) for event in events for name in _SPEEDS]
    return template.format(sog_kn=max(speeds, default=0.0))


def _number(told: Mapping[str, Any], name: str) -> float:
    value = told.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
