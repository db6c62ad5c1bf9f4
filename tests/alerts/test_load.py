"""The load of a desk: six an hour over any time of an hour or longer, whatever comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.alerts.desk import Desk
from marsad.alerts.level import LOUD
from marsad.alerts.limits import Limits
from marsad.alerts.load import Load

from .made import HOUR, MIN, T0, S, event, ship


def holds(times, per_hour=6.0, burst=6):
    """The bar, said plainly: over every pair of instants."""
    for at, first in enumerate(times):
        for count, last in enumerate(times[at:], 1):
            hours = (last - first) / HOUR
            if count > per_hour * max(1.0, hours) + 1e-6 or (last - first < 10 * MIN and count > burst):
                return False
    return True


@given(waits=st.lists(st.integers(0, 50 * MIN), max_size=150), per_hour=st.sampled_from([2.0, 6.0, 7.5]),
       burst=st.integers(1, 8))  # fmt: skip
def test_over_any_time_no_more_are_taken_than_the_bar_allows_and_all_that_it_allows(waits, per_hour, burst):
    load, now, taken = Load(Limits(per_hour=per_hour, burst=burst)), T0, []
    for wait in waits:
        now += wait
        allowed = holds([*taken, now], per_hour, burst)
        if load.take("warning", now):
            taken.append(now)
            assert holds(taken, per_hour, burst)
        else:
            assert not allowed


def test_an_emergency_and_a_caution_cost_nothing():
    load = Load(Limits())
    assert all(load.take("emergency", T0) and load.take("caution", T0) for _ in range(100))
    assert load.room(T0) == 6


def heard_in(desk, told):
    """Instants at which something more than a caution came before a person, distress left out."""
    heard = []
    for now, events in told:
        for change in [*desk.take(events, now), *desk.tick(now)]:
            alert = desk.alerts[change.alert]
            came = "announced" in change.what or ("raised" in change.what and alert.why)
            if came and alert.parent is None and alert.level in LOUD and alert.level != "emergency":
                heard.append(now)
    return heard


KINDS = ["drift", "grounding", "jamming", "rendezvous", "zone", "gap", "close_quarters", "distress"]


@given(told=st.lists(st.tuples(st.integers(0, 20 * 60), st.sampled_from(KINDS), st.integers(1, 9), st.integers(1, 12)),
                     max_size=40), again=st.integers(0, 40))  # fmt: skip
def test_whatever_comes_the_bar_holds_and_nothing_is_dropped(told, again):
    """Floods, groups of what was there, interference and what it spoils, alarms among warnings; and a restart."""
    desk, now, heard, sent, bodies = Desk(), T0, [], [], []
    for n, (wait, kind, count, whom) in enumerate(told):
        now += wait * S
        some = [event(kind, (ship(whom + k * 10),), now - k, now + n, at=(40.0 + whom + k, 12.0),
                      radius_m=30_000.0 if kind == "jamming" else None,
                      **({"zone": "A"} if kind == "zone" else {})) for k in range(count)]  # fmt: skip
        sent += some
        heard += heard_in(desk, [(now, some)])
        bodies = [change.body() for change in desk.state()]
        if n == again:
            desk = Desk()
            desk.restore(bodies, now)
    assert holds(heard)
    inside = {name for alert in desk.alerts.values() for name in alert.events}
    assert {one.id for one in sent} <= inside
    for alert in desk.alerts.values():
        assert alert.parent is None or alert.parent in desk.alerts


@pytest.mark.parametrize("kinds", [("drift",), ("grounding",), ("drift", "grounding")])
def test_a_flood_is_heard_six_times_an_hour_over_a_day(kinds):
    desk = Desk()
    told = [(T0 + n * MIN, [event(kind, (ship(n * 2 + k),), T0 + n * MIN, at=(40.0 + n % 40, 12.0))
                            for k, kind in enumerate(kinds)]) for n in range(24 * 60)]  # fmt: skip
    heard = heard_in(desk, told)
    assert holds(heard)
    assert 24 * 3 <= len(heard) <= 24 * 6  # two of the six are kept for alarms, and one for what is not there


def test_an_alarm_after_a_flood_of_warnings_stands_alone():
    desk = Desk()
    desk.take([event("drift", (ship(n),), T0, at=(40.0 + n, 12.0)) for n in range(30)], T0)
    desk.take([event("grounding", (ship(99),), T0 + MIN)], T0 + MIN)
    (alarm,) = [alert for alert in desk.listed() if alert.kind == "grounding"]
    assert alarm.parent is None
    assert alarm.sounds()


def test_a_caution_that_becomes_a_warning_is_counted():
    desk = Desk()
    quiet = [event("drift", (ship(n),), T0, at=(40.0 + n, 12.0), severity="caution") for n in range(20)]
    desk.take(quiet, T0)
    assert desk.load.room(T0) == 6
    louder = [event("drift", (ship(n),), T0, at=(40.0 + n, 12.0), severity="warning") for n in range(20)]
    desk.take(louder, T0 + MIN)
    assert sum(alert.sounds() for alert in desk.alerts.values()) <= 6
    assert sum(alert.parent is not None for alert in desk.alerts.values()) >= 15
