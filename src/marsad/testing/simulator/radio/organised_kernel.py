"""Stations that keep slots: SOTDMA with a report in every frame, and chains of ITDMA at 180 s.

M.1371-6 annex 2, 3.3.4 and 3.3.7. The nominal slot of report n lies n / rate of a frame after that of report 0; the
slot is chosen within a tenth of the nominal increment to either side, on the channels in turn, kept for 3 to 7 frames
more, and what the comm state tells of the next one comes true. A first frame is entered with message 3 (a report says
where the next on its channel will be), so are reports between, the static message and reports at 180 s. When the rate
changes, every old slot is used once more and given up.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import uniform
from marsad.testing.simulator.radio.link_kernel import SLOTS, choose, take
from marsad.testing.simulator.radio.transmit_kernel import NEVER, draw, is_turning, transmit, wanted_rate

NO_SLOT = 255
ORGANISED, CHAIN = 1, 2
_CLASS_A, _CLASS_B_SO, _BASE, _AIRCRAFT = 1, 2, 4, 6
_REST = 6750  # 180 s
_SENSOR, _UNIT = 4, 8
_ASIDE = 112  # a report at 180 s may come 3 s early or late


@njit(cache=True, nogil=True)
def sotdma(c, u, k, timeout, offset):
    """SOTDMA comm state, synchronised to UTC: what it tells depends on the time-out."""
    if timeout == 0:
        tells = np.int64(offset)
    elif timeout == 1:
        minute = k // SLOTS % 1440
        tells = (minute // 60) << 9 | (minute % 60) << 2
    elif timeout % 2 == 0:
        tells = k % SLOTS
    else:
        tells = min(np.int64(c.link.cells[u["near"][0]]["stations"][0]), np.int64(16383))
    return timeout << 14 | tells


@njit(cache=True, nogil=True)
def itdma(increment, slots, keep):
    """ITDMA comm state: slots to the next transmission on this channel (0 none), how many it fills, kept or not."""
    if increment > 8191:
        return (increment - 8192) << 4 | (4 + slots) << 1 | keep
    return increment << 4 | (slots - 1) << 1 | keep


@njit(cache=True, nogil=True)
def _select(c, v, channel, low, high, slots, frames):
    """Choose slots that clash with nothing of her own, and speak for them; the first, or -1."""
    u = c.units[v]
    for _ in range(4):
        k = choose(c.link, np.int64(u["near"][0]), channel, low, high, slots, frames, draw(c, v))
        if k < 0:
            return -1
        clash = False
        for own in (
            np.int64(u["left"][0]), np.int64(u["left"][1]), np.int64(u["static"]), np.int64(u["text"]),
            np.int64(u["extra"][0]), np.int64(u["extra"][1]), np.int64(u["long"]),
        ):  # fmt: skip
            if own - 2 < k + slots and k < own + 6:
                clash = True
        if not clash:
            break
    take(c.link, u["near"], np.int64(c.units[v]["cells"]), channel, k, slots, frames)
    return k


@njit(cache=True, nogil=True)
def select_between(c, v, channel, low, high, slots):
    """Slots for one message that nothing announced."""
    if high - low < 1:
        return -1
    return _select(c, v, channel, low, high, slots, 0)


@njit(cache=True, nogil=True)
def enter(c, v, rate, base, parity):
    """Begin to report at a rate: nominal slot of the first report, and its channel."""
    u = c.units[v]
    u["mode"], u["rate"], u["want"], u["closing"], u["n"] = ORGANISED, rate, rate, 0, 0
    u["base"], u["parity"] = base, parity
    half = SLOTS // (10 * rate)
    for n in range(rate):
        u["life"][n] = NO_SLOT
        u["due"][n] = base + n * SLOTS // rate - half
    u["regular"] = u["due"][0]


@njit(cache=True, nogil=True)
def enter_chain(c, v, base, parity):
    """Begin to report every 180 s, with nothing told before."""
    u = c.units[v]
    u["mode"], u["rate"], u["want"], u["closing"], u["n"] = CHAIN, 2, 0, 0, 0
    u["base"], u["parity"] = base, parity
    for n in range(2):
        u["life"][n] = NO_SLOT
        u["due"][n] = base + n * _REST
    u["regular"] = base


@njit(cache=True, nogil=True)
def leave_chain(c, v, base, rate):
    """From a chain to slots in every frame; what the chain told is still kept."""
    u = c.units[v]
    for n in range(2):
        told = u["life"][n] != NO_SLOT and u["due"][n] > np.int64(u["until"])
        u["left"][n] = u["due"][n] if told else NEVER
        u["left_channel"][n] = (n + np.int64(u["parity"])) & 1
    enter(c, v, rate, base, 1 - ((np.int64(u["n"]) + np.int64(u["parity"])) & 1))


@njit(cache=True, nogil=True)
def _on(c, v, k):
    """To the next report of the frame; of the old ones, the last gives way to the new rate."""
    u = c.units[v]
    rate, n = np.int64(u["rate"]), np.int64(u["n"])
    channel = (n + np.int64(u["parity"])) & 1
    closing = np.int64(u["closing"])
    if closing == 1:
        want = np.int64(u["want"])
        if want > 0:
            enter(c, v, want, k + SLOTS // want, 1 - channel)
            return
        first, second = np.int64(u["left"][0]), np.int64(u["left"][1])
        enter_chain(c, v, first if first != NEVER else k + _REST, 1 - channel)
        if first != NEVER:
            u["life"][0] = 0
        if second != NEVER:
            u["due"][1], u["life"][1] = second, 0
        u["left"][0] = u["left"][1] = NEVER
        u["poll"] = k + 375
        return
    if closing > 1:
        u["closing"] = closing - 1
    n += 1
    if n == rate:
        n = np.int64(0)
        u["base"] += SLOTS
    u["n"] = n
    u["regular"] = u["due"][n]


@njit(cache=True, nogil=True)
def is_extended(c, v):
    """Whether she is an older class B unit that tells who she is in message 19, a report of two slots announced by
    message 18, and not in messages 24 (M.1371-4 annex 8, 3.17; later editions have only 24)."""
    old = np.int64(c.units[v]["station"]) == _CLASS_B_SO
    return old and uniform(c.seed, _SENSOR, v, 0, _UNIT) < c.old_units


@njit(cache=True, nogil=True)
def _plan_static(c, v, k, channel, gap, turning):
    """A slot for the static message before the next report, where its time has come and the channel's turn; or -1."""
    u = c.units[v]
    if np.int64(u["static_at"]) > k or np.int64(u["static"]) != NEVER:
        return -1
    if np.int64(u["station"]) == _CLASS_B_SO and not is_extended(c, v):
        slots = 1
    elif channel == np.int64(u["static_channel"]):
        return -1
    else:
        slots = 2
    low, high = k + 3, k + gap - 5
    if turning:
        low, high = k + gap * 2 // 5 + 1, k + gap * 3 // 5 - 3
    at = select_between(c, v, channel, low, high, slots)
    if at >= 0:
        u["static"], u["static_channel"] = at, channel
    return at


@njit(cache=True, nogil=True)
def report(c, v, k, state, fix, sent, count):
    """A station's slot of the frame has come, or the time to choose one."""
    u = c.units[v]
    station = np.int64(u["station"])
    rate, n = np.int64(u["rate"]), np.int64(u["n"])
    channel = (n + np.int64(u["parity"])) & 1
    half = SLOTS // (10 * rate)
    life = np.int64(u["life"][n])
    if life == NO_SLOT:
        frames = 3 + int(draw(c, v) * 5)
        at = _select(c, v, channel, k + 1, k + 2 + 2 * half, 1, frames)
        if at < 0:  # every slot is a base station's: this report is not made
            u["due"][n] = np.int64(u["base"]) + SLOTS + n * SLOTS // rate - half
            _on(c, v, k)
            return
        u["due"][n], u["life"][n] = at, frames
        u["regular"] = at
        return
    wanted = wanted_rate(c, v, k, state)
    if np.int64(u["closing"]) == 0 and wanted != rate:
        u["closing"] = rate
    u["want"] = wanted
    closing = np.int64(u["closing"])
    after = u["due"][(n + 1) % rate]
    gap = after - k
    increment, slots, offset = 0, 1, 0
    tells, keep = False, 0
    if closing > 0:
        life = np.int64(0)
        if wanted == 0 and closing <= 2:
            target = k + _REST + (SLOTS // rate if closing == 2 else _REST)
            at = _select(c, v, channel, target - _ASIDE, target + _ASIDE, 1, 0)
            u["left"][2 - closing], u["left_channel"][2 - closing] = (at if at >= 0 else NEVER), channel
            tells, increment = True, max(at - k, 0) if at >= 0 else 0
    elif life == 0:
        nominal = np.int64(u["base"]) + SLOTS + n * SLOTS // rate
        frames = 3 + int(draw(c, v) * 5)
        if station == _BASE:
            at = k + SLOTS
            take(c.link, u["near"], np.int64(u["cells"]), channel, at, 1, frames)
        else:
            at = _select(c, v, channel, nominal - half, nominal + half + 1, 1, frames)
        if at >= 0:
            offset = at - k
            u["due"][n], u["life"][n] = at, frames
        else:
            u["due"][n], u["life"][n] = nominal - half, NO_SLOT
    else:
        u["due"][n], u["life"][n] = k + SLOTS, life - 1
        other = (n + 2) % rate
        if rate > 2 and station != _BASE and u["life"][other] == NO_SLOT:
            nominal = np.int64(u["base"]) + (n + 2) * SLOTS // rate
            frames = 3 + int(draw(c, v) * 5)
            at = _select(c, v, channel, nominal - half, nominal + half + 1, 1, frames)
            if at >= 0:
                u["due"][other], u["life"][other] = at, frames
                tells, increment, keep = True, at - k, 1
    turning = station == _CLASS_A and closing == 0 and (rate == 6 or rate == 10) and is_turning(state)
    if station in (_CLASS_A, _CLASS_B_SO, _AIRCRAFT):
        at = _plan_static(c, v, k, channel, gap, turning)
        if at >= 0 and life > 0 and not tells and (station != _CLASS_B_SO or is_extended(c, v)):
            tells, increment, slots, keep = True, at - k, 2, 1
    if turning:
        aside = max(gap // 30, 2)
        first = select_between(c, v, 1 - channel, k + gap // 3 - aside, k + gap // 3 + aside, 1)
        second = select_between(c, v, channel, k + 2 * gap // 3 - aside, k + 2 * gap // 3 + aside, 1)
        u["extra"][0], u["extra"][1] = (first if first >= 0 else NEVER), (second if second >= 0 else NEVER)
        u["extra_channel"][0], u["extra_channel"][1] = 1 - channel, channel
        if second >= 0 and life > 0 and not tells:
            tells, increment, keep = True, second - k, 1
    radio = itdma(increment, slots, keep) if tells else sotdma(c, u, k, life, offset)
    kind = 1
    if station == _CLASS_A:
        kind = 3 if tells else (2 if u["steady"] else 1)
    elif station == _CLASS_B_SO:
        kind = 18
    else:
        kind = 4 if station == _BASE else 9
    if tells and kind != 3:
        radio |= 1 << 19
    transmit(c, v, k, channel, 1, kind, 0, radio, -1, state, fix, sent, count)
    _on(c, v, k)


@njit(cache=True, nogil=True)
def chain(c, v, k, state, fix, sent, count):
    """The next report of a chain has come: one in 180 s, on the channels in turn."""
    u = c.units[v]
    n = np.int64(u["n"])
    channel = (n + np.int64(u["parity"])) & 1
    if u["life"][n] == NO_SLOT:
        at = _select(c, v, channel, k + 1, k + _ASIDE, 1, 0)
        if at < 0:
            u["due"][n] = k + 2 * _REST
            u["regular"] = u["due"][1 - n]
            u["n"] = 1 - n
            return
        u["due"][n], u["life"][n] = at, 0
        u["regular"] = at
        return
    increment = 0
    wanted = wanted_rate(c, v, k, state)
    target = np.int64(u["base"]) + n * _REST + 2 * _REST
    u["due"][n], u["life"][n] = target, NO_SLOT
    if wanted == 0:
        at = _select(c, v, channel, target - _ASIDE, target + _ASIDE, 1, 0)
        if at >= 0:
            increment = at - k
            u["due"][n], u["life"][n] = at, 0
    send_between(c, v, k, channel, increment, state, fix, sent, count)
    if wanted > 0:
        leave_chain(c, v, k + SLOTS // wanted, wanted)
        return
    if n == 1:
        u["base"] += 2 * _REST
    u["n"] = 1 - n
    u["regular"] = u["due"][1 - n]


@njit(cache=True, nogil=True)
def send_between(c, v, k, channel, increment, state, fix, sent, count):
    """A position outside the frame's slots, with an ITDMA comm state."""
    radio = itdma(increment, 1, 0)
    kind = 3
    if np.int64(c.units[v]["station"]) == _CLASS_B_SO:
        kind, radio = 18, radio | 1 << 19
    transmit(c, v, k, channel, 1, kind, 0, radio, -1, state, fix, sent, count)
