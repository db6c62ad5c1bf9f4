"""A dry run of rules judges as the desk that will hear them: with the rules that are saved, and without distress."""

from marsad.runtime.dry_run import dry_run
from tests.alerts.made import MIN, T0, S, event, ship
from tests.runtime.test_archive_alerts import lake_of

NEW = {"new": {"priority": "alarm", "kinds": ["gap"]}}


def test_rules_that_are_saved_hold_in_a_dry_run(tmp_path):
    url = lake_of(tmp_path, [event("gap", (ship(1),)), *(event("drift", (ship(n),)) for n in range(2, 5))])
    saved = {"quiet": {"priority": "none", "kinds": ["drift"]}, "new": {"priority": "none"}}
    assert dry_run(url, NEW).load.announced != []
    alone, beside = dry_run(url, NEW), dry_run(url, NEW, saved=saved)
    assert (len(alone.load.announced), len(beside.load.announced)) == (2, 1)  # three drift at a start: one alert
    assert [len(run.alerts) for run in (alone, beside)] == [1, 1]  # the rule that is tried replaces its namesake
    later = {"new": {"priority": "warning", "kinds": ["drift"]}}
    assert len(dry_run(url, later, saved=saved).alerts) == 3  # it is the last, and so it holds


def test_a_saved_rule_that_this_version_refuses_is_left_out(tmp_path):
    url = lake_of(tmp_path, [event("gap", (ship(1),))])
    assert len(dry_run(url, NEW, saved={"old": {"priority": "shrill"}}).alerts) == 1


def test_distress_does_not_count_as_load(tmp_path):
    some = [event("distress", (970_000_000 + n,), T0 + n * MIN, T0 + n * MIN) for n in range(30)]
    some += [event("distress", (ship(n),), T0 + n * S, T0 + n * S, severity="warning") for n in range(30)]
    run = dry_run(lake_of(tmp_path, [*some, event("gap", (ship(1),))]), NEW)
    assert (len(run.load.announced), run.load.worst) == (1, 1)


def test_more_silenced_than_a_desk_can_list_are_all_counted(tmp_path):
    some = [event("drift", (ship(n),), T0 + n * S, T0 + n * S + S) for n in range(5200)]
    run = dry_run(lake_of(tmp_path, some), {"quiet": {"priority": "none", "kinds": ["drift"]}})
    assert (run.suppressed, run.alerts) == (5200, [])
