"""Times on pictures: UTC with a Z, months as words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEPS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 2592000)
DAY_S = 86400


def _at(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


def day(micros: int, year: bool = False) -> str:
    """31 Jan, or 31 Jan 2026."""
    at = _at(micros)
    return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if year else "")


def clock(micros: int) -> str:
    """12:30Z."""
    at = _at(micros)
    return f"{at.hour:02}:{at.minute:02}Z"


def span(first_us: int, last_us: int) -> str:
    """From when to when, days named once; within one minute that minute alone."""
    if first_us // 60_000_000 == last_us // 60_000_000:
        return f"{day(first_us, True)} {clock(first_us)}"
    if first_us // 86_400_000_000 == last_us // 86_400_000_000:
        return f"{day(first_us, True)} {clock(first_us)} to {clock(last_us)}"
    return f"{day(first_us, True)} {clock(first_us)} to {day(last_us, True)} {clock(last_us)}"


def duration(seconds: float) -> str:
    """2 d 3 h, 3 h 20 min or 45 min."""
    minutes = round(seconds / 60.0)
    if minutes >= 48 * 60:
        return f"{minutes // 1440} d {minutes % 1440 // 60} h"
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def step_s(seconds: float, marks: int) -> int:
    """The distance of marks so that at most so many fall into a time."""
    return next((step for step in _STEPS_S if seconds / step <= marks), _STEPS_S[-1])
