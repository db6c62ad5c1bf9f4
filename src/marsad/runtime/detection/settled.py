"""What was known with more of the past than is held any more stays known.

Rows are labelled anew from the first one that is held, as if nothing had been before it: the first fix of a vessel has
no step then. So up to the first row that is new, or that is judged otherwise, each sender keeps the labels there were.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records

WAYS: Final = ("step_m", "made_kn", "made_deg", "turn_deg_min")


def as_before(made: Records, held: Records) -> Records:
    """`made`: rows of some senders, labelled anew; `held`: those of them that were known, as they were labelled.
    `made` is written into."""
    where = _places(made, held)
    same = where >= 0
    for name in ("vessel", "outcome"):
        same[same] &= made[name][same] == held[name][where[same]]
    senders, of = np.unique(made["mmsi"], return_inverse=True)
    first = np.full(len(senders), np.iinfo(np.int64).max)
    np.minimum.at(first, of[~same], made["t"][~same])
    keeps = same & (made["t"] < first[of])
    for name in WAYS:
        made[name][keeps] = held[name][where[keeps]]
    return made


def _places(made: Records, held: Records) -> npt.NDArray[np.int64]:
    """For each row its place among those that were known; -1: it was not."""
    if not len(held):
        return np.full(len(made), -1)
    order = np.lexsort((held["digest"], held["t"], held["mmsi"]))
    both = np.concatenate([_key(held[order]), _key(made)])
    _, number = np.unique(both, return_inverse=True)
    place_of = np.full(int(number.max()) + 1, -1)
    place_of[number[: len(held)]] = order
    return place_of[number[len(held) :]]


def _key(records: Records) -> Records:
    key = np.zeros(len(records), [("mmsi", "u4"), ("t", "i8"), ("digest", "u8")])
    for name in ("mmsi", "t", "digest"):
        key[name] = records[name]
    return key
