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

from marsad.store.disk.files import OsFiles


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count_down(left: int) -> None:
    """Die in the middle of, before or after whatever changes the disk."""
    lock = threading.Lock()
    state = {"left": left}

    def wrapped(name: str) -> None:
        work = getattr(OsFiles, name)

        def counted(self: OsFiles, *args: object) -> object:
            with lock:
                state["left"] -= 1
                now = state["left"]
            if now == 0:
                die()
            return work(self, *args)

        setattr(OsFiles, name, counted)

    for name in ("create", "write", "fsync", "rename", "link", "fsync_folder", "remove"):
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
