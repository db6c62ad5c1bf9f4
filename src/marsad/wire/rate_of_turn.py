"""Rate of turn: what a class A station sends and what it means (ITU-R M.1371-6, table 46)."""

from __future__ import annotations

import math

FACTOR = 4.733
NO_INDICATOR = 127
"""Sent with its sign: turning faster than 5 degrees in 30 s, told without a turn indicator."""


def degrees_per_minute(raw: int | None) -> float | None:
    """Degrees per minute, right positive; None where not available or told without an indicator."""
    if raw is None or abs(raw) >= NO_INDICATOR:
        return None
    return math.copysign((abs(raw) / FACTOR) ** 2, raw) if raw else 0.0


def raw_of(degrees: float | None) -> int | None:
    """The code for a rate of turn; faster than 708 degrees per minute is sent as 126, the fastest there is."""
    if degrees is None:
        return None
    code = min(126, round(FACTOR * math.sqrt(abs(degrees))))
    return code if degrees >= 0 else -code
