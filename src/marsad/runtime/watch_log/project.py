"""From a record of the journal to the entry of the watch log that it makes, if it makes one.

The same records always make the same entries: what an entry says follows from its record and, for what concerns an
alert, from what the records before told of that alert.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from marsad.runtime.watch_log import handover_words, incident_words, words
from marsad.runtime.watch_log.entry import (
    BY_THE_SYSTEM,
    EXPORT,
    LOG,
    SYSTEM,
    EntryKind,
    KnownAlert,
    Links,
    LogEntry,
    LogText,
)
from marsad.runtime.watch_log.plain_text import readable
from marsad.store.journal.record import Record

MOST_VESSELS = 50
"""So many vessels of an alert are linked."""
Body = Mapping[str, Any]
Lookup = Callable[[str], KnownAlert | None]
Told = tuple[LogText, Links]


def known_alert(record: Record) -> tuple[str, KnownAlert] | None:
    """What a record tells of an alert, with its id; None where it tells of none."""
    if record.kind != "alert":
        return None
    told = record.body["alert"]
    vessels = tuple(told.get("vessels", ()))[:MOST_VESSELS]
    called = words.title(str(told["kind"]), str(told.get("level", "")))
    return str(told["id"]), KnownAlert(
        called, vessels, told.get("lon_deg"), told.get("lat_deg"), readable(str(told.get("place", "")))
    )


def entry_of(record: Record, known: Lookup) -> LogEntry | None:
    """The entry of a record; None for one that matters to no reader. `known` tells of alerts as of this record."""
    make = _MAKERS.get(record.kind)
    told = None if make is None else make(record, known)
    if told is None:
        return None
    refused = record.kind == "session" and record.body.get("what") == "refused"
    text, links = told
    return LogEntry(
        record.seq, record.t // 1000, "" if refused else readable(record.author),
        "system" if record.author in BY_THE_SYSTEM else "operator", cast(EntryKind, record.kind), text, links,
    )  # fmt: skip


def _links(name: str, alert: KnownAlert | None) -> Links:
    return Links(name) if alert is None else Links(name, alert.vessels, alert.lon_deg, alert.lat_deg)


def _alert(record: Record, known: Lookup) -> Told | None:
    what = [word for word in record.body["what"] if word in words.HAPPENED]
    if not what:
        return None
    name = str(record.body["alert"]["id"])
    alert = known(name)
    if alert is None:
        return None
    ships = ", ".join(map(str, alert.vessels[:5])) + (", ..." if len(alert.vessels) > 5 else "")
    about = "; ".join(filter(None, (ships, alert.place)))
    return words.of_alert(alert.title, what, about), _links(name, alert)


def _deed(record: Record, known: Lookup) -> Told:
    body, name = record.body, str(record.body["alert"])
    alert = known(name)
    called = LogText(f"Alert {name}", f"تنبيه {name}") if alert is None else alert.title
    text = words.of_deed(called, str(body["verb"]), str(body["text"]), body["hours"], str(body["by"]))
    return text, _links(name, alert)


def _log(record: Record, _: Lookup) -> Told:
    body, text = record.body, readable(str(record.body["text"]))
    links = body.get("links", {})
    return LogText(text, text), Links(
        links.get("alert"), tuple(links.get("mmsi", ())), links.get("lon_deg"), links.get("lat_deg"),
        links.get("t_ms"), body.get("amends"),
    )  # fmt: skip


def _given(record: Record, _: Lookup) -> Told:
    body, kind = record.body, record.kind
    name = str(body["list" if kind == "watch_list" else "name"])
    removed = body.get("rule") is None if kind == "rule" else bool(body.get("removed"))
    return words.of_given(kind, name, removed, bool(body.get("off")), str(body.get("why", ""))), Links()


def _person(record: Record, _: Lookup) -> Told:
    body = record.body
    return words.of_person(str(body["name"]), str(body["role"]), str(body["what"]), bool(body["active"])), Links()


def _session(record: Record, _: Lookup) -> Told:
    body = record.body
    return words.of_session(str(body["what"]), str(body["name"]), str(body.get("why", ""))), Links()


def _system(record: Record, _: Lookup) -> Told:
    body = record.body
    what = str(body["what"])
    if what == "feed":
        return words.of_feed(str(body["feed"]), str(body["state"])), Links()
    if what in ("alarm", "alarm over"):
        return words.of_alarm(str(body["text_en"]), str(body["text_ar"]), what == "alarm over"), Links()
    return words.of_room(what, bool(body.get("orderly", True))), Links()


def _incident(record: Record, _: Lookup) -> Told:
    body, number = record.body, int(record.body["incident"])
    if body["what"] == "verdict":
        told = incident_words.of_verdict(number, int(body["version"]), str(body["status"]), str(body["why"]))
        return told, Links(incident=number)
    if body["what"] != "report":
        return incident_words.of_state(number, body["what"] == "opened", str(body["why"])), Links(incident=number)
    told = body["report"]
    grade = f"{told['reliability']}{told['credibility']}"
    text = incident_words.of_report(
        number, int(body["version"]), str(told["kind"]), str(told["source"]), grade, str(told["text"])
    )
    return text, Links(
        next(iter(told["alerts"]), None), tuple(told["mmsi"])[:MOST_VESSELS], told["lon_deg"], told["lat_deg"],
        told["happened_ms"], None, number,
    )  # fmt: skip


def _handover(record: Record, _: Lookup) -> Told:
    return handover_words.of_handover(record.author, record.body), Links()


def _export(record: Record, _: Lookup) -> Told:
    body = record.body
    return words.of_export(record.author, int(body["since_ms"]), int(body["until_ms"]), str(body["language"])), Links()


_MAKERS: dict[str, Callable[[Record, Lookup], Told | None]] = {
    "alert": _alert, "alert_action": _deed, LOG: _log, "rule": _given, "zone": _given, "watch_list": _given,
    "person": _person, "session": _session, "incident": _incident, "handover": _handover, EXPORT: _export,
    SYSTEM: _system,
}  # fmt: skip
