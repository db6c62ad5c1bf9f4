"""A disk whose power is cut, or which fills up, before any of its operations."""

import errno
import os

from marsad.store.disk.files import OsFiles


class CutError(Exception):
    """The power goes."""


class FailingDisk(OsFiles):
    """Counts the operations that change the disk. Before the one after `good` ones the power is cut; or, with `error`,
    it and all that need room fail with that error. `lose` then takes back what no fsync had made safe."""

    def __init__(self, good=None, error=None):
        self.done = 0
        self._good = good
        self._error = error
        self._locks = []
        self._unsynced = {}
        self._paths = {}
        self._names = []

    def _step(self, needs_room=True):
        if self._good is not None and self.done >= self._good:
            if self._error is None:
                raise CutError
            if needs_room:
                raise OSError(self._error, os.strerror(self._error))
        self.done += 1

    def lock(self, path):
        handle = super().lock(path)
        self._locks.append(handle)
        return handle

    def close(self, handle):
        super().close(handle)
        if handle in self._locks:
            self._locks.remove(handle)

    def end(self):
        """The process is gone, and its locks with it."""
        for handle in list(self._locks):
            self.close(handle)

    def recover(self):
        """From now on everything works."""
        self._good = None

    def make_folder(self, path):
        if path.is_dir():
            return
        self.make_folder(path.parent)
        self._step()
        path.mkdir()

    def create(self, path):
        self._step()
        handle = super().create(path)
        self._paths[handle] = path
        self._unsynced[path.stat().st_ino] = (path, 0)
        self._names.append(("made", path))
        return handle

    def write(self, handle, data):
        size = os.fstat(handle).st_size
        try:
            self._step()
        except (CutError, OSError):
            # Half of it came to the disk.
            super().write(handle, memoryview(data)[: len(memoryview(data)) // 2])
            raise
        super().write(handle, data)
        self._unsynced.setdefault(os.fstat(handle).st_ino, (self._paths[handle], size))

    def fsync(self, handle):
        # Nothing is really synced: what would be safe is known, and a hundred cuts take no minutes.
        self._step()
        self._unsynced.pop(os.fstat(handle).st_ino, None)

    def rename(self, old, new):
        self._step(needs_room=False)
        before = new.read_bytes() if new.exists() else None
        super().rename(old, new)
        self._names.append(("renamed", old, new, before))

    def link(self, old, new):
        self._step()
        super().link(old, new)
        self._names.append(("made", new))

    def remove(self, path):
        self._step(needs_room=False)
        super().remove(path)

    def fsync_folder(self, path):
        self._step()
        self._names = [name for name in self._names if name[-2 if name[0] == "renamed" else 1].parent != path]

    def lose(self, rng):
        """Undo some of what was not synced: the newest names first, then content."""
        contents = {}
        for path in {path for name in self._names for path in name[1:] if hasattr(path, "stat") and path.exists()}:
            contents[path.stat().st_ino] = path
        for inode, (path, size) in self._unsynced.items():
            there = contents.get(inode, path)
            if there.exists() and there.stat().st_ino == inode and rng.random() < 0.7:
                os.truncate(there, rng.randint(size, max(size, there.stat().st_size)))
        keep = rng.randint(0, len(self._names))
        for name in reversed(self._names[keep:]):
            if name[0] == "made":
                name[1].unlink(missing_ok=True)
            elif name[2].exists():
                os.replace(name[2], name[1])
                if name[3] is not None:
                    name[2].write_bytes(name[3])


FULL = errno.ENOSPC
