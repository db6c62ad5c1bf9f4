"""Which leading digits an MMSI can have (ITU-R M.585): a lookup for the kernels."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from marsad.wire.mid import COUNTRY_OF_MID

GROUP = 10_000
"""MMSI // GROUP is the index: five leading digits of nine. Numbers of ten digits share the last cell."""


@cache
def odd_leading_digits() -> NDArray[np.bool_]:
    """True where no country or service has these five leading digits.

    MIDxxxxxx ship, 0MIDxxxxx group, 00MIDxxxx coast station, 111MIDxxx SAR aircraft, 8MIDxxxxx handheld, 98MIDxxxx
    craft of a mother ship, 99MIDxxxx aid to navigation, 970, 972 and 974 locating devices, 979 autonomous devices. Of a
    SAR aircraft's MID only the first two digits lie within the five.
    """
    known = np.zeros(1_000, np.bool_)
    known[list(COUNTRY_OF_MID)] = True
    tens = np.asarray(known.reshape(100, 10).any(axis=1))
    lead = np.arange(100_001)
    good = known[(lead // 100) % 1_000] & (lead < 100_000)
    good |= (lead // 10_000 == 0) & known[(lead // 10) % 1_000]
    good |= (lead // 1_000 == 0) & known[lead % 1_000]
    good |= (lead // 100 == 111) & tens[lead % 100]
    good |= (lead // 10_000 == 8) & known[(lead // 10) % 1_000]
    good |= np.isin(lead // 1_000, (98, 99)) & known[lead % 1_000]
    good |= np.isin(lead // 100, (970, 972, 974, 979))
    good[100_000] = False
    return ~good
