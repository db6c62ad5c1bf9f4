"""A desk led through the events of an archive in their own time: what it would have told, and what it cost to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from marsad.alerts.alert import Alert
from marsad.alerts.desk import Change, Desk
from marsad.alerts.limits import HOUR, Limits, S
from marsad.alerts.rule import Rules
from marsad.runtime.rule_records import ALWAYS
from marsad.schema.event import Event

MINUTE: Final = 60 * S
TEN_MINUTES: Final = 10 * MINUTE
Step = tuple[int, Event]
"""When a revision of an event became known, and what it said."""
FAR: Final = 1 << 62


@dataclass
class Load:
    """What a desk would have been asked to hear: instants at which a warning or an alarm was announced, alone or as a
    group. Distress is not counted, as a desk does not count it."""

    first_us: int
    last_us: int
    announced: list[int] = field(default_factory=list)

    @property
    def hours(self) -> float:
        """How long the events span, at least one."""
        return max(1.0, (self.last_us - self.first_us) / HOUR)

    @property
    def per_hour(self) -> float:
        """On average."""
        return len(self.announced) / self.hours

    @property
    def worst(self) -> int:
        """In the worst ten minutes."""
        worst, begin = 0, 0
        for at, t in enumerate(self.announced):
            while t - self.announced[begin] >= TEN_MINUTES:
                begin += 1
            worst = max(worst, at - begin + 1)
        return worst


@dataclass
class Lived:
    """An alert as it ended, also when the desk has forgotten it since."""

    alert: Alert
    revision: int = 0


def steps_of(event: Event) -> list[Step]:
    """An event as a desk lives it: when it became known, and when it ended; none for one that was withdrawn."""
    if event.status == "withdrawn":
        return []
    begun = max(event.t_event, event.t_start)
    if event.t_end is None or event.t_end <= begun:
        return [(begun, replace(event, t_raised=begun))]
    opening = replace(event, t_end=None, status="open", revision=1, t_raised=begun)
    return [(begun, opening), (event.t_end, replace(event, revision=2, t_raised=event.t_end))]


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by their time; of one instant in the order of ids."""
    return sorted(steps, key=lambda step: (step[0], step[1].id, step[1].revision))


class ArchiveDesk:
    """Nobody acknowledges anything at it. `rules` are told with the instant from which they hold, in order.

    `lived` has every alert there ever was, `aside` every event that raised none and why.
    """

    def __init__(self, rules: Rules | Mapping[int, Rules], limits: Limits) -> None:
        told = {ALWAYS: rules} if isinstance(rules, Rules) else dict(rules)
        self._to_come = sorted(((t, held) for t, held in told.items()), key=lambda one: one[0], reverse=True)
        first = self._to_come.pop()[1] if self._to_come and self._to_come[-1][0] == ALWAYS else Rules()
        self.desk = Desk(first, limits)
        self.lived: dict[str, Lived] = {}
        self.aside: dict[str, str] = {}
        self.load = Load(0, 0)
        self._now: int | None = None
        self._quiet_us = max(limits.escalate_us, limits.join_us) + 2 * MINUTE

    def take(self, steps: Iterable[Step]) -> None:
        """Steps in order, none before those taken so far. Those of one instant come together."""
        for now, some in groupby(steps, lambda step: step[0]):
            if self._now is None:
                self.load.first_us = now
            self._pass(now)
            events = [event for _, event in some]
            self._note(self.desk.take(events, now), now)
            for event in events:
                aside = self.desk.book.aside.events.get(event.id)
                if aside is None:
                    self.aside.pop(event.id, None)
                else:
                    self.aside[event.id] = aside.why
            self._now = self.load.last_us = now

    def end(self, until_us: int) -> None:
        """Nothing comes any more: what is due by then is done."""
        if self._now is not None:
            self._pass(max(until_us, self._now))

    def _pass(self, until: int) -> None:
        """Let time go on: by the minute as long as something may be due, then at once."""
        at = until if self._now is None else self._now
        due = min(until, at + self._quiet_us)
        edits = [t for t, _ in self._to_come if at < t < until]
        for now in sorted({*_minutes(at, due, until), *edits}):
            while self._to_come and self._to_come[-1][0] <= now:
                self._note(self.desk.set_rules(self._to_come.pop()[1], now), now)
            self._note(self.desk.tick(now), now)

    def _note(self, changes: list[Change], now: int) -> None:
        for change in changes:
            alert = self.desk.alerts.get(change.alert)
            if alert is None:
                continue
            self.lived.setdefault(alert.id, Lived(alert)).revision += 1
            told = "announced" in change.what or ("raised" in change.what and alert.why)
            if told and alert.parent is None and alert.level in ("alarm", "warning") and alert.kind != "distress":
                self.load.announced.append(now)


def _minutes(at: int, due: int, until: int) -> Iterator[int]:
    """Every full minute after `at` up to `due`, then `until`."""
    yield from range((at // MINUTE + 1) * MINUTE, min(due, until - 1) + 1, MINUTE)
    yield until


def over(events: Iterable[Event], rules: Rules, limits: Limits) -> tuple[Desk, Load]:
    """Lead a desk through events as it would have lived them: each when it became known, and its end when it ended."""
    desk = ArchiveDesk(rules, limits)
    desk.take(in_order(step for event in events for step in steps_of(event)))
    return desk.desk, desk.load
