"""Kernels of the parting: to which day and bucket a row goes, and the order in which the rows of a chunk then stand."""

from __future__ import annotations

import numpy as np
from numba import njit

BUCKETS = 256
DAY_US = 86_400_000_000


@njit(cache=True, nogil=True)
def bucket_of(mmsi):
    """The bucket of a sender: Fibonacci hashing, so that a country's numbers spread."""
    return np.int64((np.uint64(mmsi) * np.uint64(2654435769)) >> np.uint64(24)) & np.int64(BUCKETS - 1)


@njit(cache=True, nogil=True)
def days_of(t_us, day):
    """The UTC day of each time, days since 1970; gives the first and the last."""
    low, high = np.int64(1 << 62), np.int64(-(1 << 62))
    for i in range(t_us.shape[0]):
        d = np.int64(np.floor_divide(t_us[i], DAY_US))
        day[i] = d
        low, high = min(low, d), max(high, d)
    return low, high


@njit(cache=True, nogil=True)
def count(day, first_day, place_of_day, mmsi, key, counts):
    """The key of each row, place of its day x BUCKETS + bucket, and how many rows have it."""
    for i in range(day.shape[0]):
        k = np.int64(place_of_day[day[i] - first_day]) * BUCKETS + bucket_of(mmsi[i])
        key[i] = k
        counts[k] += 1


@njit(cache=True, nogil=True)
def place(key, at, order):
    """Row numbers in the order of their keys, rows of a key as they came. `at` begins as where each key starts."""
    for i in range(key.shape[0]):
        k = key[i]
        order[at[k]] = i
        at[k] += 1


@njit(cache=True, nogil=True)
def buckets_of(mmsi, bucket):
    """The bucket of each sender."""
    for i in range(mmsi.shape[0]):
        bucket[i] = bucket_of(mmsi[i])
