"""Draws for many vessels at once."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import uniform


@njit(cache=True, nogil=True)
def uniforms(seed, purpose, first, count, hour, columns):
    """Numbers from 0 to below 1: a row for each vessel from `first` on, a column for each draw."""
    out = np.empty((count, columns))
    for row in range(count):
        for column in range(columns):
            out[row, column] = uniform(seed, purpose, first + row, hour, column)
    return out
