"""A lake in a folder: each file is written under another name, synced, and only then given its own."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.fs

from marsad.store.disk.files import Files, OsFiles
from marsad.store.lake.shelf import PART

LOCK = ".lock"


class LocalShelf:
    """See `Shelf`. Everything that changes the disk goes through `files`."""

    def __init__(self, root: Path, files: Files | None = None) -> None:
        self.root = root
        self.url = str(root)
        self._files: Files = files or OsFiles()
        self._numbers = itertools.count()
        self._handle: int | None = None
        self._sure: set[Path] = set()

    @property
    def filesystem(self) -> pa.fs.FileSystem:
        return pa.fs.LocalFileSystem()

    def path_of(self, name: str) -> str:
        return self.url_of(name)

    @property
    def locked(self) -> bool:
        return self._handle is not None

    def url_of(self, name: str) -> str:
        return str(self.root.absolute() / name)

    def read(self, name: str) -> bytes:
        return self._files.read(self.root / name)

    def open(self, name: str) -> Any:
        return pa.memory_map(str(self.root / name))

    def names(self, folder: str) -> list[tuple[str, int]]:
        found = self._files.find(self.root / folder)
        return [(path.relative_to(self.root).as_posix(), size) for path, size in found]

    def age_us(self, name: str, now_us: int) -> int:
        return now_us - (self.root / name).stat().st_mtime_ns // 1000

    def holds(self, name: str, data: pa.Buffer) -> bool:
        path = self.root / name
        try:
            if not data.equals(pa.py_buffer(self._files.read(path))):
                return False
        except FileNotFoundError:
            return False
        # A run that was killed may have named it and not come to make the name durable.
        self._folder(path.parent)
        self._files.fsync_folder(path.parent)
        return True

    def put(self, name: str, data: bytes | pa.Buffer) -> None:
        path = self.root / name
        self._folder(path.parent)
        part = self._written(path, data)
        with self._tidied([part]):
            self._files.rename(part, path)
        self._files.fsync_folder(path.parent)

    def put_new(self, objects: list[tuple[str, bytes]]) -> str | None:
        parts: list[Path] = []
        with self._tidied(parts):
            for name, data in objects:
                path = self.root / name
                self._folder(path.parent)
                parts.append(self._written(path, data))
            for (name, _), part in zip(objects, parts, strict=True):
                path = self.root / name
                try:
                    self._files.link(part, path)
                except FileExistsError:
                    return name
                self._files.fsync_folder(path.parent)
        return None

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._files.remove(self.root / name)

    def lock(self) -> None:
        if self._handle is None:
            self._files.make_folder(self.root)
            self._handle = self._files.lock(self.root / LOCK)

    def release(self) -> None:
        if self._handle is not None:
            self._files.close(self._handle)
            self._handle = None

    def _folder(self, folder: Path) -> None:
        if folder in self._sure:
            return
        self._files.make_folder(folder)
        while folder != self.root and folder not in self._sure:
            # One that is there may be of a run that was killed before it made the name durable.
            self._files.fsync_folder(folder.parent)
            self._sure.add(folder)
            folder = folder.parent

    def _written(self, path: Path, data: bytes | pa.Buffer) -> Path:
        part = path.with_name(f".{path.name}.{next(self._numbers)}{PART}")
        try:
            handle = self._files.create(part)
        except FileExistsError:
            # Of a run that was killed.
            self._files.remove(part)
            handle = self._files.create(part)
        try:
            self._files.write(handle, data)
            self._files.fsync(handle)
        except OSError:
            self._files.close(handle)
            self._drop([part])
            raise
        self._files.close(handle)
        return part

    @contextlib.contextmanager
    def _tidied(self, parts: list[Path]) -> Iterator[None]:
        try:
            yield
        finally:
            self._drop(parts)

    def _drop(self, parts: Iterable[Path]) -> None:
        for part in parts:
            with contextlib.suppress(OSError):
                self._files.remove(part)
