"""The report of a feed: rate, age, silence, and what is wrong."""

import pytest

from marsad.sources.link.health import Health, State

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"


class Seconds:
    now = 1000.3

    def __call__(self):
        return self.now


@pytest.fixture
def steady():
    return Seconds()


def test_the_rate_is_over_ten_seconds(steady):
    health = Health(steady=steady)
    health.link_up()
    for _ in range(300):
        health.heard(LINE * 5, 0)
        steady.now += 0.1
    assert health.rate == pytest.approx(50, rel=0.03)
    for _ in range(40):
        health.heard(LINE, 0)
        steady.now += 0.1
    steady.now += 11
    assert health.rate == 0


def test_a_young_feed_is_not_diluted(steady):
    health = Health(steady=steady)
    for _ in range(20):
        steady.now += 0.1
        health.heard(LINE * 10, 0)
    assert health.rate == pytest.approx(100, rel=0.05)


def test_sentences_are_counted_however_they_are_cut(steady):
    health = Health(steady=steady)
    text = b"\\s:a*00\\" + LINE + b"$GPZDA,1*00\r\n" + LINE
    for n in range(len(text)):
        health.heard(text[n : n + 1], 0)
    assert health.sentences == 3
    assert health.bytes == len(text)


def test_dead_is_noticed_within_thirty_seconds(steady):
    health = Health(steady=steady)
    health.link_up()
    health.heard(LINE, 5_000_000)
    steady.now += 30
    assert health.state is State.CONNECTED
    steady.now += 0.1
    assert health.state is State.SILENT
    assert "nothing came for 30 s" in health.error
    health.heard(LINE, 35_000_000)
    assert health.state is State.CONNECTED
    assert health.error is None


def test_a_link_that_never_spoke_falls_silent_too(steady):
    health = Health(10, steady)
    steady.now += 100
    assert health.state is State.WAITING
    health.link_up()
    assert health.state is State.CONNECTED
    steady.now += 10.1
    assert health.state is State.SILENT


def test_trouble_passes_but_is_remembered(steady):
    health = Health(steady=steady)
    health.link_up()
    health.link_down("host:1 closed the connection; trying again.")
    assert health.state is State.WAITING
    assert health.error == "host:1 closed the connection; trying again."
    health.link_up()
    assert health.error is None
    assert health.last_error == "host:1 closed the connection; trying again."
    assert health.reconnects == 1


def test_nonsense_is_told_apart_from_sentences(steady):
    health = Health(steady=steady)
    health.link_up()
    health.heard(b"<html>" * 500, 0)
    assert "no NMEA sentence is among them" in health.error
    health.heard(LINE, 0)
    assert health.error is None


def test_the_report_is_plain_data(steady):
    import json

    health = Health(steady=steady)
    health.heard(LINE, 1_000)
    health.refused("10.0.0.9", 3)
    report = json.loads(json.dumps(health.as_dict()))
    assert report["foreign"] == 3
    assert report["state"] == "waiting"
    assert "10.0.0.9" in report["error"]
