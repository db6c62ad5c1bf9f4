"""Draws for a whole fleet at once."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import uniform


@njit(cache=True, nogil=True)
def shares(seed, purpose, first, count, kinds):
    """A number from 0 to below 1 for each vessel and kind, as the first `kinds` draws of her stream."""
    out = np.empty((count, kinds))
    for vessel in range(count):
        for kind in range(kinds):
            out[vessel, kind] = uniform(seed, purpose, first + vessel, 0, kind + 1)
    return out
