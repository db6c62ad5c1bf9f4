"""What raised no alert is counted and can be listed, however often the room was killed and started again since."""

from dataclasses import replace
from itertools import islice

import pytest

from marsad.alerts.aside import MOST_SUPPRESSED, Aside
from marsad.runtime.alerting import ASIDE, Alerting
from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError
from tests.alerts.made import HOUR, MIN, T0, S, act, event, later, ship

QUIET = {"quiet": {"priority": "none", "kinds": ["gap"]}}


class Clock:
    now_us = T0

    def __call__(self):
        return self.now_us


@pytest.fixture
def clock():
    return Clock()


def opened(folder, clock, kind=Journal, **more):
    return Alerting(clock, journal=kind.open(f"sqlite:///{folder}/journal.db", clock), **more)


def listed(alerting):
    return [(one.event, one.why) for one in alerting.desk.suppressed()]


def test_what_was_set_aside_long_ago_is_listed_and_counted_after_a_kill(tmp_path, clock):
    alerting = opened(tmp_path, clock, rules=QUIET)
    visit, gap = event("port_visit", (ship(1),)), event("gap", (ship(2),))
    alerting.take([visit, gap, event("distress", (970_111_222,))], T0)
    alerting.take([later(visit, t_end=T0 + HOUR)], T0 + HOUR)
    alerting.tick()
    before, counts = listed(alerting), alerting.desk.totals()
    assert [(one.kind, one.status) for one, _ in before] == [("gap", "open"), ("port_visit", "closed")]
    assert counts["not alerted: information only"] == 1
    alerting.journal.close()  # as if killed
    clock.now_us = T0 + 60 * HOUR
    again = opened(tmp_path, clock)
    assert listed(again) == before
    assert {why: n for why, n in again.desk.totals().items() if why.startswith("not")} == {
        why: n for why, n in counts.items() if why.startswith("not")}  # fmt: skip
    again.take_up([one for one, _ in before])
    assert (listed(again), again.desk.totals()["not alerted: information only"]) == (before, 1)
    again.take([event("port_visit", (ship(3),), T0 + 60 * HOUR)], clock.now_us)
    assert again.desk.totals()["not alerted: information only"] == 2
    again.close()
    third = opened(tmp_path, clock)
    assert [one.vessels for one, _ in listed(third)] == [(ship(2),), (ship(1),), (ship(3),)]
    third.close()


def test_what_raises_an_alert_after_all_is_no_longer_listed_after_a_restart(tmp_path, clock):
    alerting = opened(tmp_path, clock, rules=QUIET)
    alerting.take([event(), event("port_visit", (ship(1),))], T0)
    alerting.save_rules({"quiet": {"priority": "alarm", "kinds": ["gap"]}}, "Layla")
    assert [one.kind for one, _ in listed(alerting)] == ["port_visit"]
    alerting.journal.close()
    again = opened(tmp_path, clock)
    assert [one.kind for one, _ in listed(again)] == ["port_visit"]
    assert [alert.level for alert in again.desk.listed()] == ["alarm"]
    again.close()


def test_what_only_goes_on_is_written_when_it_ends(tmp_path, clock):
    alerting = opened(tmp_path, clock)
    visit = event("port_visit", (ship(1),), end=T0, status="open")
    for second in range(50):
        alerting.take([replace(visit, t_end=T0 + second * S, revision=1 + second)], T0 + second * S)
        alerting.tick()
    assert len(list(alerting.journal.records(ASIDE))) == 1
    alerting.take([later(visit, t_end=T0 + MIN, revision=60)], T0 + MIN)
    alerting.journal.close()
    again = opened(tmp_path, clock)
    assert [(one.status, one.t_end) for one, _ in listed(again)] == [("closed", T0 + MIN)]
    again.close()


class Refusing(Journal):
    """A real journal whose disk refuses for a while."""

    full = False

    def append_all(self, entries):
        if self.full:
            raise StoreError("The journal could not be written (disk full): check its disk.")
        return super().append_all(entries)


def test_a_full_disk_loses_nothing_that_was_set_aside(tmp_path, clock):
    alerting = opened(tmp_path, clock, Refusing)
    alerting.take([event(), event("port_visit", (ship(1),))], T0)
    alerting.journal.full = True
    alerting.take([event("port_visit", (ship(2),))], T0 + S)
    with pytest.raises(StoreError):
        alerting.act(act("acknowledge", alerting.desk.listed()[0]))
    assert [one.vessels for one, _ in listed(alerting)] == [(ship(1),), (ship(2),)]
    alerting.journal.full = False
    alerting.tick()
    alerting.journal.close()
    again = opened(tmp_path, clock)
    assert [one.vessels for one, _ in listed(again)] == [(ship(1),), (ship(2),)]
    assert again.desk.totals()["not alerted: information only"] == 2
    again.close()


def test_a_full_list_keeps_the_newest_and_counts_none_twice_at_a_start(tmp_path, clock):
    many = [event("port_visit", (ship(n),), T0 + n * S) for n in range(MOST_SUPPRESSED + 300)]
    alerting = opened(tmp_path, clock)
    for at in range(0, len(many), 100):
        alerting.take(many[at : at + 100], T0 + at * S)
    alerting.journal.close()
    again = opened(tmp_path, clock)
    assert [one.id for one, _ in listed(again)] == [one.id for one in many[300:]]
    again.take_up(many)
    assert again.desk.totals()["not alerted: information only"] == len(many)
    assert [one.id for one, _ in listed(again)] == [one.id for one in many[300:]]
    again.close()


def test_records_are_read_newest_first_and_only_as_many_as_are_asked_for(tmp_path, clock):
    with_many = Journal.open(f"sqlite:///{tmp_path}/journal.db", clock)
    for n in range(250):
        with_many.append("other" if n % 5 == 0 else "this", "room", {"n": n})
    told = [record.body["n"] for record in with_many.newest("this")]
    assert told == [n for n in reversed(range(250)) if n % 5]
    assert [record.body["n"] for record in islice(with_many.newest("this"), 2)] == [249, 248]
    assert list(with_many.newest("nothing")) == []
    with_many.close()


def test_nothing_is_told_to_the_journal_when_nothing_is_new():
    aside = Aside(most=2)
    assert aside.news() is None
    for n in range(5):
        aside.put(event("port_visit", (ship(n),)), "information only")
    assert (len(aside.news()["events"]), list(aside.events)) == (
        2,
        [event("port_visit", (ship(n),)).id for n in (3, 4)],
    )
    assert aside.news() is None
    aside.drop(event("port_visit", (ship(3),)).id)
    assert aside.news()["raised"] == [event("port_visit", (ship(3),)).id]
