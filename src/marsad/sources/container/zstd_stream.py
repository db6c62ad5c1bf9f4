"""zstd (RFC 8878), several frames one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from marsad.sources.container.expansion import CHUNK_BYTES, Expansion
from marsad.sources.container.rewound import Rewound
from marsad.sources.container.zstd_frames import FrameEnds
from marsad.sources.link.source_error import SourceError

_LARGEST_WINDOW_BYTES = 128 << 20
_READ_BYTES = 1 << 20


class _Watched:
    """Lets the frame watch see each byte that the decompressor reads."""

    def __init__(self, stream: Rewound) -> None:
        self._stream = stream
        self.frames = FrameEnds()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.frames.feed(data)
        return data


def read_zstd(stream: Rewound, name: str, expansion: Expansion) -> Iterator[bytes]:
    """The bytes inside. A window over 128 MiB is refused, as by the zstd program."""
    import zstandard

    watched = _Watched(stream)
    packed = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW_BYTES).stream_reader(
        cast("BinaryIO", watched), read_size=_READ_BYTES, read_across_frames=True
    )
    while True:
        try:
            data = packed.read(CHUNK_BYTES)
        except zstandard.ZstdError as error:
            raise SourceError(
                f"{name} is damaged before byte {stream.consumed} ({error}): copy it from where it came from."
            ) from error
        if not data:
            break
        expansion.check(len(data), stream.consumed)
        yield data
    # The decompressor itself takes a stream that stops within a frame for one that is complete.
    if not watched.frames.between:
        raise SourceError(f"{name} ends in the middle: its last part is missing, copy it again.")
