"""Randomness as an argument: each number is a hash of what it is for, so that no draw moves another.

SplitMix64's finaliser over a chain of keys (Steele, Lea and Flood 2014). A draw is named by the seed, a purpose, who
draws, the hour (0 for what is drawn once) and how many were drawn before: workers in any number draw the same.
Functions take int64 scalars, from kernels and from Python alike.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


@njit(cache=True, nogil=True)
def _mixed(value):
    value = (value ^ (value >> np.uint64(30))) * _FIRST
    value = (value ^ (value >> np.uint64(27))) * _SECOND
    return value ^ (value >> np.uint64(31))


@njit(cache=True, nogil=True)
def bits(seed, purpose, who, hour, nth):
    """64 random bits."""
    value = _mixed(np.uint64(seed) + _GOLDEN)
    value = _mixed((value ^ np.uint64(purpose)) + _GOLDEN)
    value = _mixed((value ^ np.uint64(who)) + _GOLDEN)
    value = _mixed((value ^ np.uint64(hour)) + _GOLDEN)
    return _mixed((value ^ np.uint64(nth)) + _GOLDEN)


@njit(cache=True, nogil=True)
def uniform(seed, purpose, who, hour, nth):
    """A number from 0 to below 1."""
    return np.float64(bits(seed, purpose, who, hour, nth) >> np.uint64(11)) * 2.0**-53


@njit(cache=True, nogil=True)
def normal(seed, purpose, who, hour, nth):
    """A normal deviate of mean 0 and standard deviation 1 (Box and Muller 1958)."""
    first = 1.0 - uniform(seed, purpose, who, hour, 2 * nth)
    second = uniform(seed, purpose, who, hour, 2 * nth + 1)
    return math.sqrt(-2.0 * math.log(first)) * math.cos(2.0 * math.pi * second)
