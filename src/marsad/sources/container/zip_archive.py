"""zip: every member, in the order of the archive, as a stream of its own."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from marsad.sources.container.expansion import Expansion
from marsad.sources.link.source_error import SourceError

MOST_MEMBERS = 10_000
_DIRECTORY_BYTES = 4 << 20
_ENCRYPTED = 1


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


Chunks = Iterator[bytes]


def zip_members(
    file: BinaryIO, name: str, member_of: Callable[[BinaryIO, str], Chunks]
) -> Iterator[tuple[str, Chunks]]:
    """Each member as (its name, its bytes), `member_of` unpacking it; its bytes come before the next is asked for.

    No file is made. A member that is a link, or whose path leads out of the archive, is refused, and one that is
    encrypted or damaged cannot be read: then its bytes raise SourceError. Folders are left out.
    """
    bounded = _Bounded(file, name)
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", bounded))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged(name, error) from error
    expansion = Expansion(name)
    with archive:
        members = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise SourceError(f"{name} has {len(members)} members, more than {MOST_MEMBERS}: unpack it.")
        for entry in members:
            yield entry.filename, _bytes_of(archive, entry, f"{name}: {entry.filename!a}", member_of, expansion,
                                            bounded.size)  # fmt: skip


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inner: str,
              member_of: Callable[[BinaryIO, str], Chunks], expansion: Expansion, size: int) -> Chunks:  # fmt: skip
    if entry.flag_bits & _ENCRYPTED:
        raise SourceError(f"{inner} is encrypted: unpack it with its password and name the file.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SourceError(f"{inner} is a link, which is not followed: put the file itself into the archive.")
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        raise SourceError(f"{inner} leads out of the archive and is not read: pack the files by their plain names.")
    try:
        with archive.open(entry) as member:
            for data in member_of(cast("BinaryIO", member), inner):
                # Overlapping members unpack the same bytes again and again: all that comes out counts.
                expansion.check(len(data), size)
                yield data
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(inner, error) from error


def _damaged(name: str, error: Exception) -> SourceError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return SourceError(f"{name} cannot be unpacked ({reason}): copy it again, or unpack it and name the file.")
