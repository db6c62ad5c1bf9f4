"""Visits to ports: who lay there, and who only came near."""

from __future__ import annotations

import pytest

from marsad.detectors.port_visit import DETECTOR
from marsad.plugin.areas import Area, Drawn, tables_of
from tests.detectors.made import events_of, rows_of, seconds

RING = [(9.99, -0.01), (10.01, -0.01), (10.01, 0.01), (9.99, 0.01)]
M = 111_195.0797


def found(*rows, areas=(), **how):
    return events_of(DETECTOR, tables_of(Drawn([Area("HARBOUR", [[RING]], "port"), *areas])), *rows, **how)


def sail(start_m, end_m, knots, t0=0, every_s=60):
    step = knots * 0.5144 * every_s * (1 if end_m > start_m else -1)
    return [
        (t0 + k * every_s, 10.0 + (start_m + k * step) / M, 0.0, knots)
        for k in range(int((end_m - start_m) / step) + 1)
    ]


def lying(t0, minutes, knots=0.1, lon=10.0):
    return [(t0 + 60 * k, lon, 0.0, knots) for k in range(minutes)]


def test_she_comes_in_lies_and_leaves_her_berth():
    in_, out = sail(-6000, 0, 8.0), sail(0, 6000, 8.0, 10_000)
    (event,) = found(rows_of([*in_, *lying(1600, 120), *out]))
    assert event.evidence["port"] == "HARBOUR"
    assert event.evidence["how"] == "lay"
    assert event.evidence["entered_min"] > 1
    assert (seconds(event.t_start), seconds(event.t_event)) == (1600, 2200)
    assert seconds(event.t_end) == 10_060  # a minute after she cast off she was 247 m off


def test_who_goes_slowly_through_or_turns_back_or_passes_is_not_told():
    assert not found(rows_of(sail(-6000, 6000, 4.0)))
    assert not found(rows_of([*sail(-6000, -1500, 5.0), *sail(-1500, -6000, 5.0, 2000)]))


@pytest.mark.parametrize("told", [{"status": 1}, {"areas": [Area("ROADS", [[RING]], "anchorage")]}])
def test_who_waits_at_anchor_does_not_visit(told):
    areas = told.pop("areas", ())
    assert not found(rows_of(lying(0, 60), **told), areas=areas)


def test_who_came_in_slowly_and_is_silent_visits_but_one_report_alone_tells_nothing():
    (event,) = found(rows_of(lying(0, 5)), until_s=240 + 4 * 3600)
    assert (event.evidence["how"], seconds(event.t_start)) == ("silent", 240)
    assert not found(rows_of(lying(0, 1)), until_s=5 * 3600)
    assert not found(rows_of(lying(0, 5)), until_s=240 + 4 * 3600 - 1)


def test_a_port_that_is_drawn_is_its_polygon_and_not_the_disc_about_it():
    """In Suez four visits of fourteen were of ships who lay in the roads off the basins, within the disc."""
    off = 1.0 / M
    for north_m, many in ((0, 1), (1000 + 90 + 113, 1), (1000 + 110 + 113, 0), (1400, 0)):
        rows = rows_of([(60 * k, 10.0, north_m * off, 0.1) for k in range(60)])
        assert len(found(rows)) == many, north_m


def test_who_comes_through_a_drawn_port_and_lies_outside_it_does_not_visit():
    """She is not yet out: 600 m off the edge; neither lying nor silent there is a visit."""
    through = [*sail(-6000, 1700, 6.0), *lying(4000, 60, lon=10.0 + 1700 / M)]
    assert not found(rows_of(through))
    assert not found(rows_of(through), until_s=4000 + 3600 + 5 * 3600)


def test_both_parts_of_a_port_in_two_are_of_it():
    """The disc is about the first part alone."""
    far = [(lon + 0.3, lat) for lon, lat in RING]
    tables = tables_of(Drawn([Area("TWO", [[RING], [far]], "port")]))
    rows = rows_of(lying(0, 60, lon=10.3))
    (event,) = events_of(DETECTOR, tables, rows)
    assert event.evidence["port"] == "TWO"
