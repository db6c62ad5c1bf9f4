"""What is derived second by second is what the same rows give at once; what cannot be true moves no ship."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo.sphere import destination
from marsad.runtime.watch_room import WatchRoom
from marsad.tracks.live.ways import LATENESS_US, LiveWays
from marsad.tracks.picture import Picture
from tests.rows import columns, table

T0 = 1_700_000_000_000_000
S = 1_000_000
SHIP = 211000001


def fixes(seconds, kn=10.0, start=(10.0, 50.0), course=90.0, mmsi=SHIP, **more):
    rows = []
    for s in seconds:
        lon, lat = destination(*start, course, kn * 1852 / 3600 * s)
        t = T0 + int(s * S)
        rows.append(
            {"t": t, "t_recv": t, "t_fix": t, "type": 1, "mmsi": mmsi, "lon_deg": float(lon), "lat_deg": float(lat),
             "sog_kn": kn, "digest": hash((mmsi, s, start)) & 0xFFFFFFFF, **more}
        )  # fmt: skip
    return sorted(rows, key=lambda row: row["t"])


def heard(ways: LiveWays, rows, until_s=None):
    """Rows as they come, second by second."""
    by_second = {}
    for row in rows:
        by_second.setdefault(row["t_recv"] // S, []).append(row)
    for second in sorted(by_second):
        ways.add(table("position", by_second[second]), second * S + S)
        ways.advance(second * S + S)
    if until_s is not None:
        ways.advance(T0 + until_s * S)


def test_a_ship_under_way():
    ways = LiveWays(100)
    heard(ways, fixes(range(0, 601, 10)), 606)
    d = ways.derived(SHIP)
    assert d is not None
    assert (d.t_us, d.track_since_us) == (T0 + 600 * S, T0)
    assert d.distance_m == pytest.approx(600 * 10 * 1852 / 3600, rel=1e-6)
    assert d.made_kn == pytest.approx(10.0, rel=1e-4)
    assert d.made_deg == pytest.approx(90.0, abs=0.1)
    assert (d.stopped_since_us, d.vessels, d.faults) == (None, 1, 0)
    assert ways.derived(SHIP + 1) is None


def test_a_ship_that_lies_still_and_one_that_was_silent():
    ways = LiveWays(100)
    heard(ways, [*fixes(range(0, 1200, 60), kn=0.0), *fixes(range(6000, 6100, 10), mmsi=SHIP + 1)], 1300)
    d = ways.derived(SHIP)
    assert d is not None
    assert d.stopped_since_us == T0
    heard(ways, fixes(range(6200, 6300, 10), kn=5.0), 7000)
    d = ways.derived(SHIP)
    assert d is not None
    assert d.track_since_us == T0 + 6200 * S
    assert d.stopped_since_us is None


@given(st.randoms(use_true_random=False), st.integers(1, 9))
@settings(max_examples=10)
def test_rows_out_of_order_within_the_watermark_and_copies_change_nothing(chance: random.Random, calls):
    rows = [*fixes(range(0, 300, 2)), *fixes(range(1, 300, 7), start=(3.0, 40.0), mmsi=SHIP + 1, kn=30.0)]
    plain, mixed = LiveWays(100), LiveWays(100)
    heard(plain, rows, 400)
    late = [{**row, "t_recv": row["t"] + chance.randrange(0, LATENESS_US - S)} for row in rows for _ in range(2)]
    heard(mixed, late, 400)
    assert mixed.late == plain.late == 0
    for mmsi in (SHIP, SHIP + 1):
        assert mixed.derived(mmsi) == plain.derived(mmsi)


def test_what_comes_after_the_watermark_is_counted_and_left():
    ways = LiveWays(100)
    rows = fixes(range(0, 100, 10))
    heard(ways, rows, 110)
    before = ways.derived(SHIP)
    ways.add(table("position", [{**rows[3], "digest": 77, "t_recv": T0 + 111 * S}]), T0 + 111 * S)
    ways.advance(T0 + 120 * S)
    assert ways.late == 1
    assert ways.derived(SHIP) == before
    ways.add(table("position", [{**rows[3], "t": T0 + 999 * S, "t_fix": None, "t_recv": None}]), T0 + 120 * S)
    ways.advance(T0 + 124 * S)
    assert ways.waiting == 1
    ways.advance(T0 + 125 * S)
    assert ways.waiting == 0


def test_two_senders_under_one_mmsi_are_told_and_a_jump_is_not():
    two, jump = LiveWays(100), LiveWays(100)
    far = {"start": (10.5, 50.0)}
    heard(two, [*fixes(range(0, 300, 10)), *fixes(range(5, 300, 10), **far)], 400)
    heard(jump, [*fixes(range(0, 150, 10)), *fixes(range(155, 300, 10), **far)], 400)
    assert [way.derived(SHIP).vessels for way in (two, jump)] == [2, 1]
    assert [way.derived(SHIP).faults for way in (two, jump)] == [0, 0]
    assert jump.derived(SHIP).track_since_us == T0 + 155 * S


def room_hearing(rows):
    now = [T0]
    room = WatchRoom(Picture(100), lambda: now[0])
    for row in rows:
        now[0] = row["t_recv"]
        room.apply({"position": table("position", [row])}, {})
        room.refresh()
    return room


def place(room):
    one = room.picture.slots.dynamic[room.picture.slot_of(SHIP)]
    return round(float(one["lon_deg"]), 2), round(float(one["lat_deg"]), 2)


def doubtful(room):
    return bool(room.picture.changes(0).rows[0]["state"] & 4)


@pytest.mark.parametrize("wrong", [(10.0, -50.0), (50.0, 10.0), (12.0, 50.0)])
def test_a_fault_does_not_move_the_ship(wrong):
    good = fixes(range(0, 100, 10))
    bad = {**good[-1], "t": T0 + 95 * S, "t_fix": T0 + 95 * S, "t_recv": T0 + 95 * S, "digest": 9,
           "lon_deg": wrong[0], "lat_deg": wrong[1]}  # fmt: skip
    room = room_hearing([*good, bad])
    assert place(room) == (10.01, 50.0)
    assert doubtful(room)
    room = room_hearing([*good, bad, *fixes(range(100, 130, 10))])
    assert place(room) == (10.01, 50.0)
    assert not doubtful(room)
    assert room.ways.derived(SHIP).faults == 1


def test_a_jump_that_goes_on_moves_the_ship_after_a_while():
    room = room_hearing([*fixes(range(0, 100, 10)), *fixes(range(100, 160, 10), start=(12.0, 50.0))])
    assert place(room)[0] > 11.9
    assert not doubtful(room)


def test_a_beacon_of_distress_is_never_held_back():
    near = fixes(range(0, 100, 10), mmsi=970123456)
    far = fixes([110], mmsi=970123456, start=(20.0, 50.0))
    now = [T0]
    room = WatchRoom(Picture(100), lambda: now[0])
    for row in [*near, *far]:
        now[0] = row["t_recv"]
        room.apply({"position": table("position", [row])}, {})
        room.refresh()
    assert room.picture.slots.dynamic["lon_deg"][0] > 19


def test_memory_is_bounded_by_the_number_of_vessels():
    ways = LiveWays(1000)
    for k in range(12):
        n = 700
        t = np.full(n, T0 + k * 10 * S)
        ways.add(
            columns("position", n, t=t, t_recv=t, mmsi=200_000_000 + k * 500 + np.arange(n), type=np.full(n, 1),
                    lon_deg=np.linspace(0, 9, n), lat_deg=np.zeros(n), digest=np.arange(n)),
            T0 + k * 10 * S,
        )  # fmt: skip
        ways.advance(T0 + (k * 10 + 9) * S)
    assert 700 <= len(ways) <= 1250
    assert ways.derived(200_000_000 + 11 * 500) is not None
    assert ways.derived(200_000_000) is None
