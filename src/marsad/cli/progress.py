"""Progress of long work over a file, shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FIRST = 64 << 10
"""The first bytes read of a pipe or a small file: so few that the first row comes at once."""


class ByteProgress:
    """How much of a file has been read, as a bar on standard error where that is a terminal."""

    def __init__(self, path: Path, quiet: bool) -> None:
        self._size = path.stat().st_size if path.is_file() else 0
        self._shown = not quiet and sys.stderr.isatty() and self._size > (32 << 20)
        self._bar: Any = None
        self._path = path

    @property
    def chunk(self) -> int:
        """Bytes to take at once: little of what trickles in, much of a large file."""
        from marsad.runtime.inputs import CHUNK

        if self._size == 0:
            return 1  # a pipe: whatever comes goes on at once
        return CHUNK if self._size > CHUNK else FIRST

    def advance(self, count: int) -> None:
        """Note so many more bytes, unpacked; of a packed file the bar is a guess and stops at the end."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._path.name, total=self._size)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
                 ) -> None:  # fmt: skip
        if self._bar is not None:
            self._bar.stop()
