"""A desk: what one person, or the few who share a room, are asked to look at.

It is told of events and of what people do, and of the time; it says which alerts changed. All it knows can be read back
from those changes. The situations follow from the events alone, however they came; when they were announced, and what
was gathered because too much came at once, follows from the time at which it was told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marsad.alerts.action import Action, ActionRefusal
from marsad.alerts.alert import OCCURRENCE, Alert, alert_of
from marsad.alerts.aside import Suppressed
from marsad.alerts.book import Book
from marsad.alerts.desk_time import DeskTime
from marsad.alerts.doubt import UNSURE, doubts_of
from marsad.alerts.groups import GATHERED, Groups
from marsad.alerts.level import LOUD, rank
from marsad.alerts.limits import HOUR, Limits
from marsad.alerts.load import Load
from marsad.alerts.rule import Rules
from marsad.alerts.shelf import Shelf, made, shelf_of
from marsad.alerts.situation import Family, place_name, situations
from marsad.schema.event import Event, digest
from marsad.schema.event_lines import event_of, event_record
from marsad.schema.kinds import KINDS


@dataclass(frozen=True)
class Change:
    """What became of one alert: the words say what happened, `record` is all that holds now but the events, `events`
    are those that are new or changed."""

    alert: str
    what: tuple[str, ...]
    record: Mapping[str, Any]
    events: tuple[Event, ...] = ()
    shelves: tuple[Mapping[str, Any], ...] | None = None
    """All shelves of the desk, where one was added or taken away."""

    def body(self) -> dict[str, Any]:
        """As plain values, for the journal."""
        told: dict[str, Any] = {"what": list(self.what), "alert": dict(self.record),
                                "events": [event_record(event) for event in self.events]}  # fmt: skip
        if self.shelves is not None:
            told["shelves"] = [dict(shelf) for shelf in self.shelves]
        return told


class Desk:
    """The alerts of a desk. Times are microseconds UTC; one that goes back is taken for a clock that was set."""

    def __init__(self, rules: Rules | None = None, limits: Limits | None = None) -> None:
        self.rules, self.limits = rules or Rules(), limits or Limits()
        self.alerts: dict[str, Alert] = {}
        self.shelves: list[Shelf] = []
        self.book = Book()
        self.load = Load(self.limits)
        self.counts: Counter[str] = Counter()
        self._time = DeskTime()
        self._owner: dict[str, str] = {}
        self._groups = Groups(self)
        self._begun = False
        self._what: dict[str, list[str]] = {}
        self._told: dict[str, dict[str, Event]] = {}
        self._shelved = False
        self._deeds: dict[str, Callable[[Alert, Action, int], None]] = {
            "acknowledge": self._acknowledge, "mute": self._mute, "shelve": self._shelve,
            "unshelve": self._unshelve, "note": self._note, "assign": self._assign,
            "lift": self._lift,
        }  # fmt: skip

    # What comes in.

    def take(self, events: Iterable[Event], now_us: int) -> list[Change]:
        """Events that are new or changed."""
        now, touched, changed = self._time.at(now_us), set[Family](), set[int]()
        for event in events:
            if not self._begun:
                self._begun = True
                self._groups.starts.append(event.t_raised)
            families = self.book.take(event, self.rules, self.limits)
            touched |= families
            if families and event.kind in UNSURE:
                changed |= set(event.vessels)
            self._changed(event)
        self._regroup(touched, changed, now)
        return self._changes(now)

    def tick(self, now_us: int) -> list[Change]:
        """Nothing but time has passed; to be called each second."""
        now = self._time.at(now_us)
        self.shelves = [shelf for shelf in self.shelves if now < shelf.until_us]
        for alert in list(self.alerts.values()):
            self._pass_time(alert, now)
        self._forget(now)
        self._groups.settle(now)
        return self._changes(now)

    def act(self, action: Action, now_us: int) -> list[Change]:
        """What a person does. Raises ActionRefusal, and then nothing has changed."""
        now = self._time.at(now_us)
        alert = self.alerts.get(action.alert)
        if alert is None or alert.merged_into is not None:
            raise ActionRefusal(f"There is no alert {action.alert}: `marsad alerts list` shows those there are.")
        self._deeds[action.verb](alert, action, now)
        self._groups.settle(now)
        return self._changes(now)

    def set_rules(self, rules: Rules, now_us: int) -> list[Change]:
        """Other rules hold from now on."""
        now, self.rules = self._time.at(now_us), rules
        self._regroup(self.book.judge_again(rules, self.limits), set(), now)
        return self._changes(now)

    # What can be seen.

    def listed(self) -> list[Alert]:
        """What is to be dealt with, in the order in which to deal with it."""
        return sorted((alert for alert in self.alerts.values() if alert.waits()), key=Alert.order)

    def shelved(self) -> list[Alert]:
        """What is set aside for now."""
        return sorted((a for a in self.alerts.values() if a.shelved_until_us is not None and not a.gone),
                      key=Alert.order)  # fmt: skip

    def members(self, group: str) -> list[Alert]:
        """What a group holds together; none for an alert that is no group."""
        return sorted((a for a in self.alerts.values() if a.parent == group and not a.gone), key=Alert.order)

    def grouped(self) -> list[Alert]:
        """What is told of by the group that holds it."""
        return sorted((a for a in self.alerts.values() if a.parent is not None and not a.gone), key=Alert.order)

    def suppressed(self) -> list[Suppressed]:
        """The newest events that raised no alert, and why."""
        return list(self.book.aside.events.values())

    def totals(self) -> dict[str, int]:
        """How many of what: alerts by level, what is shelved, in groups, and events without an alert by reason."""
        told: Counter[str] = Counter()
        for alert in self.alerts.values():
            if alert.gone:
                told["withdrawn"] += alert.withdrawn_us is not None
            elif alert.parent is not None:
                told["in groups"] += 1
            if alert.shelved_until_us is not None:
                told["shelved"] += not alert.gone
            elif alert.waits():
                told[alert.shown_level] += 1
                told["unacknowledged"] += alert.acknowledged_us is None and alert.shown_level in LOUD
                told["sounding"] += alert.sounds()
        return dict(told + Counter()) | {f"not alerted: {why}": n for why, n in self.book.aside.counts.items()}

    def state(self) -> list[Change]:
        """All there is, as changes of a desk that began with nothing."""
        shelves = tuple(shelf.record() for shelf in self.shelves)
        return [Change(alert.id, ("kept",), alert.record(), tuple(alert.events.values()), shelves)
                for alert in self.alerts.values()]  # fmt: skip

    def restore(self, bodies: Iterable[Mapping[str, Any]], now_us: int) -> None:
        """Take up what the bodies of changes tell, in their order; for a new desk."""
        for body in bodies:
            alert = alert_of(body["alert"])
            before = self.alerts.get(alert.id)
            if before is not None:
                alert.events, alert.levels = before.events, before.levels
            self.alerts[alert.id] = alert
            for told in body.get("events", ()):
                event = event_of(told, "A record of the journal")
                old = self._owner.get(event.id)
                if old is not None and old != alert.id:
                    self.alerts[old].let_go(event.id)
                alert.hold(event)
                self._owner[event.id] = alert.id
            if "shelves" in body:
                self.shelves = [shelf_of(shelf) for shelf in body["shelves"]]
        latest = 0
        for alert in self.alerts.values():
            for event in alert.events.values():
                judged = self.rules.judge(event, self.limits)
                self.book.events[event.id] = event
                if judged.level is not None:
                    self.book.put(event, judged.level, judged.why)
                    alert.judge(event.id, judged.level)
            muted = (alert.muted_until_us or 0) - self.limits.mute_us
            latest = max(latest, alert.raised_us, alert.acknowledged_us or 0, alert.escalated_us or 0,
                         alert.sounded_us or 0, muted)  # fmt: skip
        self._time.begin(now_us, latest)
        self.shelves = [shelf for shelf in self.shelves if self._time.at(now_us) < shelf.until_us]
        self._groups.restore()
        heard = [a for a in self.alerts.values() if a.announced and a.level in GATHERED and a.kind != "distress"]
        for t in sorted(alert.sounded_us or alert.raised_us for alert in heard):
            self.load.note(t)

    # Situations.

    def _changed(self, event: Event) -> None:
        owner = self._owner.get(event.id)
        if owner is not None and self.book.events.get(event.id) is event:
            alert = self.alerts[owner]
            if alert.events.get(event.id) != event:
                alert.hold(event)
                self._mark(alert, "changed", event)

    def _regroup(self, touched: set[Family], changed: set[int], now: int) -> None:
        fresh: list[Alert] = []
        seen: dict[str, Alert] = {}
        for key in sorted(touched, key=str):
            for alert in self._family(key, now, fresh):
                seen[alert.id] = alert
        names = {name for vessel in changed for name in self.book.by_vessel.get(vessel, ())}
        for name in names & self._owner.keys():
            seen[self._owner[name]] = self.alerts[self._owner[name]]
        for alert in seen.values():
            quiet = alert.level not in LOUD
            self._tell(alert, now)
            if quiet and alert.level in LOUD and alert.announced and alert.shelved_until_us is None:
                alert.announced = False  # a caution that became graver is heard for the first time
                fresh.append(alert)
        over_all = ("interference",) in touched
        self._groups.place([a for a in self.alerts.values() if not a.gone] if over_all else list(seen.values()), now)
        if any(key[0] == "distress" for key in touched):
            self._crowd()
        fresh = [alert for alert in fresh if not alert.gone]
        for alert in sorted(fresh, key=lambda alert: (rank(alert.level), alert.t_start, alert.id)):
            self.announce(alert, now)
        self._groups.settle(now)

    def _family(self, key: Family, now: int, fresh: list[Alert]) -> list[Alert]:
        names = self.book.families.get(key, set())
        for name in [n for n in names if n not in self._owner and self.book.events[n].status == "withdrawn"]:
            self.book.explained(name)
        names = self.book.families.get(key, set())
        owners = {self._owner[name] for name in names if name in self._owner}
        taken: dict[str, Alert] = {}
        for some in situations(self.book.live(names), self.limits):
            known = {self._owner[event.id] for event in some if event.id in self._owner}
            mine = sorted((self.alerts[name] for name in known), key=lambda a: (a.raised_us, a.id))
            alert = next((one for one in mine if one.id not in taken), None)
            if alert is None:
                alert = self._raise(some, now)
                if mine:  # a situation fell apart: what a person did with the whole holds for the parts
                    alert.acknowledged_us, alert.acknowledged_by = mine[0].acknowledged_us, mine[0].acknowledged_by
                    alert.acknowledged_level = mine[0].acknowledged_level
                fresh.append(alert)
            elif alert.gone:
                alert.withdrawn_us = alert.merged_into = None
                self._mark(alert, "raised again")
                if not alert.announced:
                    fresh.append(alert)
            taken[alert.id] = alert
            for event in some:
                self._own(event, alert)
            for other in mine:
                if other.id not in taken and not self._left(other, some):
                    other.merged_into = alert.id
                    self._mark(other, "merged")
        return [*taken.values(), *(self.alerts[name] for name in owners - taken.keys())]

    def _left(self, alert: Alert, some: list[Event]) -> bool:
        return any(event.id not in {one.id for one in some} for event in alert.live)

    def _own(self, event: Event, alert: Alert) -> None:
        before = self._owner.get(event.id)
        if before is not None and before != alert.id:
            self.alerts[before].let_go(event.id)
        if before != alert.id or alert.events.get(event.id) != event:
            if before is None and alert.events:
                self._mark(alert, "joined", event)
                self.counts["joined"] += 1
            self._mark(alert, "events", event)
        alert.hold(event)
        self._owner[event.id] = alert.id
        alert.judge(event.id, self.book.levels[event.id][0])

    def _raise(self, some: list[Event], now: int) -> Alert:
        first = some[0]
        base = name = digest(["alert", first.id])
        turn = 1
        while name in self.alerts:
            turn += 1
            name = digest([base, turn])
        alert = Alert(name, first.kind, now, rule=self.book.levels[first.id][1], place=place_name(first))
        self.alerts[name] = alert
        self._mark(alert, "raised")
        return alert

    def _tell(self, alert: Alert, now: int) -> None:
        """Set what follows from the events of an alert."""
        for name in [name for name in alert.levels if name not in self.book.levels]:
            alert.judge(name, None)
        for name in alert.events:
            if name in self.book.levels:
                alert.judge(name, self.book.levels[name][0])
        before = alert.record()
        live = alert.live
        if not live and not alert.gone:
            alert.withdrawn_us = now
            self._mark(alert, "withdrawn")
        alert.retell()
        if live:
            alert.rule = self.book.levels[live[0].id][1]
            found = {code for event in live for code in doubts_of(event)} | (set(alert.doubts) & {"crowd"})
            if any(KINDS[e.kind].position_based and self.book.unsure(e, UNSURE - {e.kind}) for e in live):
                found.add("unsure_position")
            alert.doubts = tuple(sorted(found))
        self._set_active(alert, now)
        if alert.acknowledged_us is not None and rank(alert.level) < rank(alert.acknowledged_level):
            alert.acknowledged_us, alert.acknowledged_by = None, ""
            self._mark(alert, "graver")
        if alert.shelved_until_us is not None and alert.level == "emergency":
            alert.shelved_until_us = None
            self._mark(alert, "unshelved")
        if alert.record() != before:
            self._mark(alert, "changed")

    def _set_active(self, alert: Alert, now: int) -> None:
        live = alert.live
        if alert.kind in ("distress", "distress_test"):
            last = max((e.t_end or e.t_event for e in live), default=0)
            active = any(e.t_end is None for e in live) or last + self.limits.join_us >= self._time.event(now)
        else:
            active = any(event.t_end is None for event in live)
        if active == alert.active:
            return
        alert.active, alert.cleared_us = active, None if active else now
        self._mark(alert, "active again" if active else "cleared")
        if not active and alert.shelved_until_us == OCCURRENCE:
            alert.shelved_until_us = None
            self._mark(alert, "unshelved")

    def _crowd(self) -> None:
        """Many locating devices within minutes put each other in doubt; none of them is hidden for that."""
        beacons = [a for a in self.alerts.values() if a.kind == "distress" and not a.gone and a.live]
        beacons.sort(key=lambda alert: (alert.t_start, alert.id))
        starts, near = [alert.t_start for alert in beacons], self.limits.join_us
        counts = [bisect_right(starts, t + near) - bisect_left(starts, t - near) for t in starts]
        for alert, count in zip(beacons, counts, strict=True):
            if (count > self.limits.crowd) != ("crowd" in alert.doubts):
                alert.doubts = tuple(sorted(set(alert.doubts) ^ {"crowd"}))
                self._mark(alert, "changed")

    # Being put before a person.

    def announce(self, alert: Alert, now: int) -> None:
        """An alert that stands for itself comes on the list, unless it is shelved or there is too much at once."""
        if alert.parent is not None or alert.gone or alert.announced:
            return
        shelf = next((shelf for shelf in self.shelves if shelf.covers(alert)), None)
        if shelf is not None:
            alert.shelved_until_us, alert.shelved_by = shelf.until_us, shelf.author
            self._mark(alert, "shelved")
            return
        free = alert.kind == "distress" or alert.acknowledged_us is not None
        if not free and not self.load.take(alert.level, now, self._groups.held(alert.level)):
            self._groups.gather(alert, now)
            return
        alert.announced, alert.sounded_us = True, now
        self._mark(alert, "announced")

    def mark(self, alert: Alert, what: str) -> None:
        """Something became of an alert."""
        self._mark(alert, what)

    # What a person does.

    def _acknowledge(self, alert: Alert, action: Action, now: int) -> None:
        inside = self.members(alert.id)
        for one in (alert, *inside, *(below for group in inside for below in self.members(group.id))):
            if one.acknowledged_us is None:
                one.acknowledged_us, one.acknowledged_by, one.fresh = now, action.author, 0
                one.muted_until_us = None
                self._mark(one, "acknowledged")
            one.acknowledged_level = one.level

    def _mute(self, alert: Alert, action: Action, now: int) -> None:
        alert.muted_until_us = now + self.limits.mute_us
        self._mark(alert, "muted")

    def _shelve(self, alert: Alert, action: Action, now: int) -> None:
        inside = self.members(alert.id)
        if any(one.kind == "distress" or one.level == "emergency" for one in (alert, *inside)):
            raise ActionRefusal("Distress is not shelved: acknowledge it, and note what is done.")
        until = OCCURRENCE if action.hours is None else now + action.hours * HOUR
        if action.hours is None and not alert.active:
            raise ActionRefusal("What the alert told of is over: acknowledge it.")
        if action.by != "alert":
            if alert.why:
                raise ActionRefusal("A group is shelved by itself: shelve what is in it by vessel, place or rule.")
            if action.by == "place" and not alert.place and alert.lon_deg is None:
                raise ActionRefusal("The alert has no place: shelve it by vessel or rule.")
            self.shelves += made(alert, action.by, until, action.author)
            self._shelved = True
        covered = [a for a in self.alerts.values() if a.parent is None and not a.gone and a is not alert
                   and action.by != "alert" and any(shelf.covers(a) for shelf in self.shelves)]  # fmt: skip
        for one in (alert, *covered):
            one.shelved_until_us, one.shelved_by = until, action.author
            self._mark(one, "shelved")

    def _unshelve(self, alert: Alert, action: Action, now: int) -> None:
        if alert.shelved_until_us is None:
            raise ActionRefusal("The alert is not shelved.")
        left = [shelf for shelf in self.shelves if not shelf.covers(alert)]
        self._shelved |= len(left) != len(self.shelves)
        self.shelves = left
        self._come_back(alert, now)

    def _note(self, alert: Alert, action: Action, now: int) -> None:
        alert.notes = (*alert.notes, f"{action.author}: {action.text.strip()}")[-100:]
        self._mark(alert, "noted")

    def _assign(self, alert: Alert, action: Action, now: int) -> None:
        alert.assigned_to = action.text.strip()
        self._mark(alert, "assigned")

    def _lift(self, alert: Alert, action: Action, now: int) -> None:
        if alert.kind != "distress":
            raise ActionRefusal("Only what tells of distress is made an emergency on a person's word.")
        alert.lifted_by, alert.level = action.author, "emergency"
        alert.acknowledged_us, alert.acknowledged_by, alert.sounded_us = None, "", now
        self._mark(alert, "graver")

    # What time does.

    def _pass_time(self, alert: Alert, now: int) -> None:
        if alert.muted_until_us is not None and now >= alert.muted_until_us:
            alert.muted_until_us = None
            self._mark(alert, "sounds again" if alert.sounds() else "mute ended")
        if alert.shelved_until_us is not None and now >= alert.shelved_until_us:
            self._come_back(alert, now)
        if alert.active and not alert.gone and alert.kind in ("distress", "distress_test"):
            self._set_active(alert, now)
        since = alert.sounded_us
        if (
            self.limits.escalate_us and since is not None and alert.escalated_us is None and alert.active
            and alert.parent is None and not alert.gone and alert.acknowledged_us is None
            and alert.shelved_until_us is None and alert.level in LOUD and now - since >= self.limits.escalate_us
        ):  # fmt: skip
            alert.escalated_us = now
            self._mark(alert, "escalated")

    def _come_back(self, alert: Alert, now: int) -> None:
        alert.shelved_until_us, alert.shelved_by = None, ""
        self._mark(alert, "unshelved")
        if not alert.gone and alert.active and alert.acknowledged_us is None and alert.parent is None:
            alert.announced = False
            self.announce(alert, now)

    def _forget(self, now: int) -> None:
        old, in_use = [], self._groups.in_use()
        for alert in self.alerts.values():
            if alert.id in in_use:
                continue
            dealt = alert.gone or alert.acknowledged_us is not None or alert.level not in LOUD
            keep = self.limits.keep_us if dealt else self.limits.keep_unread_us
            ended = alert.withdrawn_us or alert.cleared_us or (alert.raised_us if alert.merged_into else None)
            if (not alert.active or alert.gone) and ended is not None and now - ended > keep and not alert.count:
                old.append(alert)
        for alert in old:
            self.counts["forgotten"] += 1
            for name in alert.events:
                self._owner.pop(name, None)
            self.book.forget(list(alert.events))
            del self.alerts[alert.id]

    # What is told of it.

    def _mark(self, alert: Alert, what: str, event: Event | None = None) -> None:
        words = self._what.setdefault(alert.id, [])
        if what not in words:
            words.append(what)
        if event is not None:
            self._told.setdefault(alert.id, {})[event.id] = event

    def _changes(self, now: int) -> list[Change]:
        shelves = tuple(shelf.record() for shelf in self.shelves) if self._shelved else None
        told = [
            Change(name, tuple(word for word in words if word != "events"), self.alerts[name].record(),
                   tuple(self._told.get(name, {}).values()), shelves)
            for name, words in self._what.items() if name in self.alerts
        ]  # fmt: skip
        self._what, self._told, self._shelved = {}, {}, False
        return told
