"""An alert that the desk has let go of, as the journal tells it: with its events, and what became of it."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.alerts.alert import Alert
from marsad.runtime.alert_views import AlertView, names_in, view_of
from marsad.runtime.watch_record.alerts_told import AlertsTold, standing
from marsad.runtime.watch_room import WatchRoom

MOST_RECORDS: Final = 500
"""So many of its newest records are read: each tells its state anew, and the events that were news then."""


def past_alert(room: WatchRoom, name: str) -> Alert | None:
    """The alert of a name; None where the journal never told of it, or nothing is kept. Raises StoreError."""
    journal, log = room.alerting.journal, room.watch_log
    if journal is None or log is None:
        return None
    told = AlertsTold()
    for seq in log.records_of(name, MOST_RECORDS):
        record = next(iter(journal.records(after=seq - 1)), None)
        if record is not None and record.kind == "alert":
            told.put(record.body)
    alert = told.alert(name)
    if alert is not None:
        for event in standing(alert):
            alert.judge(event.id, alert.level)
    return alert


def past_view(room: WatchRoom, alert: Alert) -> AlertView:
    """As it is shown; nothing that is over asks to be heard."""
    return msgspec.structs.replace(view_of(alert, names_in(room, [alert])), sounds=False)
