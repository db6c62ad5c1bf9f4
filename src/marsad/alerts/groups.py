"""What is put together under one alert: interference with what it spoils, what was there at a start, and a flood."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from marsad.alerts.alert import Alert
from marsad.alerts.level import LOUD, gravest, rank
from marsad.alerts.limits import Limits
from marsad.alerts.load import Load
from marsad.alerts.situation import DISTRESS, FAR, INTERFERENCE, apart_m, end
from marsad.schema.event import Event, digest
from marsad.schema.kinds import KINDS


class Hall(Protocol):
    """What a desk lends to its groups."""

    alerts: dict[str, Alert]
    limits: Limits
    load: Load
    counts: Counter[str]

    def announce(self, alert: Alert, now: int) -> None:
        """Put an alert that stands for itself before a person."""
        ...

    def mark(self, alert: Alert, what: str) -> None:
        """Something became of an alert."""
        ...


GATHERED = ("alarm", "warning")
"""Levels of which there can be too much."""
STANDS_ALONE = DISTRESS | INTERFERENCE | {"watch_list", "slot_starvation"}
"""What interference does not spoil: it is not put under it."""


class Groups:
    """The groups of a desk, among its alerts."""

    def __init__(self, desk: Hall) -> None:
        self._desk = desk
        self.starts: list[int] = []
        self._first: dict[tuple[str, str], int] = {}
        self._gathering: dict[str, str] = {}

    def restore(self) -> None:
        """Take up the gatherings of the alerts that were restored."""
        for alert in self._desk.alerts.values():
            if alert.why == "gathered":
                newest = self._desk.alerts.get(self._gathering.get(alert.level, ""))
                if newest is None or newest.raised_us < alert.raised_us:
                    self._gathering[alert.level] = alert.id
            if alert.place and not alert.why:
                key = (alert.kind, alert.place)
                self._first[key] = min(self._first.get(key, FAR), *(e.t_event for e in alert.events.values()), FAR)

    def place(self, alerts: list[Alert], now: int) -> None:
        """Put alerts under what holds them together, or free them of it."""
        over = self._interference()
        for alert in sorted(alerts, key=lambda alert: (alert.t_start, alert.id)):
            if alert.why or alert.gone or alert.kind in STANDS_ALONE:
                continue
            above = next((one for one in over if _spoils(one, alert)), None)
            unreliable = above is not None and any(KINDS[event.kind].position_based for event in alert.live)
            if unreliable != alert.unreliable:
                alert.unreliable = unreliable
                self._desk.mark(alert, "changed")
            held = self._desk.alerts.get(alert.parent or "")
            in_interference = held is not None and (held.kind in INTERFERENCE or held.why == "interference")
            if above is not None:
                parent = above if rank(alert.level) >= rank("warning") else self._alarms(above, now)
                self._put(alert, parent)
            elif in_interference or (held is not None and _outgrown(alert, held)):
                alert.parent = None
                self._desk.mark(alert, "freed")
                self._desk.announce(alert, now)
        self._present(alerts, now)

    def gather(self, alert: Alert, now: int) -> None:
        """One more than a person can take: it goes under a gathering of its level."""
        group = self._desk.alerts.get(self._gathering.get(alert.level, ""))
        over = group is None or group.gone or now - group.raised_us > self._desk.limits.gather_us
        if group is None or (over and self._desk.load.room(now) >= 1 + self._missing(but=alert.level)):
            group = self._group(digest(["gathered", alert.id, now]), alert, "gathered", now)
            group.level, group.announced, group.sounded_us = alert.level, True, now
            self._gathering[alert.level] = group.id
            self._desk.load.note(now)
        elif group.acknowledged_us is not None and alert.acknowledged_us is None:
            group.fresh += 1
        self._desk.counts["gathered"] += 1
        self._put(alert, group)

    def held(self, level: str) -> int:
        """How much of the load is kept for others when one of a level asks: above all a place for each gathering, so
        that what is too much can always be told of."""
        missing = self._missing()
        if level != "warning":
            return missing
        alarms = missing - self._missing(but="alarm")
        return max(self._desk.limits.reserve - alarms, 0) + missing

    def in_use(self) -> frozenset[str]:
        """The gatherings that take in what comes."""
        return frozenset(self._gathering.values())

    def _missing(self, but: str = "") -> int:
        return sum(level != but and self._gathering.get(level) not in self._desk.alerts for level in GATHERED)

    def settle(self, now: int) -> None:
        """Set what follows from the members of the groups."""
        inside: dict[str, list[Alert]] = {}
        for alert in self._desk.alerts.values():
            if alert.parent is not None and not alert.gone:
                inside.setdefault(alert.parent, []).append(alert)
        for group in list(self._desk.alerts.values()):
            if not group.why and group.kind not in INTERFERENCE:
                continue
            members = inside.get(group.id, [])
            before = group.record()
            group.count, group.holds = len(members), any(one.active for one in members)
            if group.why:
                self._settle(group, members, now)
            if group.record() != before:
                self._desk.mark(group, "changed")

    def _settle(self, group: Alert, members: list[Alert], now: int) -> None:
        if not members:
            if group.withdrawn_us is None:
                group.withdrawn_us, group.active = now, False
                self._desk.mark(group, "withdrawn")
            return
        group.withdrawn_us = None
        group.vessels = tuple(sorted({vessel for one in members for vessel in one.vessels}))
        group.t_start = min(one.t_start for one in members)
        if group.why != "gathered":
            quiet = group.level not in LOUD
            group.level = gravest(one.level for one in members)
            above = self._desk.alerts.get(group.parent or "")
            if above is not None and rank(group.level) < rank(above.level):
                group.parent = None
                self._desk.mark(group, "freed")
            elif quiet and group.level in LOUD and group.announced and group.shelved_until_us is None:
                group.announced = False  # it was there, but now it is to be heard
            self._desk.announce(group, now)
        active = any(one.active for one in members)
        if active != group.active:
            group.active, group.cleared_us = active, None if active else now
            self._desk.mark(group, "active again" if active else "cleared")
        waited = now - (group.sounded_us or group.raised_us)
        at_once = group.level == "alarm"
        if group.fresh and group.acknowledged_us is not None and (at_once or waited >= self._desk.limits.resound_us):
            group.acknowledged_us, group.acknowledged_by, group.fresh, group.sounded_us = None, "", 0, now
            self._desk.mark(group, "sounds again")

    def _put(self, alert: Alert, group: Alert) -> None:
        if alert.parent == group.id:
            return
        alert.parent = group.id
        if group.level == "alarm" and group.acknowledged_us is not None and alert.acknowledged_us is None:
            group.fresh += 1
        self._desk.mark(alert, "grouped")

    def _group(self, name: str, first: Alert, why: str, now: int) -> Alert:
        known = self._desk.alerts.get(name)
        if known is not None:
            return known
        group = Alert(name, first.kind, now, level=first.level, rule=first.rule, place=first.place, why=why,
                      lon_deg=first.lon_deg, lat_deg=first.lat_deg)  # fmt: skip
        self._desk.alerts[name] = group
        self._desk.mark(group, "raised")
        return group

    # Interference.

    def _interference(self) -> list[Alert]:
        alerts = self._desk.alerts.values()
        found = [a for a in alerts if a.kind in INTERFERENCE and not a.why and not a.gone and a.live]
        return sorted(found, key=lambda alert: (alert.t_start, alert.id))

    def _alarms(self, above: Alert, now: int) -> Alert:
        """The one alarm for all alarms inside an event of interference."""
        group = self._group(digest(["alarms inside", above.id]), above, "interference", now)
        if not group.announced:
            group.level = "alarm"
            self._desk.announce(group, now)
        return group

    # What was there.

    def _present(self, alerts: list[Alert], now: int) -> None:
        desk = self._desk
        keys = set()
        for alert in alerts:
            if alert.why or alert.gone or not alert.live or alert.kind in STANDS_ALONE or rank(alert.level) < 2:
                continue
            key = (alert.kind, alert.place)
            if alert.place:
                self._first[key] = min(self._first.get(key, FAR), alert.live[0].t_event)
            keys.add(key)
        for key in sorted(keys):
            begins = [*self.starts, *([self._first[key]] if key in self._first else [])]
            for begin in begins:
                # What came with the same breath as the start, in event time.
                there = [a for a in desk.alerts.values()
                         if (a.kind, a.place) == key and not a.why and not a.gone and rank(a.level) >= 2 and a.live
                         and begin <= a.live[0].t_event <= begin + desk.limits.present_us]  # fmt: skip
                if len(there) < desk.limits.present_least:
                    continue
                name = digest(["present", *key, begin])
                if all(alert.parent not in (None, name) for alert in there):
                    continue
                group = self._group(name, min(there, key=lambda a: (a.t_start, a.id)), "present", now)
                for alert in there:
                    if alert.parent is None:
                        self._put(alert, group)
                group.level = gravest((alert.level for alert in there if alert.parent == name), group.level)
                desk.announce(group, now)


def _outgrown(alert: Alert, group: Alert) -> bool:
    """Whether an alert has become graver than what its group is for."""
    return rank(alert.level) < (rank(group.level) if group.why == "gathered" else rank("warning"))


def _spoils(above: Alert, alert: Alert) -> bool:
    return any(_inside(wide, event) for wide in above.live for event in alert.live)


_MARGIN_US = 600_000_000


def _inside(wide: Event, event: Event) -> bool:
    """Whether an event happened where and while positions were unreliable."""
    if not wide.t_start - _MARGIN_US <= event.t_event <= end(wide) + _MARGIN_US:
        return False
    if set(wide.vessels) & set(event.vessels):
        return True
    if wide.lon_deg is None:
        return wide.kind == "feed_replay" and not wide.vessels
    return apart_m(wide, event) <= 0.0
