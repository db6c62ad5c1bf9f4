"""Handing over: two people, two records, one document of which no byte can be another."""

from __future__ import annotations

import itertools
import sqlite3
import stat
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.alerts.action import Action
from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.handover.check import check
from marsad.runtime.handover.document import NoDocument, read
from marsad.runtime.handover.handovers import KIND, Handovers
from marsad.runtime.handover.key import FILE, RoomKey
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.incidents.report import Report
from marsad.runtime.shift import left
from marsad.runtime.status import FeedStatus
from marsad.runtime.watch_log.index import Question
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.watch_log import FieldRefusal, WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError
from marsad.tracks.picture import Picture
from tests.alerts.made import MIN, event

NOW_US = 1_780_000_000_000_000
LEFT = {"alerts": [], "shelved": [], "incidents": [], "left_out": {}, "lon_deg": 45.0, "wide": 1e21}


def journal_in(folder):
    ticks = itertools.count(NOW_US, 1_000_000)
    return Journal.open(f"sqlite:///{folder}/journal.db", lambda: next(ticks))


@pytest.fixture
def journal(tmp_path):
    made = journal_in(tmp_path)
    yield made
    made.close()


def handovers_of(journal, folder, look=lambda: LEFT):
    made = Handovers(journal, lambda: NOW_US + 60_000_000_000, folder, look)
    made.begin()
    return made


def test_one_hands_over_and_another_takes_over(journal, tmp_path):
    shift = handovers_of(journal, tmp_path)
    given_one = shift.give("layla", "Omar", "انتبهوا للقارب \u202eعند المرسى\nSecond line", None)
    assert (given_one.number, given_one.by, given_one.to, given_one.taken) == (1, "layla", "Omar", None)
    assert given_one.remarks == "انتبهوا للقارب عند المرسى\nSecond line"
    before = read(shift.file(1))
    assert (before.receipt, before.document["head"]["seq"]) == (None, 1)
    with pytest.raises(FieldRefusal) as refused:
        shift.take("layla", 1, "")
    assert set(refused.value.fields) == {"number"}
    taken = shift.take("omar", 1, "Understood")
    assert (taken.taken.by, taken.taken.remarks) == ("omar", "Understood")
    for author, number in (("sami", 1), ("sami", 2)):
        with pytest.raises(FieldRefusal) as refused:
            shift.take(author, number, "")
        assert set(refused.value.fields) == {"number"}
    after = read(shift.file(1))
    assert (after.document, after.receipt["by"], after.heads[1].seq) == (before.document, "omar", 2)
    assert check(journal, before) is check(journal, after) is None
    assert [(r.author, r.body["what"]) for r in journal.records(KIND)] == [
        ("room", "key"), ("layla", "given"), ("omar", "taken")]  # fmt: skip
    again = handovers_of(journal, tmp_path)
    assert again.listed() == shift.listed() == [taken]
    assert again.file(1) == shift.file(1)
    assert len(list(journal.records(KIND))) == 3, "the key is told once"
    assert again.since_ms() == given_one.given_ms, "the next shift begins where this one ended"
    assert (shift.file(2), shift.file(0)) == (None, None)


def test_what_is_wrong_is_told_for_each_field_and_nothing_is_saved(journal, tmp_path):
    shift = handovers_of(journal, tmp_path)
    now_ms = NOW_US // 1000 + 60_000_000
    for to, remarks, since, fields in (
        ("layla", "", None, {"to"}), ("o" * 101, "x" * 8_001, now_ms + 1, {"to", "remarks", "from_ms"}),
        ("", "\ud800", now_ms - 32 * 86_400_000, {"remarks", "from_ms"}),
    ):  # fmt: skip
        with pytest.raises(FieldRefusal) as refused:
            shift.give("layla", to, remarks, since)
        assert set(refused.value.fields) == fields
    assert [r.body["what"] for r in journal.records(KIND)] == ["key"]


def test_the_key_is_for_the_owner_alone_and_a_spoiled_one_is_told(journal, tmp_path):
    shift = handovers_of(journal, tmp_path)
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = shift.key()
    file.chmod(0o644)
    assert RoomKey.kept_in(tmp_path).public == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    old = read_given(shift)
    file.rename(tmp_path / "away.pem")
    other = handovers_of(journal, tmp_path)
    assert other.key() != first
    assert check(journal, old) is None, "what an older key signed still holds"
    file.write_text("-----BEGIN PRIVATE KEY-----\nspoiled\n")
    spoiled = handovers_of(journal, tmp_path)
    assert "is no key any more" in spoiled.trouble
    with pytest.raises(StoreError, match="no key any more"):
        spoiled.give("layla", "", "", None)
    (tmp_path / "away.pem").replace(file)
    back = handovers_of(journal, tmp_path)
    assert check(journal, read_given(back)) is None
    assert check(journal, old) is None


def read_given(shift):
    return read(shift.file(shift.give("layla", "", "", None).number))


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handover")
    journal = journal_in(folder)
    shift = handovers_of(journal, folder)
    shift.give("layla", "عمر", "Remarks – ملاحظات", None)
    shift.take("omar", 1, "")
    yield shift.file(1)
    journal.close()


def test_any_other_byte_is_found(document):
    read(document)
    for at in range(len(document)):
        for other in {document[at] ^ 1, document[at] ^ 0x20, 0x30, 0x20} - {document[at]}:
            with pytest.raises(NoDocument):
                read(document[:at] + bytes([other]) + document[at + 1 :])


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_is_cut_put_in_or_changed_is_found(document, data):
    at = data.draw(st.integers(0, len(document)))
    to = data.draw(st.integers(at, min(len(document), at + 40)))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b" ", b"\n", b"0", b'"x":1,', b"\\u0061"]))
    changed = document[:at] + put + document[to:]
    if changed != document:
        with pytest.raises(NoDocument):
            read(changed)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
@example(b"[" * 100_000)
@example(b'{"document":NaN}')
@example(b'{"document":{"format":"marsad-handover-1","number":1},"key":"","signature":""}')
@example(b"null")
@example(b'{"document":99999999999999999999}')
def test_what_is_no_handover_is_refused_in_one_sentence(told):
    with pytest.raises(NoDocument):
        read(told)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.text(max_size=40))
def test_any_remarks_and_any_name_survive(shift_of_all, remarks, to):
    shift = shift_of_all
    told = read(shift.file(shift.give("layla", to, remarks, None).number)).document
    assert (told["remarks"], told["to"]) == (readable(remarks).strip(), readable(to).strip())


@pytest.fixture(scope="module")
def shift_of_all(tmp_path_factory):
    folder = tmp_path_factory.mktemp("remarks")
    journal = journal_in(folder)
    yield handovers_of(journal, folder)
    journal.close()


def test_two_documents_put_together_are_found(journal, tmp_path):
    shift = handovers_of(journal, tmp_path)
    for number in (1, 2):
        shift.give("layla", "", "", None)
        shift.take("omar", number, "")
    one, two = shift.file(1), shift.file(2)
    mixed = one[: one.index(b'"taken":')] + two[two.index(b'"taken":') :]
    with pytest.raises(NoDocument, match="put together of two"):
        read(mixed)


def test_a_journal_that_was_cut_off_changed_or_is_another_does_not_fit(journal, tmp_path):
    journal.append("log", "layla", {"text": "before"})
    shift = handovers_of(journal, tmp_path)
    handover = read_given(shift)
    shift.take("omar", 1, "")
    taken = read(shift.file(1))
    journal.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = journal_in(elsewhere)
    other.append("log", "layla", {"text": "other"})
    handovers_of(other, elsewhere)
    assert "names another record 2" in check(other, handover)
    other.close()
    cut(tmp_path, 3)
    again = Journal.read_only(f"sqlite:///{tmp_path}/journal.db")
    assert check(again, handover) is None
    again.close()
    cut(tmp_path, 2)
    again = Journal.read_only(f"sqlite:///{tmp_path}/journal.db")
    assert "which the journal does not have: it was cut off" in check(again, handover)
    assert "names record 3, but the journal ends before it" in check(again, taken)
    again.close()


def cut(folder, keep):
    with sqlite3.connect(folder / "journal.db") as connection:
        connection.execute("drop trigger if exists journal_no_delete")
        connection.execute("delete from journal_record where seq > ?", (keep,))


def test_the_key_of_another_room_is_found_where_the_journal_is_the_same(journal, tmp_path):
    shift = handovers_of(journal, tmp_path)
    forger = tmp_path / "forger"
    forger.mkdir()
    shift.give("layla", "", "", None)
    forged = Handovers(journal, lambda: NOW_US, forger, lambda: LEFT)
    forged.begin()
    late = read_given(forged)
    assert check(journal, late) is None, "its key is announced before"
    early = type(late)(late.document, None, late.keys, read(shift.file(1)).heads)
    assert "did not know then" in check(journal, early)


def test_the_snapshot_holds_what_the_next_shift_must_know(tmp_path):
    now = system_clock()
    room = WatchRoom(Picture(100), system_clock)
    journal = Journal.open(f"sqlite:///{tmp_path}/journal.db", system_clock)
    rules = {"quiet": {"kinds": ["gap"], "places": ["Bay"], "priority": "none"},
             "loud": {"kinds": ["drift"], "priority": "alarm"}}  # fmt: skip
    room.alerting = Alerting(system_clock, journal=journal, rules=rules)
    room.incidents = Incidents(journal, system_clock, lambda _: True)
    room.feeds = lambda: [
        FeedStatus("north", "tcp://a", "connected", 5.0, 1.0, 10, {}, None, quiet_s=1.0),
        FeedStatus("south", "tcp://b", "waiting", 0.0, None, 0, {}, "refused \u202e", quiet_s=600.0),
        FeedStatus("west", "tcp://c", "silent", 0.0, 90.0, 0, {}, None, quiet_s=90.0),
    ]
    shift = Handovers(journal, system_clock, tmp_path, lambda: left(room, ["loitering"]))
    shift.begin()
    room.alerting.take([event("drift", (235_000_001,), now - 5 * MIN, raised=now),
                        event("zone", (235_000_002,), now - 5 * MIN, raised=now, zone="Bay")], now)  # fmt: skip
    drift, zone = sorted(room.alerting.desk.listed(), key=lambda alert: alert.kind)
    room.alerting.act(Action("shelve", zone.id, "layla", 6, "vessel"))
    room.alerting.act(Action("note", drift.id, "layla", None, "alert", "Tug called"))
    said = Report(source="UKMTO", kind="attack", text="قاربان", received_ms=now // 1000, by="vhf", where="Aden")
    room.incidents.report("layla", said)
    done = room.incidents.report("layla", said)
    room.incidents.turn("layla", done.number, False, "Over")
    room.alerting.change_rule("gaps", {"priority": "alarm", "kinds": ["gap"]}, False, "a storm", "omar")
    taken_back = event("gap", (235_000_003,), now - 5 * MIN, raised=now, severity="alarm")
    room.alerting.take([taken_back], now)
    room.alerting.take([replace(taken_back, status="withdrawn", revision=2)], now)
    shift.give("layla", "", "", None)
    told = read(shift.file(1)).document
    (explained,) = (one for one in told["alerts"] if one["kind"] == "gap")
    assert explained["withdrawn_ms"] >= now // 1000, "nobody takes it for open"
    told["alerts"].remove(explained)
    assert [(one["name"], one["by"], one["why"]) for one in told["switched_off"]] == [("gaps", "omar", "a storm")]
    assert [(one["kind"], one["level"], len(one["notes"])) for one in told["alerts"]] == [("drift", "alarm", 1)]
    assert [(one["kind"], one["shelved_by"]) for one in told["shelved"]] == [("zone", "layla")]
    assert abs(told["shelved"][0]["until_ms"] - now // 1000 - 6 * 3_600_000) < 60_000
    assert [(one["kind"], one["vessel"]) for one in told["shelves"]] == [("zone", 235_000_002)]
    assert [(one["name"], one["places"]) for one in told["rules_off"]] == [("quiet", ["Bay"])]
    assert told["detectors_off"] == ["loitering"]
    assert [(one["name"], one["state"], one["error"]) for one in told["outages"]] == [
        ("south", "waiting", "refused "), ("west", "silent", None)]  # fmt: skip
    assert [(one["number"], one["status"], one["text"]) for one in told["incidents"]] == [(1, "claimed", "قاربان")]
    assert shift.listed()[0].counts["incidents"] == 1
    log = WatchLog(journal)
    entries = log.ask(Question(kind="handover")).entries
    assert entries[0].text.en == "layla handed over the watch (handover 1; 2 alerts, 1 shelved, 1 incidents open)"
    assert entries[1].source == "system"
    log.close()
    room.alerting.close()
