"""There is room for so many vessels: who was heard once goes first, who has an open event last."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.runtime.advance.part import Part
from marsad.runtime.advance.pressed import press
from marsad.runtime.advance.roll import Roll

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
