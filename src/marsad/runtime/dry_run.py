"""What rules would have raised, had they held over the last week of a lake beside those that are saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from marsad.alerts.alert import Alert
from marsad.alerts.limits import HOUR, Limits
from marsad.runtime.archive_desk import ArchiveDesk, Load, in_order, steps_of
from marsad.runtime.lake_reading import open_tables
from marsad.runtime.rule_records import rules_from
from marsad.schema.event import Event
from marsad.schema.event_rows import events_of
from marsad.schema.refusal import Refusal

WEEK_US: Final = 7 * 24 * HOUR
Tables = Mapping[str, Mapping[str, Any]]


@dataclass
class DryRun:
    """What a desk would have been asked to hear with all rules, which of its alerts are due to those that were tried,
    and how many events these silenced."""

    load: Load
    alerts: list[Alert]
    suppressed: int


def events_in(lake: str, last_us: int = WEEK_US) -> list[Event]:
    """The events of the last time of a lake, in the order in which they became known. Raises Refusal where none are."""
    table = open_tables(lake)["events"]
    if not table.rows:
        raise Refusal(f"{lake} holds no events: `marsad build FILE --into {lake}` finds them.")
    newest = pc.max(table.dataset.to_table(["t_event"])["t_event"].cast(pa.int64())).as_py()
    since = pa.scalar(newest - last_us, pa.int64()).cast(pa.timestamp("us", "UTC"))
    rows = table.dataset.to_table(filter=pc.field("t_event") >= since)
    return sorted(events_of(rows), key=lambda event: (event.t_event, event.id))


def dry_run(lake: str, tables: Tables, limits: Limits | None = None, saved: Tables | None = None) -> DryRun:
    """Rules over the last week of a lake, with the `saved` ones that they do not replace; they hold over all of it.

    Raises Refusal where the lake cannot be read, or a rule cannot be meant. A saved rule that this version refuses is
    left out, as a watch room leaves it out.
    """
    _, trouble = rules_from(tables)
    if trouble:
        raise Refusal(trouble[0])
    before = {name: told for name, told in (saved or {}).items() if name not in tables}
    rules, _ = rules_from({**before, **tables})
    desk = ArchiveDesk(rules, limits or Limits())
    desk.take(in_order(step for event in events_in(lake) for step in steps_of(event)))
    names = {f"rule {name}" for name in tables}
    alerts = [one.alert for one in desk.lived.values()]
    mine = [alert for alert in alerts if alert.rule in names and not alert.why and not alert.gone]
    quiet = sum(why in names for why in desk.aside.values())
    return DryRun(desk.load, sorted(mine, key=lambda alert: (alert.t_start, alert.id)), quiet)
