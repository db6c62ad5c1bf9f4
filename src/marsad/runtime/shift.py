"""What a shift leaves to the next: alerts, what is set aside until when, what is switched off, outages, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.rule import NONE, Rule
from marsad.alerts.shelf import Shelf
from marsad.runtime.alert_views import AlertView, names_in, view_of
from marsad.runtime.incidents.incident import IncidentView
from marsad.runtime.incidents.incidents import Question
from marsad.runtime.rule_records import Standing
from marsad.runtime.status import FeedStatus
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.kinds import KINDS

MOST: Final = 500
"""So many of one sort are named; the others are counted under `left_out`."""
MOST_TEXT: Final = 1_000


def left(room: WatchRoom, detectors_off: Iterable[str]) -> dict[str, Any]:
    """As plain values. Raises StoreError where the journal cannot be read."""
    now_us = room.clock()

    def look(desk: Desk) -> tuple[list[Alert], list[Alert], list[Shelf], list[Rule]]:
        return desk.listed(), desk.shelved(), list(desk.shelves), list(desk.rules.rules)

    waiting, shelved, shelves, rules = room.alerting.read(look)
    open_ones = ([], 0) if room.incidents is None else room.incidents.ask(Question("open", limit=MOST))
    off = [rule for rule in rules if rule.priority == NONE and (rule.valid_to_us is None or rule.valid_to_us > now_us)]
    switched_off = [rule for rule in room.alerting.standing_rules() if not rule.on]
    names = names_in(room, [*waiting[:MOST], *shelved[:MOST]])

    def views(_: Desk) -> tuple[list[AlertView], list[AlertView]]:
        return [view_of(one, names) for one in waiting[:MOST]], [view_of(one, names) for one in shelved[:MOST]]

    shown, aside = room.alerting.read(views)
    feeds = room.feeds()
    outages = [feed for feed in feeds if feed.state != "connected" or feed.quiet_s >= feed.silent_after_s]
    told: dict[str, Any] = {
        "alerts": [_alert(one) for one in shown],
        "shelved": [_alert(one) | {"until_ms": one.shelved_until_ms, "shelved_by": one.shelved_by} for one in aside],
        "shelves": [shelf_told(shelf) for shelf in shelves[:MOST]],
        "rules_off": [_rule(rule) for rule in off[:MOST]],
        "switched_off": [_switched_off(rule) for rule in switched_off[:MOST]],
        "detectors_off": sorted(detectors_off),
        "outages": [_outage(feed) for feed in outages[:MOST]],
        "alarms": [msgspec.to_builtins(alarm) for alarm in room.alarms()[:MOST]],
        "incidents": [_incident(one) for one in open_ones[0]],
        "feeds": len(feeds),
    }
    whole = {"alerts": len(waiting), "shelved": len(shelved), "shelves": len(shelves), "rules_off": len(off),
             "switched_off": len(switched_off),
             "outages": len(outages), "incidents": open_ones[1]}  # fmt: skip
    told["left_out"] = {name: many - len(told[name]) for name, many in whole.items() if many > len(told[name])}
    return told


def _alert(view: AlertView) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(view)
    kept = ("id", "kind", "level", "title", "reason", "vessels", "lon_deg", "lat_deg", "raised_ms", "active",
            "acknowledged_ms", "cleared_ms", "withdrawn_ms", "count")  # fmt: skip
    written = {name: readable(told[name]) for name in ("place", "acknowledged_by", "assigned_to")}
    notes = [readable(note)[:MOST_TEXT] for note in view.notes]
    return {name: told[name] for name in kept} | written | {"notes": notes}


def _called(kind: str) -> dict[str, str]:
    known = KINDS.get(kind)
    return {"en": kind, "ar": kind} if known is None else {"en": known.english, "ar": known.arabic}


def shelf_told(shelf: Shelf) -> dict[str, Any]:
    """What is shelved from now on, as plain values: of which kind, by whom, until when (milliseconds UTC)."""
    return {
        "kind": shelf.kind, "title": _called(shelf.kind), "until_ms": shelf.until_us // 1000,
        "by": readable(shelf.author), "rule": shelf.rule, "vessel": shelf.vessel, "place": readable(shelf.place),
        "lon_deg": shelf.lon_deg, "lat_deg": shelf.lat_deg,
    }  # fmt: skip


def _rule(rule: Rule) -> dict[str, Any]:
    def ms(t_us: int | None) -> int | None:
        return None if t_us is None else t_us // 1000

    return {
        "name": readable(rule.name), "kinds": sorted(rule.kinds),
        "titles": [_called(kind) for kind in sorted(rule.kinds)], "vessels": sorted(rule.vessels),
        "places": sorted(map(readable, rule.places)), "everywhere": rule.area is None,
        "from_ms": ms(rule.valid_from_us), "until_ms": ms(rule.valid_to_us),
    }  # fmt: skip


def _switched_off(rule: Standing) -> dict[str, Any]:
    return {"name": readable(rule.name), "by": readable(rule.author), "since_ms": rule.t_us // 1000,
            "why": readable(rule.why)[:MOST_TEXT]}  # fmt: skip


def _outage(feed: FeedStatus) -> Mapping[str, Any]:
    return {"name": feed.name, "state": feed.state, "quiet_s": round(feed.quiet_s),
            "error": None if feed.error is None else readable(feed.error)[:MOST_TEXT]}  # fmt: skip


def _incident(view: IncidentView) -> dict[str, Any]:
    first = next(one for one in view.versions if one.seq == view.lead)
    report = first.report
    return {
        "number": view.number, "kind": view.kind, "status": view.status, "reports": len(view.versions),
        "source": report.source, "grade": report.grade, "text": report.text[:MOST_TEXT], "language": report.language,
        "happened_ms": report.happened_ms, "received_ms": report.received_ms, "changed_ms": view.changed_ms,
    }  # fmt: skip
