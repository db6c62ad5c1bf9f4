"""How grave an alert is, in the spirit of IMO MSC.302(87).

An emergency alarm is about persons in danger now; an alarm asks for action at once, a warning for a look soon, a
caution for attention. The resolution is written for a bridge; here a person watches many ships.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LEVELS: Final = ("emergency", "alarm", "warning", "caution")
"""Gravest first: the severities of events that raise an alert."""
LOUD: Final = frozenset(("emergency", "alarm", "warning"))
"""Those that sound, escalate, and count as load."""
ARABIC: Final = {"emergency": "إنذار طوارئ", "alarm": "إنذار", "warning": "تحذير", "caution": "تنبيه"}
ENGLISH: Final = {"emergency": "emergency alarm", "alarm": "alarm", "warning": "warning", "caution": "caution"}


def rank(level: str) -> int:
    """0 for the gravest; what is no level comes last."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def gravest(levels: Iterable[str], otherwise: str = "caution") -> str:
    """The gravest of some."""
    return min(levels, key=rank, default=otherwise)


def escalated(level: str) -> str:
    """What a warning becomes that nobody acknowledges; the others stay what they are."""
    return "alarm" if level == "warning" else level
