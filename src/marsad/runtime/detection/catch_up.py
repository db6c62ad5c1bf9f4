"""Whether detection still works off what lay there at the start: a past that was heard at once, a time of absence."""

from __future__ import annotations

import math
from typing import Final

CAUGHT_UP_S: Final = 10.0
"""So little behind the watermark is where it ought to be; more is worth an alarm."""
STEP_S, STEP_US = 10.0, 30_000_000
"""Who catches up is nearer by so much within such a time: otherwise it is a lag like any other."""


class CatchUp:
    """One room's, from its start; it ends once and for all. To be asked every second or so."""

    def __init__(self) -> None:
        self._is_over = False
        self._least_s, self._least_us = math.inf, 0

    def goes_on(self, behind_s: float, now_us: int) -> bool:
        """Whether a lag of so many seconds is what is left of the start. A lag that stands still, or comes later, is
        not."""
        if self._is_over:
            return False
        if behind_s <= self._least_s - STEP_S:
            self._least_s, self._least_us = behind_s, now_us
        self._is_over = behind_s <= CAUGHT_UP_S or now_us - self._least_us > STEP_US
        return not self._is_over
