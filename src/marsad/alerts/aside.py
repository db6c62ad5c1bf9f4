"""Events that raised no alert: each is counted with its reason, and the newest can be listed, after a restart too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marsad.schema.event import Event
from marsad.schema.event_lines import event_of, event_record

MOST_SUPPRESSED: Final = 5000
"""So many of the newest events without an alert can be listed; all are counted."""
AGAIN: Final = "told again"
"""Revisions that say nothing new are counted too, but hide nothing."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An event that raised no alert, and why."""

    event: Event
    why: str


def goes_on(known: Event | None, event: Event) -> bool:
    """Whether an event is as it was known, but for how long it has lasted and where it is."""
    return known is not None and all(
        getattr(known, name) == getattr(event, name)
        for name in ("kind", "vessel_ids", "status", "severity", "t_start", "t_event", "detector")
    )


class Aside:
    """`events` in the order in which they last changed in more than how long they lasted; `counts` tells how many there
    were of each reason."""

    def __init__(self, most: int = MOST_SUPPRESSED) -> None:
        self.events: dict[str, Suppressed] = {}
        self.counts: Counter[str] = Counter()
        self._most = most
        self._new: dict[str, None] = {}
        self._raised: dict[str, None] = {}
        self._counted = 0

    def put(self, event: Event, why: str) -> None:
        """A revision of an event raised no alert."""
        before = self.events.get(event.id)
        if before is None:
            self.counts[why] += 1
        if before is None or before.why != why or not goes_on(before.event, event):
            self._new[event.id] = None
            self.events.pop(event.id, None)
        self._raised.pop(event.id, None)
        self.events[event.id] = Suppressed(event, why)
        while len(self.events) > self._most:
            gone = next(iter(self.events))
            del self.events[gone]
            self._new.pop(gone, None)

    def drop(self, name: str) -> None:
        """An event raises an alert now."""
        if self.events.pop(name, None) is not None:
            self._new.pop(name, None)
            self._raised[name] = None

    def knew(self, event: Event) -> bool:
        """Whether an event is so old that it may have been counted, and left a full list since."""
        if len(self.events) < self._most or event.id in self.events:
            return False
        return event.t_raised <= next(iter(self.events.values())).event.t_raised

    def news(self) -> dict[str, Any] | None:
        """What is new or changed since it was asked last, as plain values for the journal. How long an event lasts and
        where it is are told when it ends."""
        total = self.counts.total() - self.counts[AGAIN]
        if not self._new and not self._raised and total == self._counted:
            return None
        told = [self.events[name] for name in self._new]
        body = {"counts": {why: n for why, n in self.counts.items() if why != AGAIN},
                "events": [{"why": one.why, "event": event_record(one.event)} for one in told],
                "raised": list(self._raised)}  # fmt: skip
        self._new, self._raised, self._counted = {}, {}, total
        return body

    def restore(self, bodies: Iterable[Mapping[str, Any]]) -> None:
        """Take up what was told to the journal, the newest first: no more is read than can be listed."""
        known: dict[str, Suppressed | None] = {}
        listed = 0
        for at, body in enumerate(bodies):
            if at == 0:
                self.counts.update(body["counts"])
                self._counted = self.counts.total()
            known |= {name: None for name in body["raised"] if name not in known}
            for told in reversed(body["events"]):
                event = event_of(told["event"], "A record of the journal")
                if event.id not in known:
                    known[event.id] = Suppressed(event, told["why"])
                    listed += 1
            if listed >= self._most:
                break
        newest = [(name, one) for name, one in known.items() if one is not None][: self._most]
        self.events = dict(reversed(newest))
