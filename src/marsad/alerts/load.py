"""How much a desk is asked to hear: in any time of an hour or longer no more alerts than so many an hour."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from marsad.alerts.limits import HOUR, TEN_MINUTES, Limits

FREE: Final = frozenset(("emergency", "caution"))
"""Levels that cost nothing: distress is always heard, and a caution does not sound."""


@dataclass
class Load:
    """What was announced of late: warnings and alarms, alone or as a group.

    Between any two instants, `h` hours apart, at most `per_hour` x max(1, h) are announced, and at most `burst` within
    ten minutes: so the average over a watch, or over a recording of an hour and more, cannot be higher, whatever comes.
    Sixty in the first minute are six, and the seventh comes ten minutes after the first hour.
    """

    limits: Limits
    times: list[int] = field(default_factory=list)
    """Instants of the last hour, the desk's time."""
    excess: float = float("-inf")
    """The greatest, over the beginnings more than an hour ago, of what was announced since beyond `per_hour`;"""
    at_us: int = 0
    """as of this instant."""

    def take(self, level: str, now_us: int, held: int = 0) -> bool:
        """Whether one more of this level may be announced by itself now, `held` being kept for those to come."""
        if level in FREE:
            return True
        if self.room(now_us) < 1 + held:
            return False
        self.note(now_us)
        return True

    def room(self, now_us: int) -> int:
        """How many may be announced now."""
        self._pass(now_us)
        hour = int(self.limits.per_hour) if self.limits.per_hour >= 1 else 1
        room = min(hour - len(self.times), self.limits.burst - self._lately(now_us))
        return room if self.excess == float("-inf") else min(room, int(max(-1.0, -self.excess + 1e-9)))

    def note(self, now_us: int) -> None:
        """One was announced."""
        self._pass(now_us)
        self.times.append(max(now_us, self.times[-1] if self.times else now_us))
        self.excess += 1.0

    def _lately(self, now_us: int) -> int:
        return len(self.times) - bisect_right(self.times, now_us - TEN_MINUTES)

    def _pass(self, now_us: int) -> None:
        now_us = max(now_us, self.at_us)
        self.excess -= (now_us - self.at_us) / HOUR * self.limits.per_hour
        self.at_us = now_us
        while self.times and now_us - self.times[0] >= HOUR:
            since = (now_us - self.times[0]) / HOUR * self.limits.per_hour
            self.excess = max(self.excess, len(self.times) - since)
            del self.times[0]
