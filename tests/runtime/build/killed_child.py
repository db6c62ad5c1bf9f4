"""A build in a process of its own that kills itself: at its n-th change of the lake's folder, or after some seconds.

    python -m tests.runtime.build.killed_child LAKE AT FILE...

AT is a number of operations, or as in `0.7s` a time. Without a kill it ends with 0.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from marsad.store.disk.files import OsFiles


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


OPERATIONS = ("create", "write", "fsync", "rename", "link", "fsync_folder", "remove")


def count_down(left: int, done: list[str] | None = None) -> None:
    """Die before the operation of this number; of a write half is done. `done` takes the names of all operations."""
    lock = threading.Lock()
    state = {"left": left}

    def wrapped(name: str) -> None:
        work = getattr(OsFiles, name)

        def counted(self: OsFiles, *args: Any) -> object:
            with lock:
                state["left"] -= 1
                now = state["left"]
                if done is not None:
                    done.append(name)
            if now == 0:
                if name == "write":
                    handle, data = args
                    work(self, handle, memoryview(data)[: len(memoryview(data)) // 2])
                die()
            return work(self, *args)

        setattr(OsFiles, name, counted)

    for name in OPERATIONS:
        wrapped(name)


def main() -> int:
    lake, at, *files = sys.argv[1:]
    from tests.runtime.build import lakes

    if at.endswith("s"):
        threading.Timer(float(at[:-1]), die).start()
    elif int(at):
        count_down(int(at))
    lakes.into(Path(lake), [Path(file) for file in files])
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
