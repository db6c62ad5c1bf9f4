"""What a person is asked to look at, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.alerts.action import ActionRefusal
from marsad.alerts.desk import Desk
from marsad.alerts.limits import Limits
from marsad.alerts.rule import Rule, Rules

from .made import HOUR, MIN, T0, S, act, event, later, ship, withdrawn


def only(desk):
    (alert,) = desk.listed()
    return alert


def test_an_event_becomes_an_alert_of_its_severity_and_information_none():
    desk = Desk()
    desk.take([event("close_quarters", (ship(1), ship(2))), event("port_visit", end=T0 + HOUR)], T0)
    assert (only(desk).level, only(desk).vessels, only(desk).sounds()) == ("alarm", (ship(1), ship(2)), True)
    assert [(one.event.kind, one.why) for one in desk.suppressed()] == [("port_visit", "information only")]
    assert desk.totals()["not alerted: information only"] == 1


def test_a_second_telling_and_an_older_revision_change_nothing():
    desk = Desk()
    first = event()
    closed = later(first, t_end=T0 + HOUR)
    desk.take([first, closed], T0)
    assert desk.take([closed, first, closed], T0 + S) == []
    assert desk.totals()["not alerted: told again"] == 3


def test_bursts_of_one_device_are_one_alert_until_ten_minutes_of_silence():
    desk = Desk()
    for minute in range(0, 30, 3):
        desk.take([event("distress", (970_111_222,), T0 + minute * MIN, T0 + minute * MIN)], T0 + minute * MIN)
    alert = only(desk)
    assert (alert.level, len(alert.events), alert.active) == ("emergency", 10, True)
    desk.tick(T0 + 27 * MIN + 10 * MIN)
    assert only(desk).active
    desk.tick(T0 + 27 * MIN + 10 * MIN + S)
    assert not only(desk).active
    assert only(desk).acknowledged_us is None
    desk.act(act("acknowledge", alert), T0 + 40 * MIN)
    assert desk.listed() == []
    desk.take([event("distress", (970_111_222,), T0 + 60 * MIN, T0 + 60 * MIN)], T0 + 60 * MIN)
    assert only(desk).id != alert.id


def test_active_and_test_are_apart_and_devices_too():
    desk = Desk(Rules((Rule("tests", "caution", frozenset(["distress_test"])),)))
    desk.take([event("distress", (970_111_222,)), event("distress_test", (970_111_222,)),
               event("distress", (970_111_223,))], T0)  # fmt: skip
    assert [alert.level for alert in desk.listed()] == ["emergency", "emergency", "caution"]


def test_a_situation_that_opens_again_soon_is_the_same_and_does_not_sound_again():
    desk = Desk()
    first = event("drift", (ship(1),), end=T0 + 20 * MIN)
    desk.take([first], T0 + 20 * MIN)
    desk.act(act("acknowledge", only(desk)), T0 + 21 * MIN)
    assert desk.listed() == []
    desk.take([event("drift", (ship(1),), T0 + 29 * MIN)], T0 + 29 * MIN)
    assert (len(only(desk).events), only(desk).sounds(), only(desk).active) == (2, False, True)
    desk.take([event("drift", (ship(1),), T0 + 120 * MIN)], T0 + 120 * MIN)
    assert len(desk.alerts) == 1  # the second drift is still open


def test_several_vessels_of_one_meeting_are_one_alert():
    desk = Desk()
    desk.take([event("rendezvous", (ship(1), ship(2))), event("rendezvous", (ship(2), ship(3)), T0 + MIN),
               event("rendezvous", (ship(8), ship(9)), at=(50.0, 12.0))], T0 + MIN)  # fmt: skip
    assert sorted(alert.vessels for alert in desk.listed()) == [(ship(1), ship(2), ship(3)), (ship(8), ship(9))]


def test_a_late_event_joins_two_alerts_into_one():
    desk = Desk()
    desk.take([event("drift", (ship(1),), T0, T0 + MIN), event("drift", (ship(1),), T0 + 20 * MIN)], T0 + 20 * MIN)
    assert len(desk.listed()) == 2
    middle = event("drift", (ship(1),), T0 + 8 * MIN, T0 + 12 * MIN, raised=T0 + 21 * MIN)
    desk.take([middle], T0 + 21 * MIN)
    assert len(only(desk).events) == 3
    desk.take([withdrawn(middle)], T0 + 22 * MIN)
    assert [len(alert.live) for alert in desk.listed()] == [1, 1]


def test_what_late_data_explains_away_is_withdrawn_and_stays_to_be_seen():
    desk = Desk()
    gap = event()
    desk.take([gap], T0)
    alert = only(desk)
    (change,) = desk.take([withdrawn(gap)], T0 + MIN)
    assert "withdrawn" in change.what
    assert only(desk) is alert  # nobody has acknowledged it yet
    assert not alert.sounds()
    desk.act(act("acknowledge", alert), T0 + 2 * MIN)
    assert desk.listed() == []
    assert desk.alerts[alert.id].withdrawn_us == T0 + MIN


def test_muted_for_half_a_minute_and_then_it_sounds_again_unless_acknowledged():
    desk = Desk()
    desk.take([event(), event("drift", (ship(1),))], T0)
    first, second = desk.listed()
    for alert in (first, second):
        desk.act(act("mute", alert), T0 + S)
    assert not first.sounds()
    assert not second.sounds()
    desk.act(act("acknowledge", second), T0 + 2 * S)
    desk.tick(T0 + 30 * S)
    assert not first.sounds()
    desk.tick(T0 + 31 * S)
    assert first.sounds()
    assert not second.sounds()


def test_shelved_for_an_hour_it_comes_back():
    desk = Desk()
    desk.take([event()], T0)
    alert = only(desk)
    desk.act(act("shelve", alert, hours=1), T0)
    assert desk.listed() == []
    assert desk.shelved() == [alert]
    assert desk.totals()["shelved"] == 1
    desk.tick(T0 + HOUR - S)
    assert desk.listed() == []
    desk.tick(T0 + HOUR)
    assert (only(desk), alert.sounds()) == (alert, True)


def test_shelved_for_this_occurrence_until_it_is_over():
    desk = Desk()
    drift = event("drift", (ship(1),))
    desk.take([drift], T0)
    desk.act(act("shelve", only(desk)), T0)
    desk.tick(T0 + 200 * HOUR)
    assert desk.listed() == []
    desk.take([later(drift, t_end=T0 + 200 * HOUR, t_raised=T0 + 200 * HOUR)], T0 + 200 * HOUR)
    assert desk.shelved() == []
    desk.take([event("drift", (ship(1),), T0 + 230 * HOUR)], T0 + 230 * HOUR)
    assert any(alert.active and alert.sounds() for alert in desk.listed())


@pytest.mark.parametrize(
    ("by", "covered", "not_covered"),
    [
        ("vessel", event("zone", (ship(1),), T0 + 2 * HOUR, zone="B"), event("zone", (ship(2),), T0 + MIN, zone="A")),
        ("place", event("zone", (ship(2),), T0 + MIN, zone="A"), event("zone", (ship(1),), T0 + MIN, zone="B")),
        ("rule", event("zone", (ship(2),), T0 + MIN, zone="B"), event("gap", (ship(1),), T0 + MIN)),
    ],
)
def test_shelved_by_vessel_place_or_rule_what_comes_is_shelved_too(by, covered, not_covered):
    desk = Desk()
    desk.take([event("zone", (ship(1),), zone="A")], T0)
    desk.act(act("shelve", only(desk), hours=6, by=by), T0)
    desk.take([covered, not_covered], T0 + 3 * HOUR)
    assert [alert.vessels for alert in desk.listed()] == [not_covered.vessels]
    assert len(desk.shelved()) == 2
    desk.tick(T0 + 6 * HOUR)
    assert len(desk.listed()) == 3
    assert desk.shelves == []


def test_acknowledged_shelved_and_cleared_do_not_depend_on_one_another():
    desk = Desk()
    drift = event("drift", (ship(1),))
    desk.take([drift], T0)
    alert = only(desk)
    desk.act(act("shelve", alert, hours=2), T0)
    desk.act(act("acknowledge", alert), T0)
    desk.take([later(drift, t_end=T0 + MIN)], T0 + MIN)
    assert (alert.acknowledged_us, alert.cleared_us) == (T0, T0 + MIN)
    assert alert.shelved_until_us == T0 + 2 * HOUR
    desk.act(act("unshelve", alert), T0 + 2 * MIN)
    assert (alert.acknowledged_us, alert.shelved_until_us, alert.cleared_us) == (T0, None, T0 + MIN)


def test_what_nobody_acknowledges_escalates():
    desk = Desk()
    desk.take([event(), event("rendezvous", (ship(1), ship(2))), event("drift", (ship(3),))], T0)
    gap, drift, meeting = desk.listed()
    desk.act(act("acknowledge", drift), T0 + MIN)
    desk.tick(T0 + 5 * MIN - S)
    assert gap.escalated_us is None
    desk.tick(T0 + 5 * MIN)
    assert (gap.shown_level, drift.shown_level, meeting.shown_level) == ("alarm", "warning", "caution")
    assert desk.listed()[0] is gap


def test_distress_is_never_suppressed_whatever_a_rule_says():
    rules = Rules((Rule("quiet", "none"), Rule("calm", "caution", frozenset(["distress"]))))
    desk = Desk(rules, Limits(area=(0.0, 0.0, 1.0, 1.0)))
    desk.take([event("distress", (970_111_222,)), event("gap"), event("distress", (ship(1),), severity="warning")], T0)
    assert [alert.level for alert in desk.listed()] == ["emergency", "warning"]
    for how in ({}, {"hours": 1}, {"hours": 1, "by": "rule"}):
        with pytest.raises(ActionRefusal, match="not shelved"):
            desk.act(act("shelve", desk.listed()[0], **how), T0)


def test_a_shelf_by_vessel_does_not_hide_her_distress():
    desk = Desk()
    desk.take([event("gap", (ship(1),))], T0)
    desk.act(act("shelve", only(desk), hours=168, by="vessel"), T0)
    desk.take([event("distress", (ship(1),), T0 + MIN)], T0 + MIN)
    assert only(desk).kind == "distress"


def test_a_ships_own_sart_status_is_a_warning_until_a_text_or_a_person_raises_it():
    desk = Desk()
    desk.take([event("distress", (ship(1),), T0, severity="warning", mis_set=True)], T0)
    alert = only(desk)
    assert (alert.level, alert.doubts) == ("warning", ("mis_set",))
    desk.act(act("acknowledge", alert), T0 + S)
    desk.take([event("distress", (ship(1),), T0 + MIN, text="MAYDAY")], T0 + MIN)
    assert (alert.level, alert.sounds(), len(desk.alerts)) == ("emergency", True, 1)
    other = Desk()
    other.take([event("distress", (ship(1),), T0, severity="warning")], T0)
    other.act(act("lift", only(other)), T0 + MIN)
    assert (only(other).level, only(other).lifted_by) == ("emergency", "Layla")
    desk.take([event("gap")], T0 + MIN)
    with pytest.raises(ActionRefusal, match="distress"):
        desk.act(act("lift", desk.listed()[-1]), T0 + MIN)


def test_a_real_case_ashore_at_fourteen_knots_is_shown_at_once_with_its_doubt():
    desk = Desk()
    desk.take([event("distress", (972_971_214,), sog_kn=14.2, on_land=True)], T0)
    assert (only(desk).level, only(desk).sounds(), only(desk).doubts) == ("emergency", True, ("ashore", "fast"))


def test_a_forged_collision_is_shown_and_marked():
    desk = Desk()
    desk.take([event("close_quarters", (ship(1), ship(2))), event("teleport", (ship(2),), T0 + MIN, T0 + MIN)], T0)
    first = desk.listed()[0]
    assert (first.kind, first.doubts, first.sounds()) == ("close_quarters", ("unsure_position",), True)


def test_five_thousand_false_alerts_do_not_bury_a_real_distress():
    """S6: true and forged devices, and a flood of all else."""
    desk = Desk()
    false = [event("distress", (970_000_000 + n,), T0 + n * 1000, sog_kn=20.0 + n % 30) for n in range(2500)]
    flood = [event("close_quarters", (ship(2 * n), ship(2 * n + 1)), T0 + n * 1000) for n in range(2500)]
    real = event("distress", (972_555_111,), T0 + 1_234_567, sog_kn=0.6)
    desk.take([*false[:1250], *flood, real, *false[1250:]], T0 + 5 * S)
    desk.tick(T0 + 10 * MIN)
    listed = desk.listed()
    assert listed[0].vessels == (972_555_111,)
    assert sum(alert.kind == "distress" for alert in listed) == 2501  # none hidden
    assert listed[0].sounds()
    assert desk.totals()["emergency"] == 2501


def test_a_start_tells_of_what_is_there_once():
    desk = Desk()
    inside = [event("zone", (ship(n),), T0 - n * MIN, known=T0 + n, zone="lane") for n in range(40)]
    desk.take([*inside, event("zone", (ship(99),), T0, zone="other")], T0)
    group = next(alert for alert in desk.listed() if alert.why == "present")
    assert (len(desk.listed()), group.count, len(desk.members(group.id))) == (2, 40, 40)
    desk.take([event("zone", (ship(50),), T0 + HOUR, zone="lane")], T0 + HOUR)
    assert len(desk.listed()) == 3
    desk.act(act("acknowledge", group), T0 + HOUR)
    assert all(alert.acknowledged_by == "Layla" for alert in desk.members(group.id))


def test_a_new_zone_tells_of_what_is_in_it_once():
    desk = Desk()
    desk.take([event("gap", (ship(1),), T0)], T0)
    new = [event("zone", (ship(n),), T0 - HOUR, known=T0 + 5 * HOUR + n * S, zone="drawn") for n in range(1, 31)]
    for one in new:
        desk.take([one], one.t_event)
    groups = [alert for alert in desk.listed() if alert.why]
    assert [(group.why, group.count) for group in groups] == [("present", 30)]
    assert len(desk.listed()) == 2


@pytest.mark.parametrize("kind", ["jamming", "spoof_circle", "spoof_relocation", "spoof_dragoff", "feed_replay"])
def test_interference_holds_all_that_it_spoils_in_three_alerts_and_distress_stands_alone(kind):
    desk = Desk(limits=Limits(present_least=10_000))
    desk.take([event("gap", (ship(900),), T0 - HOUR, at=(10.0, 10.0))], T0 - HOUR)
    wide = event(kind, tuple(ship(n) for n in range(5)), T0, radius_m=40_000.0)
    before = event("drift", (ship(7),), T0 + MIN)
    desk.take([before], T0 + 2 * MIN)
    desk.take([wide], T0 + 2 * MIN)
    kinds = ["drift", "loitering", "teleport", "sudden_stop", "gap", "zone", "close_quarters", "grounding", "abnormal"]
    flood = [event(k, (ship(n), ship(n + 500)) if k == "close_quarters" else (ship(n),), T0 + n * S + 3 * MIN)
             for n in range(200) for k in kinds]  # fmt: skip
    desk.take(flood, T0 + 10 * MIN)
    desk.take([event("distress", (970_111_222,), T0 + 9 * MIN)], T0 + 10 * MIN)
    here = [alert for alert in desk.listed() if alert.vessels != (ship(900),)]
    assert here[0].kind == "distress"
    assert len(here) <= 1 + 3
    spoilt = [alert for alert in desk.alerts.values() if alert.parent and alert.kind in ("drift", "close_quarters")]
    assert len(spoilt) >= 200
    assert all(alert.unreliable for alert in spoilt)
    assert not any(alert.unreliable for alert in desk.alerts.values() if alert.kind in ("gap", "distress"))
    # Late data explain the interference away: what stood under it comes forward again, within the load.
    desk.take([withdrawn(wide)], T0 + 11 * MIN)
    assert not any(alert.unreliable for alert in desk.alerts.values())
    assert any(alert.kind == "drift" and alert.waits() for alert in desk.alerts.values())


def load_of(times):
    """The most in any ten minutes, and the average an hour over all."""
    worst = max((sum(t <= u < t + 10 * MIN for u in times) for t in times), default=0)
    return worst, len(times) / max((times[-1] - times[0]) / HOUR, 1.0)


def test_the_load_of_a_desk_stays_bounded_and_nothing_is_dropped():
    desk = Desk()
    heard, count = [], 0
    for minute in range(8 * 60):
        now = T0 + minute * MIN
        some = [event("drift", (ship(count + n),), now - 50 * MIN, now) for n in range(2)]
        some += [event("grounding", (ship(count + 7),), now - MIN, now)] if minute % 9 == 0 else []
        count += 10
        for change in [*desk.take(some, now), *desk.tick(now)]:
            alert = desk.alerts[change.alert]
            if (
                alert.parent is None
                and alert.level in ("warning", "alarm")
                and ("announced" in change.what or ("raised" in change.what and alert.why))
            ):
                heard.append(now)
    worst, average = load_of(heard)
    assert worst <= 6
    assert average <= 6  # of 120 warnings and 7 alarms an hour, with the gatherings counted
    assert len(heard) >= 40  # and what may be heard is
    shown = {vessel for alert in desk.alerts.values() for vessel in alert.vessels}
    assert len(shown) == 8 * 60 * 2 + 54
    inside = [alert for group in desk.listed() if group.why == "gathered" for alert in desk.members(group.id)]
    assert len(inside) > 850


def test_a_gathering_that_was_acknowledged_sounds_again_when_more_comes():
    desk = Desk(limits=Limits(burst=1, reserve=0, present_least=100))
    desk.take([event("drift", (ship(n),), T0 - 50 * MIN, T0) for n in range(5)], T0)
    group = next(alert for alert in desk.listed() if alert.why)
    desk.act(act("acknowledge", group), T0 + S)
    desk.take([event("drift", (ship(10),), T0 - 40 * MIN)], T0 + MIN)
    assert not group.sounds()
    desk.tick(T0 + 10 * MIN)
    assert group.sounds()
    desk.take([event("drift", (ship(1),), T0 - 50 * MIN, T0)], T0 + 11 * MIN)


@pytest.mark.parametrize("step", [-HOUR, HOUR, -S])
def test_a_clock_that_is_set_loses_and_doubles_no_alert(step):
    """R6: an hour forward, an hour back, and 23:59:60, where a second comes twice."""
    desk = Desk()
    desk.take([event(), event("distress", (970_111_222,))], T0)
    gap = next(alert for alert in desk.listed() if alert.kind == "gap")
    desk.act(act("mute", gap), T0 + 10 * S)
    desk.tick(T0 + 11 * S)
    now = T0 + 11 * S + step
    changed = desk.tick(now)
    assert len(desk.alerts) == 2
    for second in range(1, 32):
        changed += desk.tick(now + second * S)
    assert gap.sounds()  # a clock that was set back does not keep the mute
    for second in range(32, 320):
        desk.tick(now + second * S)
    assert gap.escalated_us is not None
    desk.take([event(), event("distress", (970_111_222,))], now + 400 * S)
    assert len(desk.alerts) == 2


@given(st.lists(st.sampled_from(["cut", "escalate", "shelve", "ack", "more", "close"]), max_size=6))
def test_a_desk_that_is_restored_from_its_changes_says_the_same(steps):
    desk, bodies = Desk(), []

    def tell(changes):
        bodies.extend(change.body() for change in changes)

    tell(desk.take([event("zone", (ship(n),), zone="A") for n in range(4)] + [event("gap")], T0))
    now = T0
    for n, step in enumerate(steps):
        now += 6 * MIN
        waiting = desk.listed()
        if step == "cut":
            other = Desk()
            other.restore(bodies, now)
            assert {a.id: a.record() for a in other.alerts.values()} == {a.id: a.record() for a in desk.alerts.values()}
            desk = other
        elif step == "escalate":
            tell(desk.tick(now))
        elif step == "shelve" and waiting and waiting[-1].active and not waiting[-1].why:
            tell(desk.act(act("shelve", waiting[-1], hours=1, by="vessel"), now))
        elif step == "ack" and waiting:
            tell(desk.act(act("acknowledge", waiting[0]), now))
        elif step == "more":
            tell(desk.take([event("drift", (ship(50 + n),), now)], now))
        elif step == "close":
            tell(desk.take([later(event("gap"), t_end=now, t_raised=now)], now))
    other = Desk()
    other.restore(bodies, now)
    assert {a.id: a.facts() for a in other.alerts.values()} == {a.id: a.facts() for a in desk.alerts.values()}
    assert [alert.id for alert in other.listed()] == [alert.id for alert in desk.listed()]
    assert other.shelves == desk.shelves
    assert other.take([event("gap")], now) == [] or "close" not in steps


def test_actions_on_what_there_is_not_are_refused():
    desk = Desk()
    with pytest.raises(ActionRefusal, match="There is no alert nothing"):
        desk.act(act("acknowledge", "nothing"), T0)


def test_what_was_dealt_with_is_forgotten_at_last():
    desk = Desk()
    for n in range(50):
        start = T0 + n * HOUR
        desk.take([event("drift", (ship(n),), start, start + MIN)], start)
        for alert in desk.listed():
            desk.act(act("acknowledge", alert), start)
        desk.tick(start)
    desk.tick(T0 + 200 * HOUR)
    desk.tick(T0 + 300 * HOUR)
    assert len(desk.alerts) == 0
    assert not desk.book.events
    assert not desk.book.by_vessel
    assert not desk.book.families
