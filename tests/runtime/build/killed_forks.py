"""Builds in processes of their own that are killed at an operation on the disk, one after the other.

    python -m tests.runtime.build.killed_forks FILE

Builds a lake of FILE first, so that everything is imported and compiled; then each line of standard input asks for one
build, as JSON: `lake`, `files`, `at` (the operation before which the process is killed, 0 for never). A process forked
for it does it, and a line on standard output tells how that ended: `code` (-9 killed) and the operations it came to.
Each day is committed by itself, so that a build has as many commits as it can.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from marsad.runtime.build import lake_writer
from tests.runtime.build import lakes
from tests.runtime.build.killed_child import count_down


def main() -> int:
    with TemporaryDirectory() as folder:
        lakes.into(Path(folder) / "lake", [Path(sys.argv[1])], workers=1)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            build(Path(asked["lake"]), [Path(file) for file in asked["files"]], asked["at"], write)
        os.close(write)
        with os.fdopen(read) as told:
            operations = told.read().split()
        _, status = os.waitpid(child, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "operations": operations}), flush=True)
    return 0


def build(lake: Path, files: list[Path], at: int, tell: int) -> None:
    """Never returns."""
    lake_writer._DAYS_AT_ONCE = 1
    operations = Told(tell)
    count_down(at, operations)
    code = 1
    try:
        lakes.into(lake, files, workers=1)
        code = 0
    finally:
        os._exit(code)


class Told(list[str]):
    """Operations, told as they come: who is killed says nothing more."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def append(self, name: str) -> None:
        os.write(self._descriptor, f"{name}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
