"""A dead feed is told apart from an empty sea (R16)."""

from __future__ import annotations

import re

import pytest

from marsad.runtime import alarms
from marsad.runtime.status import FeedStatus


def feed(name="north", state="connected", rate=10.0, quiet_s=0.1, error=None):
    return FeedStatus(name, "tcp://x:1", state, rate, quiet_s, 1, {}, error, quiet_s=quiet_s)


def codes(*feeds):
    return [alarm.code for alarm in alarms.feed_alarms(feeds)]


def test_a_feed_that_hears_raises_nothing():
    assert codes(feed()) == []


def test_silence_is_told_within_thirty_seconds_and_says_who_else_hears():
    assert codes(feed(rate=0.0, quiet_s=24.0)) == []
    silent = feed("south", "connected", 0.0, 25.5)
    (alarm,) = alarms.feed_alarms([silent, feed("north")])
    assert alarm.code == "feed_silent:south"
    assert "north hear" in alarm.text_en
    assert [a.code for a in alarms.feed_alarms([silent])] == ["no_feed", "feed_silent:south"]
    assert "an empty sea" in alarms.feed_alarms([silent])[1].text_en


def test_a_link_that_is_down_is_another_matter():
    down = feed("south", "waiting", 0.0, 12.0, "192.0.2.1:4001 refuses the connection.")
    assert codes(down, feed()) == ["feed_down:south"]
    assert "refuses" in alarms.feed_alarms([down])[1].text_en
    assert codes(feed("south", "waiting", 0.0, 3.0), feed()) == []


def test_a_file_that_came_to_its_end_is_no_fault():
    assert codes(feed("log", "ended", 0.0, 500.0)) == []
    assert codes(feed("log", "failed", 0.0, 5.0, "cut short"), feed()) == ["feed_failed:log"]


@pytest.mark.parametrize(
    "made",
    [
        *alarms.feed_alarms(
            [feed("a", "waiting", 0, 60, "x"), feed("b", "silent", 0, 60), feed("c", "failed", 0, 9, "x")]
        ),
        *alarms.log_alarms("disk_full", "The disk is full: make room.", 5),
        *alarms.log_alarms("behind", None, 0),
        alarms.decode_alarm(1, "ValueError: x"),
        alarms.shedding_alarm(5),
        alarms.configuration_alarm("x"),
        alarms.snapshot_alarm("x"),
    ],
    ids=lambda alarm: alarm.code,
)
def test_every_alarm_speaks_both_languages(made):
    assert made.text_en
    assert re.search("[\u0600-\u06ff]", made.text_ar)


def test_a_log_that_keeps_up_raises_nothing():
    assert alarms.log_alarms(None, None, 0) == []
