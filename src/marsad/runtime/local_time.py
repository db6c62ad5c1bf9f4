"""Where local time stood against UTC, as the pure rooms need it: instants of the local clock, and offsets from them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marsad.schema.refusal import UsageRefusal

AMBIGUOUS = 1 << 62
"""For an hour that the clock shows twice, or leaves out; as in decode/tabular/time_kernel."""
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)$")
_US = 1_000_000
_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2080, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local_time(zone: str, where: str) -> tuple[tuple[int, int], ...]:
    """(local microseconds from which it holds, offset in microseconds) of a zone, empty for UTC.

    Raises UsageRefusal, naming `where`, for a zone that is not known.
    """
    if zone.upper() in ("", "UTC", "Z", "GMT"):
        return ()
    match = _OFFSET.match(zone)
    if match:
        minutes = int(match[2]) * 60 + int(match[3])
        return ((-AMBIGUOUS, (-1 if match[1] == "-" else 1) * minutes * 60 * _US),)
    try:
        found = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageRefusal(
            f'{where}: there is no time zone {zone!r} here: write UTC, an offset as in "+02:00", or a name as in '
            '"Europe/Copenhagen".'
        ) from None
    return _changes(found)


def _changes(zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    spans = [(-AMBIGUOUS, _offset(zone, _FIRST))]
    at, step = _FIRST, timedelta(days=1)
    while at < _LAST:
        before, after = _offset(zone, at), _offset(zone, at + step)
        if before != after:
            low, high = at, at + step
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            instant = round((high - _EPOCH).total_seconds()) * _US
            spans += [(instant + min(before, after), AMBIGUOUS), (instant + max(before, after), after)]
        at += step
    return tuple(spans)


def _offset(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset() or timedelta()
    return round(offset.total_seconds()) * _US
