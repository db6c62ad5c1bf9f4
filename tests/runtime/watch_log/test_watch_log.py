"""The watch log: a projection that is always what the journal alone would make, and text that stays text."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.runtime.status import Alarm, FeedStatus
from marsad.runtime.watch_log import index as index_module
from marsad.runtime.watch_log.entry import Links
from marsad.runtime.watch_log.index import Index, Question
from marsad.runtime.watch_log.plain_text import folded
from marsad.runtime.watch_log.watch_log import FieldRefusal, WatchLog
from marsad.store.journal.journal import Journal

T0 = 1_780_000_000_000_000
ALL = Question(limit=1000)
HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    [
        "<img src=x onerror=alert(1)>",
        '" OR 1=1 --',
        "\u202egnp.exe",
        "%' ; DROP TABLE entry",
        'AND OR NOT "x" NEAR(',
        "{}",
    ]
)
NAME = st.sampled_from(["a1", "b2", "c3"])
DEEDS = st.one_of(
    st.tuples(st.just("add"), HOSTILE, st.lists(st.sampled_from([235000001, 470000002]), max_size=2)),
    st.tuples(st.just("amend"), HOSTILE, st.integers(0, 5)),
    st.tuples(st.just("alert"), NAME, st.sampled_from([["raised", "events"], ["changed"], ["cleared"], ["withdrawn"]])),
    st.tuples(st.just("deed"), NAME, st.sampled_from(["acknowledge", "note", "assign"]), HOSTILE),
    st.tuples(st.just("given"), st.sampled_from(["rule", "zone", "watch_list"]), HOSTILE, st.booleans()),
    st.tuples(st.just("session"), st.sampled_from(["in", "out", "refused"]), HOSTILE),
    st.tuples(st.just("read")),
)


def alert_body(name, what, vessels=(235000001,)):
    return {"what": what, "alert": {"id": name, "kind": "close_quarters", "level": "alarm", "vessels": list(vessels),
            "lon_deg": 44.5, "lat_deg": 12.25, "place": ""}, "events": []}  # fmt: skip


def play(deeds, journal, log):
    """Do it as a room does; gives what operators wrote."""
    written = []
    for deed, *told in deeds:
        if deed == "add":
            if folded(told[0]):
                written.append(log.add("layla", told[0], Links(mmsi=tuple(told[1]))))
        elif deed == "amend":
            if written and folded(told[0]):
                written.append(log.add("omar", told[0], Links(amends=written[told[1] % len(written)].seq)))
        elif deed == "alert":
            journal.append("alert", "room", alert_body(*told))
        elif deed == "deed":
            body = {"alert": told[0], "verb": told[1], "text": told[2], "hours": None, "by": "alert", "author": "layla"}
            journal.append("alert_action", "layla", body)
        elif deed == "given":
            kind, name, removed = told
            body = {"list" if kind == "watch_list" else "name": name, "removed": removed}
            journal.append(kind, "layla", body | ({"rule": None if removed else {}} if kind == "rule" else {}))
        elif deed == "session":
            journal.append("session", told[1], {"what": told[0], "name": told[1], "place": "127.0.0.1"})
        else:
            log.ask(ALL)
    return written


@pytest.fixture
def journal(tmp_path):
    times = itertools.count(T0, 1_000_000)
    made = Journal.open(f"sqlite:///{tmp_path}/journal.db", lambda: next(times))
    yield made
    made.close()


@given(st.lists(DEEDS, max_size=15), st.integers(0, 15))
@settings(max_examples=20, deadline=None)
def test_the_log_is_what_the_journal_alone_would_make(deeds, cut):
    with tempfile.TemporaryDirectory() as folder:
        times = itertools.count(T0, 1_000_000)
        journal = Journal.open(f"sqlite:///{folder}/journal.db", lambda: next(times))
        file = Path(folder) / "log.db"
        log = WatchLog(journal, file)
        written = play(deeds[:cut], journal, log)
        stood = {entry.seq: entry for entry in log.ask(ALL).entries}
        log.close()
        log = WatchLog(journal, file)
        written += play(deeds[cut:], journal, log)
        now = log.ask(ALL)
        anew = Index(journal)
        anew.catch_up()
        assert now.entries == anew.ask(ALL).entries
        assert [one.seq for one in now.entries] == sorted((one.seq for one in now.entries), reverse=True)
        by_seq = {entry.seq: entry for entry in now.entries}
        for seq, before in stood.items():  # what stands is never changed, only named as amended
            after = by_seq[seq]
            assert (after.text, after.links, after.author, after.t_ms) == (
                before.text, before.links, before.author, before.t_ms)  # fmt: skip
            assert set(before.amended_by) <= set(after.amended_by)
        for entry in written:  # whatever it holds, it is found by its own words
            words = " ".join(folded(entry.text.en).split())
            assert not words or entry.seq in {one.seq for one in log.ask(Question(q=words, limit=1000)).entries}
            if entry.links.amends is not None:
                assert (entry.seq, entry.author, entry.t_ms) in {
                    (one.seq, one.author, one.t_ms) for one in by_seq[entry.links.amends].amended_by}  # fmt: skip
        assert journal.verify().fault is None
        for one in (log, anew, journal):
            one.close()


def test_questions_narrow_and_pages_go_on_where_the_last_ended(journal, monkeypatch):
    monkeypatch.setattr(index_module, "SCAN", 7)
    log = WatchLog(journal)
    for n in range(40):
        ship = 235000001 + n % 2
        log.add("layla", f"رسالة من السفينة {n}" if n % 4 == 0 else f"Call number {n}", Links(mmsi=(ship,)))
        journal.append("alert", "room", alert_body("a1", ["raised"] if n == 0 else ["changed"]))
    every = log.ask(ALL).entries

    def pages(limit, **told):
        found, before = [], None
        while True:
            page = log.ask(Question(limit=limit, before_seq=before, **told))
            found += page.entries
            if page.next_before_seq is None:
                return found
            assert before is None or page.next_before_seq < before
            before = page.next_before_seq

    every = pages(1000)
    assert len(every) == 41
    assert pages(3) == every
    for told, fits in (
        ({"mmsi": 235000002}, lambda one: 235000002 in one.links.mmsi),
        ({"q": "رِسالة"}, lambda one: "رسالة" in one.text.ar),
        ({"q": "CALL 7"}, lambda one: "Call" in one.text.en and "7" in one.text.en),
        ({"kind": "alert"}, lambda one: one.kind == "alert"),
        ({"alert": "a1"}, lambda one: one.links.alert == "a1"),
        ({"since_ms": T0 // 1000 + 20_000, "until_ms": T0 // 1000 + 60_000},
         lambda one: 20_000 <= one.t_ms - T0 // 1000 <= 60_000),
    ):  # fmt: skip
        wanted = [one for one in every if fits(one)]
        assert wanted
        for limit in (1, 4, 1000):
            assert pages(limit, **told) == wanted
    log.close()


def test_an_index_that_does_not_fit_is_made_anew(journal, tmp_path):
    file = tmp_path / "log.db"
    log = WatchLog(journal, file)
    log.add("layla", "First watch")
    right = log.ask(ALL).entries
    log.close()
    other = sqlite3.connect(file)
    other.execute("UPDATE about SET value = ? WHERE name = 'hash'", ("0" * 64,))
    other.execute("DELETE FROM entry")
    other.commit()
    other.close()
    for spoil in (lambda: None, lambda: file.write_bytes(b"no database at all" * 100)):
        spoil()
        log = WatchLog(journal, file)
        assert log.ask(ALL).entries == right
        log.close()


def test_what_cannot_be_meant_is_told_beside_its_field(journal):
    log = WatchLog(journal)
    rule = journal.append("rule", "omar", {"name": "quiet", "rule": None})
    head = journal.head()
    wrong = Links("nowhere", (0,), 181.0, None, 1 << 60, rule.seq)
    with pytest.raises(FieldRefusal) as refused:
        log.add("layla", " \u202e ", wrong)
    assert set(refused.value.fields) == {"text", "alert", "mmsi", "lon_deg", "lat_deg", "t_ms", "amends"}
    with pytest.raises(FieldRefusal):
        log.add("layla", "x" * 4001)
    assert journal.head() == head
    journal.append("alert", "room", alert_body("a1", ["raised"]))
    entry = log.add("layla", "He answers on 16", Links("a1", (235000001,), 44.5, 12.25, T0 // 1000))
    assert log.ask(Question(alert="a1")).entries[0] == entry
    log.close()


def feed(state, quiet_s=0.0, name="north"):
    return FeedStatus(name, "tcp://x:1", state, 0.0, None, 0, {}, None, quiet_s=quiet_s)


def told(log):
    return [entry.text.en for entry in reversed(log.ask(Question(kind="system")).entries)]


def test_the_room_writes_what_changes_once_and_a_restart_repeats_nothing(journal):
    full, now = Alarm("raw_log_disk_full", "The disk is full", "القرص ممتلئ"), T0
    lost = Alarm("feed_down:north", "Feed north is down for 12 s", "x")

    def look(log, feeds, alarms, after_s=1):
        nonlocal now
        now += after_s * 1_000_000
        log.tick(feeds, alarms, now)
        assert log.trouble is None

    log = WatchLog(journal)
    look(log, [feed("waiting")], [])
    for _ in range(3):
        look(log, [feed("connected")], [full])
    look(log, [feed("waiting", 3)], [])
    look(log, [feed("connected")], [full])
    look(log, [feed("waiting", 12)], [full, lost])
    first = ["The watch room was opened", "Feed north is connected", "The disk is full", "Feed north is down"]
    assert told(log) == first
    # it is killed: another takes its place
    log = WatchLog(journal)
    look(log, [feed("waiting", 12)], [full])
    killed = [*first, "The watch room was opened; before, it ended without being closed"]
    assert told(log) == killed
    look(log, [feed("silent")], [])
    look(log, [feed("silent")], [], after_s=61)
    log.close()
    log = WatchLog(journal)
    look(log, [], [])
    assert told(log) == [
        *killed, "Feed north is connected but silent", "Over: The disk is full", "The watch room was closed",
        "The watch room was opened", "Feed north was taken away",
    ]  # fmt: skip
    assert journal.verify().fault is None
    log.close()
