"""Who transmits under a number: used twice, jumped, exchanged, changed, listed. Rules said in plain Python beside."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.detectors import fake_track, identity_change, identity_clone, identity_swap, teleport, watch_list
from marsad.detectors.one_mmsi.owners import own_number, owners
from marsad.detectors.watch_list_rule.entries import doubtful, read_csv
from marsad.geo.sphere import distance_m, rhumb_destination
from marsad.plugin.rows import no_rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.schema.refusal import Refusal
from marsad.testing.detector_contract.tracks import Leg, Ship, made_good, sail, statements

HOUR_US = 3_600_000_000
LATE = 1_772_404_200_000_000
"""2026-03-01T22:30:00Z: what lasts goes on over midnight."""


def _sail(mmsi, legs, lon=50.0, lat=13.0, *, at=LATE, number=0, **told):
    ship = Ship(mmsi, number, **told)
    return sail(ship, at, lon, lat, legs)


def _found(detector, *tracks, static=None, side=None):
    rows = replace(no_rows(), position=ordered(np.concatenate(tracks)))
    if static is not None:
        rows = replace(rows, static=ordered(static))
    start = int(rows.position["t"][0])
    advance = Advance([detector], Side() if side is None else side, start_us=start - 1)
    advance.take(rows)
    end = int(rows.position["t"][-1])
    given = [advance.to(w) for w in [*range(start, end, HOUR_US), end]]
    assert not advance.faults
    return last_of(given)


def _moved(rows, since, until, north_deg):
    rows = rows.copy()
    away = slice(since, until)
    rows["lat_deg"][away] += north_deg
    return made_good(rows)


# -- used twice


@pytest.mark.parametrize("lon", [50.0, 179.95, -0.02])
def test_two_at_once_under_one_number_are_found_over_midnight_and_the_date_line(lon):
    first = _sail(211_000_001, [Leg(3, 10, 90)], lon)
    second = _sail(211_000_001, [Leg(2, 10, 270)], lon, 13.2, at=LATE + HOUR_US, number=1)
    second["t"] += 30_000_000
    second["lon_deg"] = (second["lon_deg"] + 180) % 360 - 180
    first["lon_deg"] = (first["lon_deg"] + 180) % 360 - 180
    (one,) = _found(identity_clone.DETECTOR, first, second)
    assert abs(one.t_start - (LATE + HOUR_US)) < 120_000_000
    assert one.t_event - one.t_start < 600_000_000


@pytest.mark.parametrize("mmsi", [123_456_789, 111_111_111, 987_654_321, 970_123_456, 992_111_234])
def test_numbers_of_nobody_or_of_no_ship_are_no_clones(mmsi):
    first = _sail(mmsi, [Leg(3, 3, 90)])
    second = _sail(mmsi, [Leg(3, 3, 270)], lat=13.3)
    second["t"] += 30_000_000
    assert _found(identity_clone.DETECTOR, first, second) == []


def test_echo_and_inverted_hemisphere_are_no_clone_and_no_jump():
    for outcome in (3, 4):
        first = _sail(211_000_001, [Leg(3, 10, 90)])
        second = _sail(211_000_001, [Leg(3, 10, 90)], lat=-13.0)
        second["t"] += 30_000_000
        second["outcome"] = outcome
        assert _found(identity_clone.DETECTOR, first, second) == []
        assert _found(teleport.DETECTOR, first, second) == []


# -- jumps


def test_a_jump_that_lasts_is_found_and_ends_when_she_is_back():
    rows = _moved(_sail(211_000_001, [Leg(3, 10, 90)]), 60, 90, 0.3)
    (one,) = _found(teleport.DETECTOR, rows)
    assert (one.t_start - LATE) / 6e7 == pytest.approx(60, abs=1.1)
    assert (one.t_end - LATE) / 6e7 == pytest.approx(90, abs=1.1)
    assert _found(identity_clone.DETECTOR, rows) == []


def test_two_or_three_wrong_places_again_and_again_are_no_jump():
    rows = _sail(211_000_001, [Leg(3, 10, 90)])
    for at in (30, 60, 90, 120):
        rows = _moved(rows, at, at + 2, 0.3)
    assert _found(teleport.DETECTOR, rows) == []


def test_a_shared_number_does_not_jump():
    first = _sail(211_000_001, [Leg(3, 10, 90)])
    second = _sail(211_000_001, [Leg(1.5, 10, 270), Leg(0.5, 10, 270, every_s=0), Leg(1, 10, 270)], lat=13.4)
    second["t"] += 30_000_000
    assert _found(teleport.DETECTOR, first, second) == []


def test_who_was_not_heard_and_comes_back_where_she_should_be_did_not_jump():
    assert (
        _found(teleport.DETECTOR, _sail(211_000_001, [Leg(1, 14, 90), Leg(0.9, 14, 90, every_s=0), Leg(1, 14)])) == []
    )


def _jumps_by_hand(rows):
    """The rule of jumps in one loop over one vessel's rows, with lists instead of two places."""
    p, tracks, now, run, fresh = teleport.Teleport(), [], None, [], False
    found, going, returns = [], None, []
    for row in rows:
        t = int(row["t"])
        near = []
        for track in tracks:
            dt = (t - track["t"]) / 1e6
            way = float(distance_m(track["lon"], track["lat"], row["lon_deg"], row["lat_deg"]))
            if t - track["t"] <= p.break_hours * HOUR_US and way <= p.top_kn * 1852 / 3600 * dt + p.slack_m:
                near.append((way, track))
        mine = min(near, key=lambda one: one[0])[1] if near else None
        if now in [track for _, track in near]:
            way = next(way for way, track in near if track is now)
            mine = now if way < 400 else mine
        known = mine is not None
        if not known:
            mine = {}
            stale = now is None or t - now["t"] > p.break_hours * HOUR_US
            tracks = [track for track in tracks if track is not now] if stale else [now]
            tracks.append(mine)
        left = now
        if left is not None and mine is not left:
            if known and t - mine["t"] <= p.gap_minutes * 6e7:
                returns = [*returns, t]
            if going:
                found[-1][1] = t
                going = None
            way = float(distance_m(left["lon"], left["lat"], row["lon_deg"], row["lat_deg"]))
            fresh = not known and t - left["t"] <= p.gap_minutes * 6e7 and way >= p.far_m and left["n"] >= p.settled
            run = []
        mine |= {"n": mine.get("n", 0) + 1, "t": t, "lon": float(row["lon_deg"]), "lat": float(row["lat_deg"])}
        now, run = mine, [*run, t]
        if fresh and not going and len(returns) <= p.rounds and len(run) >= p.reports and t - run[0] >= p.minutes * 6e7:
            going = run[0]
            found.append([going, None])
    return [tuple(one) for one in found]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(3, 25), st.sampled_from([0.0, 0.3, -0.4])), min_size=1, max_size=6))
def test_jumps_are_the_rule_said_in_a_loop(pieces):
    rows = _sail(211_000_001, [Leg(2.4, 10, 90)])
    at = 5
    for length, north in pieces:
        rows["lat_deg"][at : at + length] += north
        at += length
    rows = made_good(rows[: at + 10])
    found = _found(teleport.DETECTOR, rows)
    asked = _jumps_by_hand(rows)
    assert sorted((one.t_start, one.t_end) for one in found) == sorted(asked)


# -- exchanged, changed


def _renumbered(rows, mmsi, since):
    rows = rows.copy()
    rows["mmsi"][since:], rows["vessel"][since:] = mmsi, mmsi * 100
    return rows


@pytest.mark.parametrize("silent", [0, 5])
@pytest.mark.parametrize("back", [90, 270])
def test_two_who_meet_and_go_on_under_the_others_number_are_one_exchange(silent, back):
    away = 0.5 * 10 * 1852 if back == 270 else 0.0
    lon, _ = rhumb_destination(50.0, 13.0, 90, 2 * away)
    first = _renumbered(_sail(211_000_001, [Leg(1, 10, 90)]), 412_000_002, 30)
    second = _renumbered(
        _sail(412_000_002, [Leg(1, 10 if back == 270 else 8, back)], float(lon), 13.018), 211_000_001, 30
    )
    for rows in (first, second):
        rows["t"][:30] -= 0
    cut = [np.concatenate([rows[: 30 - silent], rows[30:]]) for rows in (first, second)]
    (one,) = _found(identity_swap.DETECTOR, *cut)
    assert one.vessels == (211_000_001, 412_000_002)
    assert (one.t_start - LATE) / 6e7 == pytest.approx(30, abs=1)


def test_two_who_pass_or_fall_silent_together_exchanged_nothing():
    lon, _ = rhumb_destination(50.0, 13.0, 90, 18_520)
    for silent in (0, 6):
        first, second = _sail(211_000_001, [Leg(1, 10, 90)]), _sail(412_000_002, [Leg(1, 10, 270)], float(lon), 13.018)
        cut = [np.concatenate([rows[: 30 - silent], rows[30:]]) for rows in (first, second)]
        assert _found(identity_swap.DETECTOR, *cut) == []


@pytest.mark.parametrize("silent_min", [0, 3, 18])
def test_who_goes_on_under_another_number_is_found_within_ten_minutes(silent_min):
    rows = _renumbered(_sail(211_000_001, [Leg(2, 12, 80, every_s=10)]), 412_000_002, 360)
    rows = np.concatenate([rows[: 360 - 6 * silent_min], rows[360:]])
    (one,) = _found(identity_change.DETECTOR, rows)
    assert one.vessels == (211_000_001, 412_000_002)
    assert (one.t_event - LATE) / 6e7 <= 70


def test_a_number_of_no_form_is_named_so():
    rows = _renumbered(_sail(211_000_001, [Leg(2, 12, 80, every_s=10)]), 100_000_002, 360)
    (one,) = _found(identity_change.DETECTOR, rows)
    assert '"invalid":true' in one.evidence.replace(" ", "")


def test_a_tug_relieved_at_the_berth_is_no_change():
    first = _sail(211_000_001, [Leg(1, 0.0, 80, every_s=10)])
    second = _sail(412_000_002, [Leg(0.3, 0.0, 80, every_s=10), Leg(1, 8, 80, every_s=10)], 50.003, at=LATE + HOUR_US)
    assert _found(identity_change.DETECTOR, first, second) == []


def test_an_old_number_that_is_heard_on_has_not_changed():
    first = _sail(211_000_001, [Leg(2, 12, 80, every_s=10)])
    second = _sail(412_000_002, [Leg(1, 12, 80, every_s=10)], 50.19, 13.03, at=LATE + HOUR_US)
    assert _found(identity_change.DETECTOR, first, second) == []


# -- not sailed


def _hull(rows, ship_type=70, length=180.0):
    rows = rows.copy()
    rows["ship_type"], rows["length_m"] = ship_type, length
    return rows


def _with_statements(mmsi, rows, **told):
    return _found(fake_track.DETECTOR, rows, static=statements(Ship(mmsi, **told), int(rows["t"][0]), 3))


@pytest.mark.parametrize(
    ("ship_type", "knots", "found"),
    [(70, 28, 1), (80, 27, 1), (70, 24, 0), (35, 34, 1), (35, 28, 0), (40, 38, 0), (60, 36, 0), (0, 40, 0)],
)
def test_faster_than_any_of_her_type(ship_type, knots, found):
    rows = _sail(211_000_001, [Leg(0.5, knots, 90, every_s=10)])
    events = _with_statements(211_000_001, rows, ship_type=ship_type, length_m=180.0)
    assert len(events) == found


@pytest.mark.parametrize(("length", "found"), [(180.0, 1), (45.0, 0)])
def test_a_long_hull_that_turns_where_she_stands(length, found):
    rows = _sail(
        211_000_001, [Leg(0.15, 15, 90, every_s=6), Leg(0.15, 15, 190, every_s=6), Leg(0.2, 15, 80, every_s=6)]
    )
    assert len(_with_statements(211_000_001, rows, ship_type=70, length_m=length)) == found


def test_a_turn_in_her_circle_is_sailed():
    legs = [
        Leg(0.1, 15, 90, every_s=6),
        *(Leg(10 / 3600, 15, 90 + 10 * n, every_s=5) for n in range(12)),
        Leg(0.2, 15, 210),
    ]
    assert _with_statements(211_000_001, _sail(211_000_001, legs), ship_type=70, length_m=180.0) == []


# -- watch list


CSV = """mmsi,imo,name,source,since,until
211000001,,,LIST A,2026-01-01,2026-12-31
,9074729,,LIST A,2026-01-01T00:00:00Z,2026-12-31T00:00:00Z
,,SIM NAME,LIST B,,2026-12-31
211000009,9074729,OLD,LIST A,2025-01-01,2026-02-01
"""


def _listed(mmsi, text, **said):
    rows = _sail(mmsi, [Leg(1, 10, 90)])
    static = statements(Ship(mmsi), LATE, 1)
    for name, value in said.items():
        static[name] = value
    return _found(watch_list.DETECTOR, rows, static=static, side=Side({"watch_list": read_csv(text)}))


@pytest.mark.parametrize(
    ("mmsi", "said", "by"),
    [
        (211_000_001, {}, "MMSI"),
        (211_000_002, {"imo": 9_074_729}, "IMO number"),
        (211_000_003, {"name": b"SIM NAME"}, "name"),
    ],
)
def test_who_is_on_the_list_is_heard_once(mmsi, said, by):
    (one,) = _listed(mmsi, CSV, **said)
    assert f'"by":"{by}"' in one.evidence.replace(": ", ":")
    assert (one.t_start, one.t_end) == (LATE, None)


def test_expired_not_yet_namesake_and_neighbouring_numbers_are_not_meant():
    head = "mmsi,imo,name,source,since,until\n"
    for line in (
        "211000001,,,L,2025-01-01,2026-02-01",
        "211000001,,,L,2026-04-01,2026-12-01",
        "211001118,9074753,SIM 211000001,L,2026-01-01,2026-12-01",
        "211000011,,,L,2026-01-01,2026-12-01",
    ):
        assert _listed(211_000_001, head + line + "\n", imo=9_074_729) == []


def test_an_entry_that_expires_ends_the_event():
    (one,) = _listed(211_000_001, "mmsi,until\n211000001,2026-03-01T23:00:00Z\n")
    assert (one.t_end - LATE) / 6e7 == 30


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("who,until\n1,2026-01-01\n", "names no column"), ("mmsi\n211000001\n", "until"),
        ("mmsi,until\n,2026-01-01\n", "names nobody"), ("mmsi,until\nABC,2026-01-01\n", "is no MMSI"),
        ("mmsi,until\n211000001,\n", "until when"), ("mmsi,until\n211000001,31.12.2026\n", "is no date"),
        ("mmsi,until\n211000001,2026-13-41\n", "is no date"), ("imo,until\n12,2026-01-01\n", "seven digits"),
        ("mmsi,since,until\n211000001,2026-02-01,2026-01-01\n", "ends before"),
        ("mmsi,until\n211000001,2026-01-01T25:00:00Z\n", "time of day"),
        ("mmsi,until\n2110000011,2026-01-01\n", "nine"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused_with_the_line(text, word):
    with pytest.raises(Refusal, match=word):
        read_csv(text)


def test_an_imo_number_with_a_wrong_check_digit_is_kept_and_told():
    assert doubtful(read_csv("imo,until\n9074728,2026-12-31\n9074729,2026-12-31\n")) != []
    assert doubtful(read_csv("imo,until\n9074729,2026-12-31\n")) == []


# -- whose slot


@given(st.lists(st.tuples(st.integers(211_000_001, 211_000_005), st.integers(0, 2)), unique=True, max_size=12))
def test_the_owner_is_the_first_slot_of_the_mmsi(some):
    ids = np.array([mmsi * 100 + number for mmsi, number in some], np.int64)
    asked = [next(at for at, (other, _) in enumerate(some) if other == mmsi) for mmsi, _ in some]
    assert owners(ids).tolist() == asked
    assert own_number(ids).all()


def test_dead_reckoning_is_that_of_the_sphere():
    from marsad.detectors.identity_rule.switch_kernel import off_m

    lon, lat = rhumb_destination(179.99, 40.0, 70.0, 12 * 1852 / 3600 * 600)
    assert off_m(179.99, 40.0, 12.0, 70.0, 600.0, float(lon), float(lat)) < 20
    assert math.isclose(off_m(10.0, 0.0, 0.0, 0.0, 0.0, 10.01, 0.0), 1112, rel_tol=0.01)
