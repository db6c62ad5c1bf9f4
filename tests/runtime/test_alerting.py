"""Alerts and what people do with them survive kill -9, restarts, set clocks and a disk that refuses."""

import os
import random
import signal
import threading

import pytest

from marsad.alerts.action import ActionRefusal
from marsad.alerts.rule_file import read_rule
from marsad.runtime.alerting import KEPT, Alerting
from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError
from tests.alerts.made import HOUR, MIN, T0, S, act, event, later, ship, withdrawn


class Clock:
    def __init__(self, now=T0):
        self.now_us = now

    def __call__(self):
        return self.now_us


@pytest.fixture
def clock():
    return Clock()


def opened(folder, clock, **more):
    return Alerting(clock, journal=Journal.open(f"sqlite:///{folder}/journal.db", clock), **more)


def listed(alerting):
    return [(alert.id, alert.level, alert.acknowledged_by) for alert in alerting.desk.listed()]


def test_alerts_and_actions_are_there_after_a_restart(tmp_path, clock):
    alerting = opened(tmp_path, clock)
    alerting.take([event(), event("distress", (970_111_222,)), event("zone", (ship(1),), zone="A")], T0)
    for alert in alerting.desk.listed()[:2]:
        alerting.act(act("acknowledge", alert))
    zone = next(alert for alert in alerting.desk.listed() if alert.kind == "zone")
    alerting.act(act("shelve", zone, hours=2, by="place"))
    alerting.act(act("note", zone, text="asked by radio"))
    before, shelves = listed(alerting), alerting.desk.shelves
    records = {a.id: a.record() for a in alerting.desk.alerts.values()}
    alerting.journal.close()  # as if killed: nothing was put in order
    again = opened(tmp_path, clock)
    assert (listed(again), again.desk.shelves) == (before, shelves)
    assert {a.id: a.record() for a in again.desk.alerts.values()} == records
    assert [r.body["verb"] for r in again.journal.records("alert_action")] == ["acknowledge"] * 2 + ["shelve", "note"]
    again.take([event(), event("distress", (970_111_222,)), event("zone", (ship(1),), zone="A")], T0 + MIN)
    assert listed(again) == before
    again.close()
    third = opened(tmp_path, clock)
    assert third.journal.last(KEPT) is not None
    assert (listed(third), third.desk.shelves) == (before, shelves)
    clock.now_us = T0 + 2 * HOUR
    third.tick()
    assert any(alert.kind == "zone" for alert in third.desk.listed())
    third.close()


def test_an_event_that_had_not_reached_the_journal_becomes_an_alert_at_the_start(tmp_path, clock):
    alerting = opened(tmp_path, clock)
    known = event()
    alerting.take([known], T0)
    alerting.journal.close()
    again = opened(tmp_path, clock)
    old = event("drift", (ship(5),), T0 - 50 * HOUR, T0 - 49 * HOUR)
    again.take_up([known, event("drift", (ship(1),)), old])
    assert sorted(alert.kind for alert in again.desk.alerts.values()) == ["drift", "gap"]
    again.close()


def test_no_acknowledged_action_is_lost_when_the_room_is_killed(tmp_path, clock):
    """R1, at the room: what the person was told of is there, whenever the process is killed."""
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    told = {}
    for kill in range(int(os.environ.get("MARSAD_KILLS", "200")) // 10):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _work(tmp_path, kill, writing)
        os.close(writing)
        with open(reading) as pipe:
            lines = [pipe.readline() for _ in range(rng.randint(1, 20))]
            threading.Event().wait(rng.random() * 0.01)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += pipe.read().splitlines(keepends=True)
        for line in lines:
            if line.endswith("\n"):
                name, author = line.split()
                told[name] = author
        alerting = opened(tmp_path, clock)
        there = {alert.id: alert.acknowledged_by for alert in alerting.desk.alerts.values()}
        assert {name: there.get(name) for name in told} == told, f"seed {seed}, kill {kill}"
        assert alerting.journal.verify().fault is None
        alerting.journal.close()
    assert len(told) > 50


def _work(folder, turn, writing):
    try:
        alerting = opened(folder, Clock(T0 + turn * MIN))
        for n in range(1000):
            alerting.take([event("drift", (ship(turn * 1000 + n),), T0 + turn * MIN + n * S)], T0 + turn * MIN + n * S)
            waiting = [a for a in alerting.desk.alerts.values() if a.acknowledged_us is None and not a.why]
            author = f"P{turn}-{n}"
            alert = alerting.act(act("acknowledge", waiting[-1], author))
            os.write(writing, f"{alert.id} {author}\n".encode())
    finally:
        os._exit(1)


@pytest.mark.parametrize("step", [-HOUR, HOUR, -S])
def test_a_clock_that_is_set_between_two_starts_loses_nothing(tmp_path, clock, step):
    alerting = opened(tmp_path, clock)
    alerting.take([event(), event("zone", (ship(1),), zone="A")], T0)
    gap, zone = alerting.desk.listed()
    alerting.act(act("acknowledge", gap))
    alerting.act(act("mute", zone))
    before = {alert.id for alert in alerting.desk.alerts.values()}
    alerting.journal.close()
    clock.now_us += step
    again = opened(tmp_path, clock)
    again.take_up([event(), event("zone", (ship(1),), zone="A")])
    assert {alert.id for alert in again.desk.alerts.values()} == before
    for _ in range(31):
        clock.now_us += S
        again.tick()
    assert [alert.sounds() for alert in again.desk.listed()] == [True, False]
    again.close()


class Refusing(Journal):
    """A real journal whose disk refuses for a while."""

    full = False

    def append_all(self, entries):
        if self.full:
            raise StoreError("The journal could not be written (disk full): check its disk.")
        return super().append_all(entries)


def test_a_full_disk_hides_no_alert_and_acknowledges_no_action(tmp_path, clock):
    journal = Refusing.open(f"sqlite:///{tmp_path}/journal.db", clock)
    alerting = Alerting(clock, journal=journal)
    alerting.take([event()], T0)
    journal.full = True
    alerting.take([event("distress", (970_111_222,))], T0 + S)
    assert alerting.desk.listed()[0].kind == "distress"
    assert "disk full" in alerting.trouble
    with pytest.raises(StoreError, match="disk full"):
        alerting.act(act("acknowledge", alerting.desk.listed()[0]))
    assert alerting.desk.listed()[0].acknowledged_us is None
    journal.full = False
    alerting.tick()
    assert alerting.trouble is None
    alerting.act(act("acknowledge", alerting.desk.listed()[0]))
    before = listed(alerting)
    journal.close()
    again = opened(tmp_path, clock)
    assert listed(again) == before
    again.close()


def test_an_action_that_could_not_be_saved_was_not_done(tmp_path, clock):
    journal = Refusing.open(f"sqlite:///{tmp_path}/journal.db", clock)
    alerting = Alerting(clock, journal=journal)
    alerting.take([event()], T0)
    journal.full = True
    with pytest.raises(StoreError):
        alerting.act(act("acknowledge", alerting.desk.listed()[0]))
    assert alerting.desk.listed()[0].acknowledged_us is None
    with pytest.raises(ActionRefusal):
        alerting.act(act("acknowledge", "nothing"))
    alerting.close()


def test_rules_are_records_that_every_edit_is_kept_of(tmp_path, clock):
    quiet = {"priority": "none", "kinds": ["gap"]}
    read_rule("quiet", quiet)
    alerting = opened(tmp_path, clock, rules={"quiet": quiet})
    alerting.take([event()], T0)
    assert alerting.desk.listed() == []
    assert alerting.save_rules({"quiet": {"priority": "alarm", "kinds": ["gap"]}}, "Layla") == ["quiet"]
    assert [alert.level for alert in alerting.desk.listed()] == ["alarm"]
    assert alerting.save_rules({"quiet": {"priority": "alarm", "kinds": ["gap"]}}, "Layla") == []
    assert [(r.author, r.body["rule"]["priority"]) for r in alerting.journal.records("rule")] == [
        ("configuration", "none"), ("Layla", "alarm")]  # fmt: skip
    alerting.close()
    again = opened(tmp_path, clock)
    assert [rule.priority for rule in again.desk.rules.rules] == ["alarm"]
    again.close()


def test_withdrawn_and_closed_after_a_restart(tmp_path, clock):
    alerting = opened(tmp_path, clock)
    gap, drift = event(), event("drift", (ship(1),))
    alerting.take([gap, drift], T0)
    alerting.journal.close()
    again = opened(tmp_path, clock)
    again.take([withdrawn(gap), later(drift, t_end=T0 + MIN)], T0 + MIN)
    states = {alert.kind: (alert.withdrawn_us, alert.cleared_us) for alert in again.desk.alerts.values()}
    assert states == {"gap": (T0 + MIN, T0 + MIN), "drift": (None, T0 + MIN)}
    again.close()


def test_a_replay_has_alerts_and_keeps_nothing(clock):
    alerting = Alerting(clock)
    alerting.take([event()], T0)
    alert = alerting.act(act("acknowledge", alerting.desk.listed()[0]))
    assert alert.acknowledged_by == "Layla"
    with pytest.raises(StoreError, match="replay"):
        alerting.save_rules({}, "Layla")
    alerting.close()


def test_what_only_goes_on_waits_for_the_next_second_and_is_never_lost(tmp_path, clock):
    alerting = opened(tmp_path, clock)
    beacons = [event("distress", (970_000_000 + n,), end=T0) for n in range(200)]
    alerting.take(beacons, T0)
    said = alerting.journal.head()[0]
    for second in range(1, 5):
        alerting.take([later(one, t_end=T0 + second * S, revision=1 + second) for one in beacons], T0 + second * S)
    assert alerting.journal.head()[0] == said
    # what is new or withdrawn waits for nothing
    alerting.take([event("distress", (972_000_001,)), withdrawn(beacons[7])], T0 + 5 * S)
    assert {a.withdrawn_us is not None for a in alerting.desk.alerts.values() if a.vessels == (970_000_007,)} == {True}
    assert any(a.vessels == (972_000_001,) and a.announced for a in alerting.desk.alerts.values())
    ends = lambda room: sorted(e.t_end or 0 for a in room.desk.alerts.values() for e in a.events.values())  # noqa: E731
    before = alerting.journal.head()[0]
    alerting.tick()
    assert 50 <= alerting.journal.head()[0] - before < 60
    assert ends(alerting).count(T0 + 4 * S) == 50
    alerting.close()
    again = opened(tmp_path, clock)
    assert ends(again).count(T0 + 4 * S) == 199
    again.close()
