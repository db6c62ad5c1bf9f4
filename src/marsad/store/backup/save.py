"""Writing a backup: a tar file, or a folder."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from marsad.store.backup.holdings import Holding
from marsad.store.backup.manifest import NAME, Manifest
from marsad.store.backup.place import part_of, publish, write_file, writing_to
from marsad.store.disk.files import Files
from marsad.store.store_error import StoreError


class _Target(Protocol):
    def add(self, path: str, size: int, pieces: Iterator[bytes]) -> None: ...
    def close(self) -> None: ...


class _Tar:
    def __init__(self, path: Path, saved_us: int) -> None:
        self._file = path.open("xb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._mtime = saved_us // 1_000_000

    def add(self, path: str, size: int, pieces: Iterator[bytes]) -> None:
        about = tarfile.TarInfo(path)
        about.size, about.mtime, about.mode = size, self._mtime, 0o644
        self._tar.addfile(about, _Stream(pieces))

    def close(self) -> None:
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


class _Folder:
    def __init__(self, path: Path) -> None:
        path.mkdir()
        self._root = path

    def add(self, path: str, size: int, pieces: Iterator[bytes]) -> None:
        write_file(self._root / path, pieces)

    def close(self) -> None:
        """Every file was synced."""


class _Stream(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, None)) is not None:
            self._rest += piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def save(
    holdings: Iterable[Holding],
    digest: Callable[[], dict[str, str]],
    target: Path,
    saved_us: int,
    files: Files,
    done: Callable[[int], object] = lambda size: None,
) -> Manifest:
    """Write a backup: a tar file where the name ends in .tar, else a folder.

    `digest` is asked at the end; `done` hears how many bytes were saved. Raises StoreError where something has the name
    already, and where it cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target} is there already: name another file or folder.")
    manifest = Manifest(saved_us)
    with writing_to(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        to: _Target = _Tar(part_of(target), saved_us) if target.suffix == ".tar" else _Folder(part_of(target))
        for holding in holdings:
            summed = hashlib.sha256()
            to.add(holding.path, holding.size, _watched(holding.read(), summed.update, done))
            manifest.files[holding.path] = (holding.size, summed.hexdigest())
        manifest.digest = digest()
        content = manifest.to_bytes()
        to.add(NAME, len(content), iter([content]))
        to.close()
        publish(target, files)
    return manifest


def _watched(
    pieces: Iterator[bytes], update: Callable[[bytes], object], done: Callable[[int], object]
) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        done(len(piece))
        yield piece
