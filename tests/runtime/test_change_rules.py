"""Rules are changed and switched off while the room runs: on disk, over restarts, in archives as of their time."""

import json

import pytest

from marsad.alerts.rule_file import faults_of
from marsad.runtime.alerting import Alerting
from marsad.runtime.rule_records import KIND, over_time, standing
from marsad.runtime.rule_trial import found_events, rule_trial
from marsad.runtime.watch_log.project import entry_of
from marsad.store.journal.journal import Journal
from tests.alerts.made import HOUR, MIN, T0, event, later, ship

QUIET = {"priority": "none", "kinds": ["drift"]}
CONFIGURED = {"quiet": QUIET}


@pytest.fixture
def open_room(tmp_path):
    opened = []

    def room(configured=CONFIGURED, now=T0 + HOUR):
        for one in opened:
            one.close()
        clock = lambda: now  # noqa: E731
        made = Alerting(clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", clock), rules=configured)
        opened[:] = [made]
        return made

    yield room
    for one in opened:
        one.close()


def listed(room):
    return [alert.kind for alert in room.desk.listed()]


def test_a_rule_that_is_switched_off_lets_its_events_through_and_stays_off_over_restarts(open_room):
    room = open_room()
    room.take([event("drift", (ship(1),))], T0 + HOUR)
    assert listed(room) == []
    before = room.newest_rule
    room.change_rule("quiet", QUIET, False, "a storm", "Layla")
    assert listed(room) == ["drift"]
    assert room.newest_rule > before
    again = open_room()
    (rule,) = again.standing_rules()
    assert (rule.on, rule.author, rule.why, rule.configured, rule.changed) == (False, "Layla", "a storm", True, True)
    assert listed(again) == ["drift"]
    again.change_rule("quiet", QUIET, True, "over", "Layla")
    again.take([event("drift", (ship(2),), T0 + MIN)], T0 + HOUR)
    assert again.desk.suppressed()[-1].why == "rule quiet"


def test_what_a_person_made_of_a_configured_rule_holds_until_the_configuration_says_something_new(open_room):
    room = open_room()
    room.change_rule("quiet", {**QUIET, "priority": "alarm"}, True, "we want to know", "Layla")
    (rule,) = open_room().standing_rules()
    assert (rule.rule["priority"], rule.changed) == ("alarm", True)
    (rule,) = open_room({"quiet": {**QUIET, "priority": "caution"}}).standing_rules()
    assert (rule.rule["priority"], rule.changed) == ("caution", False)


def test_an_archive_judges_by_the_rules_as_they_stood(open_room):
    room = open_room()
    room.change_rule("quiet", QUIET, False, "a storm", "Layla")
    records = list(room.journal.records(KIND))
    rules, trouble = over_time(CONFIGURED, records)
    assert trouble == []
    assert [[rule.name for rule in held.rules] for _, held in sorted(rules.items())] == [["quiet"], []]
    assert [one.on for one in standing(records, CONFIGURED)] == [False]


def test_the_watch_log_says_who_switched_off_what_and_why(open_room):
    room = open_room()
    room.change_rule("quiet", QUIET, False, "a storm\u202e", "Layla")
    told = entry_of(room.journal.last(KIND), lambda _: None)
    assert told.author == "Layla"
    assert "quiet was switched off: a storm" in told.text.en
    assert "\u202e" not in told.text.ar


def test_a_trial_judges_what_was_told_and_what_was_set_aside_and_saves_nothing(open_room):
    room = open_room()
    first = event("gap", (ship(9),))
    room.take([event("drift", (ship(n),), T0 + n * MIN) for n in range(3)] + [first], T0 + HOUR)
    room.take([later(first, t_end=T0 + 9 * MIN)], T0 + HOUR)
    room.tick()
    count = len(list(room.journal.records(KIND)))
    events, is_cut = found_events(room.journal, 0)
    assert ({one.kind for one in events}, len(events), is_cut) == ({"drift", "gap"}, 4, False)
    off = rule_trial(events, is_cut, CONFIGURED, {}, room.limits, T0 + HOUR)
    assert (off.alerts, off.alerts_then, off.more_count, len(off.more), off.fewer) == (1, 4, 3, 3, [])
    silent = rule_trial(events, is_cut, {}, {"no": {"priority": "none", "kinds": ["gap"]}}, room.limits, T0 + HOUR)
    assert (silent.alerts, silent.alerts_then, len(silent.fewer)) == (4, 3, 1)
    graver = rule_trial(events, is_cut, {}, {"up": {"priority": "alarm", "kinds": ["gap"]}}, room.limits, T0 + HOUR)
    assert [one.level for one in graver.more] == ["alarm"]
    assert found_events(room.journal, 0, most=2)[1]
    assert found_events(room.journal, T0 + 2 * HOUR) == ([], False)
    nothing = rule_trial([], False, {}, {}, room.limits, T0)
    assert (nothing.events, nothing.since_ms) == (0, None)
    assert len(list(room.journal.records(KIND))) == count


@pytest.mark.parametrize(
    ("name", "rule", "field"),
    [
        ("a", {"priority": "loud"}, "priority"),
        ("a", {"priority": "none"}, "priority"),
        ("a", {"priority": "alarm", "kinds": ["gab"]}, "kinds"),
        ("a", {"priority": "alarm", "kinds": ["distress"]}, "kinds"),
        ("a", {"priority": "alarm", "vessels": [-1]}, "vessels"),
        ("a", {"priority": "alarm", "lasts": "5"}, "lasts"),
        ("a", {"priority": "alarm", "valid_from": "soon"}, "valid_from"),
        ("a", {"priority": "alarm", "valid_from": "2026-03-02T00:00Z", "valid_to": "2026-03-01T00:00Z"}, "valid_to"),
        ("", {"priority": "alarm"}, "name"),
        ("a", {"priority": "alarm", "colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(name, rule, field):
    assert list(faults_of(name, rule)) == [field]


def test_what_can_be_meant_has_no_faults():
    assert faults_of("a", QUIET) == {}
    assert faults_of("a", {"priority": "none", "vessels": [235_098_383]}) == {}


def test_rules_of_a_room_that_does_not_run_are_listed_switched_and_tried(open_room, tmp_path, capsys, monkeypatch):
    from marsad.cli.rule import command

    room = open_room({})
    room.save_rules({"night": QUIET}, "Layla")
    room.close()
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal.db").rename(tmp_path / "journal" / "journal.db")
    where = {"data": tmp_path, "port": 1}
    assert command("off", "night", why="a storm", author="Omar", **where) == 0
    command("list", **where)
    assert "off night" in capsys.readouterr().out
    file = tmp_path / "rules.toml"
    file.write_text('[rules.up]\npriority = "alarm"\nkinds = ["gap"]\n')
    command("try", str(file), **where)
    assert json.loads(capsys.readouterr().out)["events"] == 0
