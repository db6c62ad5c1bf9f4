"""A segment of the raw log: `YYYY/MM/DD/HHMMSS-<n>.nmea.zst`, and its SHA-256 beside it once it is closed.

The number grows over the whole log and gives the order, which a stepped clock does not. The sidecar has the form that
`sha256sum -c` reads; a segment without one was not closed.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from marsad.store.disk.files import Files

SUFFIX = ".nmea.zst"
SEAL = ".sha256"
DAMAGED = ".damaged"
PART = ".part"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PATH = re.compile(r"(\d{4})/(\d\d)/(\d\d)/(\d\d)(\d\d)(\d\d)-(\d{1,12})\.nmea\.zst")


@dataclass(frozen=True, order=True)
class Segment:
    """A segment that is there."""

    number: int
    begin_us: int
    path: Path
    bytes: int


def begin_time(at_us: int) -> datetime:
    """UTC, to the second."""
    return _EPOCH + timedelta(seconds=at_us // 1_000_000)


def path_of(root: Path, begin_us: int, number: int) -> Path:
    """Where a segment that begins at this time lies."""
    return root / f"{begin_time(begin_us):%Y/%m/%d/%H%M%S}-{number:06d}{SUFFIX}"


def sibling(path: Path, suffix: str) -> Path:
    """A file that belongs to a segment."""
    return path.with_name(path.name + suffix)


def parse(root: Path, path: Path, size: int) -> Segment | None:
    """The segment of this name; null for any other file."""
    match = _PATH.fullmatch(path.relative_to(root).as_posix())
    if match is None:
        return None
    *date, number = (int(group) for group in match.groups())
    try:
        begin = datetime(*date, tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    return Segment(number, (begin - _EPOCH) // timedelta(microseconds=1), path, size)


def segments(root: Path, files: Files) -> list[Segment]:
    """Every segment of a log, in the order it was written."""
    found = (parse(root, path, size) for path, size in files.find(root))
    return sorted(segment for segment in found if segment is not None)


class OpenSegment:
    """The segment that is being written. What raises OSError leaves it as it was, or `torn`."""

    def __init__(self, path: Path, files: Files) -> None:
        files.make_folder(path.parent)
        self.path = path
        self.bytes = 0
        self.torn = False
        """It may end in half a frame: it must be left without a seal, for recovery to look at."""
        self._files = files
        self._digest = hashlib.sha256()
        self._unsynced = False
        self._handle = files.create(path)
        try:
            files.fsync_folder(path.parent)
        except OSError:
            files.close(self._handle)
            with contextlib.suppress(OSError):
                files.remove(path)
            raise

    def write(self, frame: bytes) -> None:
        """Append a frame, whole or not at all."""
        try:
            self._files.write(self._handle, frame)
        except OSError:
            self.torn = True
            with contextlib.suppress(OSError):
                self._files.truncate(self._handle, self.bytes)
                self.torn = False
            raise
        self._digest.update(frame)
        self.bytes += len(frame)
        self._unsynced = True

    def sync(self) -> None:
        """Bring what was written to disk. After a failure nothing is known of it: the segment is torn."""
        if not self._unsynced:
            return
        try:
            self._files.fsync(self._handle)
        except OSError:
            self.torn = True
            raise
        self._unsynced = False

    @property
    def there(self) -> bool:
        """Whether it still has its name: someone who needs space may delete it, and no one would find what follows."""
        return self._files.linked(self._handle)

    def abandon(self) -> None:
        """Give the handle back without a seal: recovery looks at it at the next start."""
        self._files.close(self._handle)

    def close(self) -> None:
        """Seal what was synced and give the handle back. Without space for the seal recovery sets it later."""
        self._files.close(self._handle)
        seal(self.path, self._digest.hexdigest(), self._files)


def seal(path: Path, sha256: str, files: Files) -> None:
    """Write a segment's sidecar, whole or not at all."""
    put(sibling(path, SEAL), f"{sha256}  {path.name}\n".encode(), files)


def sealed_as(path: Path, files: Files) -> str | None:
    """The SHA-256 that a segment was sealed with; null if it has no seal, or one that cannot be read."""
    try:
        text = files.read(sibling(path, SEAL))
    except FileNotFoundError:
        return None
    match = re.match(rb"[0-9a-f]{64}(?=  )", text)
    return match.group().decode() if match else None


def put(path: Path, data: bytes, files: Files) -> None:
    """Make a file durably under its final name only when it is whole."""
    part = sibling(path, PART)
    with contextlib.suppress(FileNotFoundError):
        files.remove(part)
    write_new(part, data, files)
    files.rename(part, path)
    files.fsync_folder(path.parent)


def write_new(path: Path, data: bytes, files: Files) -> None:
    """Make a file durably."""
    handle = files.create(path)
    try:
        files.write(handle, data)
        files.fsync(handle)
    finally:
        files.close(handle)
    files.fsync_folder(path.parent)
