"""What a rule would have changed, had it held over the last days of a room: tried on the events that the room found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any, Final

import msgspec

from marsad.alerts.alert import Alert
from marsad.alerts.level import ARABIC, ENGLISH
from marsad.alerts.limits import HOUR, Limits
from marsad.alerts.reasons.reason import reason_of
from marsad.runtime.alerting import ALERT, ASIDE
from marsad.runtime.archive_desk import ArchiveDesk, in_order, steps_of
from marsad.runtime.rule_records import rules_from
from marsad.runtime.zone_trial import Said, TrialAlert
from marsad.schema.event import Event
from marsad.schema.event_lines import event_of
from marsad.store.journal.journal import Journal

MOST_EVENTS: Final = 20_000
"""Of more only the newest are judged again: some seconds of work."""
SHOWN: Final = 100
_DAY_US: Final = 24 * HOUR
Tables = Mapping[str, Mapping[str, Any]]


class RuleTrial(msgspec.Struct, frozen=True):
    """How it went, over `events` events from `since_ms` to `until_ms` (null where there were none).

    `alerts` and `heard` (alarms and warnings that would have been announced, groups as one) with the rules as they are,
    `alerts_then` and `heard_then` with the rule as it was tried. `more` are the newest of the alerts that only then
    would have been, or be as grave as told; `fewer` those that would not have been; the counts are of all of them.
    `is_cut`: there were more events.
    """

    since_ms: int | None
    until_ms: int | None
    events: int
    days: float
    alerts: int
    alerts_then: int
    heard: int
    heard_then: int
    more_count: int
    fewer_count: int
    more: list[TrialAlert]
    fewer: list[TrialAlert]
    is_cut: bool


def found_events(journal: Journal, since_us: int, most: int = MOST_EVENTS) -> tuple[list[Event], bool]:
    """The newest revision of each event that a room told of, or set aside, since a moment; whether there were more."""
    found: dict[str, Event] = {}
    for kind in (ALERT, ASIDE):
        for record in takewhile(lambda record: record.t >= since_us, journal.newest(kind)):
            told = record.body["events"]
            for one in (one["event"] if kind == ASIDE else one for one in told):
                event = event_of(one, "A record of the journal")
                known = found.get(event.id)
                if known is None or known.revision < event.revision:
                    found[event.id] = event
    some = sorted(found.values(), key=lambda event: (event.t_event, event.id))
    return some[-most:], len(some) > most


def rule_trial(
    events: Iterable[Event], is_cut: bool, now: Tables, then: Tables, limits: Limits, until_us: int
) -> RuleTrial:
    """Lead a desk with the rules `now` and one with the rules `then` through the same events."""
    some = [event for event in events if event.status != "withdrawn"]
    before, heard = _lived(some, now, limits)
    after, heard_then = _lived(some, then, limits)
    since = min((event.t_event for event in some), default=None)
    days = 0.0 if since is None else max(1 / 24, (until_us - since) / _DAY_US)
    more = [one for name, one in after.items() if name not in before or before[name].level != one.level]
    fewer = [one for name, one in before.items() if name not in after]
    return RuleTrial(
        None if since is None else since // 1000, None if since is None else until_us // 1000, len(some), days,
        len(before), len(after), heard, heard_then, len(more), len(fewer), _shown(more), _shown(fewer), is_cut,
    )  # fmt: skip


def _lived(events: list[Event], tables: Tables, limits: Limits) -> tuple[dict[str, Alert], int]:
    desk = ArchiveDesk(rules_from(tables)[0], limits)
    desk.take(in_order(step for event in events for step in steps_of(event)))
    alerts = [one.alert for one in desk.lived.values() if not one.alert.why and not one.alert.gone]
    return {one.id: one for one in alerts}, len(desk.load.announced)


def _shown(alerts: Iterable[Alert]) -> list[TrialAlert]:
    told = []
    for alert in sorted(alerts, key=lambda one: (-one.t_start, one.id))[:SHOWN]:
        reason = reason_of(alert.live[-1]) if alert.live else None
        told.append(TrialAlert(
            alert.t_start // 1000, alert.level, Said(ENGLISH[alert.level], ARABIC[alert.level]),
            list(alert.vessels[:5]), Said(reason.english, reason.arabic) if reason else Said(alert.kind, alert.kind),
            alert.lon_deg, alert.lat_deg,
        ))  # fmt: skip
    return told
