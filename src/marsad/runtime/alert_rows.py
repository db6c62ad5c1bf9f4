"""Alerts that a desk over an archive lived, as rows of the lake's table `alerts`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from marsad.alerts.alert import Alert
from marsad.alerts.reasons.reason import group_reason, reason_of
from marsad.alerts.reasons.told import Reason
from marsad.runtime.archive_desk import Lived
from marsad.schema.alert import TABLE, Status
from marsad.schema.arrow import arrow_schema


def begin_of(alert: Alert) -> int:
    """The start of its situation: it lies in the day of this."""
    return alert.t_start or alert.raised_us


def alert_table(some: Iterable[Lived]) -> pa.Table:
    """The rows, in the order (t_start, id), in which a lake keeps them."""
    ordered = sorted(some, key=lambda one: (begin_of(one.alert), one.alert.id))
    rows = [_row(one) for one in ordered]
    arrays = []
    for column, field in zip(TABLE.columns, arrow_schema(TABLE), strict=True):
        values = [row[column.name] for row in rows]
        if column.kind == "time":
            arrays.append(pa.array(values, pa.int64()).cast(field.type))
        elif column.kind == "category":
            arrays.append(pa.array(values, pa.string()).dictionary_encode())
        else:
            arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=arrow_schema(TABLE))


def _row(one: Lived) -> dict[str, Any]:
    alert = one.alert
    reason, events = _reason(alert), [event.id for event in alert.live]
    return {
        "t_start": begin_of(alert), "t_end": _end(alert), "t_raised": alert.raised_us,
        "t_announced": alert.sounded_us if alert.announced else None, "t_escalated": alert.escalated_us,
        "t_cleared": alert.cleared_us, "t_withdrawn": alert.withdrawn_us, "id": alert.id, "kind": alert.kind,
        "level": alert.level, "status": _status(alert), "revision": one.revision, "rule": alert.rule,
        "place": alert.place or None, "group_why": alert.why or None, "group_alerts": alert.count,
        "parent": alert.parent, "vessels": list(alert.vessels), "events": " ".join(events), "lon_deg": alert.lon_deg,
        "lat_deg": alert.lat_deg, "position_unreliable": alert.unreliable, "doubts": " ".join(alert.doubts),
        "reason_en": reason.english, "reason_ar": reason.arabic,
    }  # fmt: skip


def _status(alert: Alert) -> Status:
    if alert.merged_into is not None:
        return "merged"
    if alert.withdrawn_us is not None:
        return "withdrawn"
    return "active" if alert.active else "cleared"


def _end(alert: Alert) -> int | None:
    if alert.why or not alert.live:
        return alert.cleared_us or alert.withdrawn_us
    ends = [event.t_end for event in alert.live]
    return None if None in ends else max(end for end in ends if end is not None)


def _reason(alert: Alert) -> Reason:
    live = alert.live or list(alert.events.values())
    if alert.why or not live:
        return group_reason(alert.kind, alert.why, alert.count, alert.place)
    return reason_of(live[-1])
