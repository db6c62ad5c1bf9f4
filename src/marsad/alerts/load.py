"""How much a desk is asked to hear: a bucket of tokens that fills again with time."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.alerts.limits import HOUR, Limits


@dataclass
class Load:
    """`tokens` at the desk's time `at_us`; a new desk has a full bucket."""

    limits: Limits
    tokens: float = -1.0
    at_us: int = 0

    def take(self, level: str, now_us: int) -> bool:
        """Whether one more of this level may be announced by itself now. Emergencies always may, and cost nothing."""
        if level in ("emergency", "caution"):
            return True
        self._fill(now_us)
        kept = 0.0 if level == "alarm" else float(self.limits.reserve)
        if self.tokens - 1.0 < kept:
            return False
        self.tokens -= 1.0
        return True

    def _fill(self, now_us: int) -> None:
        most = float(self.limits.burst)
        if self.tokens < 0:
            self.tokens, self.at_us = most, now_us
        passed = max(0, now_us - self.at_us)
        self.tokens = min(most, self.tokens + passed / HOUR * self.limits.per_hour)
        self.at_us = max(self.at_us, now_us)
