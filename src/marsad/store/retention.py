"""How long the raw log is kept, and when the disk will be full."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from marsad.store.disk.files import Files
from marsad.store.raw.segment import SEAL, segments, sibling

_DAY_US = 86_400_000_000
_HOUR_US = 3_600_000_000
_DAY_S = 86_400.0
_EVERY_S = 600.0


class Retention:
    """Deletes segments that began more than `keep_days` ago; null keeps all.

    A clock that stepped by more than an hour would make the whole log look old: after such a step nothing is deleted
    for a day, so that a person can notice.
    """

    def __init__(self, keep_days: float | None, clock: Callable[[], int], steady: Callable[[], float]) -> None:
        self.keep_days = keep_days
        self._steady = steady
        self._zero_us = clock() - round(steady() * 1e6)
        self._next = steady()

    def apply(self, root: Path, files: Files, now_us: int, current: Path | None) -> list[Path]:
        """Delete what is past its days, at most every ten minutes; the segments deleted."""
        steady = self._steady()
        zero_us = now_us - round(steady * 1e6)
        if abs(zero_us - self._zero_us) > _HOUR_US:
            self._zero_us, self._next = zero_us, steady + _DAY_S
        if self.keep_days is None or steady < self._next:
            return []
        self._next = steady + _EVERY_S
        gone = []
        for segment in segments(root, files):
            if segment.begin_us < now_us - self.keep_days * _DAY_US and segment.path != current:
                files.remove(segment.path)
                with contextlib.suppress(FileNotFoundError):
                    files.remove(sibling(segment.path, SEAL))
                gone.append(segment.path)
        return gone


@dataclass(frozen=True)
class Forecast:
    """What the raw log takes and when the disk is full."""

    total_bytes: int
    """All segments now."""
    bytes_per_day: float | None
    """From the last 24 h, or less if the log is younger; null before the first hour."""
    days_until_full: float | None
    """Days until only the reserve is free; null when nothing comes, or when what is kept stops growing before."""


def forecast(root: Path, files: Files, now_us: int, reserve_bytes: int, keep_days: float | None) -> Forecast:
    """Reckon from the segments on disk. Raises OSError when the disk cannot be asked."""
    found = segments(root, files)
    total = sum(segment.bytes for segment in found)
    lately = [segment for segment in found if now_us - _DAY_US <= segment.begin_us <= now_us]
    span_us = now_us - min((segment.begin_us for segment in lately), default=now_us)
    if span_us < _HOUR_US:
        return Forecast(total, None, None)
    # The oldest segment of the day began up to an hour before the window did; over a full day that evens out.
    per_day = sum(segment.bytes for segment in lately) * _DAY_US / span_us
    spare = max(0, files.free_bytes(root) - reserve_bytes)
    if per_day == 0 or (keep_days is not None and per_day * keep_days - total <= spare):
        return Forecast(total, per_day, None)
    return Forecast(total, per_day, spare / per_day)
