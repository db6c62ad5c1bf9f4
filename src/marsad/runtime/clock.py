"""Clocks: what tells the time to every room that is handed one. All give microseconds UTC."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Clock = Callable[[], int]


def system_clock() -> int:
    """The computer's own clock."""
    return time.time_ns() // 1000  # noqa: TID251 - the one place where time comes in


def steady_s() -> float:
    """Seconds that never step, for intervals and deadlines only."""
    return time.monotonic()  # noqa: TID251 - the one place where it comes in


class ReplayClock:
    """An archive's clock: it runs `speed` times as fast as the time that drives it, and can be set forward.

    `speed` None is as fast as the archive can be read: the clock then stands wherever it was set last.
    """

    def __init__(self, start_us: int, speed: float | None, drive: Callable[[], float] = steady_s) -> None:
        self._lock = threading.Lock()
        self._drive = drive
        self._speed = speed
        self._at_us = start_us
        self._since_s = drive()
        self._stopped = False

    def __call__(self) -> int:
        with self._lock:
            if self._speed is None or self._stopped:
                return self._at_us
            return self._at_us + int((self._drive() - self._since_s) * self._speed * 1e6)

    def advance_to(self, t_us: int) -> None:
        """Set the clock forward; it is never set back."""
        now = self()
        with self._lock:
            if t_us > now:
                self._at_us, self._since_s = t_us, self._drive()

    def stop(self) -> None:
        """Stand still from now on."""
        now = self()
        with self._lock:
            self._at_us, self._stopped = now, True

    def wait_s(self, t_us: int) -> float:
        """Real seconds until the clock shows `t_us`; 0 where that is past, or the speed has no limit."""
        if self._speed is None:
            return 0.0
        return max(0.0, (t_us - self()) / 1e6 / self._speed)
