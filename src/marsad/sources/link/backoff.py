"""How long to wait before the next attempt."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

CAP_S = 30.0
_FIRST_S = 0.5
_GOOD_LINK_S = 5.0


class Backoff:
    """Exponential back-off with jitter: 0.5 s doubling to 30 s, each shortened by up to half.

    The jitter keeps many sites from calling a receiver back in the same instant after it restarts.
    """

    def __init__(
        self,
        rng: Random,
        steady: Callable[[], float] = time.monotonic,  # noqa: TID251 - a duration must survive a clock step
    ) -> None:
        self._rng = rng
        self._steady = steady
        self._attempt = 0
        self._linked_at: float | None = None

    def linked(self) -> None:
        """The link came up."""
        self._linked_at = self._steady()

    def next_s(self) -> float:
        """Seconds to wait now. A link that held for 5 s starts over; one that breaks at once does not."""
        if self._linked_at is not None and self._steady() - self._linked_at >= _GOOD_LINK_S:
            self._attempt = 0
        self._linked_at = None
        longest = min(CAP_S, _FIRST_S * 2.0 ** min(self._attempt, 16))
        self._attempt += 1
        return longest * self._rng.uniform(0.5, 1.0)
