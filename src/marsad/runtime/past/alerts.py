"""The alerts of a room as they stood at a moment, from its journal: shown, never dealt with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from marsad.alerts.action import Action
from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.limits import Limits
from marsad.runtime.alerting import ALERT, KEPT, Alerting
from marsad.runtime.clock import Clock
from marsad.runtime.data_folder import journal_url
from marsad.runtime.given import Given
from marsad.runtime.rule_records import KIND as RULE
from marsad.runtime.rule_records import current, rules_from
from marsad.runtime.saved_records import has_journal
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record
from marsad.store.store_error import StoreError


def journal_of(data: Path, settings: Settings) -> Journal | None:
    """The journal of a room, to be read while the room writes it; None: there is none."""
    url = settings.alerts.journal
    return Journal.read_only(url or journal_url(data)) if has_journal(data, url) else None


class PastAlerting(Alerting):
    """The desk of a room at its clock's moment; `follow` brings it on. What nobody did then, nobody does now."""

    def __init__(self, clock: Clock, limits: Limits, journal: Journal | None) -> None:
        self._read, self.seq = journal, 0
        """`seq`: number of the newest record of the journal at that moment; 0: there is none."""
        self._bodies: list[Mapping[str, Any]] = []
        super().__init__(clock, limits)
        self.follow()

    def tick(self) -> None:
        """A past desk does nothing by itself: what it did stands in the journal."""

    def act(self, action: Action) -> Alert:
        """Refused: what is past cannot be dealt with. Raises StoreError."""
        raise StoreError("This is the past: deal with it on the page of now.")

    def follow(self) -> None:
        """Take up what the journal tells up to the clock's moment; a room that turns back needs a new desk."""
        if self._read is None:
            return
        until = self._read.written_before(self.clock() + 1)
        if until <= self.seq:
            return
        news = list(_bodies(self._read, self.seq, until))
        is_first, self.seq = self.seq == 0, until
        if not news and not is_first:
            return
        desk = Desk(rules_from(current(_up_to(self._read, RULE, 0, until)))[0], self.limits)
        desk.restore([*self._bodies, *news], self.clock())
        self._bodies = [change.body() for change in desk.state()]
        with self._lock:
            self.desk, self.totals = desk, desk.totals()
        self._tell(None)


def _bodies(journal: Journal, after: int, until: int) -> Iterator[Mapping[str, Any]]:
    """What a desk is restored from: from the beginning the last record of all alerts, then what came after it."""
    if after == 0:
        kept = next((record for record in journal.newest(KEPT) if record.seq <= until), None)
        if kept is not None:
            yield from kept.body["alerts"]
            after = kept.seq
    for record in _up_to(journal, ALERT, after, until):
        yield record.body


def _up_to(journal: Journal, kind: str, after: int, until: int) -> Iterator[Record]:
    for record in journal.records(kind, after=after):
        if record.seq > until:
            return
        yield record


class PastGiven(Given):
    """The zones and watch lists that held at a moment of `clock`."""

    def __init__(self, settings: Settings, folder: Path | None, journal: Journal | None, clock: Clock) -> None:
        super().__init__(settings, folder, journal)
        self._clock = clock

    def save(self, *_: object) -> list[str]:
        """Refused: what is past cannot be changed. Raises Refusal."""
        raise Refusal("This is the past: zones are saved on the page of now.")

    def _records(self) -> list[Record]:
        now = self._clock()
        return [record for record in super()._records() if record.t <= now]
