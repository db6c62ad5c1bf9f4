"""What a satellite makes of the slots that thousands of ships fill at once.

Ships that do not hear one another use the same slots; the chance that a message survives falls with the load of its
footprint (FACTS 7): exp(-(N - 1) * 60 / dT / 4500 * s), where N * 60 / dT is messages a minute, and s above 1 since
those from far away come late and spill into the next slot.
"""

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import bits, normal, uniform
from marsad.testing.simulator.outage_kernel import share_lost

SPILL = 1.6
SLOTS_A_MINUTE = 4500.0
"""Of both channels."""
WINDOW_US = 10_000_000
"""Load and place of the satellite are taken anew so often."""
_SATELLITE = 8
_SURVIVES, _LEVEL, _GARBAGE, _LOST, _BITS = 0, 1, 2, 3, 4
_EARTH_KM = 6371.0088


@njit(cache=True, nogil=True)
def listen(begin, end, t, channel, slots, vessel, where, share_of, power_dbm, below, least, altitude_km, seed,
           satellite, elsewhere, garbage, lost_share, holes, lon, lat, out_row, out_dbm, out_garbage):  # fmt: skip
    """What is heard of rows begin to before end, all of one window; gives how many.

    `below` is the unit vector to the point below the satellite, `least` the cosine of its footprint, `share_of` the
    chance by vessel that a lone message is read, `elsewhere` the slots a minute on channels A and B, and on 75 and 76,
    that ships fill which are no rows, `garbage` the share of the collisions that come out as a wrong message
    with a right checksum, `lost_share` what an outage takes, and `holes` areas that nobody hears (see outage_kernel).
    """
    load = elsewhere * (WINDOW_US / 60_000_000.0)
    for i in range(begin, end):
        if where[i, 0] * below[0] + where[i, 1] * below[1] + where[i, 2] * below[2] >= least:
            load[channel[i] >> 1] += slots[i]
    heard = 0
    for i in range(begin, end):
        cosine = where[i, 0] * below[0] + where[i, 1] * below[1] + where[i, 2] * below[2]
        if cosine < least:
            continue
        others_a_minute = (load[channel[i] >> 1] - slots[i]) * (60_000_000.0 / WINDOW_US)
        survival = math.exp(-others_a_minute / SLOTS_A_MINUTE * SPILL) * share_of[vessel[i]]
        nth = ((t[i] * 3 + 40_000) // 80_000) * 4 + channel[i]
        who = np.int64(vessel[i])
        if uniform(seed, _SATELLITE * 1000 + _SURVIVES, satellite, who, nth) >= survival:
            if garbage <= 0.0 or uniform(seed, _SATELLITE * 1000 + _GARBAGE, satellite, who, nth) >= garbage:
                continue
            out_garbage[heard] = bits(seed, _SATELLITE * 1000 + _BITS, satellite, who, nth) | np.uint64(1)
        else:
            out_garbage[heard] = np.uint64(0)
        lost = max(lost_share, share_lost(t[i], lon[i], lat[i], holes))
        if lost > 0.0 and uniform(seed, _SATELLITE * 1000 + _LOST, satellite, who, nth) < lost:
            continue
        orbit_km = _EARTH_KM + altitude_km
        range_km = math.sqrt(_EARTH_KM**2 + orbit_km**2 - 2.0 * _EARTH_KM * orbit_km * cosine)
        fade = 2.0 * normal(seed, _SATELLITE * 1000 + _LEVEL, satellite, who, nth)
        level = power_dbm[vessel[i]] - 76.64 - 20.0 * math.log10(range_km) + fade
        out_row[heard] = i
        out_dbm[heard] = math.floor(level * 10.0 + 0.5) / 10.0
        heard += 1
    return heard
