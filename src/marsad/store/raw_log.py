"""The raw log: everything heard, as NMEA with tag blocks, in checksummed zstd segments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from marsad.store.disk.files import Files
from marsad.store.recovery import Recovery


@dataclass(frozen=True)
class RawLogStatus:
    """How the raw log is doing, read at any time from any thread."""

    alarm: str | None
    """`disk_full` (what is heard is shed to keep the reserve), `write_failed`, `behind` (the disk is too slow), or null."""
    message: str | None
    """The alarm as one sentence that says what to do."""
    shedding: bool
    lines: int
    """Lines appended since the start, shed ones included."""
    bytes: int
    """Bytes heard since the start, shed ones included."""
    shed_lines: int
    shed_bytes: int
    pending_bytes: int
    """Tagged bytes that wait for the next `sync`."""
    free_bytes: int
    reserve_bytes: int
    segment: Path | None
    last_sync_us: int | None
    """When all that was heard before was last safe on disk."""


class RawLog:
    """Writes what every source heard; opening it recovers what an earlier run left torn.

    `append` (event loop) only tags and queues: it does no input or output and takes a few microseconds. `sync`
    compresses, writes and fsyncs: call it **at least each second, in a worker thread** (`asyncio.to_thread(log.sync)`);
    the two may run at the same time. Neither ever raises for a full or broken disk: `status()` tells, and writing
    resumes by itself. `append` after `close` raises ValueError.

    `root` is the folder `raw` under the data folder; `clock` gives microseconds UTC.
    Raises StoreError when the folder cannot be written or another process writes to it.
    """

    recovery: Recovery
    """What was found damaged at the start, with byte ranges; empty after a clean stop."""

    def __init__(
        self,
        root: Path,
        clock: Callable[[], int],
        *,
        files: Files | None = None,
        reserve_bytes: int = 256 << 20,
        keep_days: float | None = None,
    ) -> None: ...

    def append(self, source: str, data: bytes, t_recv_us: int) -> None:
        """Queue what a source heard. However the bytes are cut, the same lines are logged.

        The last line stays back until its end comes (or 10 s, or 64 KiB, or `close`); a line carries the
        time of the chunk that completed it.
        """

    def sync(self) -> RawLogStatus:
        """Bring everything queued to disk, fsynced; rotate by hour and size; delete what `keep_days` lets go."""

    def status(self) -> RawLogStatus:
        """How the log is doing now."""

    def close(self) -> None:
        """Write partial lines too, sync, and seal the segment with its SHA-256."""
