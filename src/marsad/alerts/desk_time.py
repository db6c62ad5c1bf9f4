"""The time of a desk: it never goes back, whatever the clock does."""

from __future__ import annotations

from typing import Final

SMALL_US: Final = 2_000_000
"""So far the clock of one thread may seem to be behind that of another, and so long a leap second lasts."""


class DeskTime:
    """A clock that is set back an hour must not keep a mute for an hour, nor an alert from escalating: from then on
    the desk counts on from where it was. A clock that jumps forward is believed: what is due is done."""

    def __init__(self) -> None:
        self._ahead_us = 0
        self._last_us = -(1 << 62)

    def begin(self, now_us: int, latest_us: int) -> None:
        """Nothing that a journal tells of lies in the future."""
        self._ahead_us = max(0, latest_us - now_us)
        self._last_us = now_us + self._ahead_us

    def at(self, now_us: int) -> int:
        """The desk's time when the clock shows this."""
        ahead, here = self._ahead_us, now_us + self._ahead_us
        if here < self._last_us - SMALL_US:
            self._ahead_us += self._last_us - here
        self._last_us = max(self._last_us, here + max(0, self._ahead_us - ahead))
        return self._last_us

    def event(self, desk_us: int) -> int:
        """What the clock shows then: event time, as far as that can be known."""
        return desk_us - self._ahead_us
