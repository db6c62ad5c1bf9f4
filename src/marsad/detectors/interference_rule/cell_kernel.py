"""Windows of time one after another, all cells of each: how unlikely what was seen is, and what becomes of the cell.

The number of bad ones among those seen in a cell is beta-binomial: the share of a cell is known only so far, and
differs from day to day more than by chance, since one aircraft without navigation crosses many cells. What is told at
once of so many cells is held to a share of false ones (Benjamini and Hochberg 1995), in which cells that were disturbed
of late weigh more (Genovese, Roeder and Wasserman 2006). The onset is the last window in
which a cumulative sum of log likelihood ratios stood at zero (Page 1954).
"""

import math
from collections import namedtuple

import numpy as np
from numba import njit

Rule = namedtuple(
    "Rule",
    "usual strength most_strength around_strength most_share decay false yellow red stays stays_p least onset_share "
    "again again_fade",
)
CELL = np.dtype(
    [("bad", "f8"), ("seen", "f8"), ("window", "i8"), ("level", "u1"), ("sum", "f8"), ("since", "i8"),
     ("disturbed", "i8")]
)  # fmt: skip
"""What is remembered of a cell: whom it saw until the window `window`, bad ones and all, older ones counting less; its
level then; the cumulative sum and since when it is above zero; when it was disturbed last, one more, 0 for never."""
JUDGED = np.dtype(
    [("usual", "f8"), ("share", "f8"), ("p", "f8"), ("p_around", "f8"), ("q", "f8"), ("level", "u1"), ("onset", "i8")]
)
NO_DATA, CLEAR, YELLOW, RED = 0, 1, 2, 3
NO_ONSET = -(1 << 62)
_TINY = 1e-300


@njit(cache=True, nogil=True)
def tail(k, n, a, b):
    """The chance of `k` or more bad ones among `n` when their share is beta distributed with `a` and `b`."""
    if k <= 0:
        return 1.0
    log = (
        math.lgamma(n + 1.0) - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0)
        + math.lgamma(k + a) + math.lgamma(n - k + b) - math.lgamma(n + a + b)
        - math.lgamma(a) - math.lgamma(b) + math.lgamma(a + b)
    )  # fmt: skip
    one = math.exp(log)
    total = one
    for j in range(int(k), int(n)):
        one *= (n - j) / (j + 1.0) * (j + a) / (n - j - 1.0 + b)
        total += one
        if one < 1e-9 * total and j > n * a / (a + b):
            break
    return min(1.0, max(total, _TINY))


@njit(cache=True, nogil=True)
def _usual(cell, window, rule):
    """The share that is usual in a cell, and how well it is known, as so many sightings."""
    fade = rule.decay ** (window - cell["window"]) if cell["seen"] > 0.0 else 0.0
    seen, bad = cell["seen"] * fade, cell["bad"] * fade
    strength = rule.strength + seen
    share = min((rule.usual * rule.strength + bad) / strength, rule.most_share)
    return share, min(strength, rule.most_strength)


@njit(cache=True, nogil=True)
def _false_shares(p, order, many, q):
    """For each p, the least share of false ones at which it is told, of `many` that were asked."""
    least = 1.0
    for at in range(len(order) - 1, -1, -1):
        least = min(least, p[order[at]] * many / (at + 1.0))
        q[order[at]] = least


@njit(cache=True, nogil=True)
def judge_window(window, where, good, bad, cells, around, seen_now, bad_now, rule, out):
    """One window: `where` has the place in `cells` of each row, no cell twice; `around` the places of its neighbours,
    -1 for none. `seen_now` and `bad_now` are zero for each cell, and are left so."""
    many = len(where)
    for i in range(many):
        seen_now[where[i]], bad_now[where[i]] = good[i] + bad[i], bad[i]
    asked = 0
    for i in range(many):
        at = where[i]
        n, k = good[i] + bad[i], bad[i]
        one = out[i]
        share, strength = _usual(cells[at], window, rule)
        one["usual"], one["p"], one["p_around"], one["q"] = share, 1.0, 1.0, 1.0
        one["share"] = max(0.0, (k - 1.0) / n) if n > 0 else np.nan
        asked += n > 0
        if k < 1:
            continue
        one["p"] = tail(k, n, share * strength, (1.0 - share) * strength)
        all_n, all_k, expected = n, k, share * n
        for j in range(around.shape[1]):
            other = around[at, j]
            if other >= 0 and seen_now[other] > 0:
                all_n += seen_now[other]
                all_k += bad_now[other]
                expected += _usual(cells[other], window, rule)[0] * seen_now[other]
        mean, firm = expected / all_n, rule.around_strength
        one["p_around"] = tail(all_k, all_n, mean * firm, (1.0 - mean) * firm)
    both = np.ones(many)
    for i in range(many):
        both[i] = min(1.0, 2.0 * min(out[i]["p"], out[i]["p_around"]))
    weight, whole = np.ones(many), 0.0
    for i in range(many):
        last = cells[where[i]]["disturbed"]
        if last > 0:
            weight[i] += (rule.again - 1.0) * rule.again_fade ** (window + 1 - last)
        whole += weight[i]
    weighed = both * (whole / many) / weight
    q, some = np.ones(many), np.flatnonzero(both < 1.0)
    _false_shares(weighed, some[np.argsort(weighed[some])], asked, q)
    for i in range(many):
        at, one = where[i], out[i]
        one["q"] = q[i]
        _settle(window, good[i] + bad[i], bad[i], both[i], cells[at], one, rule)
        seen_now[at] = bad_now[at] = 0


@njit(cache=True, nogil=True)
def _settle(window, n, k, p, cell, one, rule):
    """The level of a cell in this window, its onset, and what is remembered of it."""
    excess = one["share"] - one["usual"]
    # Who is alone in a cell full of faults around it tells little of the cell itself.
    told = one["q"] <= rule.false and k >= 2 and one["p"] <= rule.stays_p
    was = cell["level"]
    level = CLEAR if n >= rule.least else NO_DATA
    if told and excess >= rule.yellow:
        level = RED if excess >= rule.red else YELLOW
    if was >= YELLOW and p <= rule.stays_p:
        if was == RED and excess >= rule.stays * rule.red:
            level = RED
        elif excess >= rule.stays * rule.yellow:
            level = max(level, YELLOW)
    one["level"] = level
    if n > 0:
        step = k * math.log(rule.onset_share / one["usual"])
        step += (n - k) * math.log((1.0 - rule.onset_share) / (1.0 - one["usual"]))
        if cell["sum"] + step <= 0.0:
            cell["sum"] = 0.0
        else:
            if cell["sum"] == 0.0:
                cell["since"] = window
            cell["sum"] = min(cell["sum"] + step, 50.0)
    one["onset"] = cell["since"] if level >= YELLOW and cell["sum"] > 0.0 else window if level >= YELLOW else NO_ONSET
    cell["level"] = level
    if level >= YELLOW:
        cell["disturbed"] = window + 1
    if n > 0 and level <= CLEAR:
        fade = rule.decay ** (window - cell["window"]) if cell["seen"] > 0.0 else 0.0
        # What is not told but unlikely is not learnt as usual at its full weight.
        usual_most = math.ceil(one["usual"] * n + 3.0 * math.sqrt(one["usual"] * n + 0.1))
        cell["bad"] = cell["bad"] * fade + min(float(k), usual_most)
        cell["seen"] = cell["seen"] * fade + n
        cell["window"] = window
