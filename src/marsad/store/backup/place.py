"""Where a backup is written to, or brought back to: whole under its name, or not there."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.store.disk.files import Files
from marsad.store.store_error import StoreError

PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def part_of(target: Path) -> Path:
    """Where it is made until it is whole."""
    return target.with_name(target.name + PART)


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Turn an OSError into one sentence; what was half made is removed in any case."""
    try:
        drop(part_of(target))
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreError(
                f"The disk of {target} is full: free some space or name another place, then run this again."
            ) from error
        at = error.filename or target
        raise StoreError(f"{at}: {error.strerror or error}: name another place, or give this user access.") from error
    finally:
        drop(part_of(target))


def drop(path: Path) -> None:
    """Delete a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_file(path: Path, pieces: Iterator[bytes]) -> None:
    """A new file, durably but for its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def publish(target: Path, files: Files) -> None:
    """Make every name under the finished part durable, and give it its own."""
    part = part_of(target)
    if part.is_dir():
        for folder, _, _ in os.walk(part):
            files.fsync_folder(Path(folder))
    files.rename(part, target)
    files.fsync_folder(target.parent)
