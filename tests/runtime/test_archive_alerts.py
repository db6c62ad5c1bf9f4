"""Alerts of a lake: what a desk over the archive would have told, in the archive's time."""

import json
from datetime import UTC, datetime

import pytest

from marsad.alerts.limits import Limits
from marsad.alerts.rule import Rules
from marsad.cli import main
from marsad.runtime.archive_alerts import keep_alerts
from marsad.runtime.archive_desk import ArchiveDesk, in_order, over, steps_of
from marsad.runtime.rule_records import body, over_time
from marsad.schema.event_rows import event_table
from marsad.schema.kinds import KINDS
from marsad.schema.lake import LAKE
from marsad.store.journal.record import Record
from marsad.store.lake.lake import Lake
from tests.alerts.made import HOUR, MIN, T0, S, event, ship, withdrawn

RULES = Rules()


def lake_of(folder, events):
    with Lake.open(str(folder), lambda: T0, create=True) as lake:
        days = {datetime.fromtimestamp(one.t_start // S, UTC).date() for one in events}
        of = {day: [one for one in events if datetime.fromtimestamp(one.t_start // S, UTC).date() == day]
              for day in days}  # fmt: skip
        lake.commit({"events": {day: [lake.write("events", day, event_table(some))] for day, some in of.items()}})
    return str(folder)


def rows(url):
    with Lake.open(url, lambda: T0) as lake:
        return [row for day in lake.days("alerts") for row in lake.read("alerts", day).to_pylist()]


def us(instant):
    return None if instant is None else round(instant.timestamp() * 1e6)


def kept(folder, events, rules=RULES, limits=None):
    url = lake_of(folder, events)
    keep_alerts(url, lambda: T0, rules, limits or Limits())
    return url, rows(url)


def test_an_alert_lies_in_the_lake_with_the_times_of_the_archive(tmp_path):
    drift = event("drift", (ship(1),), T0, T0 + 40 * MIN, known=T0 + 3 * MIN)
    url, (one,) = kept(tmp_path, [drift])
    assert set(one) == {column.name for column in LAKE["alerts"].columns}
    assert [us(one[name]) for name in ("t_start", "t_raised", "t_announced", "t_escalated", "t_end", "t_cleared")] == [
        T0, T0 + 3 * MIN, T0 + 3 * MIN, T0 + 8 * MIN, T0 + 40 * MIN, T0 + 40 * MIN]  # fmt: skip
    assert (one["kind"], one["level"], one["status"], one["rule"]) == ("drift", "warning", "cleared", "kind drift")
    assert (one["vessels"], one["events"], one["parent"], one["place"]) == ([ship(1)], drift.id, None, None)
    assert one["revision"] >= 3  # raised, escalated, cleared
    assert str(ship(1)) in one["reason_en"]
    with Lake.open(url, lambda: T0) as lake:
        before = [file.path for file in lake.all_files("alerts")]
    keep_alerts(url, lambda: T0 + HOUR, RULES, Limits())
    with Lake.open(url, lambda: T0) as lake:
        assert [file.path for file in lake.all_files("alerts")] == before  # the same again changes nothing


def test_what_goes_on_over_midnight_is_one_alert_and_what_was_withdrawn_none(tmp_path):
    late = T0 + 11 * HOUR + 55 * MIN
    some = [event("gap", (ship(2),), late, late + 2 * HOUR), event("drift", (ship(3),), late, late + 3 * HOUR),
            withdrawn(event("grounding", (ship(4),), late))]  # fmt: skip
    _, found = kept(tmp_path, some)
    assert sorted(one["kind"] for one in found) == ["drift", "gap"]
    assert {us(one["t_cleared"]) for one in found} == {late + 2 * HOUR, late + 3 * HOUR}


def test_bursts_of_a_device_are_one_alert_that_clears_after_ten_minutes_of_silence(tmp_path):
    bursts = [event("distress", (970_111_222,), T0 + n * MIN, T0 + n * MIN) for n in range(5)]
    _, (one,) = kept(tmp_path, bursts)
    assert len(one["events"].split()) == 5
    assert us(one["t_end"]) == T0 + 4 * MIN
    assert T0 + 14 * MIN <= us(one["t_cleared"]) <= T0 + 16 * MIN


def test_what_was_too_much_lies_under_its_gathering(tmp_path):
    some = [event("drift", (ship(n),), T0 + n * S, T0 + HOUR) for n in range(20)]
    some += [event("gap", (ship(99),), T0 - 2 * HOUR, T0 - HOUR)]
    _, found = kept(tmp_path, some)
    groups = {one["id"]: one for one in found if one["group_why"]}
    inside = [one for one in found if one["parent"]]
    assert len(inside) >= 14
    assert {one["parent"] for one in inside} <= set(groups)
    assert sum(one["group_alerts"] for one in groups.values()) == len(inside)
    assert all(one["t_announced"] is None for one in inside)
    announced = [us(one["t_announced"]) for one in found if one["t_announced"] and one["parent"] is None]
    assert len([t for t in announced if T0 <= t < T0 + HOUR]) <= 6


def test_a_year_of_events_costs_a_desk_no_more_at_its_end(tmp_path):
    """What ended hours ago is forgotten by the desk, and still lies in the lake."""
    some = [event("drift", (ship(n % 40),), T0 + n * 9 * HOUR, T0 + n * 9 * HOUR + HOUR) for n in range(300)]
    desk = ArchiveDesk(RULES, Limits(keep_us=3 * HOUR, keep_unread_us=3 * HOUR))
    desk.take(in_order(step for one in some for step in steps_of(one)))
    assert len(desk.lived) == 300
    assert len(desk.desk.alerts) < 10


def _record(t, name, told, kind="rule"):
    return Record(1, t, kind, "Layla", body(name, told), "", "")


def test_rules_hold_as_they_did_at_the_time(tmp_path):
    quiet = {"priority": "none", "kinds": ["drift"]}
    records = [_record(T0 + 2 * HOUR, "quiet", quiet), _record(T0 + 4 * HOUR, "quiet", None),
               _record(T0 + 9 * HOUR, "early", {"priority": "alarm", "kinds": ["gap"],
                                                "valid_from": "2026-03-01T12:00:00Z"})]  # fmt: skip
    rules, trouble = over_time({"mine": {"priority": "caution", "kinds": ["loitering"]}}, records)
    assert trouble == []
    some = [event(kind, (ship(n),), T0 + n * HOUR, T0 + n * HOUR + MIN)
            for kind in ("drift", "gap", "loitering") for n in (1, 3, 5)]  # fmt: skip
    _, found = kept(tmp_path, some, rules)
    told = {(one["kind"], one["vessels"][0] - ship(0)): one["level"] for one in found}
    raised = {one["vessels"][0] - ship(0): us(one["t_raised"]) for one in found if one["kind"] == "drift"}
    assert raised == {1: T0 + HOUR, 3: T0 + 4 * HOUR, 5: T0 + 5 * HOUR}  # what a rule silenced comes when it is gone
    assert {told["gap", n] for n in (1, 3, 5)} == {"alarm"}
    assert {told["loitering", n] for n in (1, 3, 5)} == {"caution"}


def test_distress_is_not_counted_into_the_load_and_never_gathered():
    ships = [event("distress", (ship(n),), T0 + n * S, T0 + n * S, severity="warning") for n in range(40)]
    beacons = [event("distress", (970_000_000 + n,), T0 + n * S, T0 + n * S) for n in range(40)]
    desk, load = over([*ships, *beacons, event("drift", (ship(90),), T0 + MIN, T0 + HOUR)], RULES, Limits())
    assert len(load.announced) == 1
    assert all(alert.announced and alert.parent is None for alert in desk.alerts.values() if alert.kind == "distress")
    assert not any(alert.why for alert in desk.alerts.values())


def test_the_lake_lists_them_and_answers_sql(tmp_path, capsys):
    some = [event("drift", (ship(n),), T0 + n * MIN, T0 + HOUR) for n in range(20)]
    url = lake_of(tmp_path / "lake", some)
    assert main(["alerts", "list", "--lake", url]) == 1
    assert "build it again" in capsys.readouterr().err
    keep_alerts(url, lambda: T0, RULES, Limits())
    assert main(["alerts", "list", "--lake", url]) == 0
    told = json.loads(capsys.readouterr().out)
    group = next(one for one in told["alerts"] if one["group_why"] == "gathered")
    assert main(["alerts", "list", "--lake", url, "--group", group["id"]]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == group["group_alerts"]
    assert main(["alerts", "list", "--lake", url, "--show", "all"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] > told["total"]
    assert main(["query", url, "SELECT level, count(*) AS n FROM alerts GROUP BY level", "--to", "csv"]) == 0
    assert '"warning",' in capsys.readouterr().out
    joined = "SELECT count(*) AS n FROM alerts a JOIN events e ON list_contains(string_split(a.events, ' '), e.id)"
    assert main(["query", url, joined, "--to", "csv"]) == 0
    assert capsys.readouterr().out.split() == ['"n"', "20"]
    out = tmp_path / "out.csv"
    assert main(["export", url, "--table", "alerts", "--to", "csv", "--mmsi", str(ship(3)), "-o", str(out)]) == 0
    assert len(out.read_text().splitlines()) >= 2
    assert main(["alerts", "ack", "00", "--lake", url]) == 2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].severity != "information"])
def test_every_kind_has_its_row(kind, tmp_path):
    _, (one,) = kept(tmp_path, [event(kind, (ship(1), ship(2)), T0, T0 + HOUR)])
    assert one["reason_en"]
    assert one["reason_ar"]
    assert one["kind"] == kind
