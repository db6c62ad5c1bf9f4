"""Reading the values of `marsad replay`."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from marsad.schema.refusal import UsageRefusal


def speed_of(text: str) -> float | None:
    """A speed as a number above 0; None for max."""
    if text.strip().lower() == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = math.nan
    if not 0 < speed <= 1e6:
        raise UsageRefusal(f"--speed {text} is no speed: write a number above 0, as in --speed 10, or max.")
    return speed


def start_of(text: str | None) -> int | None:
    """A time in ISO 8601 as microseconds UTC; a time without a zone is UTC."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise UsageRefusal(f"--start {text} is no time: write it as in --start 2026-01-31T06:00Z.") from None
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return int(time.timestamp() * 1_000_000)
