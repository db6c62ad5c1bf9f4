"""Alerts as people are shown them: with names, the reason and the doubts in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from marsad.alerts.alert import OCCURRENCE, Alert
from marsad.alerts.doubt import sentence
from marsad.alerts.level import ARABIC, ENGLISH
from marsad.alerts.reasons.reason import group_reason, reason_of
from marsad.alerts.reasons.told import clean
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.kinds import KINDS


class VesselName(msgspec.Struct, frozen=True):
    """A vessel of an alert; the name as she tells it, empty where it is not known."""

    mmsi: int
    name: str


class Words(msgspec.Struct, frozen=True):
    """The same in both languages."""

    en: str
    ar: str


class AlertView(msgspec.Struct, frozen=True):
    """One alert. Times are milliseconds UTC, null where it has not happened. `shelved_until_ms` 0: this occurrence.

    `group` is empty, or what holds several together: interference, present, gathered; then `count` tells how many, and
    `GET /api/alerts?group=ID` which. `events` are the ids of its events.
    """

    id: str
    kind: str
    level: str
    level_words: Words
    title: Words
    reason: Words
    doubts: list[Words]
    position_unreliable: bool
    vessels: list[VesselName]
    lon_deg: float | None
    lat_deg: float | None
    place: str
    t_start_ms: int
    raised_ms: int
    active: bool
    sounds: bool
    acknowledged_ms: int | None
    acknowledged_by: str
    assigned_to: str
    shelved_until_ms: int | None
    shelved_by: str
    muted_until_ms: int | None
    escalated_ms: int | None
    cleared_ms: int | None
    withdrawn_ms: int | None
    rule: str
    group: str
    count: int
    parent: str | None
    notes: list[str]
    events: list[str]


MOST_VESSELS = 50


def names_in(room: WatchRoom, alerts: Iterable[Alert]) -> dict[int, str]:
    """What the vessels of some alerts call themselves, as far as the picture knows."""
    return names_of(room, {mmsi for alert in alerts for mmsi in alert.vessels[:MOST_VESSELS]})


def names_of(room: WatchRoom, wanted: Iterable[int]) -> dict[int, str]:
    """What vessels call themselves, by MMSI, as far as the picture knows."""
    found = {}
    with room.lock:
        for mmsi in wanted:
            slot = room.picture.slot_of(mmsi)
            if slot is not None:
                found[mmsi] = clean(entry_name(room, slot))
    return {mmsi: name for mmsi, name in found.items() if name}


def entry_name(room: WatchRoom, slot: int) -> str:
    """The name of a station of the picture."""
    from marsad.tracks.listing import entry

    return entry(room.picture, slot).name or ""


def view_of(alert: Alert, names: Mapping[int, str]) -> AlertView:
    """One alert as it is shown."""
    live = alert.live or list(alert.events.values())
    if alert.why or not live:
        reason = group_reason(alert.kind, alert.why, alert.count, alert.place)
    else:
        reason = reason_of(live[-1], names)
    kind = KINDS[alert.kind]
    level = alert.shown_level

    def ms(t_us: int | None) -> int | None:
        return None if t_us is None else t_us // 1000

    return AlertView(
        alert.id, alert.kind, level, Words(ENGLISH[level], ARABIC[level]), Words(kind.english, kind.arabic),
        Words(reason.english, reason.arabic),
        [Words(sentence(code, live), sentence(code, live, arabic=True)) for code in alert.doubts],
        alert.unreliable, [VesselName(mmsi, names.get(mmsi, "")) for mmsi in alert.vessels[:MOST_VESSELS]],
        alert.lon_deg, alert.lat_deg, clean(alert.place), alert.t_start // 1000, alert.raised_us // 1000, alert.active,
        alert.sounds(), ms(alert.acknowledged_us), alert.acknowledged_by,
        alert.assigned_to,
        0 if alert.shelved_until_us == OCCURRENCE else ms(alert.shelved_until_us), alert.shelved_by,
        ms(alert.muted_until_us), ms(alert.escalated_us), ms(alert.cleared_us), ms(alert.withdrawn_us), alert.rule,
        alert.why, alert.count, alert.parent, list(alert.notes), list(alert.events),
    )  # fmt: skip
