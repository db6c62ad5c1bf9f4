"""How often somebody may try to sign in: a few times freely, then ever more slowly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

Clock = Callable[[], int]
FREE: Final = 5
"""Wrong passwords before one must wait."""
LONGEST_S: Final = 300.0
_FORGET_US: Final = 900_000_000
_MOST: Final = 10_000


class Attempts:
    """Wrong attempts by key (a name from an address, a name from anywhere, an address); forgotten after 15 minutes.

    A name is not locked for good by whoever knows it: from another address its owner waits far less.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, int]] = {}

    def wait_s(self, name: str, place: str) -> float:
        """Seconds until the next attempt may be made; 0: now."""
        now = self._clock()
        with self._lock:
            return max(self._wait(key, free, now) for key, free in self._keys(name, place))

    def was_wrong(self, name: str, place: str) -> None:
        """Count a wrong attempt."""
        now = self._clock()
        with self._lock:
            for key, _ in self._keys(name, place):
                many, last = self._wrong.pop(key, (0, now))
                self._wrong[key] = (many + 1 if now - last < _FORGET_US else 1, now)
            while len(self._wrong) > _MOST:
                del self._wrong[next(iter(self._wrong))]

    def was_right(self, name: str, place: str) -> None:
        """Who knew the password starts anew from where they sit."""
        with self._lock:
            self._wrong.pop(f"{name}\n{place}", None)

    def _keys(self, name: str, place: str) -> list[tuple[str, int]]:
        return [(f"{name}\n{place}", FREE), (f"{name}\n", 4 * FREE), (f"\n{place}", 4 * FREE)]

    def _wait(self, key: str, free: int, now: int) -> float:
        many, last = self._wrong.get(key, (0, 0))
        if many < free or now - last >= _FORGET_US:
            return 0.0
        wait_s = min(LONGEST_S, 2.0 ** min(many - free, 20))
        return max(0.0, wait_s - (now - last) / 1e6)
