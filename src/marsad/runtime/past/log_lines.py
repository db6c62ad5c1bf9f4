"""The raw log from a moment on, a second of it at a time, whoever writes it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from marsad.runtime.recent_log import last_stamp_us
from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import Segment, segments
from marsad.store.read_raw import read_raw

MOST_BYTES: Final = 64 << 20
"""Without a keyframe no more than about this size of segments is read back; some seconds of decoding."""


class Lines(NamedTuple):
    """Whole lines of the log, and the receive time of the last of them, microseconds UTC; null where none tells one."""

    data: bytes
    until_us: int | None


def span_of(root: Path) -> int | None:
    """When the log begins, microseconds UTC; None where there is none."""
    found = _segments(root)
    return found[0].begin_us if found else None


def lines_since(root: Path, since_us: int | None, until_us: int) -> Iterator[Lines]:
    """The log after `since_us`, oldest first; what ends at or before it is left out. Without `since_us` as much as
    MOST_BYTES of segments before `until_us`. The generator ends where the log ends now."""
    found = _segments(root)
    if since_us is None:
        found = _before(found, until_us)
    for place, segment in enumerate(found):
        following = found[place + 1].begin_us if place + 1 < len(found) else None
        if since_us is not None and following is not None and following < since_us:
            continue
        for data in read_raw(segment.path):
            stamp = last_stamp_us(data)
            if since_us is None or stamp is None or stamp > since_us:
                yield Lines(data, stamp)


def _segments(root: Path) -> list[Segment]:
    return segments(root, OsFiles()) if root.is_dir() else []


def _before(found: list[Segment], until_us: int) -> list[Segment]:
    """The segments that may hold `until_us`, those after it, and before it no more than MOST_BYTES."""
    first, size = len(found), 0
    for place in range(len(found) - 1, -1, -1):
        if found[place].begin_us <= until_us:
            size += found[place].bytes
            if size > MOST_BYTES and first < len(found):
                break
        first = place
    return found[first:]
