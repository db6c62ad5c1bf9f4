"""Progress of long work, shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FIRST = 64 << 10
"""The first bytes read of a pipe or a small file: so few that the first row comes at once."""


class WorkProgress:
    """So much of a whole is done, as a bar on standard error where that is a terminal."""

    def __init__(self, what: str, whole: float, quiet: bool = False) -> None:
        self._what, self._whole = what, whole
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: Any = None

    def advance(self, count: int) -> None:
        """Note so much more."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def told(self, step: str, share: float) -> None:
        """Rename the bar: the step at work, and how much of the whole is done. Threads may tell at once."""
        if self._bar is not None:
            self._bar.update(self._task, description=step, completed=share)

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=self._whole)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
                 ) -> None:  # fmt: skip
        if self._bar is not None:
            self._bar.stop()


class ByteProgress(WorkProgress):
    """How much of a file has been read; of a packed file the bar is a guess and stops at the end."""

    def __init__(self, path: Path, quiet: bool) -> None:
        size = path.stat().st_size if path.is_file() else 0
        super().__init__(path.name, size, quiet or size <= (32 << 20))
        self._size = size

    @property
    def chunk(self) -> int:
        """Bytes to take at once: little of what trickles in, much of a large file."""
        from marsad.runtime.inputs import CHUNK

        if self._size == 0:
            return 1  # a pipe: whatever comes goes on at once
        return CHUNK if self._size > CHUNK else FIRST
