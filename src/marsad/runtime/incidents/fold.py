"""From records to incidents: each record adds to what its incident tells, in the order of the journal."""

from __future__ import annotations

from typing import cast

from marsad.runtime.incidents.incident import Incident, Turn, Verdict, Version
from marsad.runtime.incidents.report import Status, report_of
from marsad.runtime.watch_log.plain_text import readable
from marsad.store.journal.record import Record


def fold(found: dict[int, Incident], record: Record) -> Incident:
    """Take up one record of kind `incident`; gives the incident that it is about."""
    body, number = record.body, int(record.body["incident"])
    t_ms, author = record.t // 1000, readable(record.author)
    incident = found.setdefault(number, Incident(number))
    incident.changed_ms = t_ms
    what, why = body["what"], readable(str(body.get("why", ""))).strip()
    if what == "report":
        version = Version(record.seq, len(incident.versions) + 1, t_ms, author, report_of(body["report"]).shown())
        before = None if body["corrects"] is None else incident.version(int(body["corrects"]))
        if before is not None:
            version.corrects, before.corrected_by = before.seq, record.seq
        incident.versions.append(version)
        incident.is_open = True
    elif what == "verdict":
        judged = incident.version(int(body["report"]))
        if judged is not None:
            judged.verdicts.append(Verdict(t_ms, author, cast(Status, body["status"]), why))
    elif what in ("closed", "opened"):
        incident.is_open = what == "opened"
        incident.turns.append(Turn(t_ms, author, what, why))
    return incident
