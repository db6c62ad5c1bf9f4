"""Rules: which event becomes an alert, and how grave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.alerts.area import Area
from marsad.alerts.level import LEVELS
from marsad.alerts.limits import Limits
from marsad.alerts.situation import DISTRESS, place_name
from marsad.geo.box import Box
from marsad.schema.event import Event

NONE: Final = "none"
"""The priority of what raises no alert."""


@dataclass(frozen=True)
class Rule:
    """For the events that it covers, the priority of their alert.

    Empty conditions hold for all: `kinds`, `vessels` (MMSI), `places` (names of zones, lines, ports or lists), `area`.
    `valid_from_us` and `valid_to_us` are instants of event time; `least_s` asks that it has lasted so long.
    """

    name: str
    priority: str
    kinds: frozenset[str] = frozenset()
    vessels: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    area: Area | None = None
    valid_from_us: int | None = None
    valid_to_us: int | None = None
    least_s: float = 0.0

    def covers(self, event: Event) -> bool:
        """Whether it says something of this event."""
        if self.kinds and event.kind not in self.kinds:
            return False
        if self.vessels and self.vessels.isdisjoint(event.vessels):
            return False
        if self.places and place_name(event) not in self.places:
            return False
        if self.valid_from_us is not None and event.t_event < self.valid_from_us:
            return False
        if self.valid_to_us is not None and event.t_event >= self.valid_to_us:
            return False
        if self.least_s and (event.t_end or event.t_event) - event.t_start < self.least_s * 1e6:
            return False
        return self.area is None or self.area.holds(event.lon_deg, event.lat_deg)


@dataclass(frozen=True)
class Judgement:
    """What the rules say of an event: its level (None: no alert) and why."""

    level: str | None
    why: str


@dataclass(frozen=True)
class Rules:
    """The rules of a desk; of those that cover an event, the last one holds."""

    rules: tuple[Rule, ...] = ()

    def judge(self, event: Event, limits: Limits) -> Judgement:
        """Distress is never suppressed, whatever a rule says and wherever it is."""
        if event.kind == "distress":
            raising = [rule for rule in self.rules if rule.priority in LEVELS and rule.covers(event)]
            graver = next((rule for rule in raising if rule.priority == "emergency"), None)
            if graver is not None:
                return Judgement("emergency", f"rule {graver.name}")
            return Judgement(event.severity if event.severity in ("emergency", "alarm") else "warning", "kind distress")
        if limits.area is not None and event.kind not in DISTRESS and not _inside(limits.area, event):
            return Judgement(None, "outside the desk's area")
        rule = next((rule for rule in reversed(self.rules) if rule.covers(event)), None)
        if rule is not None:
            return Judgement(None if rule.priority == NONE else rule.priority, f"rule {rule.name}")
        if event.severity not in LEVELS:
            return Judgement(None, f"{event.severity} only")
        return Judgement(event.severity, f"kind {event.kind}")


def _inside(area: tuple[float, float, float, float], event: Event) -> bool:
    """A place that is not known is inside: nothing is lost for want of a position."""
    if event.lon_deg is None or event.lat_deg is None:
        return True
    return bool(Box(*area).holds(event.lon_deg, event.lat_deg))
