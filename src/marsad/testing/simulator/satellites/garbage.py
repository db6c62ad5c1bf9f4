"""Collisions that a satellite's receiver takes for a message: bits of two ships under one right checksum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import Records

_WIDTH = {"mmsi": 29, "lon_raw": 27, "lat_raw": 26, "cog_raw": 12, "heading_raw": 9, "sog_raw": 10, "status": 4}
"""Bits of each field that the other ship's may have replaced."""


def garbled(tx: Records, garbage: npt.NDArray[np.uint64]) -> Records:
    """Transmissions (a copy) with fields stirred by random bits; those whose bits are 0 stay as they are."""
    wrong = np.flatnonzero(garbage)
    stir = garbage[wrong]
    for name, width in _WIDTH.items():
        some = (stir & np.uint64((1 << width) - 1)).astype(tx.dtype[name])
        tx[name][wrong] ^= some
        stir = (stir >> np.uint64(11)) ^ (stir << np.uint64(37))
    return tx
