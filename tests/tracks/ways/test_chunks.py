"""However the rows are cut into calls, into shards, or come in another order, tracks and stops are the same."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.tracks.ways.columns import KEPT, RECORD
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace
from tests.tracks.ways.rows import DAY_US, laid_out, ways

LATE = 1_600_000_000_000_000 // DAY_US * DAY_US + DAY_US - 5_400_000_000
COLUMNS = ("track_id", "step_m", "made_kn", "made_deg", "turn_deg_min")


def by_days(rows, state, cuts=()):
    """Trace and close day by day; within a day, calls are cut at these instants. Columns in the order of rows."""
    positions, number, outcome = laid_out(rows)
    derived = {name: np.zeros(len(rows), dtype=np.float64) for name in COLUMNS}
    done, states = [], []
    days = positions.tk // DAY_US
    for day in range(int(days.min(initial=LATE // DAY_US)), int(days.max(initial=LATE // DAY_US)) + 1):
        edges = sorted({day * DAY_US, (day + 1) * DAY_US, *(c for c in cuts if c // DAY_US == day)})
        for a, b in pairwise(edges):
            of = np.flatnonzero((positions.tk >= a) & (positions.tk < b))
            found = trace(positions.part(of), number[of], outcome[of], state)
            for name in COLUMNS:
                derived[name][of] = getattr(found, name)
        done.append(close_day(state, (day + 1) * DAY_US))
        states.append(state.to_arrow())
    return derived, pa.concat_tables([d.tracks for d in done]), pa.concat_tables([d.stops for d in done]), states


def same(one, other):
    for name in COLUMNS:
        np.testing.assert_array_equal(one[0][name], other[0][name])
    assert one[1].equals(other[1])
    assert one[2].equals(other[2])
    assert [s.to_pydict().__repr__() for s in one[3]] == [s.to_pydict().__repr__() for s in other[3]]


some_ways = ways(most=40, begin_us=LATE, vessels=4)


@given(some_ways, st.lists(st.integers(LATE, LATE + 3 * 3_600_000_000), max_size=6))
@settings(max_examples=150)
def test_many_calls_are_as_good_as_one(rows, cuts):
    same(by_days(rows, WayState()), by_days(rows, WayState(), cuts))


@given(some_ways, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_rows_makes_no_difference(rows, chance: random.Random):
    # Rows of one vessel at one instant are told apart by their digest, which moves with the row.
    first = laid_out(rows)
    numbered = [
        {**{k: getattr(first[0], k)[i].item() for k in ("mmsi", "tk", "lon", "lat", "sog_kn", "kind", "type")},
         "number": int(first[1][i]), "outcome": int(first[2][i])}
        for i in range(len(rows))
    ]  # fmt: skip
    shuffled = list(enumerate(numbered))
    chance.shuffle(shuffled)
    back = [row for _, row in sorted(shuffled, key=lambda p: (p[1]["mmsi"], p[1]["tk"], p[0]))]
    same(by_days(numbered, WayState()), by_days(back, WayState()))


@given(some_ways)
@settings(max_examples=60)
def test_shards_give_what_the_whole_gives(rows):
    whole, parts = WayState(), [WayState(), WayState()]
    one = by_days(rows, whole)
    split = [[r for r in rows if r["mmsi"] % 2 == k] for k in (0, 1)]
    others = [by_days(some, state) for some, state in zip(split, parts, strict=True)]
    for at, name in ((1, "track_id"), (2, "stop_id")):
        keys = [(key, "ascending") for key in ("vessel_id", "t_start", "part", name)]
        together = pa.concat_tables([other[at] for other in others])
        assert one[at].sort_by(keys).to_pylist() == together.sort_by(keys).to_pylist()
    last = max(len(o[3]) for o in (one, *others))
    if all(len(o[3]) == last for o in (one, *others)):
        parts[0].merge(parts[1])
        assert repr(parts[0].to_arrow().to_pydict()) == repr(whole.to_arrow().to_pydict())


@given(some_ways)
@settings(max_examples=60)
def test_a_state_that_was_kept_goes_on_as_before(rows):
    carried, stored = WayState(), WayState()
    positions, number, outcome = laid_out(rows)
    for day in np.unique(positions.tk // DAY_US):
        of = np.flatnonzero(positions.tk // DAY_US == day)
        one = trace(positions.part(of), number[of], outcome[of], carried)
        two = trace(positions.part(of), number[of], outcome[of], stored)
        for name in COLUMNS:
            np.testing.assert_array_equal(getattr(one, name), getattr(two, name))
        end = int(day + 1) * DAY_US
        a, b = close_day(carried, end), close_day(stored, end)
        assert a.tracks.equals(b.tracks)
        assert a.stops.equals(b.stops)
        today = [
            name for name in RECORD.names if name not in KEPT and name[-4:] not in ("slat", "clat", "slon", "clon")
        ]
        assert not any(stored.records[name].any() for name in today)
        kept = stored.to_arrow()
        stored = WayState.from_arrow(kept)
        assert repr(stored.to_arrow().to_pydict()) == repr(kept.to_pydict())
