"""The numbers of an alert's life."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

S: Final = 1_000_000
HOUR: Final = 3600 * S
TEN_MINUTES: Final = 600 * S

SHELVE_H: Final = (1, 2, 6, 12, 24, 168)
"""An alert is shelved for so many hours and no others: an hour, two, six, twelve, a day, a week; or this occurrence."""


@dataclass(frozen=True)
class Limits:
    """Times in microseconds of event time, or of the desk's time where that is said.

    `area` (west, south, east, north, degrees) is what the desk looks after: other events raise nothing here, distress
    excepted. None: everything.
    """

    area: tuple[float, float, float, float] | None = None
    join_us: int = 600 * S
    """Bursts of one locating device, and one vessel's events of one kind, with a shorter silence are one situation."""
    join_of: dict[str, int] = field(default_factory=lambda: {"gap": HOUR, "zone": 1800 * S, "identity_clone": HOUR})
    """The same for kinds that come again after a longer time."""
    fleet_m: float = 3704.0
    """Meetings and waiting vessels so near each other are one situation."""
    mute_us: int = 30 * S
    """Desk's time."""
    escalate_us: int = 300 * S
    """An alert that nobody acknowledged for so long (desk's time) escalates; 0: never."""
    present_us: int = 120 * S
    """What is found within this time of a start, or of a zone's first event, was there before:"""
    present_least: int = 3
    """so many or more are told as "N present"."""
    burst: int = 6
    """So many warnings and above, groups among them, are announced in any ten minutes (desk's time);"""
    per_hour: float = 6.0
    """so many in any hour, and on average over any longer time; what is beyond is gathered into one of its level."""
    reserve: int = 2
    """Of those, so many are kept for alarms and the gathering of alarms."""
    gather_us: int = HOUR
    """A gathering takes in what comes for so long (desk's time); then another begins, if the load allows."""
    resound_us: int = 600 * S
    """An acknowledged gathering of warnings that has new members sounds again, but not before (desk's time)."""
    crowd: int = 20
    """More locating devices than this within `join_us` put each other in doubt."""
    keep_us: int = 48 * HOUR
    """What has ended and been dealt with is forgotten after this time; late rows can still change it until then."""
    keep_unread_us: int = 14 * 24 * HOUR
    """The same for what nobody acknowledged."""

    def joined(self, kind: str) -> int:
        """The silence that ends a situation of a kind."""
        return self.join_of.get(kind, self.join_us)
