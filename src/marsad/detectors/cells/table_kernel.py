"""A table of cells by number: records with a field `key`, 0 where a place is empty, as many as a power of two."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def place_of(key, table):
    """Where a cell stands in the table; where it would, if it does not: -1 - place."""
    mask = table.size - 1
    at = (np.int64(key) * 2654435761 >> 15) & mask
    while table[at]["key"] != 0:
        if table[at]["key"] == key:
            return at
        at = (at + 1) & mask
    return -1 - at


@njit(cache=True, nogil=True)
def moved(into, table):
    """Put all cells of a table into a bigger, empty one."""
    for n in range(table.size):
        if table[n]["key"] != 0:
            into[-1 - place_of(table[n]["key"], into)] = table[n]
