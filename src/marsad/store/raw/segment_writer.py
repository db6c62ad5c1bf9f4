"""Frames into segments: when one is closed, when the disk counts as full, and what a failure may have cost."""

from __future__ import annotations

import errno
from pathlib import Path

from marsad.store.disk.files import Files
from marsad.store.raw.frames import compressor
from marsad.store.raw.queue import Count
from marsad.store.raw.segment import OpenSegment, path_of

SEGMENT_BYTES = 64 << 20
"""A segment is closed at this size, and with the hour."""
_HOUR_US = 3_600_000_000


def is_full(error: OSError) -> bool:
    """Whether the disk has no space (or the user no quota) rather than a fault."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


class SegmentWriter:
    """The segment that is being written and the one after it. Every method may raise OSError and be called again."""

    def __init__(self, root: Path, files: Files, reserve_bytes: int, number: int) -> None:
        self.segment: OpenSegment | None = None
        self.free_bytes: int | None = None
        """Free on the disk when last asked; null before."""
        self._root = root
        self._files = files
        self._reserve_bytes = reserve_bytes
        self._number = number
        self._hour = 0
        self._full = False
        self._compressor = compressor()
        self._unsynced: list[Count] = []
        self._lost: list[Count] = []

    def ready(self, now_us: int) -> None:
        """Close the segment of an hour that is past, and see that there is space."""
        self._rotate(now_us)
        self._check_space(0)

    def write(self, lines: bytes, count: Count | None, now_us: int) -> None:
        """Append whole lines as one frame, or nothing; `count` is what is lost if the next sync fails."""
        frame = self._compressor.compress(lines)
        self._check_space(len(frame))
        self._rotate(now_us)
        if self.segment is None:
            self._number += 1
            self._hour = now_us // _HOUR_US
            self.segment = OpenSegment(path_of(self._root, now_us, self._number), self._files)
        try:
            self.segment.write(frame)
        except OSError as error:
            self._full = is_full(error)
            raise
        if count is not None:
            self._unsynced.append(count)

    def sync(self) -> None:
        """Bring the segment to disk; one that may be torn is left, for recovery to look at."""
        if self.segment is None:
            return
        try:
            self.segment.sync()
        except OSError:
            # Nothing is known of what was written since the last sync: it counts as lost, though it may be there.
            self._lost += self._unsynced
            raise
        finally:
            self._unsynced = []
            if self.segment.torn:
                self.segment.abandon()
                self.segment = None

    def leave(self) -> None:
        """Sync and seal the segment."""
        self.sync()
        segment, self.segment = self.segment, None
        if segment is not None:
            segment.close()

    def take_lost(self) -> list[Count]:
        """What failed syncs cost since this was last asked."""
        lost, self._lost = self._lost, []
        return lost

    def _rotate(self, now_us: int) -> None:
        segment = self.segment
        if segment is not None and not segment.there:
            segment.abandon()
            self.segment = None
        elif segment is not None and (segment.bytes >= SEGMENT_BYTES or self._hour != now_us // _HOUR_US):
            self.leave()

    def _check_space(self, wanted: int) -> None:
        self.free_bytes = self._files.free_bytes(self._root)
        # Once it is full it waits for some space, so that the alarm does not flutter.
        slack = self._reserve_bytes // 4 if self._full else 0
        self._full = self.free_bytes - wanted < self._reserve_bytes + slack
        if self._full:
            raise OSError(errno.ENOSPC, "only the reserve is left")
