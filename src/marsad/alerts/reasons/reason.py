"""The reason of an event, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from marsad.alerts.reasons.told import Reason, Told
from marsad.schema.event import Event
from marsad.schema.kinds import KINDS

_FOUND: Final[dict[str, Callable[[Told], Reason]]] = {}
NOBODY: Final[Mapping[int, str]] = {}


def reason_of(event: Event, names: Mapping[int, str] = NOBODY) -> Reason:
    """Why it was raised, with the names of vessels by MMSI where they are known."""
    tell = _FOUND.get(event.kind)
    if tell is None:
        tell = _FOUND[event.kind] = import_module(f"marsad.alerts.reasons.{event.kind}").reason
    return tell(Told(event, names))


def group_reason(kind: str, why: str, count: int, place: str = "") -> Reason:
    """What holds a group together."""
    english, arabic = KINDS[kind].english.lower(), KINDS[kind].arabic
    named = f" in {place}" if place else ""
    named_ar = f" في {place}" if place else ""
    if why == "present":
        return Reason(f"{count} present{named}: {english}, at the start or when it was drawn.",
                      f"{count} موجودة{named_ar}: {arabic}، عند البدء أو عند رسمها.")  # fmt: skip
    if why == "interference":
        return Reason(f"{count} alarms inside interference: position unreliable.",
                      f"{count} إنذارات داخل منطقة تشويش: الموقع غير موثوق.")  # fmt: skip
    return Reason(f"{count} alerts came faster than they can be looked at: none is left out, open the group.",
                  f"{count} تنبيهات وردت أسرع مما يمكن متابعته: لم يُحذف أي منها، افتح المجموعة.")  # fmt: skip
