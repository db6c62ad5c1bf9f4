"""Close quarters: against the rule in plain Python, on meetings that are and that are not, and on odd places."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.close_quarters import DETECTOR
from marsad.plugin.parameters import ParameterError
from marsad.testing.detector_contract.tracks import Leg, made_good
from tests.detectors import pairs_oracle as oracle
from tests.detectors.stage import MINUTE_US, NOON, found_in, rows_of, seas, seated, ship, short

SEAS = seas([1.0, 6.0, 9.0, 12.0, 18.0, 30.0], 5000, 1200, 0.5, [10.0, 30.0, 60.0])


@settings(max_examples=60)
@given(SEAS, st.lists(st.integers(0, 40 * MINUTE_US), max_size=4))
def test_the_kernel_finds_what_the_rule_in_plain_python_finds(rows, cuts):
    end = int(rows.position["t"][-1]) + 20 * MINUTE_US
    asked = oracle.close_quarters(seated(rows), int(rows.position["t"][0]) - 1, end, DETECTOR.parameters)
    assert short(found_in(DETECTOR, rows, end=end, cuts=[NOON + cut for cut in cuts])) == asked


def _meeting(course=270.0, knots=12.0, aside_m=100.0, minutes=40.0, at=NOON, every_s=10.0, first=None, **where):
    """Two ships that would meet half way, 20 minutes after they are heard first."""
    metres = 20 * 60 * 1852 / 3600
    legs = [Leg(minutes / 60, 12.0, 90.0, every_s=every_s)]
    other = [Leg(minutes / 60, knots, course, every_s=every_s)]
    east = -np.sin(np.radians(course)) * knots * metres
    north = -np.cos(np.radians(course)) * knots * metres
    return (
        ship(1, legs, east_m=-12.0 * metres, at=at, **(first or {}), **where),
        ship(2, other, east_m=east, north_m=north + aside_m, at=at, **where),
    )


@pytest.mark.parametrize(
    ("course", "knots", "encounter", "severity"),
    [(270.0, 12.0, "head-on", "alarm"), (0.0, 12.0, "crossing", "alarm"), (90.0, 6.0, "overtaking", "warning")],
)
def test_ships_that_will_pass_too_near_are_told_of_in_time_and_once(course, knots, encounter, severity):
    (event,) = found_in(DETECTOR, rows_of(*_meeting(course, knots)))
    cpa = NOON + 20 * MINUTE_US
    assert cpa - 6.6 * MINUTE_US <= event.t_event <= cpa - 5 * MINUTE_US
    assert cpa < event.t_end <= cpa + 4 * MINUTE_US
    assert f'"encounter":"{encounter}"' in event.evidence
    assert event.severity == severity


@pytest.mark.parametrize("course", [270.0, 0.0, 90.0])
def test_ships_that_pass_well_clear_are_not(course):
    assert not found_in(DETECTOR, rows_of(*_meeting(course, 6.0 if course == 90.0 else 12.0, aside_m=700.0)))


def test_over_midnight_it_is_one_event():
    midnight = NOON + 12 * 60 * MINUTE_US
    (event,) = found_in(DETECTOR, rows_of(*_meeting(at=midnight - 16 * MINUTE_US)), cuts=[midnight])
    assert event.t_start < midnight < event.t_end


@pytest.mark.parametrize(("lon", "lat"), [(180.0, 38.0), (-180.0, -5.0), (20.0, 89.3), (10.0, -66.0), (0.0, 0.01)])
def test_the_globe_has_no_odd_places(lon, lat):
    (event,) = found_in(DETECTOR, rows_of(*_meeting(0.0, lon=lon, lat=lat)), shore_m=10.0)
    assert abs(event.t_event - (NOON + 14 * MINUTE_US)) <= MINUTE_US


def test_one_stale_vessel_is_led_on_to_the_instant_of_the_other():
    one, (who, track) = _meeting()
    track = track[(track["t"] - NOON) // MINUTE_US % 2 == 0]  # a minute heard, a minute not
    (event,) = found_in(DETECTOR, rows_of(one, (who, made_good(track))))
    assert abs(event.t_event - (NOON + 14.2 * MINUTE_US)) <= MINUTE_US


def test_a_vessel_that_was_not_heard_for_long_is_nowhere():
    one, (who, track) = _meeting()
    assert not found_in(DETECTOR, rows_of(one, (who, track[track["t"] < NOON + 8 * MINUTE_US])))


def test_receivers_whose_clocks_differ_make_no_difference():
    """Half of the reports come over a receiver that is 25 s late: the fix tells when it was taken."""
    one, (who, track) = _meeting()
    asked = found_in(DETECTOR, rows_of(one, (who, track)))
    late = track.copy()
    late["t"][::2] += 25_000_000
    found = found_in(DETECTOR, rows_of(one, (who, late)))
    assert [event.vessel_ids for event in found] == [event.vessel_ids for event in asked]
    assert abs(found[0].t_event - asked[0].t_event) <= MINUTE_US


def test_who_gives_way_in_time_is_not_told_of():
    metres = 20 * 60 * 12.0 * 1852 / 3600
    one = ship(1, [Leg(0.13, 12.0, 90.0, every_s=10), Leg(0.6, 12.0, 140.0, every_s=10)], east_m=-metres)
    other = ship(2, [Leg(0.7, 12.0, 270.0, every_s=10)], east_m=metres, north_m=50.0)
    assert not found_in(DETECTOR, rows_of(one, other))


@pytest.mark.parametrize(
    "told",
    [{"ship_type": 50}, {"ship_type": 52}, {"ship_type": 31}, {"ship_type": 55}, {"ship_type": 30}, {"ship_type": 60}],
)
def test_who_meets_others_for_a_living_is_left_out(told):
    pair = _meeting()
    metres = 20 * 60 * 12.0 * 1852 / 3600
    both = told["ship_type"] in (30, 60)
    first = ship(1, [Leg(0.7, 12.0, 90.0, every_s=10)], east_m=-metres, **told)
    second = ship(2, [Leg(0.7, 12.0, 270.0, every_s=10)], east_m=metres, north_m=100.0, **(told if both else {}))
    assert found_in(DETECTOR, rows_of(*pair))
    assert not found_in(DETECTOR, rows_of(first, second))


def test_a_pilot_is_one_by_her_name_too():
    rows = rows_of(*_meeting())
    rows.static["name"][rows.static["mmsi"] == 211_000_002] = b"CAPE FEAR PILOT II"
    assert not found_in(DETECTOR, rows)


def test_ships_in_company_may_edge_nearer():
    """An hour abeam at half a mile; then one closes at 4 kn for some minutes."""
    one = ship(1, [Leg(2.0, 10.0, 90.0, every_s=10)])
    other = ship(2, [Leg(1.0, 10.0, 90.0, every_s=10), Leg(0.06, 10.8, 112.0, every_s=10),
                     Leg(0.9, 10.0, 90.0, every_s=10)],
                 north_m=800.0)  # fmt: skip
    assert not found_in(DETECTOR, rows_of(one, other))


def test_who_stays_near_however_they_go_is_in_company():
    """Two craft of the Solent went and turned together 30 to 250 m apart, and were told of when, before their tenth
    minute, one closed at 5 kn. Neither told a type."""
    legs = [Leg(6 / 60, 10.0, 90.0, every_s=10), Leg(2 / 60, 15.0, 90.0, every_s=10), Leg(0.3, 10.0, 90.0, every_s=10)]
    other = ship(2, legs, east_m=-350.0)
    one = ship(1, [Leg(0.6, 10.0, 90.0, every_s=10)])
    rows = rows_of(one, other)
    assert not found_in(DETECTOR, rows)
    assert found_in(DETECTOR, rows, beside_min=60.0)


def _launch(rest_min, length_m):
    """One lies in wait 2 nm ahead of a ship and a mile off her way, then makes for her way at 9 kn."""
    knots, wait, metres = 1852 / 3600, 20.0 - 8.0, 20 * 60 * 1852 / 3600
    legs = [Leg((wait - rest_min) / 60, 4.0, 270.0, every_s=10)] if rest_min < wait else []
    back = sum(leg.hours for leg in legs) * 4.0 * 1852
    legs += [Leg(rest_min / 60, 0.1, 0.0, every_s=10), Leg(0.3, 9.0, 0.0, every_s=10)]
    north = -8.0 * 60 * 9.0 * knots + 60.0
    return ship(1, [Leg(0.6, 12.0, 90.0, every_s=10)], east_m=-12.0 * metres), ship(
        2,
        legs,
        east_m=back,
        north_m=north,
        length_m=length_m,
    )


def test_a_small_craft_that_has_just_set_out_goes_to_whom_she_meets():
    """In the Solent two tugs and a pilot boat lay in wait, went at 9 to 23 kn to an arriving ship and along with her,
    and a harbour ferry left her berth as another came to the next: no types are told there."""
    craft = rows_of(*_launch(5.0, 25))
    assert not found_in(DETECTOR, craft)
    assert found_in(DETECTOR, craft, launch_min=0.0)
    assert found_in(DETECTOR, rows_of(*_launch(5.0, 120)))


def test_in_a_port_ships_pass_each_other_near():
    rows = rows_of(*_meeting())
    assert found_in(DETECTOR, rows)
    assert not found_in(DETECTOR, rows, ports=[(-160.0, 38.0)])


def test_where_many_lie_still_is_a_harbour():
    still = [
        ship(10 + n, [Leg(0.7, 0.1, 0.0, every_s=60, status=1)], east_m=200.0 * n, north_m=900.0) for n in range(4)
    ]
    assert not found_in(DETECTOR, rows_of(*_meeting(), *still))
    assert found_in(DETECTOR, rows_of(*_meeting(), *still[:3]))


def test_a_desk_hears_of_its_own_area_alone():
    rows = rows_of(*_meeting(lon=180.0))
    assert found_in(DETECTOR, rows, west_deg=179.0, east_deg=-179.0)
    assert not found_in(DETECTOR, rows, west_deg=-179.0, east_deg=179.0)
    assert not found_in(DETECTOR, rows, south_deg=40.0)


def test_a_place_that_no_ship_came_to_is_not_believed():
    one, (who, track) = _meeting()
    track["sog_kn"] = 30.0  # twice and a half of what her steps say
    assert not found_in(DETECTOR, rows_of(one, (who, track)))


def test_an_echo_that_makes_a_second_vessel_of_one_number_makes_no_second_encounter():
    one, (who, track) = _meeting()
    twin = track.copy()
    twin["vessel"] += 1
    twin["digest"] += np.uint64(1)
    twin["lat_deg"] += 0.0001
    twin = twin[twin["t"] >= track["t"][20]]
    assert len(found_in(DETECTOR, rows_of(one, (who, track), (who, twin)))) == 1


def test_parameters_out_of_range_are_refused():
    with pytest.raises(ParameterError, match="tcpa_s"):
        DETECTOR.parameters.changed(tcpa_s=-1.0)


def test_a_pair_that_comes_near_as_another_is_forgotten_begins_anew():
    """It inherited what was known of one dropped in the same look: that it went in company, or its hits. In six
    hours of a simulated strait nine of 4,228 events were wrong for it."""
    company = [ship(n, [Leg(0.5, 12.0, 90.0, every_s=10.0)], north_m=-60_000.0 + 300.0 * n) for n in (1, 2)]
    meetings = []
    for k in range(30):  # one comes within reach at each look, those of higher numbers first
        metres, north = (2290.0 + 20.0 * (29 - k)) * 12.0 * 1852 / 3600, 30_000.0 * k
        meetings += [
            ship(10 + 2 * k, [Leg(0.9, 12.0, 90.0, every_s=10.0)], east_m=-metres, north_m=north),
            ship(11 + 2 * k, [Leg(0.9, 12.0, 270.0, every_s=10.0)], east_m=metres, north_m=north + 100.0),
        ]
    assert len(found_in(DETECTOR, rows_of(*company, *meetings), shore_m=10.0)) == 30
