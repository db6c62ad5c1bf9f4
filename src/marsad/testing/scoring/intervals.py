"""What chance leaves open: 95 % intervals of proportions, rates and quantiles."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

Z95: Final = 1.959963984540054
"""Of the normal distribution 97.5 % lie below it."""
_OUT: Final = 0.025


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the bounds of its 95 % interval; None: nothing can be said."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


def wilson(hits: int, n: int) -> Estimate:
    """A proportion with the score interval of Wilson (1927), without continuity correction."""
    if n <= 0:
        return Estimate()
    share, square = hits / n, Z95 * Z95
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    # At 0 and n the bound is exact; what a last bit adds would lie outside.
    return Estimate(share, 0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half)


def f1(true: int, false: int, missed: int) -> Estimate:
    """The harmonic mean of precision and recall.

    It is 2 J / (1 + J) of the proportion J = true / (true + false + missed), and so are the bounds of J.
    """
    found = wilson(true, true + false + missed)
    return Estimate(*(None if j is None else 2 * j / (1 + j) for j in (found.value, found.low, found.high)))


def poisson(count: int, exposure: float) -> Estimate:
    """A rate of what happens independently, with the exact interval of Garwood (1936)."""
    if exposure <= 0:
        return Estimate()
    low = 0.0 if count == 0 else _mean_where(lambda mean: 1 - _at_most(count - 1, mean) - _OUT, count)
    high = _mean_where(lambda mean: _OUT - _at_most(count, mean), count + 1)
    return Estimate(count / exposure, low / exposure, high / exposure)


def quantile(values: Sequence[float], share: float) -> Estimate:
    """The least value that so large a share does not exceed, with bounds by order statistics.

    They hold for any distribution (Conover, Practical Nonparametric Statistics); None where there are too few values.
    """
    n = len(values)
    if not n:
        return Estimate()
    ordered = sorted(values)
    below = list(accumulate(_binomial(k, n, share) for k in range(n)))
    low = sum(chance <= _OUT for chance in below)
    high = next((k for k in range(n) if below[k] >= 1 - _OUT), None)
    return Estimate(ordered[max(0, math.ceil(share * n - 1e-9) - 1)], ordered[low - 1] if low else None,
                    None if high is None else ordered[high])  # fmt: skip


def _mean_where(rising: Callable[[float], float], near: float) -> float:
    """Where a rising function crosses zero."""
    low, high = 0.0, near + 10.0 * math.sqrt(near) + 10.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _at_most(count: int, mean: float) -> float:
    """The chance of `count` or fewer where `mean` are expected."""
    if mean <= 0:
        return 1.0
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in _worth(count, mean))


def _worth(count: int, mean: float) -> range:
    """Numbers up to `count` of which the chance is more than nothing (12 standard deviations below)."""
    return range(max(0, math.floor(mean - 12 * math.sqrt(mean) - 12)), count + 1)


def _binomial(count: int, n: int, share: float) -> float:
    """The chance of just so many."""
    return math.exp(
        math.lgamma(n + 1) - math.lgamma(count + 1) - math.lgamma(n - count + 1)
        + count * math.log(share) + (n - count) * math.log1p(-share)
    )  # fmt: skip
