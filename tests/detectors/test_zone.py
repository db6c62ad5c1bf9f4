"""Zones: worked examples, and the kernel against the rule in plain words."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.zone import DETECTOR
from marsad.geo.polygon import in_polygon
from marsad.plugin.areas import Area, Drawn, tables_of
from marsad.plugin.rows import no_rows, ordered
from marsad.plugin.side import DWELL, ENTER, FAST, LEAVE, SLOW, Side
from marsad.runtime.advance import Advance
from tests.detectors.made import T0, events_of, rows_of, seconds

SQUARE = [(10.0, 0.0), (10.1, 0.0), (10.1, 0.1), (10.0, 0.1)]
M = 111_195.0797


def zone(ring=SQUARE, watch=ENTER, holes=(), name="Z", **more):
    return Area(name, [[ring, *holes]], "area", watch, **more)


def found(areas, *rows, **how):
    return events_of(DETECTOR, tables_of(Drawn(list(areas))), *rows, **how)


def line(start, end, seconds_apart=10, sog=10.0, n=60, t0=0):
    return [(t0 + k * seconds_apart, start[0] + (end[0] - start[0]) * k / (n - 1),
             start[1] + (end[1] - start[1]) * k / (n - 1), sog) for k in range(n)]  # fmt: skip


def test_who_sails_through_is_inside_from_the_first_report_within_to_the_first_beyond():
    (event,) = found([zone()], rows_of(line((9.95, 0.05), (10.15, 0.05), n=41)))
    assert seconds(event.t_start) == 100  # the eleventh report lies on the western edge, which belongs to it
    assert seconds(event.t_end) == 300
    assert event.evidence == {"zone": "Z", "zone_id": zone().id, "rule": "inside", "sog_kn": 10.0,
                              "first_seen_inside": False}  # fmt: skip


def test_who_is_first_heard_inside_is_told_of_as_is_who_sails_in():
    (event,) = found([zone()], rows_of([(0, 10.05, 0.05, 0.0), (180, 10.05, 0.05, 0.0)]))
    assert (seconds(event.t_start), seconds(event.t_event), event.t_end) == (0, 180, None)
    assert event.evidence["first_seen_inside"] is True


def test_a_fix_that_wanders_over_the_fence_is_no_entry():
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 12 / M, (400, 2))
    lying = [(180 * k, 9.99984 + noise[k, 0], 0.05 + noise[k, 1], 0.1) for k in range(400)]
    assert any(lon > 10.0 for _, lon, _, _ in lying)
    assert not found([zone()], rows_of(lying))


def test_one_who_touches_the_edge_again_and_again_from_within_stays():
    inside = [(30 * k, 10.0 + (60 if k % 5 else -10) / M, 0.05, 1.0) for k in range(1, 40)]
    (event,) = found([zone()], rows_of(inside))
    assert event.t_end is None


def test_a_hole_is_outside_and_leaving_it_is_entering():
    hole = [(10.04, 0.04), (10.06, 0.04), (10.06, 0.06), (10.04, 0.06)]
    lying = [(60 * k, 10.05, 0.05, 0.0) for k in range(20)]
    out = line((10.05, 0.05), (10.09, 0.05), n=30, t0=1200)
    assert not found([zone(holes=[hole])], rows_of(lying))
    (event,) = found([zone(holes=[hole])], rows_of([*lying, *out]))
    assert 1200 < seconds(event.t_start) < 1300


def test_a_zone_counts_while_it_is_in_force():
    lying = rows_of([(60 * k, 10.05, 0.05, 0.0) for k in range(60)])
    (event,) = found([zone(holds=(T0 + 600_000_000, T0 + 1_200_000_000))], lying)
    assert (seconds(event.t_start), seconds(event.t_end)) == (600, 1200)
    assert not found([zone(holds=(T0 + 90_000_000_000, T0 + 99_000_000_000))], lying)


def test_a_zone_that_goes_on_in_another_version_is_one_stay():
    lying = rows_of([(60 * k, 10.05, 0.05, 0.0) for k in range(60)])
    wide = [(9.9, -0.1), (10.2, -0.1), (10.2, 0.2), (9.9, 0.2)]
    change = T0 + 630_000_000
    (event,) = found([zone(holds=(T0 - 1, change)), zone(wide, holds=(change, T0 + 10**13))], lying)
    assert event.t_end is None


@pytest.mark.parametrize("lon", [179.95, -180.0])
def test_over_the_date_line(lon):
    ring = [(lon, 0.0), (lon + 0.1, 0.0), (lon + 0.1, 0.1), (lon, 0.1)]
    way = [(t, (x + lon - 10.0 + 180) % 360 - 180, y, sog) for t, x, y, sog in line((9.95, 0.05), (10.15, 0.05), n=41)]
    (event,) = found([zone(ring)], rows_of(way))
    assert 90 <= seconds(event.t_start) <= 110
    assert 290 <= seconds(event.t_end) <= 310


def test_over_the_pole():
    cap = [(float(lon), 89.895) for lon in range(-180, 180, 30)]
    over = [(60 * k, 20.0 if k < 20 else -160.0, 90 - abs(k - 20) * 0.01, 10.0) for k in range(41)]
    (event,) = found([zone(cap)], rows_of(over))
    assert (seconds(event.t_start), seconds(event.t_end)) == (60 * 10, 60 * 31)


def test_touching_zones_share_no_vessel():
    east = [(10.1, 0.0), (10.2, 0.0), (10.2, 0.1), (10.1, 0.1)]
    first, second = found([zone(), zone(east, name="E")], rows_of(line((9.95, 0.05), (10.25, 0.05), n=61)))
    assert first.evidence["zone"] == "Z"
    assert second.evidence["zone"] == "E"
    assert first.t_end == second.t_start


def test_two_zones_over_one_another_are_two_events():
    assert len(found([zone(), zone(name="Y")], rows_of([(0, 10.05, 0.05, 0.0), (180, 10.05, 0.05, 0.0)]))) == 2


def test_leaving_dwelling_and_speeds():
    lying = [(290 + 60 * k, 10.05, 0.05, 0.2) for k in range(1, 50)]
    way = rows_of([*line((9.95, 0.05), (10.05, 0.05), n=30, sog=14.0), *lying,
                   *line((10.05, 0.05), (10.15, 0.05), t0=3300, n=30, sog=8.0)])  # fmt: skip
    told = found(
        [zone(watch=ENTER | LEAVE | DWELL | FAST | SLOW, dwell_s=1800.0, speed_max_kn=12.0, speed_min_kn=2.0)], way
    )
    by_rule = {event.evidence["rule"]: event for event in told}
    assert set(by_rule) == {"inside", "leave", "dwell", "speed", "slow"}
    assert by_rule["dwell"].evidence["dwell_min"] == 30.0
    assert by_rule["speed"].evidence["limit_kn"] == 12.0
    assert by_rule["speed"].t_end == by_rule["slow"].t_start == T0 + 350_000_000
    assert by_rule["leave"].t_start == by_rule["leave"].t_end == by_rule["inside"].t_end


def test_a_zone_for_some_types_names_the_forbidden_kind():
    tankers = zone(ship_types=frozenset(range(80, 90)))
    lying = [(60 * k, 10.05, 0.05, 0.0) for k in range(5)]
    (event,) = found([tankers], rows_of(lying, ship_type=80), rows_of(lying, mmsi=211_000_002, ship_type=70),
                     rows_of(lying, mmsi=211_000_003, ship_type=-1))  # fmt: skip
    assert event.vessel_ids == (21_100_000_100,)
    assert event.evidence["rule"] == "forbidden_type"


def test_a_stay_ends_with_the_last_report_of_who_is_silent_for_a_day():
    rows = rows_of([(0, 10.05, 0.05, 0.0), (180, 10.05, 0.05, 0.0)])
    (event,) = found([zone()], rows, until_s=180 + 86_399)
    assert event.t_end is None
    (event,) = found([zone()], rows, until_s=180 + 86_400)
    assert seconds(event.t_end) == 180


def test_coarse_positions_count_where_they_lie_far_enough_inside():
    near = [(60 * k, 10.0 + 100 / M, 0.05, 5.0) for k in range(9)]
    assert not found([zone()], rows_of(near, type=27))
    assert found([zone()], rows_of([(t, 10.05, y, sog) for t, _, y, sog in near], type=27))


def plain(told, area, p=DETECTOR.parameters):
    """The rule said as slowly as can be, of one vessel and one zone that always holds: (start, sure, end)."""
    (ring,) = area.parts[0]
    x, y = np.array(ring).T
    stays, first, sure, deep, reports, out = [], None, None, False, 0, None
    for t, lon, lat, _ in told:
        here = bool(in_polygon(lon, lat, x, y))
        away = min(_to_edge(lon, lat, ring[k - 1], ring[k]) for k in range(len(ring)))
        if here:
            if first is None:
                first, sure, deep, reports = t, None, False, 0
            reports, out, deep = reports + 1, None, deep or away >= area.buffer_m
            if sure is None and deep and reports > 1 and (t - first >= p.sure_s or away >= p.deep_m):
                sure = t
        elif first is not None:
            out = t if out is None else out
            if sure is None:
                first, out = None, None
            elif away >= area.buffer_m or t - out >= p.leave_s:
                stays.append((first, sure, out))
                first, out = None, None
    if first is not None and sure is not None:
        stays.append((first, sure, None))
    return stays


def _to_edge(lon, lat, a, b):
    across = math.cos(math.radians(lat))
    ax, ay, bx, by = (a[0] - lon) * across, a[1] - lat, (b[0] - lon) * across, b[1] - lat
    dx, dy = bx - ax, by - ay
    part = min(max(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0), 1)
    return M * math.hypot(ax + part * dx, ay + part * dy)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 150), st.integers(-30, 30), st.integers(-8, 8)), min_size=2, max_size=60),
       st.sampled_from([None, 37.0]))  # fmt: skip
def test_the_kernel_is_the_rule(steps, every_s):
    ring = [(10.0, 0.0), (10.003, 0.0005), (10.004, 0.004), (10.001, 0.002)]
    area, t, x, y, told = zone(ring), 0, 0.0, 0.001, []
    for dt, dx, dy in steps:
        t, x, y = t + dt, x + dx / 25_000, y + dy / 25_000
        told.append((t, 10.001 + x, y, 3.0))
    events = found([area], rows_of(told), every_s=every_s)
    assert [(seconds(e.t_start), seconds(e.t_event), seconds(e.t_end)) for e in events] == plain(told, area)


def test_who_is_run_again_leaves_the_stays_of_others_where_they_are_found():
    """Stays are looked up in the order of vessels, and those of a rerun were put behind the others."""
    lying = [rows_of([(60 * k, 10.02 + n / 100, 0.05, 0.1) for k in range(60)], 211_000_001 + n) for n in range(4)]
    whole = replace(no_rows(), position=ordered(np.concatenate(lying)))
    late = whole.cut({"position": (whole.position["mmsi"] == 211_000_002) & (seconds(whole.position["t"]) == 1500)})
    leading = Advance((DETECTOR,), Side(tables_of(Drawn([zone()]))), start_us=T0 - 1, horizon_us=3_600_000_000)
    events, prev = [], T0 - 1
    for w in range(T0, T0 + 3_600_000_000, 300_000_000):
        rows = whole.within(prev, w)
        is_late = np.isin(rows.position["digest"], late.position["digest"]) & (rows.position["mmsi"] == 211_000_002)
        leading.take(rows.cut({"position": ~is_late}))
        if prev < int(late.position["t"][0]) + 900_000_000 <= w:
            leading.take(late)
        events += leading.to(w)
        events += leading.again(True)
        prev = w
    assert leading.rerunning is None
    assert {e.revision for e in events} == {1}
    assert sorted(e.vessels for e in events) == [(211_000_001 + n,) for n in range(4)]
