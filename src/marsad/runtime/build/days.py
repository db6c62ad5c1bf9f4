"""UTC days as numbers and as dates."""

from __future__ import annotations

from datetime import date, timedelta

_EPOCH = date(1970, 1, 1)


def date_of(day: int) -> date:
    """The date of a day counted from 1970. Raises OverflowError beyond the calendar."""
    return _EPOCH + timedelta(days=day)


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - _EPOCH).days
