"""What a file is, by its first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from marsad.sources.container.expansion import CHUNK_BYTES, Expansion, GrowthError
from marsad.sources.container.gzip_stream import read_gzip
from marsad.sources.container.rewound import Rewound, head_of
from marsad.sources.container.zip_archive import zip_members
from marsad.sources.container.zstd_stream import read_zstd
from marsad.sources.link.source_error import SourceError

_HEAD_BYTES = 8
_LINE_ENDS = b"\r\n"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    *((bytes([n]) + b"\x2a\x4d\x18", "zstd") for n in range(0x50, 0x60)),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x04\x22\x4d\x18", "LZ4"),
)


def container_of(head: bytes) -> str | None:
    """The container that these first bytes begin; null for a plain file."""
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def unpack(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The bytes inside a stream, in chunks of at most 8 MiB, members of an archive one after the other.

    A member without a line end gets one before the next. Raises SourceError after what could be read was given, of a
    damaged member after all others.
    """
    troubles: list[SourceError] = []
    last = _LINE_ENDS[0]
    for number, (_, chunks) in enumerate(members(file, name)):
        if number and last not in _LINE_ENDS:
            last = _LINE_ENDS[0]
            yield b"\n"
        try:
            for data in chunks:
                last = data[-1]
                yield data
        except GrowthError:
            raise
        except SourceError as error:
            troubles.append(error)
    if troubles:
        raise troubles[0]


def members(file: BinaryIO, name: str) -> Iterator[tuple[str | None, Iterator[bytes]]]:
    """What a stream holds: (None, its bytes) where it is no archive, else each member's (name, bytes) in order.

    Chunks are of at most 8 MiB. The bytes of a member raise SourceError where they cannot be read on; the members
    behind it can. GrowthError, which is one, ends the whole.
    """
    try:
        head = head_of(file, _HEAD_BYTES)
    except OSError as error:
        raise _unreadable(name, error) from error
    kind = container_of(head)
    if kind != "zip":
        yield None, _readable(_stream(kind, Rewound(head, file), name, Expansion(name)), name)
        return
    if not file.seekable():
        raise SourceError(f"A zip archive cannot be read from {name}: save it as a file and name that.")
    for inner, chunks in zip_members(file, name, _member):
        yield inner, _readable(chunks, name)


def _readable(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from chunks
    except OSError as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError) -> SourceError:
    return SourceError(f"{name} cannot be read on ({error.strerror or error}): copy it from a sound disk.")


def _member(file: BinaryIO, name: str) -> Iterator[bytes]:
    # A zip archive of gzip files is common; an archive in an archive is not, and is given as it is.
    head = head_of(file, _HEAD_BYTES)
    kind = container_of(head)
    # The whole archive's growth is counted by its reader; a packed member is held to the same bound by itself.
    yield from _stream(kind if kind in ("gzip", "zstd") else None, Rewound(head, file), name, Expansion(name))


def _stream(kind: str | None, stream: Rewound, name: str, expansion: Expansion) -> Iterator[bytes]:
    if kind is None:
        while data := stream.read(CHUNK_BYTES):
            yield data
    elif kind == "gzip":
        yield from read_gzip(stream, name, expansion)
    elif kind == "zstd":
        yield from read_zstd(stream, name, expansion)
    else:
        raise SourceError(f"{name} is {kind}, which Marsad does not unpack: unpack it and name what was in it.")
