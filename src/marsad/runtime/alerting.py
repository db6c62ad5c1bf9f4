"""The alerts of a room: events from detection, a desk, and the journal that both survive in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, Final, TypeVar

from marsad.alerts.action import Action
from marsad.alerts.alert import Alert
from marsad.alerts.aside import AGAIN, Aside, goes_on
from marsad.alerts.desk import Change, Desk
from marsad.alerts.limits import HOUR, Limits
from marsad.alerts.rule import Rules
from marsad.runtime.clock import Clock
from marsad.runtime.rule_records import (
    CONFIGURATION,
    KIND,
    Standing,
    body,
    current,
    import_rules,
    rules_from,
    standing,
)
from marsad.schema.event import Event
from marsad.store.journal.journal import Entry, Journal
from marsad.store.journal.record import Record
from marsad.store.store_error import StoreError

ALERT: Final = "alert"
ACTION: Final = "alert_action"
KEPT: Final = "alerts_kept"
"""All alerts at once, so that a start need not read the years before."""
ASIDE: Final = "alerts_aside"
"""Events that raised none, with how many there were until then of each reason."""
ROOM: Final = "room"
KEEP_EVERY: Final = 20_000
"""So many records of alerts, and all are kept at once again."""
TAKE_UP_US: Final = 24 * HOUR
"""Events that ended within this time before a start may not have reached the journal: they are told again."""
GO_ON_AT_ONCE, GO_ON_S = 50, 10
"""So many events that only go on are put down each second, or a tenth of those that wait: a thousand beacons that tell
of themselves every second must not keep the next one waiting."""
T = TypeVar("T")


class Alerting:
    """The desk of a room. Without a journal (a replay) it remembers nothing. Any thread may call it."""

    def __init__(
        self, clock: Clock, limits: Limits | None = None, journal: Journal | None = None,
        rules: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:  # fmt: skip
        self.clock, self.limits, self.journal = clock, limits or Limits(), journal
        self._lock = threading.RLock()
        self._unsaved: list[Entry] = []
        self._going_on: dict[str, Event] = {}
        self.trouble: str | None = None
        self.rule_trouble: list[str] = []
        self._configured = rules or {}
        self.newest_rule = 1
        """Grows with every change of a rule: whoever shows them asks again."""
        self._since_kept = 0
        self._listeners: list[Callable[[list[str] | None], None]] = []
        self.desk = self._load()
        self.totals = self.desk.totals()
        """How many of what; read without waiting for who is at work."""

    @property
    def suppressed(self) -> int:
        """How many events raised no alert; what was only told again hides nothing and is left out."""
        aside = "not alerted: "
        return sum(n for what, n in self.totals.items() if what.startswith(aside) and what != aside + AGAIN)

    def listen(self, tell: Callable[[list[str] | None], None]) -> None:
        """Call `tell` with the ids of alerts that have changed, None for all; it is quick and calls nothing here."""
        self._listeners.append(tell)

    def _tell(self, changes: list[Change] | None) -> None:
        if changes is None or changes:
            for tell in self._listeners:
                tell(None if changes is None else [change.alert for change in changes])

    # What comes in.

    def take(self, events: list[Event], now_us: int) -> None:
        """New revisions of events, as detection tells them. What only goes on is put down some seconds later."""
        if events:
            with self._lock:
                known = self.desk.book.events
                news = [event for event in events if not goes_on(known.get(event.id), event)]
                for event in news:
                    self._going_on.pop(event.id, None)
                self._going_on |= {event.id: event for event in events if goes_on(known.get(event.id), event)}
                if news:
                    self._save(self.desk.take(news, now_us))

    def take_up(self, events: Iterable[Event]) -> None:
        """What was found before the start: whatever of it had not reached the journal becomes an alert now."""
        now = self.clock()
        aside = self.desk.book.aside
        some = [event for event in events
                if (event.t_end is None or event.t_end >= now - TAKE_UP_US) and not aside.knew(event)]  # fmt: skip
        self.take(sorted(some, key=lambda event: (event.t_raised, event.id)), now)

    def tick(self) -> None:
        """To be called each second."""
        with self._lock:
            self._put_down(max(GO_ON_AT_ONCE, len(self._going_on) // GO_ON_S))
            self._save(self.desk.tick(self.clock()))

    def _put_down(self, many: int) -> None:
        """Take events that only went on, those first that wait longest."""
        some = [self._going_on.pop(name) for name in list(self._going_on)[:many]]
        if some:
            self._save(self.desk.take(some, self.clock()))

    def act(self, action: Action) -> Alert:
        """What a person does; it is on disk when this returns.

        Raises ActionRefusal for what cannot be done, StoreError where it could not be saved: then it was not done.
        """
        with self._lock:
            self._flush()
            changes = self.desk.act(action, self.clock())
            entries = [(ACTION, action.author, action.record()), *self._entries(changes)]
            if self.journal is not None:
                try:
                    self._append(entries)
                except StoreError:
                    self.desk = self._load()
                    self._tell(None)
                    raise
            self.totals = self.desk.totals()
            self._tell(changes)
            return self.desk.alerts[action.alert]

    def save_rules(self, tables: Mapping[str, Mapping[str, Any]], author: str) -> list[str]:
        """Rules that were checked hold from now on; gives the names of those that are new or changed."""
        with self._lock:
            self._flush()
            if self.journal is None:
                raise StoreError("A replay keeps no rules: import them into a live room or its data folder.")
            changed = import_rules(self.journal, tables, author)
            self._hold_rules()
            return changed

    def change_rule(self, name: str, told: Mapping[str, Any], on: bool, why: str, author: str) -> None:
        """One rule that was checked is changed, switched off or on again; on disk when this returns, and it holds from
        then on. Raises StoreError."""
        with self._lock:
            self._flush()
            if self.journal is None:
                raise StoreError("A replay keeps no rules: change them in a live room.")
            self.journal.append(KIND, author, body(name, told, on, why))
            self._hold_rules()

    def _hold_rules(self) -> None:
        if self.journal is not None:
            rules, self.rule_trouble = rules_from(current(self.journal.records(KIND)))
            self.newest_rule += 1
            self._save(self.desk.set_rules(rules, self.clock()))

    def standing_rules(self) -> list[Standing]:
        """The rules there are, off or on. Raises StoreError."""
        if self.journal is None:
            told = [(KIND, CONFIGURATION, body(name, rule)) for name, rule in self._configured.items()]
            return standing([Record(0, 0, kind, author, one, "", "") for kind, author, one in told], self._configured)
        return standing(self.journal.records(KIND), self._configured)

    def read(self, look: Callable[[Desk], T]) -> T:
        """Look at the desk while nothing changes it."""
        with self._lock:
            return look(self.desk)

    def close(self) -> None:
        """Keep all and give the journal back."""
        with self._lock:
            if self.journal is not None:
                try:
                    self._put_down(len(self._going_on))
                    self._flush()
                    self._keep()
                except StoreError as error:
                    self.trouble = str(error)
                self.journal.close()

    # The journal.

    def _load(self) -> Desk:
        """The desk as the journal tells it. A journal that cannot be read leaves an empty desk, and says so."""
        if self.journal is None:
            return Desk(rules_from(self._configured)[0], self.limits)
        bodies: list[Mapping[str, Any]] = []
        rules, aside = Rules(), Aside()
        waiting = [body for kind, _, body in reversed(self._unsaved) if kind == ASIDE]
        try:
            if self._configured:
                import_rules(self.journal, self._configured, CONFIGURATION)
            rules, self.rule_trouble = rules_from(current(self.journal.records(KIND)))
            bodies = list(bodies_of(self.journal))
            aside.restore(chain(waiting, (record.body for record in self.journal.newest(ASIDE))))
        except StoreError as error:
            self.trouble = str(error)
        desk = Desk(rules, self.limits)
        desk.restore([*bodies, *(body for kind, _, body in self._unsaved if kind == ALERT)], self.clock())
        desk.book.aside = aside
        return desk

    def _entries(self, changes: list[Change]) -> list[Entry]:
        return [(ALERT, ROOM, change.body()) for change in changes]

    def _save(self, changes: list[Change]) -> None:
        """Alerts are shown even where the disk refuses them: they wait, and an alarm says so."""
        self.totals = self.desk.totals()
        self._tell(changes)
        aside = self.desk.book.aside.news()
        if self.journal is None:
            return
        self._unsaved += [*self._entries(changes), *([] if aside is None else [(ASIDE, ROOM, aside)])]
        try:
            self._flush()
            if self._since_kept > KEEP_EVERY:
                self._keep()
        except StoreError as error:
            self.trouble = str(error)

    def _flush(self) -> None:
        if self.journal is None or not self._unsaved:
            return
        waiting = self._unsaved
        self._append(waiting)
        self._unsaved = []

    def _append(self, entries: list[Entry]) -> None:
        if self.journal is not None and entries:
            self.journal.append_all(entries)
            self._since_kept += len(entries)
            self.trouble = None

    def _keep(self) -> None:
        if self.journal is not None:
            self.journal.append(KEPT, ROOM, {"alerts": [change.body() for change in self.desk.state()]})
            self._since_kept = 0


def bodies_of(journal: Journal) -> Iterable[Mapping[str, Any]]:
    """What a desk is restored from: the last record of all alerts, and what came after it."""
    kept = journal.last(KEPT)
    if kept is not None:
        yield from kept.body["alerts"]
    for record in journal.records(ALERT, after=0 if kept is None else kept.seq):
        yield record.body
