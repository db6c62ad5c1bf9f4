"""Cables: who harms one, and who only crosses it."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.detectors.cable_crossing import DETECTOR
from marsad.plugin.areas import Area, Drawn, Wire, tables_of
from tests.detectors.made import events_of, rows_of, seconds

M = 111_195.0797


def found(*rows, areas=(), at=10.0):
    lon = [(at + 180) % 360 - 180] * 2
    return events_of(DETECTOR, tables_of(Drawn(list(areas), [Wire("C", [[(lon[0], -0.2), (lon[1], 0.2)]])])), *rows)


def way(knots, every_s=30, metres=5000, start=-2500, t0=0, at=10.0):
    step = knots * 0.5144 * every_s
    return [(t0 + k * every_s, (at + (start + k * step) / M + 180) % 360 - 180, 0.0, knots)
            for k in range(int(metres / abs(step)) + 1)]  # fmt: skip


def test_sea_speed_over_a_cable_is_nothing():
    assert not found(rows_of(way(12.0), ship_type=70))


@pytest.mark.parametrize("at", [10.0, 180.0, -180.0])
def test_a_slow_crossing_is_told_two_minutes_before_she_is_over_it_from_when_she_came_near(at):
    (event,) = found(rows_of(way(3.5, at=at), ship_type=70, cog_deg=90.0), at=at)
    assert (event.evidence["how"], event.severity) == ("slow", "caution")
    assert seconds(event.t_start) == pytest.approx(1500 / (3.5 * 0.5144), abs=31)
    assert 90 <= 2500 / (3.5 * 0.5144) - seconds(event.t_event) <= 120
    assert seconds(event.t_end) == pytest.approx(3500 / (3.5 * 0.5144), abs=31)


def test_without_foretelling_a_slow_crossing_is_told_when_she_is_over_it():
    told = rows_of(way(3.5), ship_type=70)  # no course: nothing can be foretold
    (event,) = found(told)
    assert 0 <= seconds(event.t_event) - 2500 / (3.5 * 0.5144) <= 31


def test_who_turns_away_before_it_is_not_told():
    """She comes to within 400 m: at 3.5 kn, still 220 s away."""
    to = way(3.5, metres=2100)
    back = [(2 * to[-1][0] - t, lon, lat, knots) for t, lon, lat, knots in reversed(to[:-1])]
    half = len(to)
    rows = rows_of(to + back, ship_type=70, cog_deg=90.0)
    rows["cog_deg"][half:] = 270.0
    assert not found(rows)


def test_a_bow_pulled_aside_is_dragging():
    (event,) = found(rows_of(way(3.5), ship_type=70, cog_deg=90.0, heading_deg=75.0))
    assert (event.evidence["how"], event.evidence["aside_deg"], event.severity) == ("dragging", 15.0, "warning")


@pytest.mark.parametrize("told", [{"ship_type": 30}, {"ship_type": 52}, {"ship_type": 70, "status": 3}, {"type": 18},
                                  {"ship_type": 70, "length_m": 20.0}, {"ship_type": 36}])  # fmt: skip
def test_vessels_at_their_work_and_small_ones_are_left_out(told):
    assert not found(rows_of(way(3.0), **told))


def test_who_anchors_on_it_is_told_and_who_anchors_clear_of_it_is_not():
    on, clear = ([(60 * k, 10.0 + away / M, 0.0, 0.1) for k in range(20)] for away in (150, 800))
    (event,) = found(rows_of(on, ship_type=70, status=1))
    assert event.evidence["how"] == "anchored"
    assert seconds(event.t_event) == 180
    assert not found(rows_of(clear, ship_type=70, status=1))


@pytest.mark.parametrize("kind", ["port", "anchorage"])
def test_ports_and_anchorages_are_for_lying_in(kind):
    turns = np.radians(np.arange(0, 360, 30))
    ring = [(10 + 0.02 * float(np.cos(turn)), 0.02 * float(np.sin(turn))) for turn in turns]
    lying = rows_of([(60 * k, 10.001, 0.0, 0.1) for k in range(20)], ship_type=70, status=1)
    assert found(lying)
    assert not found(lying, areas=[Area("A", [[ring]], kind)])
