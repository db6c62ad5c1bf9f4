"""An incident as its records tell it: every version of what is said, side by side, and what was decided."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from marsad.runtime.incidents.report import Report, Status

_ORDER: Final[dict[Status, int]] = {"confirmed": 2, "claimed": 1, "refuted": 0}


class Verdict(msgspec.Struct, frozen=True):
    """What somebody decided about one version, and why."""

    t_ms: int
    author: str
    status: Status
    why: str


class Turn(msgspec.Struct, frozen=True):
    """An incident that was closed or opened again, by whom and why."""

    t_ms: int
    author: str
    what: Literal["closed", "opened"]
    why: str


class Version(msgspec.Struct):
    """One report. `seq` is the number of its record in the journal, `version` counts from 1 within the incident.

    `corrects` and `corrected_by` are numbers of records: what was corrected stands, and counts no more.
    """

    seq: int
    version: int
    t_ms: int
    author: str
    report: Report
    corrects: int | None = None
    corrected_by: int | None = None
    verdicts: list[Verdict] = []

    @property
    def status(self) -> Status:
        """What was decided last; a claim until somebody decides."""
        return self.verdicts[-1].status if self.verdicts else "claimed"


class Incident(msgspec.Struct):
    """What its reports tell together. A report on a closed incident opens it again."""

    number: int
    versions: list[Version] = []
    turns: list[Turn] = []
    is_open: bool = True
    changed_ms: int = 0

    @property
    def standing(self) -> list[Version]:
        """The versions that nothing corrects."""
        return [one for one in self.versions if one.corrected_by is None]

    @property
    def lead(self) -> Version:
        """The version to be told first: confirmed before claimed before refuted, of these the newest."""
        return max(self.standing, key=lambda one: (_ORDER[one.status], one.seq))

    @property
    def status(self) -> Status:
        """Confirmed where a standing version is, refuted where all are, else claimed."""
        return self.lead.status

    def version(self, seq: int) -> Version | None:
        """The version of a record's number."""
        return next((one for one in self.versions if one.seq == seq), None)


class VersionView(msgspec.Struct, frozen=True):
    """A version as it is shown."""

    seq: int
    version: int
    t_ms: int
    author: str
    status: Status
    corrects: int | None
    corrected_by: int | None
    report: Report
    verdicts: list[Verdict]


class IncidentView(msgspec.Struct, frozen=True):
    """An incident as it is shown; `lead` is the number of the record of the version to be told first."""

    number: int
    open: bool
    status: Status
    kind: str
    lead: int
    opened_ms: int
    changed_ms: int
    versions: list[VersionView]
    turns: list[Turn]


def view_of(incident: Incident) -> IncidentView:
    """An incident as it is shown."""
    lead = incident.lead
    return IncidentView(
        incident.number, incident.is_open, lead.status, lead.report.kind, lead.seq, incident.versions[0].t_ms,
        incident.changed_ms,
        [VersionView(one.seq, one.version, one.t_ms, one.author, one.status, one.corrects, one.corrected_by,
                     one.report, list(one.verdicts)) for one in incident.versions],
        list(incident.turns),
    )  # fmt: skip
