"""The part of a record on incidents: every version of what others report, with what was decided about it."""

from __future__ import annotations

from marsad.alerts.reasons.told import chart_place
from marsad.runtime.incidents.incident import IncidentView, VersionView
from marsad.runtime.incidents.report import Report
from marsad.runtime.watch_log.entry import LogText
from marsad.runtime.watch_log.incident_words import KINDS, MEANS, VERDICTS
from marsad.runtime.watch_record.gather import Record
from marsad.runtime.watch_record.part_words import PartWords
from marsad.runtime.watch_record.sheet import Sheet, clock, ltr, own

_NM_M = 1852.0


def write_incidents(sheet: Sheet, record: Record, said: PartWords) -> None:
    """Each incident that a record of the period is about; nothing where there is none."""
    if not record.incidents:
        return
    sheet.heading(said.incidents)
    for incident in record.incidents:
        _write(sheet, incident, said)


def _write(sheet: Sheet, incident: IncidentView, said: PartWords) -> None:
    def at(t_ms: int) -> str:
        return ltr(clock(t_ms))

    kind = _called(sheet, KINDS.get(incident.kind), incident.kind)
    sheet.below(said.incident.format(incident.number, kind))
    sheet.line(
        " · ".join((
            _called(sheet, VERDICTS.get(incident.status), incident.status),
            said.is_open if incident.open else said.is_closed,
            said.reports.format(len(incident.versions)),
        )), 9, soft=True,
    )  # fmt: skip
    numbers = {one.seq: one.version for one in incident.versions}
    for one in incident.versions:
        _version(sheet, one, numbers, said)
    for turn in incident.turns:
        told = said.opened if turn.what == "opened" else said.closed
        sheet.line(told.format(own(turn.author), at(turn.t_ms), own(turn.why)), 9)
    sheet.rule()


def _version(sheet: Sheet, one: VersionView, numbers: dict[int, int], said: PartWords) -> None:
    report, gone = one.report, one.corrected_by is not None
    sheet.keep(22)
    head = [
        said.report.format(one.version),
        own(report.source),
        _called(sheet, KINDS.get(report.kind), report.kind),
        _called(sheet, VERDICTS.get(one.status), one.status),
        said.corrects.format(numbers.get(one.corrects, "")) if one.corrects is not None else "",
        said.corrected.format(numbers.get(one.corrected_by, "")) if one.corrected_by is not None else "",
    ]
    sheet.line(" · ".join(filter(None, head)), 10, bold=not gone, soft=gone)
    sheet.line(report.text, 10, soft=gone, own=True)
    reliable, credible = said.reliability[report.reliability], said.credibility[report.credibility]
    sheet.line(" · ".join([said.grade.format(ltr(report.grade), reliable, credible), *_about(sheet, report, said),
                           said.wrote.format(own(one.author), ltr(clock(one.t_ms)))]), 8, soft=True)  # fmt: skip
    for verdict in one.verdicts:
        word = _called(sheet, VERDICTS.get(verdict.status), verdict.status)
        told = said.judged.format(word, own(verdict.author), ltr(clock(verdict.t_ms)), own(verdict.why))
        sheet.line(told, 9)
    sheet.pdf.ln(1)


def _about(sheet: Sheet, report: Report, said: PartWords) -> list[str]:
    """How it came, and what it is said to be about."""
    told = []
    if report.received_ms is not None:
        means = _called(sheet, MEANS.get(report.by), report.by)
        told.append(said.came.format(ltr(clock(report.received_ms)), means))
    if report.happened_ms is not None:
        within = "" if report.within_min is None else f" ({said.within.format(report.within_min)})"
        told.append(said.happened.format(ltr(clock(report.happened_ms))) + within)
    if report.lat_deg is not None and report.lon_deg is not None:
        radius = "" if report.radius_m is None else f" ({said.radius.format(f'{report.radius_m / _NM_M:.1f}')})"
        told.append(ltr(chart_place(report.lat_deg, report.lon_deg)) + radius)
    if report.where:
        told.append(said.where.format(own(report.where)))
    if report.mmsi or report.names:
        whom = [*(ltr(f"MMSI {mmsi}") for mmsi in report.mmsi), *map(own, report.names)]
        told.append(said.about_vessels.format(", ".join(whom)))
    if report.alerts:
        told.append(said.about_alerts.format(", ".join(map(ltr, report.alerts))))
    return told


def _called(sheet: Sheet, known: LogText | None, otherwise: str) -> str:
    return own(otherwise) if known is None else known.ar if sheet.rtl else known.en
