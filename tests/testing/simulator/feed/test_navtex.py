"""NAVTEX texts in the hours of their stations."""

from __future__ import annotations

import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.testing.simulator.feed.navtex import Navtex

T0_US = 1_767_268_800_000_000
HOUR_US = 3_600_000_000
END_US = T0_US + 24 * HOUR_US
ADEN = (42.0, 10.0, 52.0, 16.0)


def sent(announced=(), seed=1, area=ADEN):
    return Navtex(area, T0_US, END_US, seed, announced).between(T0_US, END_US)


def test_form_and_mark():
    told = sent()
    assert len(told) > 10
    for one in told:
        lines = one.text.rstrip("\n").split("\n")
        assert re.fullmatch(r"ZCZC [A-X][A-Z]\d\d", lines[0])
        assert lines[0] == f"ZCZC {one.station}{one.subject}{one.serial:02d}"
        assert re.fullmatch(r"\d{6} UTC [A-Z]{3} \d\d", lines[1])
        assert "SIMULATED" in lines[2]
        assert lines[-1] == "NNNN"
        assert one.text == one.text.upper()
        assert 1 <= one.serial <= 99


def test_stations_keep_their_hours():
    for one in sent():
        if one.subject != "D":
            assert one.t_us % (4 * HOUR_US) // 600_000_000 == "ABCDEFGHIJKLMNOPQRSTUVWX".index(one.station)
    assert len({one.station for one in sent()}) > 1


def test_what_incidents_bring_is_sent_and_repeated():
    text = "GNSS INTERFERENCE WITHIN 30 MILES OF 12-30.0N 045-00.0E"
    mine = [one for one in sent([(T0_US + HOUR_US, text)]) if text in one.text]
    assert len(mine) >= 3
    assert T0_US + HOUR_US <= mine[0].t_us < T0_US + 5 * HOUR_US + 600_000_000
    assert len({one.text for one in mine}) == 1


def test_what_is_already_spelt_stays_as_it_is():
    text = "ZCZC KA07\n011200 UTC JAN 26\nSIMULATED\nBUOY ADRIFT\nNNNN"
    mine = [one for one in sent([(T0_US, text)]) if "BUOY ADRIFT" in one.text]
    assert {one.text for one in mine} == {text + "\n"}
    assert {(one.station, one.subject, one.serial) for one in mine} == {("K", "A", 7)}


@given(st.lists(st.integers(T0_US, END_US), max_size=5), st.integers(0, 5))
def test_cuts_change_nothing(cuts, seed):
    navtex = Navtex(ADEN, T0_US, END_US, seed)
    edges = [T0_US, *sorted(cuts), END_US]
    parts = [one for a, b in pairwise(edges) for one in navtex.between(a, b)]
    assert parts == navtex.between(T0_US, END_US)


def test_lines_are_json():
    told = json.loads(sent()[0].line())
    assert set(told) == {"t", "station", "subject", "serial", "text"}


def test_over_the_antimeridian():
    assert sent(area=(170.0, -20.0, 190.0, -10.0))
