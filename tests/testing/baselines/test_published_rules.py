"""Each published rule on cases made by hand: what it finds, where it stops to, and the holes that it is known for."""

from dataclasses import replace

import numpy as np
import pytest

from marsad.geo.sphere import rhumb_destination
from marsad.plugin.parameters import ParameterError
from marsad.plugin.rows import no_rows, ordered
from marsad.plugin.side import Side, places
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract.feed import LAT
from marsad.testing.detector_contract.tracks import Leg, Ship, made_good, sail, statements

HOUR_US = 3_600_000_000
NOON = 1_772_366_400_000_000
"""2026-03-01T12:00:00Z."""
LON = -160.0
RULES = BASELINES.load()


def _ship(nth, legs, *, east_m=0.0, north_m=0.0, at=NOON, **told):
    ship = Ship(211_000_000 + nth, **told)
    lon, lat = rhumb_destination(LON, LAT, 90.0, east_m)
    return ship, sail(ship, at, float(lon), float(lat) + north_m / 111_195.0, legs)


def _found(name, *ships, ports=(), until=None, told=True, **parameters):
    rule = RULES[name]
    rule = replace(rule, parameters=rule.parameters.changed(**parameters))
    rows = replace(no_rows(), position=ordered(np.concatenate([track for _, track in ships])))
    start = int(rows.position["t"][0])
    if told:
        said = np.concatenate([statements(ship, start, 1) for ship, _ in ships])
        rows = replace(rows, static=ordered(said))
    side = Side({"ports": places([lon for lon, _ in ports], [lat for _, lat in ports])})
    advance = Advance([rule], side, start_us=start - 1)
    advance.take(rows)
    end = int(rows.position["t"][-1]) if until is None else until
    given = [advance.to(w) for w in [*range(start, end, HOUR_US), end]]
    assert not advance.faults
    return last_of(given)


def _hours(event):
    return (event.t_end - event.t_start) / HOUR_US


def _near(value):
    return pytest.approx(value, abs=0.04)


# -- silence


@pytest.mark.parametrize(("name", "limit"), [("gfw-gap-naive", 6), ("skylight-gap", 6), ("monitorfish-silence", 4)])
def test_silence_is_found_at_its_limit_and_ends_when_heard(name, limit):
    def legs(silent):
        return [Leg(1, 8), Leg(silent, 8, every_s=0), Leg(1, 8)]

    assert _found(name, _ship(1, legs(limit - 0.1))) == []
    (event,) = _found(name, _ship(1, legs(limit + 1)))
    assert _hours(event) == _near(limit + 1)
    assert event.t_event == event.t_start + limit * HOUR_US
    (lasting,) = _found(name, _ship(1, [Leg(1, 8)]), until=NOON + 20 * HOUR_US)
    assert (lasting.status, lasting.t_end) == ("open", None)


def test_monitorfish_waits_longer_in_port():
    lies = _ship(1, [Leg(1, 0)])
    assert _found("monitorfish-silence", lies, ports=[(LON, LAT)], until=NOON + 60 * HOUR_US) == []
    assert len(_found("monitorfish-silence", lies, ports=[(LON, LAT)], until=NOON + 62 * HOUR_US)) == 1
    assert len(_found("monitorfish-silence", lies, ports=[(LON + 1, LAT)], until=NOON + 60 * HOUR_US)) == 1


def test_the_gap_worth_a_look_asks_for_reception_before_and_for_the_open_sea():
    seldom = [Leg(6, 8, every_s=1800), Leg(13, 8, every_s=0), Leg(1, 8)]
    often = [Leg(6, 8, every_s=600), *seldom[1:]]
    assert _found("gfw-gap", _ship(1, seldom)) == []
    (event,) = _found("gfw-gap", _ship(1, often))
    assert _hours(event) == _near(13.2)
    assert _found("gfw-gap", _ship(1, often), satellite_only=True) == []
    ship = Ship(211_000_001)
    coastal = sail(ship, NOON, -122.0, 36.2, often)  # 10 nm off Big Sur
    assert _found("gfw-gap", (ship, coastal)) == []


# -- movement


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({}, 1),
        ({"knots": 0.9}, 0),
        ({"knots": 5.1}, 0),
        ({"heading": 46.0}, 0),  # 44 degrees off the course
        ({"hours": 0.15}, 0),
        ({"knots": 1.5, "hours": 0.18}, 0),  # ten minutes, but not 500 m
        ({"length_m": 49.0}, 0),
    ],
)
def test_dma_drift(told, count):
    told = {"knots": 2.5, "heading": 0.0, "hours": 0.5, "length_m": 150.0} | told
    adrift = Leg(told["hours"], told["knots"], 90.0, told["heading"])
    found = _found("dma-drift", _ship(1, [Leg(1, 12, 90), adrift, Leg(1, 12, 90)], length_m=told["length_m"]))
    assert len(found) == count
    for event in found:
        assert event.t_event - event.t_start >= 600_000_000
        assert _hours(event) == _near(0.5)


def test_dma_drift_asks_for_a_known_length():
    assert _found("dma-drift", _ship(1, [Leg(1, 2.5, 90.0, 0.0)]), told=False) == []


@pytest.mark.parametrize(
    ("leg", "count"),
    [
        (Leg(1 / 30, 2, 90.0, 0.0), 1),
        (Leg(1 / 60, 2, 90.0, 0.0), 0),  # one hit
        (Leg(1, 0.2, 90.0, 0.0), 0),
        (Leg(1, 21, 90.0, 0.0), 0),
        (Leg(1, 2, 90.0, 315.5), 1),  # 225.5 degrees one way are 134.5 the other
        (Leg(1, 2, 0.0, 136.0), 0),
        (Leg(1, 2, 90.0, 0.0, status=1), 0),
    ],
)
def test_amsa_drift(leg, count):
    found = _found("amsa-drift", _ship(1, [Leg(0.5, 12, 90), leg, Leg(0.5, 12, 90)]))
    assert len(found) == count


@pytest.mark.parametrize(
    ("knots", "after", "held_h", "pause_s", "count"),
    [(14, 0.5, 0.1, 10, 1), (6.9, 0.5, 0.1, 10, 0), (14, 1.1, 0.1, 10, 0), (14, 0.5, 50 / 3600, 10, 0),
     (14, 0.5, 0.5, 40, 0)],
)  # fmt: skip
def test_dma_sudden_stop(knots, after, held_h, pause_s, count):
    ship = _ship(
        1, [Leg(0.5, knots, every_s=pause_s), Leg(held_h, after, every_s=pause_s), Leg(0.5, knots, every_s=10)]
    )
    found = _found("dma-sudden-stop", ship)
    assert len(found) == count
    for event in found:
        assert event.t_event - event.t_start == 60_000_000
        assert _hours(event) == _near(held_h)


def test_gfw_loitering_joins_slow_hours_of_utc():
    found = _found("gfw-loitering", _ship(1, [Leg(1, 10), Leg(5, 1.5), Leg(2, 10)]))
    assert [(_hours(event), event.t_start) for event in found] == [(5, NOON + HOUR_US)]
    assert found[0].t_event == NOON + 5 * HOUR_US
    assert _found("gfw-loitering", _ship(1, [Leg(1, 10), Leg(3, 1.5), Leg(2, 10)])) == []
    broken = [Leg(1, 10), Leg(3, 1.5), Leg(1.2, 1.5, every_s=0), Leg(3, 1.5), Leg(1, 10)]
    assert _found("gfw-loitering", _ship(1, broken)) == []


def test_gfw_loitering_is_blind_inshore():
    ship = Ship(211_000_001)
    assert _found("gfw-loitering", (ship, sail(ship, NOON, -122.0, 36.2, [Leg(8, 1)]))) == []


# -- pairs


def _beside(hours, apart_m, *, knots=0.5, at=NOON):
    """Two ships that come, go on beside each other, and part."""
    first = [Leg(1, 8, 90), Leg(hours, knots, 90), Leg(1, 8, 180), Leg(5, 8, 180)]
    second = [Leg(1, 8, 270), Leg(hours, knots, 90), Leg(1, 8, 0), Leg(5, 8, 0)]
    return (_ship(1, first, east_m=-14_816, at=at), _ship(2, second, east_m=14_816, north_m=apart_m, at=at))


@pytest.mark.parametrize(
    ("name", "hours", "apart_m", "count"),
    [
        ("skylight-rendezvous", 0.7, 240, 1),
        ("skylight-rendezvous", 0.7, 265, 0),
        ("skylight-rendezvous", 0.4, 240, 0),
        ("starboard-rendezvous", 0.3, 40, 1),
        ("starboard-rendezvous", 0.1, 40, 0),
        ("starboard-rendezvous", 0.3, 100, 0),
        ("starboard-rendezvous", 0.7, 190, 1),
        ("starboard-rendezvous", 0.7, 215, 0),
        ("gfw-encounter", 2.4, 480, 1),
        ("gfw-encounter", 2.4, 520, 0),
        ("gfw-encounter", 1.5, 100, 0),
    ],
)
def test_a_rendezvous_asks_for_nearness_and_time(name, hours, apart_m, count):
    found = _found(name, *_beside(hours, apart_m))
    assert len(found) == count
    for event in found:
        assert event.vessels == (211_000_001, 211_000_002)
        assert event.status == "closed"
        assert _hours(event) == pytest.approx(hours, abs=0.4)


def test_gfw_encounter_asks_for_a_slow_median_and_the_open_sea():
    assert _found("gfw-encounter", *_beside(3, 100, knots=2.2)) == []
    assert _found("gfw-encounter", *_beside(3, 100), ports=[(LON + 0.05, LAT)]) == []
    assert len(_found("gfw-encounter", *_beside(3, 100), ports=[(LON + 0.3, LAT)])) == 1


def test_gfw_encounter_loses_meetings_over_midnight():
    """Its known hole: three hours beside each other, half of them on either day."""
    over = _beside(3, 100, at=NOON + round(9.5 * HOUR_US))
    assert _found("gfw-encounter", *over) == []
    assert len(_found("gfw-encounter", *over, by_day=False)) == 1


def _opposed(apart_m, *, knots=12.0, hours=1.0, every_s=10.0, **told):
    reach = knots * 1852 * hours / 2
    ahead = _ship(1, [Leg(hours, knots, 90, every_s=every_s)], east_m=-reach, **told)
    return ahead, _ship(2, [Leg(hours, knots, 270, every_s=every_s)], east_m=reach, north_m=apart_m)


@pytest.mark.parametrize(
    ("name", "apart_m", "count", "ahead_s"),
    [("opencpn-cpa", 3600, 1, 1800), ("opencpn-cpa", 3800, 0, 0), ("signalk-cpa", 1800, 1, 600),
     ("signalk-cpa", 1900, 0, 0)],
)  # fmt: skip
def test_cpa_is_of_both_at_one_instant(name, apart_m, count, ahead_s):
    found = _found(name, *_opposed(apart_m))
    assert len(found) == count
    for event in found:
        assert ahead_s - 70 <= (NOON + HOUR_US // 2 - event.t_event) / 1e6 <= ahead_s + 1


@pytest.mark.parametrize("name", ["dma-close-encounter", "opencpn-cpa", "signalk-cpa", "skylight-rendezvous",
                                  "starboard-rendezvous"])  # fmt: skip
def test_a_ship_is_no_pair_with_whom_tells_her_number(name):
    """The published rules know ships by MMSI; here two under one number were told apart, and are one to them."""
    moves = [Leg(2, 6.0, 90, every_s=10)] if "rendezvous" not in name else [Leg(3, 0.5, 90)]
    other = [Leg(2, 8.0, 90, every_s=10)] if "rendezvous" not in name else [Leg(3, 0.5, 90)]
    here, there = _ship(1, moves), _ship(2, other, north_m=30, east_m=-500 if "rendezvous" not in name else 0)
    assert len(_found(name, here, there)) >= 1
    same = _ship(1, other, north_m=30, east_m=-500 if "rendezvous" not in name else 0, number=1)
    assert _found(name, here, same) == []


def test_signal_k_never_sees_a_ship_at_anchor():
    """Its known hole: it passes over targets older than 30 s, and a ship at anchor reports each 180 s."""
    lies = _ship(2, [Leg(1, 0, 0, every_s=180, status=1)])
    comes = _ship(1, [Leg(1, 12, 90, every_s=10)], east_m=-11_112)
    seen = _found("signalk-cpa", comes, lies)
    assert sum(_hours(event) for event in seen) < 0.05
    assert len(_found("signalk-cpa", comes, lies, max_age_s=200)) == 1


@pytest.mark.parametrize(
    ("apart_m", "told", "count"),
    [
        (30, {}, 1),
        (55, {}, 0),  # half the zone's width is 36 m, half the other's beam 12 m
        (30, {"ship_type": 52}, 0),
        (30, {"ship_type": 50}, 0),
        (30, {"ship_type": 30}, 1),  # one of the two fishes
    ],
)
def test_dma_close_encounter_is_in_the_safety_zone(apart_m, told, count):
    assert len(_found("dma-close-encounter", *_opposed(apart_m, **told))) == count


def test_dma_close_encounter_is_of_moving_ships():
    assert _found("dma-close-encounter", *_opposed(30, knots=4.9)) == []


def test_dma_close_encounter_looks_farther_ahead_than_astern():
    """One ship follows another: the zone of 300 m reaches 225 m ahead of her and 75 m astern."""

    def follows(by_m):
        ahead = _ship(1, [Leg(0.2, 10, 90, every_s=10)], east_m=by_m)
        return _found("dma-close-encounter", ahead, _ship(2, [Leg(0.2, 10, 90, every_s=10)]))

    assert len(follows(300)) == 1  # her zone meets the stern 225 m ahead
    assert follows(330) == []


# -- ports, identity, distress


def test_port_visit_is_raised_at_rest_and_ends_outside():
    port = (LON, LAT)
    visit = _ship(1, [Leg(1, 8, 90), Leg(3, 0.1, 90, every_s=180), Leg(1, 8, 270)], east_m=-14_816)
    (event,) = _found("gfw-port-visit", visit, ports=[port])
    assert event.evidence == '{"confidence":4,"port":0}'
    assert (event.t_start - NOON) / HOUR_US == _near(1 - 3000 / 14_816)
    assert (event.t_event - NOON) / HOUR_US == _near(1)
    assert (event.t_end - NOON) / HOUR_US == _near(4 + 4556 / 14_816)  # 0.1 kn for three hours are 556 m
    assert _found("gfw-port-visit", visit, ports=[(LON + 0.1, LAT)]) == []
    passes = _ship(1, [Leg(2, 8, 90)], east_m=-14_816)
    assert _found("gfw-port-visit", passes, ports=[port]) == []


def test_port_visit_of_a_ship_first_seen_inside_and_silent_there():
    (event,) = _found("gfw-port-visit", _ship(1, [Leg(0.1, 1, 90)]), ports=[(LON, LAT)], until=NOON + 6 * HOUR_US)
    assert event.evidence == '{"confidence":2,"port":0}'
    assert (event.t_event - NOON) / HOUR_US == _near(4.1)


def test_two_tracks_under_one_number_overlap():
    here = _ship(1, [Leg(4, 5, 90)])
    there = _ship(1, [Leg(1, 5, 90, every_s=0), Leg(2, 5, 90)], north_m=50_000, number=1)
    (event,) = _found("gfw-identity-overlap", here, there)
    assert (event.t_start - NOON) / HOUR_US == _near(1)
    assert event.status == "open"
    (event,) = _found("gfw-identity-overlap", here, there, break_hours=0.5)
    assert (event.t_end - NOON) / HOUR_US == _near(3)
    assert _found("gfw-identity-overlap", here) == []


def test_a_jump_is_found_there_and_back():
    ship, track = _ship(1, [Leg(2, 8, 90)])
    track["lat_deg"][60:62] += 0.2
    found = _found("naive-jump", (ship, made_good(track)))
    assert [event.t_event for event in found] == [NOON + 60 * 60_000_000, NOON + 62 * 60_000_000]
    assert all(event.status == "closed" for event in found)


def test_status_14_counts_from_anybody():
    ship = _ship(1, [Leg(1, 8), Leg(0.1, 8, status=14), Leg(0.5, 8), Leg(0.1, 8, status=14), Leg(0.1, 8)])
    first, second = _found("status-14", ship)
    assert (first.status, second.status) == ("closed", "open")
    assert first.t_event == NOON + HOUR_US


# -- parameters


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_parameter_is_said_and_the_rule_has_a_source(rule):
    assert rule.source
    for field in rule.parameters.__dataclass_fields__.values():
        assert field.metadata["meaning"]
        assert isinstance(field.default, (bool, int, float))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"hours": -1}, "hours is -1: write a value from 0.1 to 240 h"),
        ({"hours": float("nan")}, "hours is nan"),
        ({"hours": True}, "hours is True"),
        ({"hours": "6"}, "hours is '6'"),
        ({"houres": 6}, "There is no parameter houres: use hours"),
    ],
)
def test_a_parameter_out_of_range_is_refused(changed, said):
    with pytest.raises(ParameterError, match=said):
        RULES["gfw-gap-naive"].parameters.changed(**changed)


def test_the_hash_of_parameters_tells_values_apart():
    parameters = RULES["gfw-gap-naive"].parameters
    assert parameters.hash() == parameters.changed(hours=6.0).hash() != parameters.changed(hours=6.5).hash()
