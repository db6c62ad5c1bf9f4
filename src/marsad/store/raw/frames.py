"""The frames of a segment (zstd, RFC 8878): making them, and finding the sound ones among damage.

A segment is nothing but zstd frames, each whole in itself, holding whole lines, its size and a checksum. So a torn
tail costs one frame, and behind damage reading goes on at the next frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import zstandard

MAGIC = b"\x28\xb5\x2f\xfd"
FRAME_BYTES = 4 << 20
"""Most tagged bytes in one frame (one line more at most)."""
_LARGEST_CONTENT_BYTES = 16 << 20
_CHECKSUM_BYTES = 4
_RLE, _RESERVED = 1, 3


@dataclass(frozen=True)
class Stretch:
    """Bytes of a segment from `begin` up to, not including, `end`."""

    begin: int
    end: int
    content: bytes | None
    """The lines of a sound frame; null if the stretch is damaged."""


def compressor() -> zstandard.ZstdCompressor:
    """Makes frames: `.compress(lines)`."""
    return zstandard.ZstdCompressor(level=3, write_checksum=True, write_content_size=True)


_EMPTY = compressor().compress(b"")


def stretches(data: bytes) -> Iterator[Stretch]:
    """A segment as sound frames and the damaged stretches between them, in order, without holes."""
    decompressor = zstandard.ZstdDecompressor()
    at = damaged = 0
    while at < len(data):
        end = _frame_end(data, at)
        content = None if end is None else _content(decompressor, data[at:end])
        if end is None or content is None:
            following = data.find(MAGIC, at + 1)
            at = len(data) if following < 0 else following
            continue
        if damaged < at:
            yield Stretch(damaged, at, None)
        yield Stretch(at, end, content)
        at = damaged = end
    if damaged < at:
        yield Stretch(damaged, at, None)


def _frame_end(data: bytes, at: int) -> int | None:
    """Where the frame that begins here ends, by its block headers; null if none that Marsad wrote does."""
    if not data.startswith(MAGIC, at) or at + 6 > len(data):
        return None
    flags = data[at + 4]
    single = flags >> 5 & 1
    size = (single, 2, 4, 8)[flags >> 6]
    if not flags >> 2 & 1 or flags & 3 or not size:
        return None
    at += 5 + (1 - single) + size
    while at + 3 <= len(data):
        word = int.from_bytes(data[at : at + 3], "little")
        kind = word >> 1 & 3
        if kind == _RESERVED:
            return None
        at += 3 + (1 if kind == _RLE else word >> 3)
        if word & 1:
            at += _CHECKSUM_BYTES
            return at if at <= len(data) else None
    return None


def _content(decompressor: zstandard.ZstdDecompressor, frame: bytes) -> bytes | None:
    try:
        size = zstandard.frame_content_size(frame)
        if not 0 <= size <= _LARGEST_CONTENT_BYTES:
            return None
        if not size:  # the library does not look at the rest of a frame that says it is empty
            return b"" if frame == _EMPTY else None
        return decompressor.decompress(frame, max_output_size=size)
    except zstandard.ZstdError:
        return None
