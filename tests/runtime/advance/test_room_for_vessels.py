"""There is room for so many vessels: who was heard once goes first, who has an open event last."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors import close_quarters, rendezvous
from marsad.plugin.detector import Detector, StateSchema
from marsad.plugin.parameters import Parameters
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.runtime.advance.part import Part, moved
from marsad.runtime.advance.pressed import press
from marsad.runtime.advance.roll import Roll
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract.tracks import Leg
from tests.detectors.stage import MINUTE_US, NOON, rows_of, ship

DTYPE = np.dtype([("t", "i8"), ("told", "f8", (3,)), ("open", "?")])


def _roll(often, once):
    roll = Roll()
    for turn, ids in enumerate((often, often, once)):
        found = roll.slots(np.array(ids, np.int64))
        roll.hear(found, np.arange(1, len(ids) + 1) + 1000 * turn)
    return roll


def test_who_was_heard_once_goes_first():
    roll = _roll(range(100, 200), range(1000, 1300))
    kept = roll.only(roll.worth_keeping(150, np.array([1007])))
    assert set(range(100, 200)) < set(kept.ids.tolist())
    assert 1007 in kept.ids
    assert len(kept) == 150
    # not the oldest of them all: else a fleet that is just too large would lose each before it speaks again
    once = sorted(set(kept.ids.tolist()) - set(range(100, 200)))
    assert min(once) < 1100 < 1200 < max(once)


def test_then_who_was_silent_longest():
    roll = _roll(range(100, 200), [])
    assert roll.only(roll.worth_keeping(30, np.array([101]))).ids.tolist() == [101, *range(171, 200)]


@given(st.lists(st.integers(1, 10_000), unique=True, max_size=300), st.integers(0, 300))
def test_a_smaller_roll_finds_the_same_vessels(ids, many):
    roll = _roll(ids, [])
    slots = roll.worth_keeping(many, np.zeros(0, np.int64))
    left = roll.only(slots)
    assert len(left) == min(many, len(ids))
    assert (roll.known(left.ids) == slots).all()
    assert (left.slots(left.ids) == np.arange(len(left))).all()


@given(st.binary(max_size=200), st.integers(0, 3))
@settings(max_examples=50)
def test_what_is_pressed_comes_back(data, times):
    records = np.frombuffer(data[: len(data) // DTYPE.itemsize * DTYPE.itemsize] * 10**times, DTYPE)
    pressed = press(records)
    assert pressed.records().tobytes() == records.tobytes()
    assert press(np.zeros(3_000_000, DTYPE)).nbytes < 1_000_000


def test_a_part_with_nobody_is_pressed():
    assert len(Part(()).press().part().roll) == 0


def _beside_each_other():
    """Two who come, lie beside each other for two hours, and go."""
    legs = [Leg(0.5, 8.0, 90.0, every_s=30.0), Leg(2.5, 0.5, 90.0, every_s=30.0), Leg(0.5, 8.0, 90.0, every_s=30.0)]
    return [ship(n, legs, north_m=100.0 * n) for n in (1, 2)]


def _towards_each_other():
    """Two who meet head on after twenty minutes."""
    metres = 20 * 60 * 12.0 * 1852 / 3600
    return [
        ship(1, [Leg(0.7, 12.0, 90.0, every_s=10.0)], east_m=-metres),
        ship(2, [Leg(0.7, 12.0, 270.0, every_s=10.0)], east_m=metres, north_m=100.0),
    ]


@pytest.mark.parametrize(
    ("detector", "pair", "cuts_min"),
    [
        (close_quarters.DETECTOR, _towards_each_other(), (15, 16, 17, 42)),
        (rendezvous.DETECTOR, _beside_each_other(), (70, 71, 90, 300)),
        (BASELINES.load()["gfw-encounter"], _beside_each_other(), (100, 101, 170, 300)),
    ],
    ids=["close-quarters", "rendezvous", "gfw-encounter"],
)
def test_a_pair_goes_on_when_all_who_came_before_it_are_forgotten(detector, pair, cuts_min):
    """Their slots stand in a table: those of before lie beyond the end of the fewer vessels that are left, and what
    kernels read there ended the process, or was another vessel."""
    legs, before = [Leg(0.01, 12.0, 180.0)], NOON - 60 * MINUTE_US
    strangers = [ship(1000 + n, legs, east_m=1e5 * (n % 30), north_m=-2e6 - 5e4 * (n // 30), at=before)
                 for n in range(400)]  # fmt: skip
    rows, events = rows_of(*[(who, track[:1]) for who, track in strangers], *pair), []
    for most in (None, 100):
        leading = Advance([detector], start_us=before - 1, most_vessels=most)
        leading.take(rows)
        given = []
        for minute in cuts_min:
            given.append(leading.to(NOON + minute * MINUTE_US))
            for part in leading.state():
                for name in detector.state.pairs if detector.name in part.states else ():
                    keys = part.states[detector.name].tables[name]["key"]
                    assert (keys >> 32 < keys & 0xFFFFFFFF).all()
                    assert (keys & 0xFFFFFFFF < len(part.roll)).all()
                    assert (np.diff(keys) > 0).all()
        assert not leading.faults
        assert (leading.forgotten > 300) == (most is not None)
        events.append([event.facts() for event in last_of(given)])
    assert events[0] == events[1]
    assert len(events[0]) == 1


PAIR = np.dtype([("key", "i8"), ("a", "i8"), ("b", "i8"), ("told", "i8")])
PAIRS = Detector("pairs", "1", ("rendezvous",), "cell", Parameters(), lambda *_: ([], _[1]),
                 StateSchema(np.dtype([("me", "i8")]), {"pairs": PAIR}, ("pairs",)), halo_m=1.0)  # fmt: skip
ALONE = Detector("alone", "1", ("drift",), "vessel", Parameters(), lambda *_: ([], _[1]),
                 StateSchema(np.dtype([("me", "i8")]), {"some": np.dtype([("vessel", "i8")])}))  # fmt: skip


def _part(detector, ids):
    """A part whose vessels know who they are, and in which each is paired with the next."""
    part = Part([detector])
    part.roll.slots(np.array(ids, np.int64))
    state = part.states[detector.name]
    state.ids, state.vessels = part.roll.ids, np.zeros(len(ids), detector.state.vessel)
    state.vessels["me"] = ids
    if detector.state.pairs:
        pairs = np.zeros(len(ids) - 1, PAIR)
        for n in range(len(pairs)):
            pairs[n] = n << 32 | n + 1, *sorted(ids[n : n + 2]), n
        state.tables["pairs"] = pairs
    else:
        state.tables["some"] = np.array(ids, np.int64).view(detector.state.tables["some"])
    return part


@given(st.lists(st.integers(1, 99), min_size=2, max_size=12, unique=True), st.randoms())
def test_a_detector_that_failed_in_a_rerun_keeps_its_pairs_in_the_slots_of_the_rerun(ids, chance):
    again = Part(())
    others = [*ids, 500, 501]
    chance.shuffle(others)
    again.roll.slots(np.array(others[chance.randint(0, len(others)) :], np.int64))
    both = again.press_over(_part(PAIRS, ids).press(), [PAIRS])
    part = both.part()
    state = part.states["pairs"]
    pairs = state.tables["pairs"]
    assert (np.diff(pairs["key"]) > 0).all()
    assert sorted(pairs["told"]) == list(range(len(ids) - 1))
    one, other = part.roll.ids[pairs["key"] >> 32], part.roll.ids[pairs["key"] & 0xFFFFFFFF]
    assert (np.minimum(one, other) == pairs["a"]).all()
    assert (np.maximum(one, other) == pairs["b"]).all()
    assert (state.vessels["me"] == np.where(np.isin(part.roll.ids, ids), part.roll.ids, 0)).all()


@given(st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True), st.sets(st.integers(0, 11)))
def test_what_is_told_of_the_forgotten_is_told_of_nobody_else(ids, gone):
    left = [one for n, one in enumerate(ids) if n not in gone] + [700]
    now = Part([ALONE])
    now.roll.slots(np.array(left, np.int64))
    state = moved(_part(ALONE, ids), ALONE, now)
    told = dict(zip(now.roll.ids.tolist(), state.vessels["me"].tolist(), strict=False))
    assert told | {700: 0} == {one: one for one in left[:-1]} | {700: 0}
    assert told.get(700, 0) == 0
    assert state.tables["some"]["vessel"].tolist() == left[:-1]
