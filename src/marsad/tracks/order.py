"""The order of rows by vessel and time: the same for every order in which the rows came."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.tracks.order_kernel import in_order, packed_keys, settle_runs

_TIME_BITS = 34


def order_of(
    mmsi: npt.NDArray[np.uint32],
    tk: npt.NDArray[np.int64],
    digest: npt.NDArray[np.uint64],
    t: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64] | None:
    """Numbers of the rows by (mmsi, tk, digest, t); None when they stand so already.

    MMSI must lie below 2^30. Rows equal in all four keep the order they have.
    """
    if in_order(mmsi, tk, digest, t):
        return None
    first = int(tk.min())
    shift = max(0, (int(tk.max()) - first).bit_length() - _TIME_BITS)
    key = np.empty(mmsi.size, dtype=np.uint64)
    packed_keys(mmsi, tk, first, shift, key)
    order = np.argsort(key)
    settle_runs(mmsi, tk, digest, t, key, order, np.empty_like(order))
    return order
