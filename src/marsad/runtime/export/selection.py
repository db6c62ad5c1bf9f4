"""Which part of a lake is meant: a box, vessels, a span of time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from marsad.geo.box import Box
from marsad.schema.refusal import UsageRefusal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Selection:
    """What is asked for; None and an empty list leave a thing open. `since` <= t < `until`, microseconds UTC."""

    box: Box | None = None
    mmsi: tuple[int, ...] = ()
    since_us: int | None = None
    until_us: int | None = None

    @property
    def first_day(self) -> date | None:
        return None if self.since_us is None else _day(self.since_us)

    @property
    def last_day(self) -> date | None:
        return None if self.until_us is None else _day(self.until_us - 1)


def _day(micros: int) -> date:
    return (_EPOCH + timedelta(microseconds=micros)).date()


def selection(bbox: str | None, mmsi: Sequence[int], since: str | None, until: str | None) -> Selection:
    """From the words of a command line. Raises UsageRefusal for what nothing can mean."""
    since_us, until_us = _instant("--since", since), _instant("--until", until)
    if since_us is not None and until_us is not None and until_us <= since_us:
        raise UsageRefusal(f"--until {until} is not after --since {since}: exchange them, or leave one out")
    return Selection(_box(bbox), tuple(sorted(set(mmsi))), since_us, until_us)


def _instant(option: str, said: str | None) -> int | None:
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said.strip())
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return (at - _EPOCH) // _MICROSECOND
    except (ValueError, OverflowError):
        raise UsageRefusal(f"{option} {said} is no time: write 2024-01-31 or 2024-01-31T12:30:00Z (UTC)") from None


def _box(said: str | None) -> Box | None:
    if said is None:
        return None
    try:
        west, south, east, north = (float(word) for word in said.replace(",", " ").split())
    except ValueError:
        raise UsageRefusal(
            f"--bbox {said} is no box: write west,south,east,north in degrees, as in 30,10,45,30"
        ) from None
    if not all(map(math.isfinite, (west, south, east, north))) or max(abs(west), abs(east)) > 180.0:
        raise UsageRefusal(f"--bbox {said}: longitudes lie between -180 and 180, west comes first")
    if not -90.0 <= south < north <= 90.0:
        raise UsageRefusal(f"--bbox {said}: the order is west,south,east,north, and north lies north of south")
    if west == east:
        raise UsageRefusal(f"--bbox {said} has no width: west and east are the same")
    return Box(west, south, east, north)
