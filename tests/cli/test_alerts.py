"""`marsad alerts` and `marsad rule` on the journal of a room that does not run, and on one that runs."""

import json
import subprocess
import sys

import pytest
from tests.alerts.made import HOUR, T0, event, ship

from marsad.runtime.alerting import Alerting
from marsad.runtime.data_folder import journal_url
from marsad.store.journal.journal import Journal


def marsad(*words, ok=True):
    done = subprocess.run(
        [sys.executable, "-m", "marsad", *map(str, words)], capture_output=True, text=True, timeout=300
    )
    assert (done.returncode == 0) == ok, done.stderr
    return done.stdout if ok else done.stderr


@pytest.fixture
def data(tmp_path):
    alerting = Alerting(lambda: T0, journal=Journal.open(journal_url(tmp_path), lambda: T0))
    alerting.take([event(silent_minutes=50), event("distress", (972_111_222,)), event("drift", (ship(1),))], T0)
    alerting.close()
    return tmp_path


def test_alerts_are_listed_acknowledged_and_shelved_without_a_room(data):
    where = ("--data", data, "--port", 1)
    told = json.loads(marsad("alerts", "list", *where))
    assert told["alerts"][0]["kind"] == "distress"
    distress, drift, gap = (one["id"] for one in sorted(told["alerts"], key=lambda one: one["kind"]))
    assert "acknowledged by Layla" in marsad("alerts", "ack", gap[:8], "--author", "Layla", *where)
    assert "shelved until" in marsad("alerts", "shelve", drift, "--hours", 6, *where)
    assert "not shelved" in marsad("alerts", "shelve", distress, *where, ok=False)
    assert "No alert begins" in marsad("alerts", "ack", "zzzz", *where, ok=False)
    shelved = json.loads(marsad("alerts", "list", "--show", "shelved", *where))
    assert [one["id"] for one in shelved["alerts"]] == [drift]


RULES = """
[rules.quiet]
priority = "none"
kinds = ["drift"]
vessels = [235000001]
"""


def test_rules_are_checked_tried_on_a_lake_and_imported(data, tmp_path):
    from datetime import UTC, datetime

    from marsad.schema.event_rows import event_table
    from marsad.store.lake.lake import Lake

    rules, bad = tmp_path / "rules.toml", tmp_path / "bad.toml"
    rules.write_text(RULES)
    bad.write_text(RULES + 'lasts = "5 kn"\n')
    assert "can be used: quiet" in marsad("rule", "check", rules)
    assert "kn is no unit of time" in marsad("rule", "check", bad, ok=False)
    assert "kn is no unit of time" in marsad("rule", "import", bad, "--data", data, "--port", 1, ok=False)
    found = [event("drift", (ship(n % 3),), T0 + n * HOUR, T0 + n * HOUR + 60_000_000) for n in range(9)]
    with Lake.open(str(tmp_path / "lake"), lambda: 0, create=True) as lake:
        day = datetime.fromtimestamp(T0 // 1_000_000, UTC).date()
        lake.commit({"events": {day: [lake.write("events", day, event_table(found))]}})
    told = marsad("rule", "dry-run", rules, "--lake", tmp_path / "lake")
    assert "would have raised 0 alerts and silenced 3 events" in told
    rules.write_text(RULES.replace('"none"', '"alarm"'))
    told = marsad("rule", "import", rules, "--lake", tmp_path / "lake", "--data", data, "--port", 1)
    assert "would have raised 3 alerts" in told
    assert "Saved: quiet" in told
    assert "nothing has changed" in marsad("rule", "import", rules, "--data", data, "--port", 1)
    one = found[1]
    explained = json.loads(marsad("explain", "event", one.id, "--lake", tmp_path / "lake", "-o", tmp_path / "e.png"))
    assert explained["event"]["id"] == one.id
    assert (tmp_path / "e.png").read_bytes().startswith(b"\x89PNG")
    assert "No event begins" in marsad("explain", "event", "ffffffff", "--lake", tmp_path / "lake", ok=False)
