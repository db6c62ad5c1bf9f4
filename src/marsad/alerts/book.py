"""The events of a desk: the newest revision of each, where it belongs, and what raised no alert and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from marsad.alerts.aside import AGAIN, Aside
from marsad.alerts.limits import Limits
from marsad.alerts.rule import Rules
from marsad.alerts.situation import Family, family
from marsad.schema.event import Event


class Book:
    """`levels` has the events that raise an alert, with their level and the reason; `aside` those that raise none."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.levels: dict[str, tuple[str, str]] = {}
        self.families: dict[Family, set[str]] = defaultdict(set)
        self.by_vessel: dict[int, set[str]] = defaultdict(set)
        self.aside = Aside()

    def take(self, event: Event, rules: Rules, limits: Limits) -> set[Family]:
        """A revision of an event; gives the families in which something may have changed. An older one does nothing."""
        old = self.events.get(event.id)
        aside = self.aside.events.get(event.id)
        before = old or (None if aside is None else aside.event)
        if before is not None and (
            (event.t_raised, event.revision) < (before.t_raised, before.revision) or event.facts() == before.facts()
        ):
            self.aside.counts[AGAIN] += 1
            return set()
        judged = rules.judge(event, limits)
        touched: set[Family] = set()
        if judged.level is None:
            if old is not None:
                touched.add(family(old))
                self.events[event.id] = event
                self.levels.pop(event.id, None)
            else:
                self.aside.put(event, judged.why)
            return touched
        self.aside.drop(event.id)
        if old is not None and family(old) != family(event):
            touched.add(family(old))
            self.families[family(old)].discard(event.id)
        self.put(event, judged.level, judged.why)
        touched.add(family(event))
        return touched

    def put(self, event: Event, level: str, why: str) -> None:
        """An event with the level of its alert."""
        self.events[event.id], self.levels[event.id] = event, (level, why)
        self.families[family(event)].add(event.id)
        for vessel in event.vessels:
            self.by_vessel[vessel].add(event.id)

    def live(self, some: Iterable[str]) -> list[Event]:
        """Those of some events that count."""
        return [self.events[name] for name in some
                if name in self.levels and self.events[name].status != "withdrawn"]  # fmt: skip

    def judge_again(self, rules: Rules, limits: Limits) -> set[Family]:
        """The rules changed: gives all families."""
        for name, event in list(self.events.items()):
            judged = rules.judge(event, limits)
            if judged.level is None:
                self.levels.pop(name, None)
            else:
                self.levels[name] = (judged.level, judged.why)
        for name, aside in list(self.aside.events.items()):
            judged = rules.judge(aside.event, limits)
            if judged.level is not None:
                self.aside.drop(name)
                self.put(aside.event, judged.level, judged.why)
        return set(self.families)

    def forget(self, names: Iterable[str]) -> None:
        """Drop events whose alert is forgotten."""
        for name in names:
            event = self.events.pop(name, None)
            self.levels.pop(name, None)
            if event is None:
                continue
            key = family(event)
            self.families[key].discard(name)
            if not self.families[key]:
                del self.families[key]
            for vessel in event.vessels:
                self.by_vessel[vessel].discard(name)
                if not self.by_vessel[vessel]:
                    del self.by_vessel[vessel]

    def unsure(self, event: Event, kinds: frozenset[str]) -> bool:
        """Whether one of its vessels has an event of these kinds about the same time."""
        for vessel in event.vessels:
            for other in self.live(self.by_vessel.get(vessel, ())):
                if other.kind in kinds and other.id != event.id and _overlap(event, other):
                    return True
        return False

    def explained(self, name: str) -> None:
        """An event was withdrawn before anybody was told of it."""
        event = self.events[name]
        self.forget([name])
        self.aside.put(event, "withdrawn before it was told")


_ABOUT_US: Final = 600_000_000


def _overlap(a: Event, b: Event) -> bool:
    def until(event: Event) -> int:
        return (1 << 62) if event.t_end is None else event.t_end

    return a.t_start <= until(b) + _ABOUT_US and b.t_start <= until(a) + _ABOUT_US
