"""Going dark: the kernel against the rule in plain Python, and what the issue tells of."""

import json

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from marsad.detectors.gap import DETECTOR, Gap
from marsad.plugin.side import ALWAYS, PLACE, STATION, Side
from tests.detectors.fleets import MINUTE, T0, heard_by, led, reports, sea
from tests.detectors.plain_gap import PlainGap

LON, LAT = -160.0, 30.0


def told_of(event):
    return json.loads(event.evidence)


@st.composite
def fleets(draw):
    """Up to seven ships of one lane and off it, silent now and then, some at rest, some of class B."""
    tracks = []
    for number in range(draw(st.integers(1, 7))):
        begins = draw(st.integers(0, 60))
        since = draw(st.integers(20, 150))
        silent = [(since, since + draw(st.integers(0, 150)))] if draw(st.booleans()) else []
        track = reports(
            number, (begins, 300), LON + 0.02 * draw(st.integers(-10, 10)), LAT + 0.02 * draw(st.integers(-2, 2)),
            draw(st.sampled_from([0.0, 1.0, 5.0, 12.0, 15.0, 25.0])), draw(st.sampled_from([90.0, 270.0, 0.0])),
            every_s=draw(st.sampled_from([10.0, 20.0, 60.0])), silent=silent,
            type_=draw(st.sampled_from([1, 1, 3, 18])), status=draw(st.sampled_from([0, 0, 0, 1, 5])),
        )  # fmt: skip
        if draw(st.integers(0, 9)) == 0:
            track["satellite"][len(track) // 2 :] = True
        if draw(st.integers(0, 9)) == 0:
            track["sog_kn"] = np.nan
        tracks.append(track)
    return tracks


@given(fleets())
@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # each is long
def test_the_kernel_is_the_rule_in_plain_words(tracks):
    rows = sea(tracks)
    asked = PlainGap(Gap()).run(rows.position, T0 - 1, T0 + 330 * MINUTE)
    found = led(DETECTOR, rows, 330)
    told = {(event.vessel_ids[0], event.t_start): (event.t_event, event.t_end) for event in found}
    assert told == {key: (one["t_event"], one["t_end"]) for key, one in asked.items()}
    for event in found:
        one = asked[event.vessel_ids[0], event.t_start]
        assert told_of(event)["neighbours_heard"] == one["neighbours"]
        assert told_of(event)["receivers_up"] == one["up"]
        assert told_of(event)["silent_minutes"] == one["minutes"]


def lane(silent, **more):
    """A ship silent for a time, and one a mile behind who is heard all along."""
    return [reports(0, (0, 300), LON, LAT, 12.0, 90.0, silent=silent, **more),
            reports(1, (0, 300), LON - 0.02, LAT + 0.003, 12.0, 90.0)]  # fmt: skip


def test_two_hours_of_silence_between_ships_who_are_heard_are_told_while_they_last():
    event, = led(DETECTOR, sea(lane([(90, 210)])), 300)  # fmt: skip
    assert event.t_start == T0 + 90 * MINUTE - 10_000_000
    assert 25 * MINUTE <= event.t_event - event.t_start < 30 * MINUTE
    assert event.t_end == T0 + 210 * MINUTE
    assert event.severity == "warning"
    assert told_of(event)["neighbours_heard"] == 1
    assert told_of(event)["receivers_up"] == 1
    assert told_of(event)["last_speed_kn"] == 12.0


def test_it_is_told_between_rows_as_soon_as_it_is_known():
    event, = led(DETECTOR, sea(lane([(90, 300)])), 119)  # fmt: skip
    assert event.t_end is None
    assert event.t_event <= T0 + 119 * MINUTE


def test_class_b_takes_longer_and_is_a_caution():
    event, = led(DETECTOR, sea(lane([(60, 240)], every_s=30.0, type_=18)), 300)  # fmt: skip
    assert event.severity == "caution"
    assert event.t_event - event.t_start >= 90 * MINUTE


@pytest.mark.parametrize(
    ("name", "more"),
    [("moored", {"status": 5, "knots": 0.1}), ("drifting", {"knots": 0.5}), ("anchored", {"status": 1, "knots": 0.2})],
)
def test_who_lies_still_may_switch_off(name, more):
    knots = more.pop("knots")
    quiet = reports(0, (0, 300), LON, LAT, knots, 90.0, silent=[(60, 280)], **more)
    assert not led(DETECTOR, sea([quiet, reports(1, (0, 300), LON - 0.1, LAT + 0.003, 3.0, 90.0)]), 300)


def test_when_all_fall_silent_it_is_the_receiver():
    tracks = [reports(n, (0, 300), LON - 0.03 * n, LAT, 12.0, 90.0, silent=[(90, 210)]) for n in range(5)]
    assert not led(DETECTOR, sea(tracks), 300)


def test_who_sails_where_nobody_is_heard_is_out_of_range():
    tracks = [reports(0, (0, 90), LON, LAT, 12.0, 90.0), reports(1, (0, 400), LON, LAT + 0.5, 0.0, 0.0)]
    assert not led(DETECTOR, sea(tracks), 400)


def test_a_satellite_that_hears_her_says_that_she_is_out_of_range():
    tracks = lane([(90, 100), (101, 300)])
    tracks[0]["satellite"][tracks[0]["t"] >= T0 + 100 * MINUTE] = True
    assert not led(DETECTOR, sea(tracks), 300)


def alone(silent):
    ship = reports(0, (0, 300), LON - 0.4, LAT, 14.0, 90.0, silent=silent)
    return sea([ship], [heard_by(ship, 7)])


def station(antenna_m=150.0):
    return Side({"stations": np.array([(7, LON, LAT + 0.03, antenna_m, *ALWAYS)], STATION)})


def test_a_lone_ship_near_a_receiver_is_told_later_and_as_a_caution():
    event, = led(DETECTOR, alone([(100, 250)]), 300, station())  # fmt: skip
    assert event.severity == "caution"
    assert told_of(event)["receivers_up"] == told_of(event)["neighbours_heard"] == 0
    assert event.t_event - event.t_start > 30 * MINUTE


def test_a_receiver_whose_place_is_not_known_proves_nothing():
    assert not led(DETECTOR, alone([(100, 250)]), 300)


def test_a_hill_hides_a_ship_for_half_an_hour():
    assert not led(DETECTOR, alone([(100, 130)]), 300, station())


def test_where_masters_are_advised_to_switch_off_nothing_is_said():
    advised = np.array([(0, LON + 0.2, LAT, 40_000.0, T0, T0 + 600 * MINUTE)], PLACE)
    assert led(DETECTOR, sea(lane([(90, 210)])), 300)
    assert not led(DETECTOR, sea(lane([(90, 210)])), 300, Side({"silence_advised": advised}))
    over = np.array([(0, LON + 0.2, LAT, 40_000.0, T0, T0 + 60 * MINUTE)], PLACE)
    assert led(DETECTOR, sea(lane([(90, 210)])), 300, Side({"silence_advised": over}))


def test_over_midnight_and_the_date_line_it_is_one_gap():
    tracks = [reports(0, (780, 1_080), 179.5, LAT, 12.0, 90.0, silent=[(820, 940)]),
              reports(1, (780, 1_080), 179.48, LAT + 0.003, 12.0, 90.0)]  # fmt: skip
    event, = led(DETECTOR, sea(tracks), 1_080)  # fmt: skip
    assert event.t_end == T0 + 940 * MINUTE


def test_a_hole_is_learnt_from_those_who_come_out_of_it():
    """Ships who pass through a hole one after another are not told of, though others are heard about it."""
    tracks = [reports(n, (40 * n, 400), LON, LAT, 12.0, 90.0, silent=[(40 * n + 60, 40 * n + 105)]) for n in range(5)]
    assert len(led(DETECTOR, sea(tracks), 400)) <= 1
