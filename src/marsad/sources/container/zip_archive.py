"""zip: every member, in the order of the archive, as a stream."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from marsad.sources.container.expansion import Expansion, GrowthError
from marsad.sources.link.source_error import SourceError

MOST_MEMBERS = 10_000
_DIRECTORY_BYTES = 4 << 20
_ENCRYPTED = 1
_LINE_ENDS = b"\r\n"


class _Bounded:
    """The archive's file, refusing to read its directory, which the zip module loads whole, beyond a bound."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.size = file.seek(0, 2)
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            size = max(0, self.size - self.tell())
        if size > _DIRECTORY_BYTES:
            raise SourceError(f"{self._name} has more than {MOST_MEMBERS} members: unpack it and name the files.")
        return self._file.read(size)


def read_zip(file: BinaryIO, name: str, member_of: Callable[[BinaryIO, str], Iterator[bytes]]) -> Iterator[bytes]:
    """The bytes of all members, `member_of` unpacking each.

    Names, links and paths in the archive mean nothing here: no file is made. A member without a line end gets one
    before the next. One that cannot be read is told about at the end, after all others were given.
    """
    bounded = _Bounded(file, name)
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", bounded))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged(name, error) from error
    expansion = Expansion(name)
    troubles: list[SourceError] = []
    last = _LINE_ENDS[0]
    with archive:
        members = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise SourceError(f"{name} has {len(members)} members, more than {MOST_MEMBERS}: unpack it.")
        for entry in members:
            inner = f"{name}: {entry.filename!a}"
            if entry.flag_bits & _ENCRYPTED:
                troubles.append(SourceError(f"{inner} is encrypted: unpack it with its password and name the file."))
                continue
            try:
                if last not in _LINE_ENDS:
                    last = _LINE_ENDS[0]
                    yield b"\n"
                with archive.open(entry) as member:
                    for data in member_of(cast("BinaryIO", member), inner):
                        # Overlapping members unpack the same bytes again and again: all that comes out counts.
                        expansion.check(len(data), bounded.size)
                        last = data[-1]
                        yield data
            except GrowthError:
                raise
            except SourceError as error:
                troubles.append(error)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
                troubles.append(_damaged(inner, error))
    if troubles:
        raise troubles[0]


def _damaged(name: str, error: Exception) -> SourceError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return SourceError(f"{name} cannot be unpacked ({reason}): copy it again, or unpack it and name the file.")
