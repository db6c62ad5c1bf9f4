"""The newest revision of every event of a room: what was said of it before decides what is news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from marsad.schema.event import Event

MOST_EVENTS = 200_000
"""So many are held; beyond, those that ended longest ago go first. The files have them all."""


class Book:
    """Gives each revision of an event a number above all that were said of it, also after a restart."""

    def __init__(self, events: Iterable[Event] = (), most: int = MOST_EVENTS) -> None:
        self._events = {event.id: event for event in events}
        self._most = most

    def news(self, events: Iterable[Event]) -> list[Event]:
        """Those that say something new, with their revisions; what was said already is left out."""
        told = []
        for event in events:
            before = self._events.get(event.id)
            if before is not None:
                if before.facts() == event.facts():
                    continue
                event = replace(event, revision=before.revision + 1)
            elif event.status == "withdrawn":
                continue
            self._events[event.id] = event
            told.append(event)
        if len(self._events) > self._most:
            self._forget()
        return told

    def _forget(self) -> None:
        over = sorted((e for e in self._events.values() if e.status != "open"), key=lambda e: (e.t_raised, e.id))
        for event in over[: len(self._events) - self._most * 3 // 4]:
            del self._events[event.id]

    def get(self, name: str) -> Event | None:
        """One event by its id."""
        return self._events.get(name)

    def events(self) -> list[Event]:
        """All that are held, in no order."""
        return list(self._events.values())

    def __len__(self) -> int:
        return len(self._events)
