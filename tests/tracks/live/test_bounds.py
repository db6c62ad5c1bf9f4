"""Where there is more than room for, what is decided stays right or says that it is not decided."""

from __future__ import annotations

import numpy as np

from marsad.tracks.live.ways import DAY_US, LiveWays
from tests.rows import columns
from tests.tracks.live.as_built import built, followed

S = 1_000_000
MORNING = 1_700_000_000 * S // DAY_US * DAY_US + 6 * 3600 * S
SHARED = 211_000_001


def taking_turns(points: int, in_turn: int, begin_us: int = MORNING, mmsi: int = SHARED):
    """Two ships at anchor, far apart, under one MMSI: so many reports of one, then of the other; each ten seconds."""
    k = np.arange(points)
    lon = np.where(k // in_turn % 2 == 0, 4.0, 6.0)
    return columns("position", points, mmsi=np.full(points, mmsi), t=begin_us + k * 10 * S, lon_deg=lon,
                   lat_deg=np.full(points, 52.0), sog_kn=np.zeros(points), type=np.ones(points), digest=k)  # fmt: skip


def each_ten_minutes(table):
    t = table["t"].cast("int64").to_numpy()
    steps = (t - t[0]) // (600 * S)
    for step in np.unique(steps):
        of = np.flatnonzero(steps == step)
        yield table.slice(of[0], of.size), int(t[of[-1]]) + 10 * S


def test_rows_that_are_no_longer_held_change_no_verdict():
    table = taking_turns(6000, in_turn=5)
    live, senders = followed([*each_ten_minutes(table)], MORNING + DAY_US, most=2000)
    found, lanes, _ = built(table)
    assert senders.changes > 0
    assert senders.decided == found
    assert senders.lanes.tobytes() == lanes.lanes.tobytes()
    told = live.derived(SHARED)
    assert told is not None
    assert told.vessels == 2


def test_a_sender_with_more_runs_than_there_is_room_for_is_a_crowd_for_the_day_and_goes_on_the_next():
    first, second = taking_turns(1500, in_turn=1), taking_turns(400, in_turn=1, begin_us=MORNING + DAY_US)
    good = taking_turns(600, in_turn=600, mmsi=SHARED + 1)
    calls = sorted([*each_ten_minutes(first), *each_ten_minutes(good), *each_ten_minutes(second)], key=lambda c: c[1])
    live = LiveWays(10)
    beside = None
    for table, now_us in calls:
        live.add(table, now_us)
        live.advance(now_us)
        beside = live.derived(SHARED + 1) or beside
    told = live.derived(SHARED)
    assert told is not None
    assert (told.t_us >= MORNING + DAY_US, told.vessels) == (True, 2)
    assert told.faults >= 400  # the crowd of the day before
    assert beside is not None
    assert (beside.vessels, beside.faults) == (1, 0)


def test_senders_that_are_forgotten_take_their_runs_with_them():
    calls = []
    for k in range(60):
        calls += [*each_ten_minutes(taking_turns(8, in_turn=2, begin_us=MORNING + k * 600 * S, mmsi=SHARED + k))]
    live, senders = followed(calls, MORNING + 12 * 3600 * S, most=20)
    assert len(live) <= 25
    assert len(senders.roll) <= 25
    assert live.derived(SHARED) is None
    told = live.derived(SHARED + 59)
    assert told is not None
    live.advance(MORNING + 2 * DAY_US)
    assert {int(lane["mmsi"]) for lane in senders.lanes} <= {int(one["vessel"]) for one in senders.roll.records}
