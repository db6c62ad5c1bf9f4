"""The incidents of a room: reports are added, never edited; what is decided about them is added too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marsad.runtime.incidents.fold import fold
from marsad.runtime.incidents.form import faults_of, why_fault
from marsad.runtime.incidents.incident import Incident, IncidentView, Version, view_of
from marsad.runtime.incidents.report import Report
from marsad.runtime.watch_log.incident_words import KINDS, VERDICTS
from marsad.runtime.watch_log.plain_text import folded
from marsad.runtime.watch_log.watch_log import FieldRefusal
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record

KIND: Final = "incident"
"""The kind of its records; `what` in their body is report, verdict, closed or opened."""
MOST_VERSIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Question:
    """Which incidents are wanted: open, closed or all, with all words of `q`, of one kind, held to be of one status,
    about one vessel or one alert, said to have happened (where that is told, else received) in a time."""

    state: str = "all"
    q: str = ""
    kind: str = ""
    status: str = ""
    mmsi: int | None = None
    alert: str = ""
    since_ms: int | None = None
    until_ms: int | None = None
    offset: int = 0
    limit: int = 100


class Incidents:
    """Those of one journal; any thread may call it. `knows_alert` tells whether there ever was an alert of an id."""

    def __init__(self, journal: Journal, clock: Callable[[], int], knows_alert: Callable[[str], bool]) -> None:
        self._journal, self._clock, self._knows_alert = journal, clock, knows_alert
        self._lock = threading.RLock()
        self._found: dict[int, Incident] | None = None
        self._of_report: dict[int, int] = {}
        self._words: dict[int, str] = {}
        self.newest = 0
        """Number of the newest record taken up: another one means that something has changed."""

    def report(
        self, author: str, report: Report, incident: int | None = None, corrects: int | None = None
    ) -> IncidentView:
        """A report that came: of a new incident, another version of one, or a correction of a version.

        It is on disk when this returns. Raises FieldRefusal, StoreError: then nothing is saved.
        """
        faults = faults_of(report, self._clock() // 1000, self._knows_alert)
        with self._lock:
            known = self._all()
            if corrects is not None:
                faults |= self._correction_fault(incident, corrects)
            elif incident is not None and incident not in known:
                faults["incident"] = f"There is no incident {incident}: leave it out for a new one."
            if incident is not None and incident in known and len(known[incident].versions) >= MOST_VERSIONS:
                faults["incident"] = f"Incident {incident} has {MOST_VERSIONS} reports: begin another one."
            if faults:
                raise FieldRefusal(faults)
            number = incident or (self._of_report[corrects] if corrects is not None else max(known, default=0) + 1)
            body = {"what": "report", "incident": number, "corrects": corrects, "report": report.body(),
                    "version": len(known[number].versions) + 1 if number in known else 1}  # fmt: skip
            return self._add(author, body)

    def judge(self, author: str, seq: int, status: str, why: str) -> IncidentView:
        """Somebody decides about a version. Raises FieldRefusal, StoreError."""
        faults = why_fault(why)
        with self._lock:
            known = self._all()
            number = self._of_report.get(seq)
            version = None if number is None else known[number].version(seq)
            if version is None:
                faults["report"] = f"Record {seq} is no incident report."
            elif version.corrected_by is not None:
                faults["report"] = f"Report {version.version} was corrected: decide about its correction."
            if status not in VERDICTS:
                faults["status"] = f"A report is {', '.join(VERDICTS)}."
            if faults or version is None:
                raise FieldRefusal(faults)
            return self._add(author, {"what": "verdict", "incident": number, "report": seq, "status": status,
                                      "version": version.version, "why": why.strip()})  # fmt: skip

    def turn(self, author: str, number: int, is_open: bool, why: str) -> IncidentView:
        """Close an incident, or open it again. Raises FieldRefusal, StoreError."""
        faults = why_fault(why)
        with self._lock:
            found = self._all().get(number)
            if found is None:
                faults["incident"] = f"There is no incident {number}."
            elif found.is_open == is_open:
                faults["incident"] = f"Incident {number} is {'open' if is_open else 'closed'} already."
            if faults:
                raise FieldRefusal(faults)
            what = "opened" if is_open else "closed"
            return self._add(author, {"what": what, "incident": number, "why": why.strip()})

    def get(self, number: int) -> IncidentView | None:
        """One incident. Raises StoreError."""
        with self._lock:
            found = self._all().get(number)
            return None if found is None else view_of(found)

    def ask(self, asked: Question) -> tuple[list[IncidentView], int]:
        """The incidents that are wanted, those that changed last first, and how many there are. Raises StoreError."""
        words = folded(asked.q).split()
        with self._lock:
            fits = [one for one in self._all().values() if self._fits(one, asked, words)]
            fits.sort(key=lambda one: (one.changed_ms, one.number), reverse=True)
            return [view_of(one) for one in fits[asked.offset : asked.offset + asked.limit]], len(fits)

    # Taking up.

    def _all(self) -> dict[int, Incident]:
        with self._lock:
            if self._found is None:
                self._of_report, self._words = {}, {}
                found: dict[int, Incident] = {}
                for record in self._journal.records(KIND):
                    self._take(found, record)
                self._found = found
            return self._found

    def _add(self, author: str, body: Mapping[str, Any]) -> IncidentView:
        record = self._journal.append(KIND, author, body)
        number = self._take(self._all(), record)
        return view_of(self._all()[number])

    def _take(self, found: dict[int, Incident], record: Record) -> int:
        incident = fold(found, record)
        self.newest = record.seq
        if record.body["what"] == "report":
            self._of_report[record.seq] = incident.number
            told = _words_of(incident.versions[-1])
            self._words[incident.number] = " ".join((self._words.get(incident.number, ""), told))
        return incident.number

    def _correction_fault(self, incident: int | None, corrects: int) -> dict[str, str]:
        number = self._of_report.get(corrects)
        if number is None:
            return {"corrects": f"Record {corrects} is no incident report."}
        version = self._all()[number].version(corrects)
        if incident is not None and incident != number:
            return {"corrects": f"Record {corrects} is a report of incident {number}."}
        if version is not None and version.corrected_by is not None:
            return {"corrects": f"Report {version.version} was corrected before: correct its correction."}
        return {}

    def _fits(self, one: Incident, asked: Question, words: list[str]) -> bool:
        if asked.state != "all" and one.is_open != (asked.state == "open"):
            return False
        if asked.status and one.status != asked.status:
            return False
        reports = [version.report for version in one.versions]
        if asked.kind and all(report.kind != asked.kind for report in reports):
            return False
        if asked.mmsi is not None and all(asked.mmsi not in report.mmsi for report in reports):
            return False
        if asked.alert and all(asked.alert not in report.alerts for report in reports):
            return False
        since, until = asked.since_ms, asked.until_ms
        if (since is not None or until is not None) and not any(_is_within(r, since, until) for r in reports):
            return False
        return all(word in self._words[one.number] for word in words)


def _is_within(report: Report, since_ms: int | None, until_ms: int | None) -> bool:
    """Whether it may have happened then: a time that is told to an hour reaches an hour both ways."""
    t = report.happened_ms if report.happened_ms is not None else report.received_ms or 0
    slack = (report.within_min or 0) * 60_000
    return (since_ms is None or t + slack >= since_ms) and (until_ms is None or t - slack <= until_ms)


def _words_of(version: Version) -> str:
    report, kind = version.report, KINDS.get(version.report.kind)
    told = [report.source, report.text, report.where, *report.names, *map(str, report.mmsi), *report.alerts,
            report.grade, version.author, *(() if kind is None else (kind.en, kind.ar))]  # fmt: skip
    return folded(" ".join(told))
