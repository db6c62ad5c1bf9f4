"""The few file operations the store is built on, in one place so that a test can cut the power between any two."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    """A disk. Every method raises OSError as the operating system does; a handle is opaque."""

    def lock(self, path: Path) -> int:
        """Take a file for this process alone; BlockingIOError when another holds it."""
        ...

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, durably; one that is there is right."""
        ...

    def create(self, path: Path) -> int:
        """Make a new file for writing; FileExistsError when there is one."""
        ...

    def write(self, handle: int, data: bytes) -> None:
        """Write all bytes at the end of the file; part of them may have been written when it raises."""
        ...

    def truncate(self, handle: int, size: int) -> None:
        """Cut the file and go on writing there."""
        ...

    def fsync(self, handle: int) -> None:
        """Return when what was written is safe from a power cut."""
        ...

    def linked(self, handle: int) -> bool:
        """Whether the open file still has a name."""
        ...

    def close(self, handle: int) -> None:
        """Give the handle back; a lock is released."""
        ...

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, replacing what had it."""
        ...

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name at once; FileExistsError when the name is taken."""
        ...

    def remove(self, path: Path) -> None:
        """Delete a file."""
        ...

    def fsync_folder(self, path: Path) -> None:
        """Return when names made, changed or deleted in the folder are safe from a power cut."""
        ...

    def read(self, path: Path) -> bytes:
        """A whole file."""
        ...

    def find(self, root: Path) -> list[tuple[Path, int]]:
        """Every file under a folder with its size in bytes, in order of path; none when there is no folder."""
        ...

    def free_bytes(self, path: Path) -> int:
        """What an ordinary user may still write on the disk of this folder."""
        ...


class OsFiles:
    """The real disk."""

    def lock(self, path: Path) -> int:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle

    def make_folder(self, path: Path) -> None:
        if path.is_dir():
            return
        self.make_folder(path.parent)
        path.mkdir(exist_ok=True)
        self.fsync_folder(path.parent)

    def create(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)

    def write(self, handle: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def truncate(self, handle: int, size: int) -> None:
        os.ftruncate(handle, size)
        os.lseek(handle, size, os.SEEK_SET)

    def fsync(self, handle: int) -> None:
        os.fsync(handle)

    def linked(self, handle: int) -> bool:
        return os.fstat(handle).st_nlink > 0

    def close(self, handle: int) -> None:
        os.close(handle)

    def rename(self, old: Path, new: Path) -> None:
        old.rename(new)

    def link(self, old: Path, new: Path) -> None:
        try:
            os.link(old, new)
        except OSError as error:
            # A disk without links (FAT, some network shares): who holds the writer's lock may do it in two steps.
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
                raise
            if new.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new)) from error
            old.rename(new)

    def remove(self, path: Path) -> None:
        path.unlink()

    def fsync_folder(self, path: Path) -> None:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def find(self, root: Path) -> list[tuple[Path, int]]:
        found = []
        for folder, _, names in os.walk(root):
            for name in names:
                path = Path(folder, name)
                try:
                    found.append((path, path.lstat().st_size))
                except FileNotFoundError:
                    continue
        return sorted(found)

    def free_bytes(self, path: Path) -> int:
        disk = os.statvfs(path)
        return disk.f_bavail * disk.f_frsize
