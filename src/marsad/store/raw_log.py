"""The raw log: everything heard, as NMEA with tag blocks, in checksummed zstd segments.

It is what all else is rebuilt from. Each `sync` writes one zstd frame (or several under a flood) and fsyncs it, so a
power cut loses what came after the last one. Form of a line: `raw/tag_lines`; of a segment: `raw/segment`; of a mark
where something is missing: `raw/gap`.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from marsad.store.disk.files import Files, OsFiles
from marsad.store.raw.gap import Gap, gap_line
from marsad.store.raw.queue import Count, Tagged, batches
from marsad.store.raw.segment import segments
from marsad.store.raw.segment_writer import SegmentWriter, is_full
from marsad.store.raw.tag_lines import SourceLines
from marsad.store.raw_log_status import RawLogStatus
from marsad.store.recovery import CLOSED_BYTES, Recovery, recover
from marsad.store.retention import Forecast, Retention, forecast
from marsad.store.store_error import StoreError

QUEUE_BYTES = 128 << 20
"""What may wait for a slow disk; about 7 s of 200,000 lines/s."""
WAIT_US = 10_000_000
"""A line without an end is written after so long."""
RESERVE_BYTES = 256 << 20


class RawLog:
    """Writes what every source heard; opening it recovers what an earlier run left torn.

    `append` (from the event loop) only tags and queues: no input or output, a few microseconds. `sync` compresses,
    writes and fsyncs: call it **at least each second in a worker thread** (`asyncio.to_thread(log.sync)`); both may
    run at once. Neither raises for a full or broken disk: `status()` tells, what cannot be kept is counted and
    marked in the log by a gap line, and writing resumes by itself.

    `root` is the folder `raw` under the data folder, `clock` gives microseconds UTC. `reserve_bytes` stay free for
    the journal and the alerts. Segments older than `keep_days` are deleted; null keeps all. Raises StoreError (one
    sentence) when the folder cannot be made or another process writes to it.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], int],
        *,
        files: Files | None = None,
        reserve_bytes: int = RESERVE_BYTES,
        keep_days: float | None = None,
        steady: Callable[[], float] = time.monotonic,  # noqa: TID251 - to notice a step of the clock
        closed_bytes: int | None = CLOSED_BYTES,
    ) -> None:
        self._root = Path(root)
        self._clock = clock
        self._files: Files = files or OsFiles()
        self._reserve_bytes = reserve_bytes
        self._queueing = threading.Lock()
        self._writing = threading.Lock()
        self._lock_handle = self._locked()
        self.recovery: Recovery = recover(self._root, files=self._files, closed_bytes=closed_bytes)
        """What an earlier run left damaged, with byte ranges; empty after a clean stop."""
        self._retention = Retention(keep_days, clock, steady)
        number = max((segment.number for segment in segments(self._root, self._files)), default=0)
        self._writer = SegmentWriter(self._root, self._files, reserve_bytes, number)
        self._closed = False
        # Under `_queueing`:
        self._sources: dict[str, SourceLines] = {}
        self._queued: list[Tagged] = []
        self._queued_bytes = 0
        self._lines = self._bytes = self._shed_lines = self._shed_bytes = 0
        self._gaps: dict[str, Gap] = {}
        # Under `_writing`:
        self._alarm: str | None = None
        self._message: str | None = None
        self._last_sync_us: int | None = None
        if self.recovery.lost:
            self._gaps["damaged"] = Gap("damaged", None, clock(), None, self.recovery.lost_bytes)

    def append(self, source: str, data: bytes, t_recv_us: int) -> None:
        """Queue what a source heard; however the bytes are cut, the same lines are logged.

        The last line stays back until its end comes, 64 KiB are there, 10 s passed in silence, or `close`. A line
        carries the time at which its first byte was received. ValueError for a name that no tag block can carry, and
        after `close`.
        """
        with self._queueing:
            if self._closed:
                raise ValueError("the raw log is closed")
            lines_of = self._sources.get(source)
            if lines_of is None:
                lines_of = self._sources[source] = SourceLines(source)
            self._bytes += len(data)
            self._queue(*lines_of.feed(data, t_recv_us), t_recv_us)

    def sync(self) -> RawLogStatus:
        """Bring everything queued to disk; close segments by hour and size; delete what is past its days."""
        with self._writing:
            now_us = self._clock()
            with self._queueing:
                for lines_of in self._sources.values():
                    # A stepped clock counts as time passed.
                    if lines_of.waiting and abs(now_us - lines_of.waiting_since_us) >= WAIT_US:
                        self._queue(*lines_of.end(), lines_of.waiting_since_us)
                queued, self._queued, self._queued_bytes = self._queued, [], 0
            self._write_all(queued, now_us)
            self._last_sync_us = now_us
            return self._status()

    def status(self) -> RawLogStatus:
        """How the log is doing; never waits for the disk."""
        return self._status()

    def forecast(self) -> Forecast:
        """When the disk will be full; reads the folder, so not for each second."""
        return forecast(self._root, self._files, self._clock(), self._reserve_bytes, self._retention.keep_days)

    def close(self) -> None:
        """Write what waits, partial lines too, and seal the segment with its SHA-256. A second call does nothing."""
        with self._writing:
            with self._queueing:
                if self._closed:
                    return
                self._closed = True
                for lines_of in self._sources.values():
                    self._queue(*lines_of.end(), lines_of.waiting_since_us)
                queued, self._queued, self._queued_bytes = self._queued, [], 0
            now_us = self._clock()
            self._write_all(queued, now_us)
            with contextlib.suppress(OSError):
                # Its failure was told by `_write_all`; only the seal could be missing, and recovery sets it.
                self._writer.leave()
            self._files.close(self._lock_handle)

    def _queue(self, data: bytes, lines: int, t_recv_us: int) -> None:
        self._lines += lines
        if not data:
            return
        if self._queued_bytes + len(data) > QUEUE_BYTES:
            self._shed(Gap("behind", t_recv_us, t_recv_us, lines, len(data)))
            return
        self._queued.append(Tagged(data, lines, t_recv_us))
        self._queued_bytes += len(data)

    def _shed(self, gap: Gap) -> None:
        self._shed_lines += gap.lines or 0
        self._shed_bytes += gap.bytes
        before = self._gaps.get(gap.reason)
        self._gaps[gap.reason] = gap if before is None else before.joined(gap)

    def _shed_all(self, error: OSError, lost: list[Count], now_us: int) -> None:
        with self._queueing:
            for batch in lost:
                self._shed(Gap(_alarm_of(error), batch.t_recv_us, now_us, batch.lines, batch.size))

    def _write_all(self, queued: list[Tagged], now_us: int) -> None:
        trouble: OSError | None = None
        try:
            # Even when nothing waits: the alarm must end when there is space again.
            self._writer.ready(now_us)
            self._mark_gaps(now_us)
        except OSError as error:
            trouble = error
        for batch in batches(queued):
            if trouble is None:
                try:
                    self._writer.write(batch.data, batch.counted(), now_us)
                    continue
                except OSError as error:
                    trouble = error
            self._shed_all(trouble, [batch.counted()], now_us)
        try:
            self._writer.sync()
        except OSError as error:
            trouble = error
        if trouble is not None:
            self._shed_all(trouble, self._writer.take_lost(), now_us)
        self._alarm, self._message = (None, None) if trouble is None else (_alarm_of(trouble), self._say(trouble))
        self._retain(now_us)

    def _mark_gaps(self, now_us: int) -> None:
        with self._queueing:
            gaps, self._gaps = self._gaps, {}
        if not gaps:
            return
        try:
            self._writer.write(b"".join(gap_line(gap, now_us) for gap in gaps.values()), None, now_us)
        except OSError:
            with self._queueing:
                self._gaps = {**self._gaps, **gaps}
            raise

    def _say(self, trouble: OSError) -> str:
        if _alarm_of(trouble) == "disk_full":
            return (
                f"The disk of {self._root} is full: delete something or set fewer days to keep; "
                "what is heard now is not kept until there is space."
            )
        return (
            f"{self._root} cannot be written ({trouble.strerror or trouble}): check the disk and its rights; "
            "what is heard now is not kept."
        )

    def _retain(self, now_us: int) -> None:
        current = None if self._writer.segment is None else self._writer.segment.path
        try:
            self._retention.apply(self._root, self._files, now_us, current)
        except OSError as error:
            if self._alarm is None:
                self._alarm, self._message = "write_failed", self._say(error)

    def _status(self) -> RawLogStatus:
        with self._queueing:
            alarm, message, segment = self._alarm, self._message, self._writer.segment
            if alarm is None and "behind" in self._gaps:
                alarm = "behind"
                message = (
                    f"The disk of {self._root} is too slow: some of what was heard is not kept; use a faster disk."
                )
            return RawLogStatus(
                alarm=alarm,
                message=message,
                shedding=alarm is not None,
                lines=self._lines,
                bytes=self._bytes,
                shed_lines=self._shed_lines,
                shed_bytes=self._shed_bytes,
                pending_bytes=self._queued_bytes,
                free_bytes=self._writer.free_bytes,
                reserve_bytes=self._reserve_bytes,
                segment=None if segment is None else segment.path,
                segment_bytes=0 if segment is None else segment.bytes,
                last_sync_us=self._last_sync_us,
            )

    def _locked(self) -> int:
        try:
            self._files.make_folder(self._root)
            return self._files.lock(self._root / ".lock")
        except BlockingIOError as error:
            raise StoreError(
                f"Another Marsad writes to {self._root}: stop it, or name another folder with --data."
            ) from error
        except OSError as error:
            raise StoreError(
                f"{self._root} cannot be written ({error.strerror or error}): check the folder and its rights."
            ) from error


def _alarm_of(error: OSError) -> str:
    return "disk_full" if is_full(error) else "write_failed"
