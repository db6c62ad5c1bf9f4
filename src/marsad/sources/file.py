"""A file, or `file:///path`: plain, gzip, zstd or zip, told by its content."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import BinaryIO, TypeVar

from marsad.sources.container.detect import members, unpack
from marsad.sources.link.health import Health
from marsad.sources.link.reception import Reception
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.source_error import SourceError, SourceUrlError
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl

T = TypeVar("T")
Opened = Iterator[tuple[str | None, Iterator[bytes]]]


def open_file(path: str | os.PathLike[str]) -> Iterator[bytes]:
    """The bytes of a file, unpacked as they are read: chunks of at most 16 MiB, nothing is written anywhere.

    Plain, gzip, zstd and zip (all its members, one after the other) are told apart by content; `-` is standard
    input. Raises SourceError (one sentence) at once if the file cannot be opened, and from the iterator, after all
    that could be read was given, if it is damaged, cut short, encrypted, or grows more than a hundredfold.
    """
    file, name = _open(path)
    return _closing(file, unpack(file, name))


def open_members(path: str | os.PathLike[str]) -> Opened:
    """The same, each member of an archive by its name and as a stream of its own; a file that is none has no name.

    The bytes of one member are to be read before the next is asked for.
    """
    file, name = _open(path)
    return _closing(file, members(file, name))


def open_standard_input() -> BinaryIO:
    """Standard input, unbuffered: what came of a pipe goes on at once, and does not wait for a full buffer.

    Raises SourceError where the process has none.
    """
    if sys.stdin is None:
        raise SourceError("Standard input is closed: start Marsad at the end of a pipe.")
    raw: BinaryIO = sys.stdin.buffer.raw  # type: ignore[union-attr]
    return raw


def _open(path: str | os.PathLike[str]) -> tuple[BinaryIO, str]:
    if os.fspath(path) == "-":
        return open_standard_input(), "standard input"
    try:
        return Path(path).open("rb", buffering=0), str(path)
    except FileNotFoundError as error:
        raise SourceError(f"{path} is not there: check the spelling and the folder.") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder: name a file in it.") from error
    except PermissionError as error:
        raise SourceError(f"{path} may not be read: ask its owner for the right, or copy it.") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be opened ({error}): check the path.") from error


def _closing(file: BinaryIO, what: Iterator[T]) -> Iterator[T]:
    if file.fileno() == 0:
        yield from what
        return
    with file:
        yield from what


class FileSource:
    """A file as a feed, read as fast as the sink takes it; each chunk is stamped when it is read."""

    def __init__(self, url: SourceUrl, name: str, clock: Clock, _rng: Random) -> None:
        if url.host or not url.path:
            raise SourceUrlError(f"{url.text}: write the whole path, as in file:///var/log/ais.nmea.gz.")
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self._path = url.path
        self._clock = clock

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        try:
            chunks = await asyncio.to_thread(open_file, self._path)
            self.health.link_up()
            while (data := await asyncio.to_thread(next, chunks, None)) is not None:
                await reception.hear(data)
        except SourceError as error:
            self.health.failed(str(error))
            raise
        self.health.ended()


SOURCE = Transport("path/to/file.nmea.gz", FileSource)
