"""Events of disturbed cells: those that touch each other in space and time are one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.detectors.interference_rule.cell_join_kernel import join
from marsad.detectors.interference_rule.cell_kernel import YELLOW

GAP: int = 2
"""Windows from one to the next of an event at most: a day on which nobody flies does not end it."""


def clusters(
    window: npt.NDArray[np.int64], where: npt.NDArray[np.int64], level: npt.NDArray[np.uint8],
    around: npt.NDArray[np.int32], gap: int = GAP,
) -> npt.NDArray[np.int64]:  # fmt: skip
    """The event of each row, numbered from 0 in the order in which they begin; -1 for a cell that is not disturbed.

    Rows are cells in windows in any order. Two disturbed ones belong together when one lies in the other's cell or
    within two cells of it (between them may be one in which nobody was seen) and no more than `gap` windows later.
    """
    disturbed = np.flatnonzero(level >= YELLOW)
    order = disturbed[np.lexsort((where[disturbed], window[disturbed]))]
    root = np.arange(len(order))
    join(window[order], where[order], around, gap, root)
    _, first, number = np.unique(root, return_index=True, return_inverse=True)
    turn = np.empty(len(first), np.int64)
    turn[np.argsort(first)] = np.arange(len(first))
    event = np.full(len(window), -1, np.int64)
    event[order] = turn[number]
    return event
