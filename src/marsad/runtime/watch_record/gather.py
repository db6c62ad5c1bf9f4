"""What belongs into the record of a period: the entries of the watch log, what became of alerts, where it all was."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from marsad.alerts.alert import Alert
from marsad.geo.date_line import Run
from marsad.runtime.alerting import KEPT
from marsad.runtime.handover.handovers import KIND as HANDOVER
from marsad.runtime.incidents.fold import fold
from marsad.runtime.incidents.incident import Incident, IncidentView, view_of
from marsad.runtime.incidents.incidents import KIND as INCIDENT
from marsad.runtime.watch_log.entry import LOG, Amendment, KnownAlert, LogEntry
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.project import entry_of, known_alert
from marsad.runtime.watch_record.alerts_told import AlertsTold
from marsad.runtime.watch_record.shifts import Shift, shifts
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import FIRST_PREVIOUS
from marsad.store.journal.record import Record as JournalRecord

MOST_ENTRIES: Final = 5_000
MOST_MAPS: Final = 30
_DAY_MS: Final = 86_400_000
LONGEST_MS: Final = 92 * _DAY_MS


@dataclass(frozen=True)
class Spot:
    """A place that entries are about: `number` stands on the overview and beside its own map.

    `alert` is the alert that it is about, None for any other; `ways` are the MMSI and the runs of its vessels, as far
    as they were heard.
    """

    number: int
    lon_deg: float
    lat_deg: float
    entry: LogEntry
    alert: Alert | None = None
    ways: tuple[tuple[int, tuple[Run, ...]], ...] = ()


@dataclass(frozen=True)
class Record:
    """A period of a room's journal as its end found it. `head` is the newest record that it tells of: number and hash.
    What is written later, but for amendments of its entries, changes nothing in it.

    `left_out` entries were more than a document holds, `unmapped` places more than it has maps for. `alerts` were
    raised, `acknowledged` of them within the period, after `median_s` seconds in the middle, null where there was none.

    `told` are the alerts something became of, `untold` so many others that only the log tells of; `incidents` and
    `shifts` those that a record of the period is about. For `unheard` maps no ways of vessels were looked for.
    """

    since_ms: int
    until_ms: int
    head: tuple[int, str]
    entries: list[LogEntry]
    left_out: int
    spots: list[Spot]
    unmapped: int
    kinds: dict[str, int]
    alerts: int
    acknowledged: int
    median_s: float | None
    told: list[Alert]
    untold: int
    incidents: list[IncidentView]
    shifts: list[Shift]
    unheard: int = 0


def gather(journal: Journal, since_ms: int, until_ms: int) -> Record:
    """The record of `since_ms` to `until_ms` (milliseconds UTC). Raises Refusal for a period that is none or too long,
    StoreError. It reads the records of the period, what is needed to name the alerts in them, and later amendments."""
    if until_ms <= since_ms:
        raise Refusal("The period ends before it begins: write its end after its beginning.")
    if until_ms - since_ms > LONGEST_MS:
        raise Refusal("A record covers 92 days at most: ask for a shorter period.")
    read = _Reading(since_ms * 1000, until_ms * 1000)
    before = journal.written_before(read.since_us)
    known_from = _known_from(journal, before, read)
    for record in journal.records(after=known_from):
        if not read.take(record, record.seq > before):
            break
    for record in journal.records(LOG, after=read.last):
        read.amended(record)
    last = read.last or before
    told, untold = read.told.told()
    by_name = {alert.id: alert for alert in told}
    waits = [read.acknowledged[name] - t for name, t in read.raised.items() if name in read.acknowledged]
    placed, unmapped = _placed(read.entries)
    spots = [Spot(number, lon, lat, entry, by_name.get(entry.links.alert or ""))
             for number, (lon, lat, entry) in enumerate(placed, 1)]  # fmt: skip
    entries = [replace(entry, amended_by=tuple(read.amendments.get(entry.seq, ()))) for entry in read.entries]
    return Record(
        since_ms, until_ms, _head(journal, max(last, read.amended_by)), entries, read.left_out, spots, unmapped,
        dict(read.kinds), len(read.raised), len(waits), statistics.median(waits) / 1e6 if waits else None,
        told, untold, _incidents(journal, before, last), shifts(journal.records(HANDOVER), before, last),
    )  # fmt: skip


class _Reading:
    """What is kept while the records of a period go by."""

    def __init__(self, since_us: int, until_us: int) -> None:
        self.since_us, self.until_us = since_us, until_us
        self.known: dict[str, KnownAlert] = {}
        self.entries: list[LogEntry] = []
        self.kinds: Counter[str] = Counter()
        self.raised: dict[str, int] = {}
        self.acknowledged: dict[str, int] = {}
        self.amendments: dict[int, list[Amendment]] = {}
        self.left_out = self.last = self.amended_by = 0
        self.shown = set[int]()
        self.told = AlertsTold()

    def take(self, record: JournalRecord, is_inside: bool) -> bool:
        """False at the end of the period."""
        if is_inside and record.t >= self.until_us:
            return False
        self.know(record)
        if not is_inside:
            return True
        self.last = record.seq
        entry = entry_of(record, self.known.get)
        if entry is None:
            return True
        self.kinds[entry.kind] += 1
        self.amended(record)
        if entry.links.alert is not None and record.kind in ("alert", "alert_action"):
            self.told.touch(entry.links.alert)
        if record.kind == "alert" and "raised" in record.body["what"]:
            self.raised.setdefault(str(record.body["alert"]["id"]), record.t)
        elif record.kind == "alert_action" and record.body["verb"] == "acknowledge":
            self.acknowledged.setdefault(str(record.body["alert"]), record.t)
        if len(self.entries) < MOST_ENTRIES:
            self.entries.append(entry)
            self.shown.add(entry.seq)
        else:
            self.left_out += 1
        return True

    def know(self, record: JournalRecord) -> None:
        """Take up what a record tells of an alert."""
        told = known_alert(record)
        if told is not None:
            self.known[told[0]] = told[1]
            self.told.put(record.body)

    def amended(self, record: JournalRecord) -> None:
        """Note which entry a record corrects, if it does."""
        amends = record.body.get("amends") if record.kind == LOG else None
        if amends:
            self.amendments.setdefault(int(amends), []).append(
                Amendment(record.seq, record.t // 1000, readable(record.author))
            )
            if int(amends) in self.shown:
                self.amended_by = record.seq


def _known_from(journal: Journal, before: int, read: _Reading) -> int:
    """Take up the alerts of the newest record of all of them up to a number; gives the number to go on after."""
    kept = next((record for record in journal.newest(KEPT) if record.seq <= before), None)
    if kept is None:
        return 0
    for body in kept.body["alerts"]:
        read.know(JournalRecord(kept.seq, kept.t, "alert", kept.author, dict(body), "", ""))
    return kept.seq


def _incidents(journal: Journal, after: int, upto: int) -> list[IncidentView]:
    """The incidents of which a record after one and up to another tells, as that last record leaves them."""
    found, touched = dict[int, Incident](), set[int]()
    for record in journal.records(INCIDENT):
        if record.seq > upto:
            break
        number = fold(found, record).number
        if record.seq > after:
            touched.add(number)
    return [view_of(found[number]) for number in sorted(touched)]


def _head(journal: Journal, seq: int) -> tuple[int, str]:
    """Number and hash of a record; 0 and zeros for none."""
    found = next(iter(journal.records(after=seq - 1)), None) if seq else None
    return (0, FIRST_PREVIOUS) if found is None else (found.seq, found.hash)


def _placed(entries: list[LogEntry]) -> tuple[list[tuple[float, float, LogEntry]], int]:
    """The first entry of each alert and incident that tells a place, and all others that do; how many are too many."""
    seen, found, more = set[tuple[str, object]](), list[tuple[float, float, LogEntry]](), 0
    for entry in entries:
        links = entry.links
        if links.lon_deg is None or links.lat_deg is None:
            continue
        key = ("alert", links.alert) if links.alert else ("incident", links.incident) if links.incident else None
        if key is not None and key in seen:
            continue
        if key is not None:
            seen.add(key)
        if len(found) < MOST_MAPS:
            found.append((links.lon_deg, links.lat_deg, entry))
        else:
            more += 1
    return found, more
