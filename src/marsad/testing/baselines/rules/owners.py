"""Which slot stands for an MMSI."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def owners(ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each slot the first slot whose vessel has the same MMSI: slots are kept, so it stays the same one."""
    _, first, which = np.unique(ids // 100, return_index=True, return_inverse=True)
    return np.asarray(first[which], np.int64)
