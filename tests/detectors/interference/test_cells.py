"""Cells: gpsjam's value, how unlikely what was seen is, levels from window to window, events of cells that touch."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors.interference_rule.cell_events import clusters
from marsad.detectors.interference_rule.cell_kernel import tail
from marsad.detectors.interference_rule.cell_rule import CellRule
from marsad.detectors.interference_rule.cell_value import HIGH, LOW, MEDIUM, NONE, levels_of, values_of
from marsad.detectors.interference_rule.cell_watch import CLEAR, NO_DATA, NO_ONSET, RED, YELLOW, CellWatch

DAY = 86_400


def ring(many: int) -> np.ndarray:
    """Cells in a ring: each has the one before and the one after as neighbours."""
    at = np.arange(many)
    return np.stack([(at - 1) % many, (at + 1) % many], axis=1).astype(np.int32)


def alone(many: int) -> np.ndarray:
    return np.full((many, 6), -1, np.int32)


@given(st.lists(st.tuples(st.integers(0, 65535), st.integers(0, 65535)), min_size=1))
def test_the_value_is_the_rule_as_it_is_written(pairs):
    good, bad = (np.array(some, np.uint16) for some in zip(*pairs, strict=True))
    level = levels_of(values_of(good, bad))
    for g, b, value, found in zip(
        good.tolist(), bad.tolist(), values_of(good, bad).tolist(), level.tolist(), strict=True
    ):
        if g + b == 0:
            assert math.isnan(value)
            assert found == NONE
            continue
        assert value == (b - 1) / (g + b)
        exact = Fraction(b - 1, g + b)
        assert found == (LOW if exact < Fraction(2, 100) else MEDIUM if exact < Fraction(10, 100) else HIGH)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.01, 50), st.floats(0.5, 2000))
def test_the_tail_is_the_sum_of_all_chances(n, k, a, b):
    """By recursion from nobody bad, as the beta-binomial distribution is written (Skellam 1948)."""
    k = min(k, n)

    def log_beta(x, y):
        return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)

    chances = [math.comb(n, j) * math.exp(log_beta(j + a, n - j + b) - log_beta(a, b)) for j in range(n + 1)]
    assert sum(chances) == pytest.approx(1.0, abs=1e-6)
    assert tail(k, n, a, b) == pytest.approx(sum(chances[k:]), rel=1e-6, abs=1e-12)


def judged(watch, window, *cells):
    """`cells` as (place, good, bad)."""
    where, good, bad = (np.array(some, np.int64) for some in zip(*cells, strict=True))
    return watch.judge(window, where, good, bad)


def test_many_bad_ones_are_red_and_the_onset_is_that_day():
    watch = CellWatch(alone(3), DAY)
    for day in range(10):
        before = judged(watch, day, (0, 40, 0), (1, 60, 0), (2, 2, 0))
    assert before["level"].tolist() == [CLEAR, CLEAR, NO_DATA]
    assert (before["onset"] == NO_ONSET).all()
    out = judged(watch, 10, (0, 30, 10), (1, 60, 0), (2, 2, 0))
    assert out["level"].tolist() == [RED, CLEAR, NO_DATA]
    assert out["onset"][0] == 10
    assert out["share"][0] == 9 / 40


def test_what_is_usual_in_a_cell_is_no_sign():
    """1 % of aircraft that never had GPS, as over Great Britain: gpsjam's value is medium on some days."""
    draw = np.random.default_rng(7)
    watch = CellWatch(alone(1), DAY)
    levels, values = [], []
    for day in range(200):
        bad = int(draw.binomial(180, 0.01))
        out = judged(watch, day, (0, 180 - bad, bad))
        if day >= 20:
            levels.append(int(out["level"][0]))
            values.append(int(levels_of(values_of([180 - bad], [bad]))[0]))
    assert MEDIUM in values
    assert set(levels) == {CLEAR}


def test_interference_that_stays_is_never_learnt_as_usual():
    watch = CellWatch(alone(2), DAY)
    for day in range(300):
        out = judged(watch, day, (0, 35, 15), (1, 80, 0))
    assert out["level"].tolist() == [RED, CLEAR]
    assert out["onset"][0] == 0
    assert out["usual"][0] <= CellRule().usual_share


def test_few_aircraft_are_told_of_where_those_around_them_are_bad_too():
    lonely, together = CellWatch(alone(3), DAY), CellWatch(ring(3), DAY)
    for day in range(10):
        for watch in (lonely, together):
            judged(watch, day, (0, 3, 0), (1, 3, 0), (2, 3, 0))
    rows = [(0, 1, 2), (1, 0, 3), (2, 1, 2)]
    assert (judged(together, 10, *rows)["p_around"] < judged(lonely, 10, *rows)["p_around"]).all()


def test_a_disturbed_cell_stays_so_until_it_is_clearly_better():
    watch = CellWatch(alone(1), DAY)
    for day in range(20):
        judged(watch, day, (0, 200, 0))
    assert judged(watch, 20, (0, 170, 30))["level"][0] == RED
    assert judged(watch, 21, (0, 186, 14))["level"][0] == RED  # 6.5 %: no cell would begin to be red there
    assert judged(watch, 22, (0, 195, 5))["level"][0] == YELLOW
    assert judged(watch, 23, (0, 200, 0))["level"][0] == CLEAR


def test_one_in_a_hundred_told_of_by_chance_is_false_at_most():
    """4,000 cells as the rule expects them, 60 days: hardly any is told of, though 4,000 are asked each day."""
    draw, rule = np.random.default_rng(11), CellRule()
    many, watch = 4000, CellWatch(alone(4000), DAY)
    share = draw.beta(rule.usual_share * rule.usual_strength, (1 - rule.usual_share) * rule.usual_strength, many)
    told = 0
    for day in range(60):
        seen = draw.integers(1, 300, many)
        today = draw.beta(share * 1000 + 1e-9, (1 - share) * 1000)
        bad = draw.binomial(seen, today)
        told += int((watch.judge(day, np.arange(many), seen - bad, bad)["level"] >= YELLOW).sum())
    assert told <= 6  # 240,000 cells and days


def test_windows_come_in_order_and_cells_once():
    watch = CellWatch(alone(2), DAY)
    judged(watch, 5, (0, 3, 0))
    with pytest.raises(ValueError, match="order of time"):
        judged(watch, 5, (0, 3, 0))
    with pytest.raises(ValueError, match="twice"):
        judged(watch, 6, (0, 3, 0), (0, 3, 0))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_each_window_hangs_on_those_before_it_alone(data):
    """Rows in any order, and whatever comes later, change nothing."""
    days = data.draw(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 50), st.integers(0, 20)),
                                       min_size=1, unique_by=lambda one: one[0]), min_size=2, max_size=8))  # fmt: skip
    whole, part = CellWatch(ring(6), DAY), CellWatch(ring(6), DAY)
    cut = data.draw(st.integers(1, len(days) - 1))
    first = [judged(whole, day, *rows) for day, rows in enumerate(days)][:cut]
    for day, rows in enumerate(days[:cut]):
        order = data.draw(st.permutations(range(len(rows))))
        again = judged(part, day, *(rows[at] for at in order))
        for name in again.dtype.names:
            np.testing.assert_array_equal(again[name], first[day][name][list(order)])


def test_events_are_what_touches_in_space_and_time():
    around = np.full((12, 2), -1, np.int32)
    around[:11, 0], around[1:, 1] = np.arange(1, 12), np.arange(11)  # in a row
    rows = [(0, 0), (0, 1), (0, 8), (1, 3), (5, 1), (2, 8), (6, 10)]
    window, where = (np.array(some, np.int64) for some in zip(*rows, strict=True))
    level = np.full(len(rows), YELLOW, np.uint8)
    assert clusters(window, where, level, around).tolist() == [0, 0, 1, 0, 2, 1, 3]
    level[3] = CLEAR
    assert clusters(window, where, level, around).tolist() == [0, 0, 1, -1, 2, 1, 3]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 15)), unique=True, min_size=1), st.randoms())
def test_events_do_not_hang_on_the_order_of_rows(rows, random):
    def found(rows):
        window, where = (np.array(some, np.int64) for some in zip(*rows, strict=True))
        return dict(
            zip(rows, clusters(window, where, np.full(len(rows), RED, np.uint8), ring(16)).tolist(), strict=True)
        )

    def parts(told):
        return {frozenset(row for row in told if told[row] == event) for event in told.values()}

    mixed = random.sample(rows, len(rows))
    assert parts(found(rows)) == parts(found(mixed))
    by_hand = {row: {row} for row in rows}
    for a in rows:
        for b in rows:
            apart = abs(a[1] - b[1])
            if abs(a[0] - b[0]) <= 2 and min(apart, 16 - apart) <= 2 and by_hand[a] is not by_hand[b]:
                both = by_hand[a] | by_hand[b]
                by_hand |= dict.fromkeys(both, both)
    assert parts(found(rows)) == {frozenset(some) for some in by_hand.values()}
