"""One alert: a situation put before a person, with the flags of its life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from marsad.alerts.level import LOUD, escalated, gravest, rank
from marsad.schema.event import Event

OCCURRENCE: Final = 1 << 52
"""Shelved until this instant: as long as the situation lasts."""
_NOT_SCALAR: Final = frozenset(("events", "levels", "_live"))


@dataclass
class Alert:
    """Acknowledged, shelved and cleared are independent of one another. Times are the desk's, in microseconds UTC.

    `events` are those of the situation by id, `levels` what the rules say of each that counts. A group has no events
    but other alerts, whose `parent` it is; `why` says what holds it together: interference, present or gathered.
    """

    id: str
    kind: str
    raised_us: int
    level: str = "caution"
    rule: str = ""
    vessels: tuple[int, ...] = ()
    t_start: int = 0
    lon_deg: float | None = None
    lat_deg: float | None = None
    place: str = ""
    parent: str | None = None
    why: str = ""
    count: int = 0
    """Of a group: its alerts."""
    holds: bool = False
    """Of a group: some of its alerts are active, so that it stays to be seen when it is over itself."""
    active: bool = True
    announced: bool = False
    """It stood for itself and was put before a person as such."""
    acknowledged_us: int | None = None
    acknowledged_by: str = ""
    acknowledged_level: str = ""
    assigned_to: str = ""
    """Whose it is to deal with it; empty: anybody's."""
    lifted_by: str = ""
    """Who made it an emergency on his word."""
    shelved_until_us: int | None = None
    shelved_by: str = ""
    muted_until_us: int | None = None
    escalated_us: int | None = None
    sounded_us: int | None = None
    fresh: int = 0
    """Of an acknowledged group: members that came since."""
    cleared_us: int | None = None
    withdrawn_us: int | None = None
    merged_into: str | None = None
    unreliable: bool = False
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    events: dict[str, Event] = field(default_factory=dict, repr=False)
    levels: dict[str, str] = field(default_factory=dict, repr=False)
    _live: list[Event] | None = field(default=None, init=False, repr=False, compare=False)
    """As they were last asked for; None since something changed. Most alerts are asked again and again."""

    def hold(self, event: Event) -> None:
        """An event of the situation is new or changed."""
        self.events[event.id], self._live = event, None

    def judge(self, name: str, level: str | None) -> None:
        """What the rules say of an event; None where it does not count."""
        if self.levels.get(name) != level:
            self._live = None
            if level is None:
                del self.levels[name]
            else:
                self.levels[name] = level

    def let_go(self, name: str) -> None:
        """An event belongs to another alert."""
        self.events.pop(name, None)
        self.levels.pop(name, None)
        self._live = None

    @property
    def shown_level(self) -> str:
        """The level with the escalation."""
        return self.level if self.escalated_us is None else escalated(self.level)

    @property
    def gone(self) -> bool:
        """It stands for nothing any more."""
        return self.withdrawn_us is not None or self.merged_into is not None

    @property
    def live(self) -> list[Event]:
        """The events that count, in the order (t_start, id)."""
        if self._live is None:
            some = [event for name, event in self.events.items() if name in self.levels and event.status != "withdrawn"]
            self._live = sorted(some, key=lambda event: (event.t_start, event.id))
        return self._live

    def sounds(self) -> bool:
        """Whether it asks to be heard now."""
        return (
            self.shown_level in LOUD and not self.gone and self.parent is None and self.acknowledged_us is None
            and self.shelved_until_us is None and self.muted_until_us is None
        )  # fmt: skip

    def waits(self) -> bool:
        """Whether it belongs on the list of what is to be dealt with."""
        if self.merged_into is not None or self.parent is not None or self.shelved_until_us is not None:
            return False
        over = (self.withdrawn_us is not None or not self.active) and not self.holds
        return not over or (self.acknowledged_us is None and self.shown_level in LOUD)

    def order(self) -> tuple[int, ...]:
        """Its place on the list: graver, not acknowledged, less in doubt, newer first."""
        return (rank(self.shown_level), self.acknowledged_us is not None, not self.active, len(self.doubts),
                -self.raised_us)  # fmt: skip

    def retell(self) -> None:
        """Set what follows from the events: level, vessels, start, place."""
        live = self.live
        if not live:
            return
        self.level = "emergency" if self.lifted_by else gravest(self.levels[event.id] for event in live)
        self.vessels = tuple(sorted({vessel for event in live for vessel in event.vessels}))
        self.t_start = live[0].t_start
        placed = next((event for event in reversed(live) if event.lon_deg is not None), None)
        self.lon_deg = None if placed is None else placed.lon_deg
        self.lat_deg = None if placed is None else placed.lat_deg

    def record(self) -> dict[str, Any]:
        """All but the events, as plain values."""
        told = {name: getattr(self, name) for name in _SCALARS}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}

    def facts(self) -> tuple[Any, ...]:
        """What two runs must agree on, however their events came: nothing of when a person was told what."""
        marks = (self.unreliable, self.doubts, self.active, self.withdrawn_us is not None)
        return (self.kind, self.level, self.vessels, self.t_start, self.place, *marks,
                tuple(event.facts() for event in self.live))  # fmt: skip


_SCALARS: Final = tuple(one.name for one in fields(Alert) if one.name not in _NOT_SCALAR)


def alert_of(told: Mapping[str, Any]) -> Alert:
    """The alert of such a record, without its events. Names that are not known are left out."""
    values: dict[str, Any] = {name: value for name, value in told.items() if name in _SCALARS}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Alert(**(values | lists))
