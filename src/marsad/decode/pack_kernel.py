"""Validity bytes to Arrow's bitmaps."""

import numpy as np

from marsad.wire.uncounted import uncounted

_GATHER = np.uint64(0x0102040810204080)  # times eight bytes of 0 or 1: their bits side by side in the top byte
_TOP = np.uint64(56)


@uncounted
def pack(marks, out):
    """Eight marks (bytes of 0 or 1, as one number) to each byte of `out`, the first mark lowest."""
    for i in range(np.uint64(marks.shape[0])):
        out[i] = (marks[i] * _GATHER) >> _TOP
