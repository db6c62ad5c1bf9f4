"""The easy form: what is found again is the same event, what is found no longer has ended."""

from dataclasses import replace

import numpy as np
import pytest

from marsad.plugin.detector import DetectorError
from marsad.plugin.found import Found
from marsad.plugin.frame import frame_detector, ticks
from marsad.plugin.rows import no_rows
from marsad.plugin.side import Side
from marsad.runtime.advance.archive import last_of
from marsad.testing.detector_contract.feed import START_US, Feed
from marsad.testing.detector_contract.running import advance
from marsad.testing.detector_contract.tracks import Leg, Ship, sail

MINUTE_US = 60_000_000


def _slow(parameters, rows, now, side):
    slow = rows.position[rows.position["sog_kn"] < 2]
    if not len(slow):
        return []
    first = slow[0]
    return [Found("loitering", (int(first["vessel"]),), int(first["t"]), now, now, lon_deg=float(first["lon_deg"]))]


def _detector(**changed):
    told = {"look_back_s": 600, "every_s": 60} | changed
    return frame_detector("slow", "1", ("loitering",), _slow, **told)


def _feed(legs):
    track = sail(Ship(211_000_001), START_US, 10.0, 55.0, legs)
    return Feed(replace(no_rows(), position=track), Side(), START_US - 1, START_US + 4 * 3_600_000_000)


def _revisions(feed, step_us=MINUTE_US):
    leading, given = advance(_detector(), feed), []
    for w in range(START_US, feed.end_us + 1, step_us):
        leading.take(feed.rows.within(leading.w, w))
        given.append(leading.to(w))
    return given


def test_an_event_that_lasts_beyond_the_look_back_is_one_and_ends():
    given = _revisions(_feed([Leg(1, 10), Leg(1, 1), Leg(2, 10)]))
    (event,) = last_of(given)
    assert [one.revision for some in given for one in some] == [1, 2]
    assert event.status == "closed"
    assert event.t_start == event.t_event == START_US + 60 * MINUTE_US
    assert event.t_end == START_US + (119 + 9) * MINUTE_US  # seen until it fell out of the look-back


def test_two_spells_far_apart_are_two_events():
    events = last_of(_revisions(_feed([Leg(0.5, 1), Leg(1, 10), Leg(0.5, 1), Leg(1, 10)])))
    assert [event.t_start for event in events] == [START_US, START_US + 90 * MINUTE_US]


def test_ticks_are_multiples_in_the_interval():
    assert list(ticks(0, 30, 10)) == [10, 20, 30]
    assert list(ticks(10, 19, 10)) == []
    assert list(ticks(-1, 0, 10)) == [0]


@pytest.mark.parametrize("changed", [{"every_s": 0}, {"every_s": 700}])
def test_times_that_are_none_are_refused(changed):
    with pytest.raises(DetectorError, match="slow is asked every"):
        _detector(**changed)


def test_more_evidence_than_fits_is_said():
    def much(parameters, rows, now, side):
        return [Found("loitering", (1,), now, now, now, evidence={"a": "x" * 3000})]

    chatty = frame_detector("chatty", "1", ("loitering",), much, look_back_s=600, every_s=60)
    feed = _feed([Leg(1, 10)])
    leading = advance(chatty, feed)
    leading.take(feed.rows)
    leading.to(feed.end_us)
    assert "shorten its evidence" in leading.faults[0].sentence
    assert np.all([fault.detector == "chatty" for fault in leading.faults])
