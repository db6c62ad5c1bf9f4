"""`marsad explain vessel`: sentences for a person, JSON for a pipe, from a real lake."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.tracks.identity.days import DAY_S, START_S, Reports, hull, identify

from marsad.cli.explain import as_text
from marsad.runtime.explain.asked import asked
from marsad.runtime.explain.vessel import explain_vessel
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.store.lake.lake import Lake

HOUR = 3600
OLD, NEW, SHARED, NET, WRONG = 353_136_000, 636_019_825, 477_219_900, 412_345_678, 123_456_789
IMO = 9_811_000
SHIP = {"imo": IMO, "name": "EVER FAR", "callsign": "H3RC", "ship_type": 71, **hull(399, 58)}


def lake_of(reports: Reports, days: int, folder: Path) -> str:
    told = identify(reports, days)
    with Lake.open(str(folder), lambda: 0, create=True) as lake:
        changes: dict[str, Any] = {"vessels": {}, "static_history": {}}
        for day in range(days):
            at = datetime.fromtimestamp(START_S + day * DAY_S, UTC).date()
            for name, rows in (("vessels", told.days[day]), ("static_history", told.history[day])):
                changes[name][at] = [lake.write(name, at, rows)]
        lake.commit(changes)
    return str(folder)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> str:
    reports = Reports()
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    reports.sail(NEW, DAY_S + HOUR, DAY_S + 4 * HOUR, lon + 1, lat, 12, **SHIP | {"callsign": "D5XY9"})
    reports.sail(SHARED, 0, 6 * HOUR, 10.0, 50.0, 10, imo=9_074_728, name="ALPHA", callsign="VRAB5")
    reports.sail(SHARED, 60, 6 * HOUR, 20.0, 50.0, 10, imo=9_074_728, name="BETA", callsign="VRAB5")
    reports.sail(NET, 0, HOUR, 10.0, 50.0, kind=18)
    reports.say(NET, 60, 24, part=0, name="12345-87%")
    reports.sail(WRONG, 0, HOUR, 10.0, 50.0, kind=18)
    return lake_of(reports, 2, tmp_path_factory.mktemp("lake") / "lake")


def explained(lake: str, words: str, **more: Any) -> list[dict[str, Any]]:
    vessels: list[dict[str, Any]] = explain_vessel(lake, asked(words), **more).told["vessels"]
    return vessels


def told(lake: str, words: str, **more: Any) -> str:
    return "\n".join(line for vessel in explained(lake, words, **more) for line in vessel["sentences"])


def test_a_link_is_explained_with_its_numbers(lake: str) -> None:
    (vessel,) = explained(lake, str(NEW))
    text = "\n".join(vessel["sentences"])
    assert "MMSI 636019825 has the form of a ship of Liberia." in text
    assert "It transmits as class A, and says: name EVER FAR, call sign D5XY9, IMO number 9811000" in text
    assert "hull 399 m by 58 m" in text
    assert f"heard before as vessel {OLD * 100}" in text
    assert "the same IMO number 9811000, name EVER FAR and hull of 399 m by 58 m" in text
    assert "17.0 h lie between" in text
    assert "kn are taken for possible" in text
    assert vessel["linked_to"] == OLD * 100
    assert {row["field"] for row in vessel["history"]} >= {"imo", "name", "callsign"}


def test_an_imo_number_finds_both_and_the_older_tells_the_newer(lake: str) -> None:
    for words in (str(IMO), f"IMO {IMO}", f"imo{IMO}"):
        vessels = explained(lake, words)
        assert [vessel["mmsi"] for vessel in vessels] == [OLD, NEW]
        assert f"heard again later as vessel {NEW * 100}" in "\n".join(vessels[0]["sentences"])


def test_the_past_knows_nothing_of_later_days(lake: str) -> None:
    first = datetime.fromtimestamp(START_S, UTC).date()
    (vessel,) = explained(lake, str(OLD), day=first)
    assert vessel["later_as"] == []
    with pytest.raises(Refusal, match="knows no vessel"):
        explained(lake, str(NEW), day=first)


@pytest.mark.parametrize("words", ["H3RC", "h3rc", str(OLD * 100), f"mmsi {OLD}"])
def test_call_sign_and_vessel_id(lake: str, words: str) -> None:
    assert [vessel["vessel_id"] for vessel in explained(lake, words)] == [OLD * 100]


def test_a_shared_number_is_told_apart_and_its_name_doubted(lake: str) -> None:
    text = told(lake, str(SHARED))
    assert f"Told apart from vessel {SHARED * 100}" in text
    assert "of these one vessel would have been faster than its class can move" in text
    assert "name is doubtful" in text
    assert "between ALPHA, BETA" in text
    assert "its check digit is wrong" in text


def test_a_net_marker_and_an_invalid_number(lake: str) -> None:
    assert "taken for a net marker" in told(lake, str(NET))
    assert "has no valid form" in told(lake, str(WRONG))
    assert "says nothing of itself" in told(lake, str(WRONG))


def test_the_text_for_a_terminal(lake: str) -> None:
    text = as_text(explain_vessel(lake, asked(str(NEW))).told)
    assert max(map(len, text.splitlines())) <= 110
    assert "What it said of itself:" in text
    assert "\ufffd" in as_text({"as_of": "\x1b[31m", "vessels": []})


@pytest.mark.parametrize("words", ["", "a ship", "12-34", "ÅÄÖ", "123456789012", "TOOLONGSIGN"])
def test_what_names_no_vessel_is_refused(words: str) -> None:
    with pytest.raises(UsageRefusal, match="is no vessel"):
        asked(words)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "marsad", "explain", *words], capture_output=True, text=True, check=False
    )


def test_the_command_in_a_pipe(lake: str) -> None:
    done = run("vessel", str(OLD), "--lake", lake)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told["read_as"] == ["MMSI", "vessel_id"]
    assert told["vessels"][0]["first_heard"].endswith("T00:00:00Z")


@pytest.mark.parametrize(("words", "code", "said"), [
    (("event", "5"), 1, "is no event"), (("ship", "5"), 2, "or `marsad explain vessel ID`"),
    (("vessel", "999999998"), 1, "knows no vessel of MMSI or vessel_id 999999998"),
    (("vessel", "5", "--day", "yesterday"), 2, "write a day as"),
])  # fmt: skip
def test_refusals_are_one_sentence(lake: str, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words, "--lake", lake)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert said in done.stderr


def test_no_lake_is_one_sentence(tmp_path: Path) -> None:
    done = run("vessel", "5", "--lake", str(tmp_path / "none"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "no lake" in done.stderr


def test_a_terminal_gets_sentences(lake: str) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "explain", "vessel", str(NEW), "--lake", lake], stdout=theirs,
        stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as child:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the terminal's other end was closed
            pass
        assert child.wait(timeout=60) == 0
    os.close(ours)
    assert b"As known at the end of" in shown
    assert b"Taken for the ship that was heard before" in shown
