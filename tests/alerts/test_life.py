"""The life of alerts as a machine: whatever people, detectors and clocks do, in any order, the promises hold."""

import copy

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from marsad.alerts.action import ActionRefusal
from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.desk_time import DeskTime
from marsad.alerts.level import LOUD
from marsad.alerts.load import Load
from marsad.alerts.shelf import Shelf

from .made import HOUR, MIN, T0, S, act, event, later, ship, withdrawn

KINDS = ["distress", "drift", "gap", "zone", "close_quarters", "rendezvous", "jamming", "grounding", "port_visit"]


class Life(RuleBasedStateMachine):
    """A desk with a model beside it of what people were promised."""

    @initialize()
    def begin(self):
        self.desk, self.bodies = Desk(), []
        self.now = self.wall = T0
        self.events, self.n, self.small = {}, 0, 0
        self.acknowledged, self.muted, self.shelved, self.announced = {}, {}, {}, []

    def tell(self, changes):
        for change in changes:
            self.bodies.append(change.body())
            alert = self.desk.alerts[change.alert]
            if "announced" in change.what and alert.level in ("alarm", "warning") and alert.parent is None:
                self.announced.append(self.now)

    def passes(self, span):
        self.now += span
        self.wall += span

    @rule(kind=st.sampled_from(KINDS), whom=st.integers(1, 6), span=st.integers(0, 5 * 60))
    def something_happens(self, kind, whom, span):
        self.passes(span * S)
        self.n += 1
        vessels = (ship(whom), ship(whom + 1)) if kind in ("close_quarters", "rendezvous") else (ship(whom),)
        radius_m = 20_000.0 if kind == "jamming" else None
        one = event(kind, vessels, self.wall + self.n, at=(45.0 + whom, 12.0), radius_m=radius_m,
                    **({"zone": "A"} if kind == "zone" else {}))  # fmt: skip
        self.events[one.id] = one
        self.tell(self.desk.take([one], self.wall))

    @rule(count=st.integers(10, 20))
    def much_happens_at_once(self, count):
        self.passes(S)
        some = [
            event("drift", (ship(100 + self.n * 100 + n),), self.wall + n, at=(80.0 + n, -12.0)) for n in range(count)
        ]
        self.n += 1
        self.events |= {one.id: one for one in some}
        self.tell(self.desk.take(some, self.wall))

    @rule()
    def distress_after_all_was_shelved(self):
        for alert in self.desk.listed():
            if not alert.why and alert.kind != "distress" and alert.active:
                self.tell(self.desk.act(act("shelve", alert, hours=6, by="rule"), self.wall))
                self.shelved[alert.id] = self.now + 6 * HOUR
        self.something_happens("distress", 1, 0)

    @rule(pick=st.randoms(use_true_random=False), how=st.sampled_from(["ends", "explained", "again"]))
    def something_changes(self, pick, how):
        if self.events:
            one = self.events[pick.choice(sorted(self.events))]
            if how != "again" and one.status != "withdrawn":
                raised = max(self.wall, one.t_raised + 1)
                one = (
                    later(one, t_end=max(self.wall, one.t_start), t_raised=raised) if how == "ends" else withdrawn(one)
                )
            self.events[one.id] = one
            self.tell(self.desk.take([one], self.wall))

    @rule(span=st.sampled_from([S, 31 * S, 6 * MIN, 11 * MIN, HOUR, 7 * HOUR]))
    def time_passes(self, span):
        self.passes(span)
        self.tell(self.desk.tick(self.wall))

    @rule(step=st.sampled_from([-HOUR, -S]))
    def the_clock_is_set_back(self, step):
        self.wall += step
        self.small += step == -S  # too small a step to be told from two threads' clocks: the desk waits it out
        self.tell(self.desk.tick(self.wall))

    @rule(pick=st.randoms(use_true_random=False), verb=st.sampled_from(["acknowledge", "mute", "shelve", "note"]),
          hours=st.sampled_from([None, 1, 6]), by=st.sampled_from(["alert", "vessel", "rule"]))  # fmt: skip
    def a_person_acts(self, pick, verb, hours, by):
        waiting = self.desk.listed()
        if not waiting:
            return
        alert = pick.choice(waiting)
        more = {"hours": hours, "by": "alert" if hours is None else by} if verb == "shelve" else {"text": "x"}
        distress = alert.kind == "distress" or any(one.kind == "distress" for one in self.desk.members(alert.id))
        try:
            self.tell(self.desk.act(act(verb, alert, **more), self.wall))
        except ActionRefusal:
            assert verb == "shelve"
            return
        assert not (verb == "shelve" and distress)
        if verb == "acknowledge":
            self.acknowledged[alert.id] = alert.level
        if verb == "mute":
            self.muted[alert.id] = self.now
        if verb == "shelve" and hours is not None:
            self.shelved[alert.id] = self.now + hours * HOUR

    @rule()
    def the_power_goes(self):
        desk = Desk()
        desk.restore(copy.deepcopy(self.bodies), self.wall)
        assert {a.id: a.record() for a in desk.alerts.values()} == {a.id: a.record() for a in self.desk.alerts.values()}
        assert [shelf for shelf in desk.shelves if shelf in self.desk.shelves] == self.desk.shelves
        self.desk = desk

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "desk"):
            return
        desk = self.desk
        seen = {alert.id for alert in (*desk.listed(), *desk.shelved())}
        for _ in range(2):  # interference may itself stand in a gathering
            seen |= {one.id for group in list(seen) for one in desk.members(group)}
        inside = {name: alert for alert in desk.alerts.values() for name in alert.events}
        for one in self.events.values():
            if one.kind == "port_visit" or one.status != "open":
                continue
            assert inside[one.id].id in seen
        for alert in desk.alerts.values():
            if alert.kind == "distress" and alert.live:
                assert alert.parent is None
                assert alert.shelved_until_us is None
                assert alert.waits() or not alert.active

    @invariant()
    def flags_hold(self):
        if not hasattr(self, "desk"):
            return
        self.tell(self.desk.tick(self.wall))
        for name, level in self.acknowledged.items():
            alert = self.desk.alerts.get(name)
            if alert is not None and not alert.why and alert.level == level and not alert.gone:
                assert alert.acknowledged_us is not None
                assert not alert.sounds()
        for name, since in self.muted.items():
            alert = self.desk.alerts.get(name)
            if alert is not None and self.now - since >= (32 + self.small) * S:
                assert alert.muted_until_us is None
        for name, until in self.shelved.items():
            alert = self.desk.alerts.get(name)
            if alert is not None and self.now >= until + (2 + self.small) * S and alert.shelved_until_us is not None:
                assert alert.shelved_until_us > until  # shelved once more
        for alert in self.desk.alerts.values():
            free = alert.parent is None and alert.acknowledged_us is None and alert.shelved_until_us is None
            if alert.sounded_us is not None and free and alert.active and not alert.gone and alert.level in LOUD:
                assert (
                    alert.escalated_us is not None
                    or alert.muted_until_us is not None
                    or (self.desk._time.at(self.wall) - alert.sounded_us < 5 * MIN)
                )

    @invariant()
    def the_load_is_bounded(self):
        times = getattr(self, "announced", [])
        for first in times:
            assert sum(first <= t < first + 10 * MIN for t in times) <= 6


SETTINGS = settings(max_examples=60, stateful_step_count=30, deadline=None, derandomize=True)


MANY = settings(SETTINGS, max_examples=800, print_blob=False, phases=(Phase.generate,))


def test_the_life_of_alerts():
    run_state_machine_as_test(Life, settings=SETTINGS)


def _mutants(monkeypatch):
    """Ways to get the life wrong, each of which the machine has to notice."""
    real_acknowledge, real_restore = Desk._acknowledge, Desk.restore

    def forgets(self, alert, action, now):
        real_acknowledge(self, alert, action, now)
        self._what.pop(alert.id, None)

    def hides(self, alert):
        return alert.kind == self.kind

    def late(self, now_us):
        return now_us

    def restores_unshelved(self, bodies, now_us):
        real_restore(self, bodies, now_us)
        for alert in self.alerts.values():
            alert.shelved_until_us = None

    return {
        "an acknowledgement is not told": lambda: monkeypatch.setattr(Desk, "_acknowledge", forgets),
        "an acknowledged alert sounds": lambda: monkeypatch.setattr(
            Alert, "sounds", lambda self: not self.gone and self.level in LOUD),
        "a clock set back stops the desk": lambda: monkeypatch.setattr(DeskTime, "at", late),
        "nothing bounds the load": lambda: monkeypatch.setattr(Load, "take", lambda *_: True),
        "shelves hide distress": lambda: (monkeypatch.setattr(Shelf, "covers", lambda self, alert: True)),
        "a mute never ends": lambda: monkeypatch.setattr(Desk, "_pass_time", lambda *_: None),
        "a restart forgets shelves": lambda: monkeypatch.setattr(Desk, "restore", restores_unshelved),
        "cleared alerts leave unseen": lambda: monkeypatch.setattr(Alert, "waits", lambda self: self.active and False),
    }  # fmt: skip


MUTANTS = ["an acknowledgement is not told", "an acknowledged alert sounds", "a clock set back stops the desk",
           "nothing bounds the load", "shelves hide distress", "a mute never ends", "a restart forgets shelves",
           "cleared alerts leave unseen"]  # fmt: skip


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_of_the_life_is_found(name, monkeypatch):
    _mutants(monkeypatch)[name]()
    with pytest.raises((AssertionError, KeyError)):
        run_state_machine_as_test(
            Life, settings=settings(SETTINGS, max_examples=800, print_blob=False, phases=(Phase.generate,))
        )
