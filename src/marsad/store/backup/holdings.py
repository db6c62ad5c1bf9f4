"""The files that a backup consists of: a lake at one version, and a data folder as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from marsad.store.disk.files import Files
from marsad.store.lake.lake import Lake
from marsad.store.raw.frames import stretches
from marsad.store.raw.segment import PART, parse, sealed_as
from marsad.store.store_error import StoreError

_LEFT_OUT = ("kernels",)
"""Folders of the data folder that can be made again."""


@dataclass(frozen=True)
class Holding:
    """One file to be saved."""

    path: str
    """Within the backup."""
    size: int
    read: Callable[[], Iterator[bytes]]
    """Its content in pieces."""


def of_lake(lake: Lake) -> Iterator[Holding]:
    """A lake as its newest version has it, with logs of their own; who writes to it meanwhile does not disturb."""
    for name, size, read in lake.snapshot():
        yield Holding(f"lake/{name}", size, read)


def of_data(root: Path, files: Files) -> Iterator[Holding]:
    """A data folder: all files, of a raw log that is being written the frames that are whole."""
    if not root.is_dir():
        raise StoreError(f"There is no data folder {root}: name the one `marsad doctor` prints.")
    raw = root / "raw"
    for path, size in files.find(root):
        name = path.relative_to(root)
        if name.parts[0] in _LEFT_OUT or path.name.startswith(".") or path.name.endswith(PART) or path.is_symlink():
            continue
        segment = parse(raw, path, size) if name.parts[0] == "raw" else None
        if segment is not None and sealed_as(path, files) is None:
            # Whole frames only: half a one is what a writer has not synced yet.
            content = files.read(path)
            ends = [stretch.end for stretch in stretches(content) if stretch.content is not None]
            yield _of_bytes(f"data/{name.as_posix()}", content[: max(ends, default=0)])
        else:
            yield Holding(f"data/{name.as_posix()}", size, partial(_pieces, path, size))


def _of_bytes(path: str, content: bytes) -> Holding:
    return Holding(path, len(content), lambda: iter([content]))


def _pieces(path: Path, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while size > 0:
            piece = file.read(min(size, 1 << 20))
            if not piece:
                raise StoreError(f"{path} became shorter while it was saved: run this again.")
            size -= len(piece)
            yield piece
