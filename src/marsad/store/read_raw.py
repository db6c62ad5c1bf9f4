"""Reading the raw log back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.store.disk.files import Files, OsFiles
from marsad.store.raw.frames import stretches
from marsad.store.raw.segment import SUFFIX, segments
from marsad.store.store_error import StoreError

OnDamage = Callable[[Path, int, int], None]
"""Told of each damaged stretch that is passed over: segment, first byte, one past the last."""


def read_raw(path: Path, *, on_damage: OnDamage | None = None, files: Files | None = None) -> Iterator[bytes]:
    """The lines of a raw log (the folder `raw`) or of one segment, in the order written; each chunk holds whole lines.

    What is damaged is passed over, and reading goes on behind it. The torn end of a segment that is being written
    is damage too, until the rest is there. Raises StoreError when there is no raw log.
    """
    disk: Files = files or OsFiles()
    path = Path(path)
    if path.name.endswith(SUFFIX):
        found = [path]
    else:
        found = [segment.path for segment in segments(path, disk)]
        if not found:
            raise StoreError(f"{path} holds no raw log: name the folder `raw` under the data folder.")
    return _lines(found, on_damage, disk)


def _lines(found: list[Path], on_damage: OnDamage | None, files: Files) -> Iterator[bytes]:
    for path in found:
        try:
            data = files.read(path)
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror or error}): check the disk.") from error
        for stretch in stretches(data):
            if stretch.content is not None:
                yield stretch.content
            elif on_damage is not None:
                on_damage(path, stretch.begin, stretch.end)
