"""The table of MMSI as it is carried from step to step."""

from __future__ import annotations

import numpy as np

from marsad.detectors.handover.mast_kernel import LONGEST_US, MAST
from marsad.plugin.rows import Records


def grown(masts: Records, position: Records) -> tuple[Records, Records]:
    """The table with room for those heard first now, and the place of each row in it."""
    mmsi = position["mmsi"].astype(np.int64)
    new = np.setdiff1d(mmsi, masts["mmsi"])
    if len(new):
        more = np.zeros(len(new), MAST)
        more["mmsi"] = new
        masts = np.concatenate([masts, more])
        masts = masts[np.argsort(masts["mmsi"])]
    else:
        masts = masts.copy()
    return masts, np.searchsorted(masts["mmsi"], mmsi)


def pruned(masts: Records, w: int) -> Records:
    """Without those that were not heard for a day, who are new when they are heard again."""
    return masts[(masts["fixes"] > 0) & (masts["t"] >= w - LONGEST_US)]
