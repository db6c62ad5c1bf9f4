"""Rendezvous: against the rule in plain Python, on meetings that are and that are not, and where the globe is odd."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.adjacency.points_kernel import apart_m
from marsad.detectors.rendezvous import DETECTOR, rule_of
from marsad.detectors.rendezvous_rule.meeting_kernel import drawn, drawn_at, near_limit_m, never_near
from marsad.detectors.rendezvous_rule.slow_kernel import SLOW
from marsad.geo.sphere import destination
from marsad.plugin.rows import NO_TIME
from marsad.testing.detector_contract.tracks import Leg, made_good
from tests.detectors import pairs_oracle as oracle
from tests.detectors.stage import MINUTE_US, NOON, found_in, rows_of, seas, seated, ship, short

SEAS = seas([0.0, 0.3, 0.8, 1.5, 2.5, 6.0], 500, 300, 2.5, [20.0, 180.0, 700.0], statuses=(0, 1, 5, -1))


@settings(max_examples=60)
@given(SEAS, st.lists(st.integers(0, 180 * MINUTE_US), max_size=4))
def test_the_kernel_finds_what_the_rule_in_plain_python_finds(rows, cuts):
    end = int(rows.position["t"][-1]) + 90 * MINUTE_US
    asked = oracle.rendezvous(seated(rows), int(rows.position["t"][0]) - 1, end, DETECTOR.parameters)
    assert short(found_in(DETECTOR, rows, end=end, cuts=[NOON + cut for cut in cuts])) == asked


@given(
    st.integers(0, 9999),
    st.sampled_from([(-179.999, 10.0), (0.0, 0.0), (12.0, 79.9), (100.0, -84.0), (179.9999, -60.0)]),
    st.sampled_from([10.0, 300.0, 3000.0]),
)
def test_who_is_left_out_by_a_plane_was_not_near(seed, at, spread_m):
    rng, p = np.random.default_rng(seed), rule_of(DETECTOR.parameters)
    two = np.zeros(2, SLOW)
    for one in two:
        far = abs(rng.normal(0, spread_m, 2))
        (lon, before_lon), (lat, before_lat) = destination(*at, rng.uniform(0, 360, 2), far)
        one["lon_deg"], one["lat_deg"], one["before_lon"], one["before_lat"] = lon, lat, before_lon, before_lat
        one["t"] = NOON + rng.integers(0, 10) * MINUTE_US
        one["before"] = one["t"] - rng.integers(1, 70) * MINUTE_US if rng.random() < 0.8 else 0
        one["speed_kn"], one["course_deg"], one["length_m"] = rng.uniform(0, (3, 360, 400))
    t = drawn_at(two[0], two[1], p.gap_us)
    near = t != NO_TIME and apart_m(*drawn(two[0], two[1], t)) <= near_limit_m(two[0], two[1], p)
    assert not (near and never_near(two[0], two[1], p))


def _meeting(hours=1.5, knots=0.8, beside_m=60.0, at=NOON, every_s=60.0, status=0, told=None, **where):
    """Two ships come, lie beside each other from an hour after they are heard first, and go."""
    way = 8.0 * 1852
    legs = [
        Leg(1.0, 8.0, 90.0, every_s=60),
        Leg(hours, knots, 80.0, every_s=every_s, status=status),
        Leg(1.0, 8.0, 0.0),
    ]
    other = [Leg(1.0, 8.0, 270.0, every_s=60), Leg(hours, knots, 80.0, every_s=every_s, status=status),
             Leg(1.0, 8.0, 180.0)]  # fmt: skip
    return (
        ship(1, legs, east_m=-way, at=at, **(told or {}), **where),
        ship(2, other, east_m=way, north_m=beside_m, at=at, **where),
    )


def test_two_that_drift_beside_each_other_are_found_from_their_meeting_to_their_parting():
    (event,) = found_in(DETECTOR, rows_of(*_meeting()))
    begin, end = NOON + 60 * MINUTE_US, NOON + 150 * MINUTE_US
    assert abs(event.t_start - begin) <= 2 * MINUTE_US
    assert abs(event.t_end - end) <= 2 * MINUTE_US
    assert event.t_event <= begin + 30 * MINUTE_US


def test_over_midnight_it_is_one_meeting():
    midnight = NOON + 12 * 60 * MINUTE_US
    (event,) = found_in(DETECTOR, rows_of(*_meeting(at=midnight - 100 * MINUTE_US)), cuts=[midnight])
    assert event.t_start < midnight < event.t_end


@pytest.mark.parametrize(("lon", "lat"), [(180.0, 38.0), (-180.0, -5.0), (20.0, 88.0), (10.0, -66.0), (0.0, 0.01)])
def test_the_globe_has_no_odd_places(lon, lat):
    (event,) = found_in(DETECTOR, rows_of(*_meeting(lon=lon, lat=lat)))
    assert abs(event.t_start - (NOON + 60 * MINUTE_US)) <= 2 * MINUTE_US


def test_reports_that_come_seldom_and_never_together_are_joined_by_straight_lines():
    one, (who, track) = _meeting(hours=3.0)
    first = one[0], made_good(one[1][::23])
    (event,) = found_in(DETECTOR, rows_of(first, (who, made_good(track[7::19]))))
    assert event.t_end - event.t_start > 120 * MINUTE_US


def test_a_gap_longer_than_an_hour_is_drawn_by_nobody():
    one, (who, track) = _meeting(hours=3.0)
    hole = (track["t"] > NOON + 70 * MINUTE_US) & (track["t"] < NOON + 200 * MINUTE_US)
    events = found_in(DETECTOR, rows_of(one, (who, made_good(track[~hole]))))
    assert all(event.t_start > NOON + 190 * MINUTE_US for event in events)


def test_receivers_whose_clocks_differ_make_no_difference():
    one, (who, track) = _meeting()
    late = track.copy()
    late["t"][::2] += 25_000_000
    asked, found = (found_in(DETECTOR, rows_of(one, (who, some))) for some in (track, late))
    assert [event.vessel_ids for event in found] == [event.vessel_ids for event in asked]
    assert abs(found[0].t_start - asked[0].t_start) <= MINUTE_US


@pytest.mark.parametrize(
    "changed",
    [
        {"hours": 0.3},  # too short
        {"knots": 2.8},  # pair trawling
        {"knots": 5.0},  # company
        {"beside_m": 600.0},  # too far apart
        {"told": {"ship_type": 52}},  # a tug
        {"told": {"ship_type": 50}},  # a pilot
        {"knots": 0.1, "status": 5},  # both moored, as they say
    ],
)
def test_what_only_looks_like_it_is_left_out(changed):
    assert not found_in(DETECTOR, rows_of(*_meeting(**changed)))


def test_in_a_port_it_is_no_news():
    rows = rows_of(*_meeting(hours=1.0))
    assert not found_in(DETECTOR, rows, ports=[(-160.0, 38.0)])
    assert found_in(DETECTOR, rows, ports=[(-160.0, 38.2)])


def test_a_barge_at_the_side_of_a_ship_in_an_anchorage_is_no_news_and_alone_at_sea_it_is():
    ship_at_anchor = ship(1, [Leg(4.0, 0.1, 0.0, every_s=180, status=1)])
    barge = ship(2, [Leg(1.0, 6.0, 270.0), Leg(2.0, 0.1, 0.0, every_s=10), Leg(1.0, 6.0, 90.0)], east_m=6.0 * 1852,
                 north_m=40.0)  # fmt: skip
    neighbour = ship(3, [Leg(4.0, 0.1, 0.0, every_s=180, status=1)], north_m=2500.0)
    assert found_in(DETECTOR, rows_of(ship_at_anchor, barge))
    assert not found_in(DETECTOR, rows_of(ship_at_anchor, barge, neighbour))


def test_vessels_at_rest_that_nobody_saw_sail_are_berthed():
    berthed = [ship(n, [Leg(6.0, 0.0, 0.0, every_s=180)], east_m=50.0 * n) for n in range(2)]
    assert not found_in(DETECTOR, rows_of(*berthed))


def test_two_that_were_heard_first_while_they_drift_together_are_found():
    drifting = [ship(n, [Leg(3.0, 1.0, 45.0, every_s=60)], north_m=60.0 * n) for n in range(2)]
    (event,) = found_in(DETECTOR, rows_of(*drifting))
    assert event.t_start <= NOON + 2 * MINUTE_US
    assert event.t_end is None


def test_a_speed_that_is_not_told_is_taken_from_the_steps():
    one, (who, track) = _meeting()
    for name in ("sog_kn", "cog_deg", "made_kn", "made_deg"):
        track[name] = np.nan
        one[1][name] = np.nan
    assert found_in(DETECTOR, rows_of(one, (who, track)))
