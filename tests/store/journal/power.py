"""What a power cut leaves of the files that a process wrote, from a record of its system calls.

SQLite writes by the operating system itself, so that is where the record is made (strace). A cut may fall before any
call. What no fsync had made safe then may be there or not, write by write and in any part of the last one; names that
were made or removed since the folder's last fsync likewise, the newest first.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "openat,open,write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat"

_LINE = re.compile(rb"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)(<[^>]*>)?")
_SECTOR = 512


@dataclass
class Op:
    """One call that changes a disk, or that tells somebody something (`told`)."""

    what: str
    path: str = ""
    at: int = 0
    data: bytes = b""


def read(trace, folder):
    """The calls that concern files in the folder, and what was written to standard output."""
    ops = []
    for line in trace.read_bytes().splitlines():
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name, words = match[1].decode(), match[2]
        texts = [_plain(text) for text in re.findall(rb'"((?:\\x[0-9a-f]{2})*)"', words)]
        if name in ("openat", "open"):
            path = texts[0].decode()
            if b"O_CREAT" in words and path.startswith(folder):
                ops.append(Op("create", path))
            continue
        if name in ("unlink", "unlinkat"):
            if texts[0].decode().startswith(folder):
                ops.append(Op("unlink", texts[0].decode()))
            continue
        handle = re.match(rb"(\d+)<([^>]*)>", words)
        if handle is None:
            continue
        path = (_plain(handle[2]) if b"\\x" in handle[2] else handle[2]).decode()
        if name == "write" and handle[1] == b"1":
            ops.append(Op("told", data=texts[0]))
        elif path.rstrip("/") == folder.rstrip("/"):
            if "sync" in name:
                ops.append(Op("sync_folder", path))
        elif not path.startswith(folder):
            continue
        elif name == "pwrite64":
            assert len(texts[0]) == int(match[3]), "a write was recorded in part"
            ops.append(Op("write", path, int(words.rsplit(b",", 1)[1]), texts[0]))
        elif name in ("fsync", "fdatasync"):
            ops.append(Op("sync", path))
        elif name == "ftruncate":
            ops.append(Op("truncate", path, int(words.rsplit(b",", 1)[1])))
        else:
            raise AssertionError(f"{name} on {path}: teach this file what it leaves")
    return ops


def _plain(text):
    return bytes.fromhex(text.replace(b"\\x", b"").decode())


@dataclass
class Inode:
    """The content of one file: what is safe, and the calls since its last fsync."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list = field(default_factory=list)

    def left(self, rng):
        """Its bytes after a cut."""
        content = bytearray(self.safe)
        mood = rng.random()
        for op in self.waiting:
            keep = mood < 0.2 or (mood < 0.8 and rng.random() < 0.5)
            if not keep:
                continue
            data = op.data
            if op.what == "write" and rng.random() < 0.3:
                data = data[: rng.randrange(0, len(data) + 1, _SECTOR) if len(data) > _SECTOR else len(data)]
            _apply(content, op, data)
        return bytes(content)

    def sync(self):
        for op in self.waiting:
            _apply(self.safe, op, op.data)
        self.waiting.clear()


def _apply(content, op, data):
    if op.what == "truncate":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
        return
    content.extend(bytes(max(0, op.at + len(data) - len(content))))
    content[op.at : op.at + len(data)] = data


class Disk:
    """The files as they are after each call."""

    def __init__(self):
        self.names, self.safe_names, self.pending, self.told = {}, {}, [], b""

    def take(self, op):
        if op.what == "told":
            self.told += op.data
        elif op.what == "create":
            if op.path not in self.names:
                self.names[op.path] = Inode()
                self.pending.append(("made", op.path, self.names[op.path]))
        elif op.what == "unlink":
            self.pending.append(("gone", op.path, self.names.pop(op.path)))
        elif op.what == "sync_folder":
            self.safe_names = dict(self.names)
            self.pending.clear()
        elif op.what == "sync":
            self.names[op.path].sync()
        else:
            self.names[op.path].waiting.append(op)

    def cut(self, rng, into: Path):
        """Put what is left into a folder."""
        names = dict(self.safe_names)
        for what, path, inode in self.pending[: rng.randint(0, len(self.pending))]:
            if what == "made":
                names[path] = inode
            else:
                names.pop(path, None)
        for path, inode in names.items():
            if not path.endswith("-shm"):  # shared memory of the processes that ran; after a cut none does
                (into / Path(path).name).write_bytes(inode.left(rng))
