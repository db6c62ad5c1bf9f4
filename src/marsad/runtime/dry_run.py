"""What rules would have raised, had they held over the last week of a lake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.level import LOUD
from marsad.alerts.limits import HOUR, Limits, S
from marsad.alerts.rule import Rules
from marsad.runtime.lake_reading import open_tables
from marsad.runtime.rule_records import rules_from
from marsad.schema.event import Event
from marsad.schema.event_rows import events_of
from marsad.schema.refusal import Refusal

WEEK_US: Final = 7 * 24 * HOUR
_TEN_MINUTES: Final = 600 * S


@dataclass
class Load:
    """What a desk would have been asked to hear: instants at which a warning or more was announced."""

    first_us: int
    last_us: int
    announced: list[int] = field(default_factory=list)

    @property
    def hours(self) -> float:
        """How long the events span, at least one."""
        return max(1.0, (self.last_us - self.first_us) / HOUR)

    @property
    def per_hour(self) -> float:
        """On average."""
        return len(self.announced) / self.hours

    @property
    def worst(self) -> int:
        """In the worst ten minutes."""
        worst, begin = 0, 0
        for at, t in enumerate(self.announced):
            while t - self.announced[begin] >= _TEN_MINUTES:
                begin += 1
            worst = max(worst, at - begin + 1)
        return worst


@dataclass
class DryRun:
    """The desk at the end, what it was asked to hear, and which of its alerts are due to the rules."""

    desk: Desk
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


def over(events: list[Event], rules: Rules, limits: Limits) -> tuple[Desk, Load]:
    """Lead a desk through events as it would have lived them: each when it became known, and its end when it ended."""
    from dataclasses import replace

    steps: list[tuple[int, Event]] = []
    for event in events:
        begun = max(event.t_event, event.t_start)
        if event.t_end is not None and event.t_end > begun:
            opening = replace(event, t_end=None, status="open", revision=1, t_raised=begun)
            steps.append((begun, opening))
            steps.append((event.t_end, replace(event, revision=2, t_raised=event.t_end)))
        else:
            steps.append((begun, replace(event, t_raised=begun)))
    steps.sort(key=lambda step: (step[0], step[1].id))
    desk = Desk(rules, limits)
    load = Load(steps[0][0], steps[-1][0]) if steps else Load(0, 0)
    for now, event in steps:
        for change in [*desk.take([event], now), *desk.tick(now)]:
            alert = desk.alerts.get(change.alert)
            told = "announced" in change.what or ("raised" in change.what and alert is not None and alert.why)
            if alert is not None and told and alert.parent is None and alert.level in LOUD:
                load.announced.append(now)
    return desk, load


def dry_run(lake: str, tables: Mapping[str, Mapping[str, Any]], limits: Limits | None = None) -> DryRun:
    """Rules over the last week of a lake. Raises Refusal where it cannot be read, or a rule cannot be meant."""
    rules, trouble = rules_from(tables)
    if trouble:
        raise Refusal(trouble[0])
    desk, load = over(events_in(lake), rules, Limits(keep_us=WEEK_US * 2) if limits is None else limits)
    names = {f"rule {name}" for name in tables}
    mine = [alert for alert in desk.alerts.values() if alert.rule in names and not alert.why and not alert.gone]
    quiet = sum(one.why in names for one in desk.suppressed())
    return DryRun(desk, load, sorted(mine, key=lambda alert: alert.t_start), quiet)
