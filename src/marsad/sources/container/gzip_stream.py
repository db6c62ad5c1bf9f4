"""gzip (RFC 1952), several members one after the other."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from marsad.sources.container.expansion import CHUNK_BYTES, Expansion
from marsad.sources.container.rewound import Rewound
from marsad.sources.link.source_error import SourceError

_GZIP = 31
_READ_BYTES = 1 << 20


def read_gzip(stream: Rewound, name: str, expansion: Expansion) -> Iterator[bytes]:
    """The bytes inside; zeros after the last member are padding, anything else is damage."""
    waiting = stream.read(_READ_BYTES)
    while waiting:
        member = zlib.decompressobj(_GZIP)
        while not member.eof:
            try:
                data = member.decompress(waiting, CHUNK_BYTES)
            except zlib.error as error:
                raise SourceError(
                    f"{name} is damaged before byte {stream.consumed} ({error}): copy it from where it came from."
                ) from error
            waiting = member.unconsumed_tail
            if data:
                expansion.check(len(data), stream.consumed)
                yield data
            elif not waiting and not member.eof:
                waiting = stream.read(_READ_BYTES)
                if not waiting:
                    raise SourceError(f"{name} ends in the middle: its last part is missing, copy it again.")
        waiting = member.unused_data.lstrip(b"\0")
        while not waiting and (more := stream.read(_READ_BYTES)):
            waiting = more.lstrip(b"\0")
