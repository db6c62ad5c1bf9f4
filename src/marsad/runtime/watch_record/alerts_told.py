"""The alerts of a period as its end found them: from the records of a journal up to there, and nothing later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from marsad.alerts.alert import Alert, alert_of
from marsad.alerts.level import rank
from marsad.alerts.reasons.reason import group_reason, reason_of
from marsad.alerts.reasons.told import Reason
from marsad.schema.event import Event
from marsad.schema.event_lines import event_of
from marsad.schema.refusal import Refusal

MOST_ALERTS: Final = 300
"""So many stand in one document; the gravest come first."""


class AlertsTold:
    """What records told last of each alert."""

    def __init__(self) -> None:
        self._newest: dict[str, Mapping[str, Any]] = {}
        self._events: dict[str, dict[str, Mapping[str, Any]]] = {}
        self._touched: dict[str, None] = {}

    def put(self, body: Mapping[str, Any]) -> None:
        """Take up the body of a record of an alert."""
        name = str(body["alert"]["id"])
        self._newest[name] = body["alert"]
        self._events.setdefault(name, {}).update((str(event["id"]), event) for event in body.get("events", ()))

    def touch(self, name: str) -> None:
        """Something became of it within the period, or somebody dealt with it."""
        self._touched[name] = None

    def told(self) -> tuple[list[Alert], int]:
        """Those of the period that stood for themselves, by priority and then by time; how many others there are.

        What was merged into another or was inside a group all along is one of the others: the log has it.
        """
        known = [alert for name in self._touched if (alert := self.alert(name)) is not None]
        some = [one for one in known if one.merged_into is None and (one.parent is None or one.announced)]
        some.sort(key=lambda one: (rank(one.shown_level), one.raised_us, one.id))
        return some[:MOST_ALERTS], len(known) - len(some[:MOST_ALERTS])

    def alert(self, name: str) -> Alert | None:
        """One of them with its events; None where no record told of it."""
        if name not in self._newest:
            return None
        alert = alert_of(self._newest[name])
        for told in self._events[name].values():
            try:
                event = event_of(told, name)
            except Refusal:
                continue  # of a Marsad that knew events of other forms: the alert itself is told
            alert.events[event.id] = event
        return alert


def standing(alert: Alert) -> list[Event]:
    """The events that its reason rests on, by start: those that stand, or where all were withdrawn, all."""
    found = sorted(alert.events.values(), key=lambda event: (event.t_start, event.id))
    return [event for event in found if event.status != "withdrawn"] or found


def reason(alert: Alert) -> Reason:
    """Why it was raised."""
    events = standing(alert)
    if alert.why or not events:
        return group_reason(alert.kind, alert.why, alert.count, alert.place)
    return reason_of(events[-1])
