"""Which slot stands for an MMSI: the first of those of its vessels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.wire.mmsi import defaults

Numbers = npt.NDArray[np.int64]


def owners(ids: Numbers) -> Numbers:
    """For each slot the first slot of the same MMSI: slots are kept, so it stays the same one."""
    mmsi = ids // 100
    owner = np.arange(len(ids), dtype=np.int64)
    more = ids % 100 != 0
    if more.any():
        several = np.flatnonzero(np.isin(mmsi, mmsi[more]))
        _, first, which = np.unique(mmsi[several], return_index=True, return_inverse=True)
        owner[several] = several[first[which]]
    return owner


def own_number(ids: Numbers) -> npt.NDArray[np.bool_]:
    """Of each slot whether its MMSI is that of one ship: leading digits of a ship, and no factory's number."""
    mmsi = ids // 100
    ship: npt.NDArray[np.bool_] = (mmsi >= 200_000_000) & (mmsi < 800_000_000) & ~defaults(mmsi)
    return ship
