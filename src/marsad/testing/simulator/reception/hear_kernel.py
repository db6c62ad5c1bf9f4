"""What one receiver ashore makes of the transmissions near it: levels, garbled slots, losses, clock and link.

A draw is named by receiver, vessel, slot and channel, so that no other transmission moves it.
"""

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import normal, uniform
from marsad.testing.simulator.outage_kernel import share_lost
from marsad.testing.simulator.reception.place_kernel import HORIZON_KM, RADIUS_KM

SLOTS_MOST = 5
"""Slots that a transmission fills at most."""
SENSITIVITY_DBM = -112.0
CAPTURE_DB = 10.0
"""A transmission stronger by so much is read, whatever else is in its slot."""
LEAST_LATENCY_US = 140_000
"""More than SLOTS_MOST slots: what is still open at the end of a block is delivered in the next."""
_GAIN_DB = 3.0
_FADE_DB = 3.0
_RECEPTION = 7
_LINK, _LOSS, _CLOCK, _FITTING = 1, 2, 3, 4  # which draw


@njit(cache=True, nogil=True)
def installations(seed, out):
    """How much better or worse than its class's power each vessel is heard, in dB: cables, masts, neglect."""
    for i in range(out.size):
        out[i] = 2.5 * normal(seed, _RECEPTION * 1000 + _FITTING, i, 0, 0)


@njit(cache=True, nogil=True)
def slot_of(t_us):
    """Slots since 1970 (26.67 ms each)."""
    return (t_us * 3 + 40_000) // 80_000


@njit(cache=True, nogil=True)
def loss_db(km, tx_root_m, rx_root_m, reach):
    """Path loss at 162 MHz over the sea: two rays over a plane, never less than free space, and the earth's bulge.

    `reach` is by how much ducts lengthen the horizon.
    """
    km = max(km, 0.01)
    horizon = HORIZON_KM * (tx_root_m + rx_root_m) * reach
    free = 76.64 + 20.0 * math.log10(km)
    heights = 40.0 * math.log10(max(tx_root_m, 1.0) * max(rx_root_m, 1.0))
    plane = 120.0 + 40.0 * math.log10(km / reach) - heights
    along = km / horizon
    bulge = 0.0
    if along > 1.0:
        bulge = 12.0 + 60.0 * (along - 1.0)
    elif along > 0.6:
        bulge = 75.0 * (along - 0.6) ** 2
    return max(free, plane) + bulge


@njit(cache=True, nogil=True)
def levels(rows, t, channel, vessel, where, antenna_m, power_dbm, at, root_m, reach, first_step, step_us, seed,
           receiver, out):  # fmt: skip
    """Level in dBm of each candidate at the receiver."""
    for n in range(rows.size):
        i = rows[n]
        dx = where[i, 0] - at[0]
        dy = where[i, 1] - at[1]
        dz = where[i, 2] - at[2]
        chord = math.sqrt(dx * dx + dy * dy + dz * dz)
        km = RADIUS_KM * chord * (1.0 + chord * chord / 24.0)
        grown = reach[t[i] // step_us - first_step]
        nth = slot_of(t[i]) * 2 + channel[i]
        fade = _FADE_DB * normal(seed, _RECEPTION, receiver, np.int64(vessel[i]), nth)
        loss = loss_db(km, math.sqrt(max(antenna_m[i], 0.0)), root_m, grown)
        out[n] = power_dbm[vessel[i]] + _GAIN_DB - loss + fade


@njit(cache=True, nogil=True)
def _garbled(n, rows, t, channel, slots, level, threshold):
    """Whether another transmission in the same slots and channel is too strong beside candidate n."""
    i = rows[n]
    begin = slot_of(t[i])
    end = begin + slots[i]
    m = n - 1
    while m >= 0 and slot_of(t[rows[m]]) > begin - SLOTS_MOST:
        j = rows[m]
        if channel[j] == channel[i] and slot_of(t[j]) + slots[j] > begin and level[m] > threshold:
            return True
        m -= 1
    m = n + 1
    while m < rows.size and slot_of(t[rows[m]]) < end:
        if channel[rows[m]] == channel[i] and level[m] > threshold:
            return True
        m += 1
    return False


@njit(cache=True, nogil=True)
def _lost(t, lon, lat, vessel, nth, deaf, holes, seed, receiver):
    """Whether the receiver misses it: it is out (rows t0, t1, share), or it comes from where little is heard."""
    most = share_lost(t, lon, lat, holes)
    for k in range(deaf.shape[0]):
        if deaf[k, 0] <= t < deaf[k, 1]:
            most = max(most, deaf[k, 2])
    return most > 0.0 and uniform(seed, _RECEPTION * 1000 + _LOSS, receiver, vessel, nth) < most


@njit(cache=True, nogil=True)
def hear(rows, t, channel, slots, vessel, lon, lat, level, t0, t1, garbling, deaf, holes, clock_ms, drift_ms_h,
         start_us, seed, receiver, out_row, out_t, out_deliver, out_dbm):  # fmt: skip
    """What is heard of the candidates that begin in t0 <= t < t1; gives how many.

    Heard is when its last slot ends, by the receiver's own clock in whole milliseconds; delivered is after the link.
    """
    heard = 0
    for n in range(rows.size):
        i = rows[n]
        if not t0 <= t[i] < t1 or level[n] < SENSITIVITY_DBM:
            continue
        if garbling and _garbled(n, rows, t, channel, slots, level, level[n] - CAPTURE_DB):
            continue
        who = np.int64(vessel[i])
        nth = slot_of(t[i]) * 2 + channel[i]
        if _lost(t[i], lon[i], lat[i], who, nth, deaf, holes, seed, receiver):
            continue
        ended = t[i] + np.int64(slots[i]) * 80_000 // 3
        jitter_ms = 8.0 * uniform(seed, _RECEPTION * 1000 + _CLOCK, receiver, who, nth)
        off_ms = clock_ms + drift_ms_h * (t[i] - start_us) / 3.6e9 + jitter_ms
        slow = -math.log(1.0 - uniform(seed, _RECEPTION * 1000 + _LINK, receiver, who, nth))
        out_row[heard] = i
        out_t[heard] = (ended + np.int64(math.floor(off_ms * 1000.0))) // 1000 * 1000
        out_deliver[heard] = ended + LEAST_LATENCY_US + np.int64(math.floor(min(150_000.0 * slow, 3_000_000.0)))
        out_dbm[heard] = math.floor(level[n] * 10.0 + 0.5) / 10.0
        heard += 1
    return heard
