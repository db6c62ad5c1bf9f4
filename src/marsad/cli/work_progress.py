"""Progress of long work that is counted in something else than the bytes of one file."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self


class WorkProgress:
    """So much of a whole is done, as a bar on standard error where that is a terminal."""

    def __init__(self, what: str, whole: int, quiet: bool = False) -> None:
        self._what, self._whole = what, whole
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: Any = None

    def advance(self, count: int) -> None:
        """Note so much more."""
        if self._bar is not None:
            self._bar.advance(self._task, count)

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=self._whole)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
