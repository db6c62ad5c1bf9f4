"""A room that detects: distress on arrival, failing detectors, events on disk and over the wire of the page."""

import json
from dataclasses import replace

import pytest

from marsad.plugin.detector import Detector
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters
from marsad.runtime.detecting import Detecting
from marsad.runtime.detection.book import Book
from marsad.runtime.settings import Settings
from tests.rows import table
from tests.runtime.detection.heard import detection

T0 = 1_772_359_200_000_000
SECOND_US = 1_000_000


def _text(t, mmsi=970_000_001, digest=1):
    row = {"t": t, "t_recv": t, "type": 14, "mmsi": mmsi, "digest": digest, "text": "SART ACTIVE"}
    return {"safety_text": table("safety_text", [row])}


def _cry(parameters, state, rows, prev, w, side):
    return [
        Found("distress", (int(row["vessel"]),), int(row["t"]), int(row["t"]), int(row["t"]), int(row["t"]))
        for row in rows.safety_text
    ], state


def _break(parameters, state, rows, prev, w, side):
    raise ValueError("no such thing")


CRY = Detector("cry", "1", ("distress",), "row", Parameters(), _cry, reads=("safety_text",))
BROKEN = Detector("broken", "1", ("gap",), "vessel", Parameters(), _break, reads=("position", "safety_text"))


def test_distress_waits_for_no_watermark_and_is_told_once():
    made, told = detection([CRY], None)
    made.take(_text(T0), T0)
    (event,) = made.arrive(T0 + SECOND_US)
    assert (event.kind, event.status, event.revision) == ("distress", "closed", 1)
    made.take(_text(T0 + 500_000), T0 + SECOND_US)  # heard by another station, half a second behind
    assert made.arrive(T0 + SECOND_US) == []
    for seconds in range(2, 40, 5):
        made.advance(T0 + seconds * SECOND_US)
    assert [one.id for one in told] == [event.id]


def test_what_the_first_hearing_makes_another_event_of_is_withdrawn():
    made, told = detection([CRY], None)
    made.take(_text(T0 + 500_000), T0)
    made.arrive(T0 + SECOND_US)
    made.take(_text(T0), T0 + SECOND_US)
    made.arrive(T0 + SECOND_US)
    made.advance(T0 + 20 * SECOND_US)
    newest = {event.id: event for event in told}
    assert sorted((event.status, event.t_start - T0) for event in newest.values()) == [
        ("closed", 0), ("withdrawn", 500_000),
    ]  # fmt: skip


def test_a_detector_that_raises_is_named_and_the_others_go_on(tmp_path):
    now = [T0]
    room = Detecting(tmp_path, [BROKEN, CRY], Settings(), lambda: now[0])
    room.detection.take(_text(T0), T0)
    now[0] += 20 * SECOND_US
    (event,) = room.detection.advance(now[0])
    assert event.kind == "distress"
    (alarm,) = room.alarms()
    assert alarm.code == "detector_failed:broken"
    assert "no such thing" in alarm.text_en


def test_events_and_memory_are_taken_up_after_a_restart(tmp_path):
    now = [T0]
    room = Detecting(tmp_path, [CRY], Settings(), lambda: now[0])
    room.detection.take(_text(T0), T0)
    (event,) = room.detection.arrive(T0 + SECOND_US)
    room.detection.advance(T0 + 20 * SECOND_US)
    room.save(T0 + 20 * SECOND_US)
    again = Detecting(tmp_path, [CRY], Settings(), lambda: now[0])
    said = []
    assert again.load(said.append) == T0 + 20 * SECOND_US
    assert said == []
    assert again.detection.book.get(event.id) == event
    again.detection.take(_text(T0), T0)
    assert again.detection.arrive(T0 + 21 * SECOND_US) == []


def codes(room):
    return [alarm.code for alarm in room.alarms()]


def test_a_past_that_is_heard_at_the_start_is_caught_up_with_and_a_lag_after_it_alarms(tmp_path):
    now = [T0 + 600 * SECOND_US]
    room = Detecting(tmp_path, [CRY], Settings(), lambda: now[0])
    assert (codes(room), room.catching_up_s) == ([], None)
    room.detection.take(_text(T0), now[0])
    room.detection.advance(T0 + 6 * SECOND_US)
    for left_s in (590, 400, 200, 60):  # its own time is not the room's: it works on
        now[0] += 20 * SECOND_US
        room.detection.advance(now[0] - left_s * SECOND_US)
        assert codes(room) == []
        assert room.catching_up_s == pytest.approx(left_s, abs=10)
    room.detection.advance(now[0])
    assert (codes(room), room.catching_up_s) == ([], None)
    now[0] += 20 * SECOND_US
    assert codes(room) == ["detection_behind"], "what comes later is a lag"


def test_a_start_that_does_not_get_nearer_alarms(tmp_path):
    now = [T0 + 600 * SECOND_US]
    room = Detecting(tmp_path, [CRY], Settings(), lambda: now[0])
    room.detection.take(_text(T0), now[0])
    room.detection.advance(T0 + 6 * SECOND_US)
    assert codes(room) == []
    now[0] += 31 * SECOND_US
    room.detection.advance(T0 + 37 * SECOND_US)  # as fast as time goes, and no faster
    assert codes(room) == ["detection_behind"]
    assert room.catching_up_s is None
    room.detection.advance(now[0] - 100 * SECOND_US)
    assert codes(room) == ["detection_behind"], "who was called behind once is not called otherwise"


def test_a_room_that_begins_with_nothing_alarms_as_soon_as_it_lags(tmp_path):
    now = [T0]
    room = Detecting(tmp_path, [CRY], Settings(), lambda: now[0])
    room.detection.take(_text(T0), T0)
    room.detection.advance(T0 + 10 * SECOND_US)
    assert codes(room) == []
    now[0] += 40 * SECOND_US
    assert codes(room) == ["detection_behind"]


@pytest.mark.parametrize("cut", [10, 40])
def test_torn_memory_is_told_and_detection_begins_anew(tmp_path, cut):
    room = Detecting(tmp_path, [CRY], Settings(), lambda: T0)
    room.detection.take(_text(T0), T0)
    room.detection.advance(T0 + 20 * SECOND_US)
    room.save(T0)
    whole = (tmp_path / "memory").read_bytes()
    (tmp_path / "memory").write_bytes(whole[:cut])
    said = []
    assert Detecting(tmp_path, [CRY], Settings(), lambda: T0).load(said.append) is None
    assert len(said) == 1


def test_the_book_numbers_revisions_on():
    made, _ = detection([CRY], None)
    made.take(_text(T0), T0)
    (event,) = made.arrive(T0)
    book = Book([replace(event, revision=7)])
    assert book.news([event]) == []
    (next_one,) = book.news([replace(event, status="withdrawn")])
    assert next_one.revision == 8
    assert json.loads(next_one.evidence) == {}
