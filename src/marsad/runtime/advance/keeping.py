"""Events into the lake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from marsad.plugin.detector import Detector
from marsad.schema.event import Event
from marsad.schema.event_rows import event_table, events_of
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.lake import Lake


def keep(lake: Lake, detectors: Iterable[Detector], events: Iterable[Event]) -> bool:
    """From now on these are the events that these detectors found in this lake; whether that changes anything.

    Those of other detectors stay. An event lies in the day of its start. Raises StoreError where it cannot be written.
    """
    mine = {detector.name for detector in detectors}
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(_day(event.t_start), []).append(event)
    changed: dict[date | None, list[DataFile]] = {}
    for day in {*by_day, *lake.days("events")}:
        others = [event for event in events_of(lake.read("events", day)) if event.detector not in mine]
        table = event_table([*others, *by_day.get(day, ())])
        changed[day] = [lake.write("events", day, table)] if table.num_rows else []
    return lake.commit({"events": changed}, operation="DETECT") if changed else False


def _day(t_us: int) -> date:
    return datetime.fromtimestamp(t_us // 1_000_000, UTC).date()
