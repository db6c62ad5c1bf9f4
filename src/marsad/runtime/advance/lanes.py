"""How late rows may come, by the way they come: each lane has its own lateness, the quickest sets the pace.

The watermark is the instant up to which every row of the quickest lane is taken to be in. Rows of slower lanes that
come after it has passed them are late: what they touch is run again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Lane:
    """A way by which rows come."""

    name: str
    lateness_us: int
    """How long after its time a row may come."""
    satellite: bool = False


TERRESTRIAL: Final = Lane("terrestrial", 5_000_000)
SATELLITE: Final = Lane("satellite", 6 * 3_600_000_000, satellite=True)


@dataclass(frozen=True)
class Lanes:
    """The lanes of a run, and of which lane each source is; a source that is not named is of the first lane."""

    lanes: tuple[Lane, ...] = (TERRESTRIAL, SATELLITE)
    of_source: tuple[tuple[str, str], ...] = ()
    least_horizon_us: int = 0
    """So far behind the watermark a row of any lane may lie at least, and still be run again."""

    def watermark(self, now_us: int) -> int:
        """Up to when the quickest lane is complete at the instant `now`."""
        return now_us - min(lane.lateness_us for lane in self.lanes)

    @property
    def horizon_us(self) -> int:
        """How far behind the watermark a row may lie and still be run again."""
        apart = max(lane.lateness_us for lane in self.lanes) - min(lane.lateness_us for lane in self.lanes)
        return max(apart, self.least_horizon_us)

    def lane(self, source: str) -> Lane:
        """The lane of a source."""
        named = dict(self.of_source).get(source)
        return next((lane for lane in self.lanes if lane.name == named), self.lanes[0])

    @property
    def satellites(self) -> frozenset[str]:
        """Sources that are satellites."""
        return frozenset(source for source, _ in self.of_source if self.lane(source).satellite)
