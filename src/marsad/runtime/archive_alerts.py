"""Alerts into the lake: a desk led through all events of it, in the archive's own time and by the same rules."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from marsad.alerts.limits import HOUR, Limits
from marsad.alerts.rule import Rules
from marsad.runtime.alert_rows import alert_table, begin_of
from marsad.runtime.archive_desk import FAR, ArchiveDesk, Lived, Step, steps_of
from marsad.runtime.clock import Clock
from marsad.schema.event_rows import events_of
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.lake import Lake

FORGET_US = 3 * HOUR
"""Nothing late comes in an archive: what ended so long ago can be joined by nothing any more, and costs time."""


def keep_alerts(lake: str, clock: Clock, rules: Rules | Mapping[int, Rules], limits: Limits) -> Counter[str]:
    """From now on these are the alerts of this lake: those that its events would have raised. Gives them by level.

    Raises Refusal where the lake cannot be read or written.
    """
    with Lake.open(lake, clock, create=True) as opened:
        desk = ArchiveDesk(rules, replace(limits, keep_us=FORGET_US, keep_unread_us=FORGET_US))
        desk.take(_steps(opened))
        desk.end(desk.load.last_us + HOUR)
        by_day: dict[date, list[Lived]] = {}
        for one in desk.lived.values():
            by_day.setdefault(_day(begin_of(one.alert)), []).append(one)
        changed: dict[date | None, list[DataFile]] = {}
        for day in {*by_day, *opened.days("alerts")}:
            table = alert_table(by_day.get(day, ()))
            changed[day] = [opened.write("alerts", day, table)] if table.num_rows else []
        if changed:
            opened.commit({"alerts": changed}, operation="ALERT")
    return Counter(one.alert.level for one in desk.lived.values() if not one.alert.gone and not one.alert.why)


def _steps(lake: Lake) -> Iterator[Step]:
    """What events tell in the order of time, one day of them in memory at a time, and the ends that are to come."""
    coming: list[tuple[int, str, int, Step]] = []
    days = lake.days("events")
    for at, day in enumerate(days):
        for event in events_of(lake.read("events", day)):
            for step in steps_of(event):
                heapq.heappush(coming, (step[0], event.id, step[1].revision, step))
        until = _begin_us(days[at + 1]) if at + 1 < len(days) else FAR
        while coming and coming[0][0] < until:
            yield heapq.heappop(coming)[3]


def _day(t_us: int) -> date:
    return datetime.fromtimestamp(t_us // 1_000_000, UTC).date()


def _begin_us(day: date) -> int:
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000
