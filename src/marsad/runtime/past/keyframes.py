"""Keyframes: the picture of a room, kept now and then, from which a moment of the past is reached in seconds.

One is kept whenever the raw log has grown by some megabytes since the last, so that the way from a keyframe to any
moment is short, and all of them together take no more than half of what the log takes. They hold nothing that the log
does not tell: each may be deleted, and those go whose log is gone.

A file is an Arrow IPC file whose name tells the receive time up to which it is complete, and its checksum:
`<microseconds>-<crc32>.arrow`.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa

from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import segments
from marsad.tracks.picture import Picture
from marsad.tracks.saved import SavedPictureError, from_batch

GROWN_BYTES: Final = 8 << 20
"""So much of the compressed log, a second or two of decoding, is read to come from a keyframe to a moment,"""
GROWN_TIMES: Final = 2
"""and at least so many times what the last keyframe took."""
_NAME: Final = re.compile(r"(\d{1,18})-([0-9a-f]{8})\.arrow")
_OPTIONS: Final = pa.ipc.IpcWriteOptions(compression="zstd")


class Keyframe(NamedTuple):
    """A keyframe that is there; `until_us` is the receive time up to which it is complete."""

    until_us: int
    path: Path


class Keyframes:
    """The keyframes in one folder, of the room whose raw log lies in `raw`."""

    def __init__(self, folder: Path, raw: Path) -> None:
        self._folder, self._raw = folder, raw

    def save_if_due(self, batch: pa.RecordBatch, until_us: int) -> bool:
        """Keep a picture where the log has grown enough, and forget those whose log is gone. Raises OSError."""
        log = segments(self._raw, OsFiles()) if self._raw.is_dir() else []
        there = self.there()
        if log:
            for old in [one for one in there if one.until_us < log[0].begin_us]:
                old.path.unlink(missing_ok=True)
        if not log or (there and there[-1].until_us >= until_us):
            return False
        if there:
            last = there[-1]
            size = last.path.stat().st_size
            grown = sum(one.bytes for one in log if one.begin_us >= last.until_us)
            if grown < max(GROWN_BYTES, GROWN_TIMES * size):
                return False
        self._save(batch, until_us)
        return True

    def there(self) -> list[Keyframe]:
        """The keyframes that are there, the oldest first."""
        return sorted(self._find())

    def load_before(self, t_us: int, picture: Picture) -> int | None:
        """Take up the newest keyframe that is complete up to `t_us` or before, in an empty picture: up to when it is
        complete. None: there is none. One that is damaged, or of another version, is passed over."""
        for keyframe in reversed([one for one in self.there() if one.until_us <= t_us]):
            try:
                data = keyframe.path.read_bytes()
                if keyframe.path.name != _name(keyframe.until_us, data):
                    continue
                from_batch(pa.ipc.open_file(pa.BufferReader(data)).get_batch(0), picture)
            except (OSError, pa.ArrowException, SavedPictureError):
                continue
            return keyframe.until_us
        return None

    def _find(self) -> Iterator[Keyframe]:
        for path in self._folder.glob("*.arrow"):
            told = _NAME.fullmatch(path.name)
            if told is not None:
                yield Keyframe(int(told[1]), path)

    def _save(self, batch: pa.RecordBatch, until_us: int) -> None:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, batch.schema, options=_OPTIONS) as writer:
            writer.write_batch(batch)
        data = sink.getvalue().to_pybytes()
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "keyframe.new"
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._folder / _name(until_us, data))


def keyframes_in(data: Path) -> Path:
    """Where the keyframes of a data folder lie."""
    return data / "picture" / "past"


def _name(until_us: int, data: bytes) -> str:
    return f"{until_us}-{zlib.crc32(data):08x}.arrow"
