"""A feed at its own speed: lines leave when a clock that runs so many times faster than time shows their moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.play.outlet import Outlet

BEAT_US = 100_000
"""Lines of so much real time leave together."""


class Pace:
    """Plays pieces of a feed into outlets, one after another.

    `speed` None is as fast as they are taken. `wait` is handed seconds, `steady_s` tells them.
    """

    def __init__(
        self, outlets: Sequence[Outlet], speed: float | None, steady_s: Callable[[], float],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._outlets = outlets
        self._speed = speed
        self._steady_s = steady_s
        self._wait = wait
        self._began: tuple[float, int] | None = None

    def play(self, t_us: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], lines: bytes, until_us: int) -> None:
        """Send lines, each at its time.

        `t_us` rises; `ends` are the ends of the lines (or of messages of several lines) in `lines`. Returns when the
        feed has come to `until_us`.
        """
        if self._speed is None:
            self._send(lines)
            return
        if self._began is None:
            self._began = (self._steady_s(), int(t_us[0]) if t_us.size else until_us)
        began_s, first_us = self._began
        step_us = int(BEAT_US * self._speed)
        at, done = 0, 0
        while at < t_us.size:
            beat = int(t_us[at]) // step_us * step_us + step_us
            to = int(np.searchsorted(t_us, beat, side="left"))
            left_s = began_s + (int(t_us[at]) - first_us) / 1e6 / self._speed - self._steady_s()
            if left_s > 0:
                self._wait(left_s)
            end = int(ends[to - 1])
            self._send(lines[done:end])
            at, done = to, end
        left_s = began_s + (until_us - first_us) / 1e6 / self._speed - self._steady_s()
        if left_s > 0:
            self._wait(left_s)

    def _send(self, lines: bytes) -> None:
        for outlet in self._outlets:
            outlet.send(lines)

    def close(self) -> None:
        """No more comes."""
        for outlet in self._outlets:
            outlet.close()
