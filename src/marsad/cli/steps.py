"""The steps of long work and how far each is, as a bar on standard error where that is a terminal."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any, Self


class Steps:
    """One bar, renamed as the work goes on."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: Any = None
        self._lock = threading.Lock()

    def told(self, step: str, share: float) -> None:
        """The step at work, and the share of it that is done, 0 to 1."""
        if self._bar is not None:
            with self._lock:
                self._bar.update(self._task, description=step, completed=share)

    def __enter__(self) -> Self:
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("begins", total=1.0)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
                 ) -> None:  # fmt: skip
        if self._bar is not None:
            self._bar.stop()
