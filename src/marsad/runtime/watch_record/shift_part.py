"""The part of a record on handovers: what was signed, by whom, and who took over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from marsad.alerts.reasons.told import chart_place
from marsad.runtime.handover.key import fingerprint
from marsad.runtime.watch_log.incident_words import KINDS, VERDICTS
from marsad.runtime.watch_record.gather import Record
from marsad.runtime.watch_record.part_words import PartWords
from marsad.runtime.watch_record.sheet import Sheet, clock, ltr, own
from marsad.runtime.watch_record.shifts import Shift

MOST_LINES: Final = 40
"""So many of one sort are written out; the signed file has them all."""
Told = Mapping[str, Any]


def write_shifts(sheet: Sheet, record: Record, said: PartWords) -> None:
    """Each handover of the period; nothing where there is none."""
    if not record.shifts:
        return
    sheet.heading(said.handovers)
    for shift in record.shifts:
        _write(sheet, shift, said)


def _over(one: Told, said: PartWords) -> str:
    """How an alert ended that still waits for somebody to acknowledge it; older handovers do not tell."""
    if one.get("withdrawn_ms"):
        return said.withdrawn_at.format(_at(one["withdrawn_ms"]))
    return said.cleared.format(_at(one["cleared_ms"])) if one.get("cleared_ms") else ""


def _write(sheet: Sheet, shift: Shift, said: PartWords) -> None:
    told = shift.document
    whom = said.to.format(own(told["by"]), own(told["to"])) if told["to"] else own(told["by"])
    sheet.below(said.handover.format(shift.number, whom))
    sheet.line(said.shift.format(_at(told["given_ms"]), _at(told["period"]["from_ms"])), 9)
    _remarks(sheet, told["remarks"], said)

    def alert(one: Told) -> str:
        where = "" if one["lat_deg"] is None else ltr(chart_place(one["lat_deg"], one["lon_deg"]))
        ships = ltr("MMSI " + ", ".join(str(ship["mmsi"]) for ship in one["vessels"][:5])) if one["vessels"] else ""
        held = (said.acknowledged.format(own(one["acknowledged_by"]), _at(one["acknowledged_ms"]))
                if one["acknowledged_ms"] else said.not_acknowledged)  # fmt: skip
        called = _in(sheet, one["title"])
        place = own(one["place"]) if one["place"] else ""
        return " · ".join(filter(None, (called, ships, where, place, _over(one, said), held)))

    def shelved(one: Told) -> str:
        ends = _at(one["until_ms"]) if one["until_ms"] else said.for_occurrence
        return f"{alert(one)} · {said.shelved.format(own(one['shelved_by']), ends)}"

    def shelf(one: Told) -> str:
        whom = ltr(f"MMSI {one['vessel']}") if one["vessel"] else own(one["place"] or one["rule"] or "")
        ends = said.shelved.format(own(one["by"]), _at(one["until_ms"]))
        return " · ".join(filter(None, (_in(sheet, one["title"]), whom, ends)))

    def rule(one: Told) -> str:
        kinds = ", ".join(_in(sheet, title) for title in one["titles"])
        ends = said.until.format(_at(one["until_ms"])) if one["until_ms"] else ""
        return " · ".join(filter(None, (own(one["name"]), kinds, said.everywhere if one["everywhere"] else said.in_part,
                                        ends)))  # fmt: skip

    def outage(one: Told) -> str:
        return " · ".join((own(one["name"]), said.states.get(one["state"], own(one["state"])),
                           said.quiet.format(one["quiet_s"])))  # fmt: skip

    def incident(one: Told) -> str:
        kind, held = KINDS.get(one["kind"]), VERDICTS.get(one["status"])
        called = one["kind"] if kind is None else _of(sheet, kind.en, kind.ar)
        status = one["status"] if held is None else _of(sheet, held.en, held.ar)
        about = (said.incident.format(one["number"], called), status, own(one["source"]), ltr(one["grade"]))
        return " · ".join(about)

    _list(sheet, told, "alerts", said.open_alerts, alert, said)
    _list(sheet, told, "shelved", said.shelved_alerts, shelved, said)
    _list(sheet, told, "shelves", said.shelves, shelf, said)
    _list(sheet, told, "rules_off", said.rules_off, rule, said)
    _list(sheet, told, "detectors_off", said.detectors_off, ltr, said)
    _list(sheet, told, "outages", said.outages, outage, said)
    _list(sheet, told, "alarms", said.alarms, lambda one: _of(sheet, one["text_en"], one["text_ar"]), said)
    _list(sheet, told, "incidents", said.open_incidents, incident, said)
    _proof(sheet, told, shift.given, said)
    if shift.taken is None:
        sheet.line(said.not_taken, 10, bold=True)
    else:
        receipt = shift.taken["receipt"]
        sheet.line(said.taken.format(own(receipt["by"]), _at(receipt["taken_ms"])), 10, bold=True)
        _remarks(sheet, receipt["remarks"], said)
        _proof(sheet, receipt, shift.taken, said)
    sheet.rule()


def _remarks(sheet: Sheet, text: str, said: PartWords) -> None:
    if text:
        sheet.line(f"{said.remarks}:", 9, bold=True)
        sheet.line(text, 10, own=True)


def _list(sheet: Sheet, told: Told, name: str, title: str, tell: Callable[[Any], str], said: PartWords) -> None:
    """What is left of one sort, also where it is nothing: that is worth knowing too."""
    some = told.get(name, [])
    many = len(some) + int(told["left_out"].get(name, 0))
    sheet.line(f"{title}: {ltr(str(many)) if many else said.nothing}", 9, bold=bool(many), soft=not many)
    for one in some[:MOST_LINES]:
        sheet.line(f"– {tell(one)}", 8.5)
    if many > MOST_LINES:
        sheet.line(said.more.format(many - len(some[:MOST_LINES])), 8.5, soft=True)


def _proof(sheet: Sheet, told: Told, body: Told, said: PartWords) -> None:
    head = told["head"]
    sheet.line(said.head.format(head["seq"], ltr(head["hash"])), 7, soft=True)
    sheet.line(said.key.format(ltr(fingerprint(body["key"]))), 7, soft=True)
    sheet.line(said.signature.format(ltr(body["signature"])), 6, soft=True)


def _at(t_ms: int) -> str:
    return ltr(clock(t_ms))


def _in(sheet: Sheet, words: Mapping[str, str]) -> str:
    return _of(sheet, words["en"], words["ar"])


def _of(sheet: Sheet, english: str, arabic: str) -> str:
    return arabic if sheet.rtl else english
