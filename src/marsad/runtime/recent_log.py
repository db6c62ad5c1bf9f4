"""The newest part of the raw log, read back at a start to bring the picture up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import segments
from marsad.store.read_raw import read_raw

_STAMP = re.compile(rb"\\[^\\\n]{0,80}?c:(\d{13})\b")


def recent_lines(root: Path, since_us: int, most_bytes: int | None = None) -> Iterator[bytes]:
    """Chunks of whole lines of the raw log, oldest first, leaving out those that end before `since_us`.

    Whole chunks are kept, so a little comes that is older. Damage is passed over: it was reported when the log opened.
    `most_bytes` bounds the size of the segments read, the newest first (one is always read); null reads them all.
    """
    found = segments(root, OsFiles()) if root.is_dir() else []
    while most_bytes is not None and len(found) > 1 and sum(segment.bytes for segment in found) > most_bytes:
        del found[0]
    for place, segment in enumerate(found):
        if place + 1 < len(found) and found[place + 1].begin_us < since_us:
            continue
        for chunk in read_raw(segment.path):
            newest = last_stamp_us(chunk)
            if newest is None or newest >= since_us:
                yield chunk


def last_stamp_us(lines: bytes) -> int | None:
    """Receive time on the last line that tells one, microseconds UTC."""
    stamps = _STAMP.findall(lines[-4096:])
    return int(stamps[-1]) * 1000 if stamps else None
