"""The clock of the link: slot by slot, who wakes, and what she does.

Every vessel sleeps in one place of a wheel of slots until the first thing that she has to do. Slots are worked off in
their order and vessels within them by number, so that where the hours are cut changes nothing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.radio.effects_kernel import RESERVE, TEXT, active
from marsad.testing.simulator.radio.link_kernel import keep, take, time_of
from marsad.testing.simulator.radio.organised_kernel import (
    chain,
    enter,
    enter_chain,
    is_extended,
    leave_chain,
    report,
    select_between,
    send_between,
)
from marsad.testing.simulator.radio.transmit_kernel import (
    NEVER,
    draw,
    is_silent,
    look,
    settle,
    told_words,
    transmit,
    wanted_rate,
)
from marsad.testing.simulator.radio.unorganised_kernel import (
    aid,
    device,
    enter_aid,
    enter_device,
    enter_sensing,
    is_quiet,
    sense,
)

OFF, ORGANISED, CHAIN, SENSING, AID, DEVICE = 0, 1, 2, 3, 4, 5
_CLASS_A, _CLASS_B_SO, _CLASS_B_CS, _BASE, _ATON, _AIRCRAFT, _LOCATING = 1, 2, 3, 4, 5, 6, 7
_POLL = 375
_REST = 6750
_STATIC = 13_500
_BLOCK_OFFSET, _BLOCK_FRAMES = 60, 4


@njit(cache=True, nogil=True)
def _next(u):
    """The slot of the first thing a vessel has to do."""
    soonest = min(np.int64(u["regular"]), np.int64(u["static"]), np.int64(u["long"]), np.int64(u["text"]))
    soonest = min(soonest, np.int64(u["poll"]), np.int64(u["echo"]), np.int64(u["reserve"]))
    for each in range(2):
        soonest = min(soonest, np.int64(u["extra"][each]), np.int64(u["left"][each]))
    mode = np.int64(u["mode"])
    if (mode in (CHAIN, SENSING)) and np.int64(u["static"]) == NEVER:
        soonest = min(soonest, np.int64(u["static_at"]))
    return soonest


@njit(cache=True, nogil=True)
def _sleep(c, wheel, v, k):
    """Lay a vessel into the wheel, to wake after slot k."""
    at = min(max(_next(c.units[v]), k + 1), k + wheel.head.size - 1) % wheel.head.size
    wheel.after[v] = wheel.head[at]
    wheel.head[at] = v


@njit(cache=True, nogil=True)
def _switch_off(c, v, k):
    u = c.units[v]
    u["mode"] = OFF
    for name in range(2):
        u["extra"][name] = u["left"][name] = NEVER
    u["regular"] = u["static"] = u["static_at"] = u["long"] = u["text"] = u["reserve"] = NEVER
    u["text_row"] = u["words"] = -1
    u["part"] = u["closing"] = u["reserved"] = 0
    u["poll"] = k + _POLL


@njit(cache=True, nogil=True)
def _switch_on(c, v, k, state):
    """She begins to transmit; at the start of the simulation, in the midst of what she always did."""
    u = c.units[v]
    settle(c, v, k, state)
    station = np.int64(u["station"])
    midst = k < c.start + _POLL
    u["born"] = k - _REST if midst else k
    u["poll"] = NEVER
    u["static_at"] = k + int(draw(c, v) * (_STATIC if midst else _POLL))
    u["steady"] = draw(c, v) < 0.002
    u["parity"] = int(draw(c, v) * 2)
    u["static_channel"] = int(draw(c, v) * 2)
    phase = draw(c, v)
    if station == _ATON:
        u["static_at"] = NEVER
        enter_aid(c, v, k + 1 + int(phase * _REST))
    elif station == _LOCATING:
        u["static_at"] = NEVER
        enter_device(c, v, k + 1 + int(phase * (2250 if midst else 750)))
    else:
        if station == _BASE:
            u["static_at"] = NEVER
        wanted = wanted_rate(c, v, k, state)
        if station == _CLASS_B_CS:
            enter_sensing(c, v, k + 188 + int(phase * (2250 // wanted if wanted > 0 else _REST)))
            u["rate"] = wanted
            u["poll"] = k + _POLL
        elif wanted == 0:
            enter_chain(c, v, k + 1 + int(phase * _REST), np.int64(u["parity"]))
            u["poll"] = k + _POLL
        else:
            increment = 2250 // wanted
            enter(c, v, wanted, k + 1 + increment // 10 + int(phase * increment), np.int64(u["parity"]))
        if station == _CLASS_A:
            u["long"] = k + 1 + int(draw(c, v) * _REST)


@njit(cache=True, nogil=True)
def _poll(c, v, k, state):
    """She looks whether something changed that the next report would tell too late."""
    u = c.units[v]
    u["poll"] = k + _POLL
    mode = np.int64(u["mode"])
    if mode == OFF:
        _switch_on(c, v, k, state)
    elif mode == CHAIN:
        wanted = wanted_rate(c, v, k, state)
        if wanted > 0:
            settle(c, v, k, state)
            increment = 2250 // wanted
            u["poll"] = NEVER
            leave_chain(c, v, k + 1 + increment // 10 + int(draw(c, v) * increment), wanted)
    elif mode == SENSING and np.int64(u["rate"]) == 0:
        wanted = wanted_rate(c, v, k, state)
        if wanted > 0:
            settle(c, v, k, state)
            enter_sensing(c, v, k + 188 + int(draw(c, v) * 1125))
    elif mode == ORGANISED:
        u["poll"] = NEVER


@njit(cache=True, nogil=True)
def _static(c, v, k, state, fix, sent, count):
    """The static message's time or slot has come."""
    u = c.units[v]
    station, mode = np.int64(u["station"]), np.int64(u["mode"])
    channel = np.int64(u["static_channel"])
    class_a = station in (_CLASS_A, _AIRCRAFT)
    extended = is_extended(c, v)
    slots = 2 if class_a or extended else 1
    if np.int64(u["static"]) == NEVER:
        settle(c, v, k, state)
        u["static_channel"] = 1 - channel
        if mode == SENSING:
            u["static"], u["tries"] = k + 1 + int(draw(c, v) * 37), 0
        else:
            at = select_between(c, v, 1 - channel, k + 1, min(k + 75, np.int64(u["regular"]) - 3), slots)
            u["static"] = at if at >= 0 else max(np.int64(u["regular"]), k) + 4
        return
    if np.int64(u["until"]) > k:
        u["static"] = np.int64(u["until"])
        return
    if mode == SENSING:
        if not is_quiet(c, v, channel, k, 1):
            u["static"] = k + 1 + int(draw(c, v) * 37)
            return
        take(c.link, u["near"], np.int64(u["cells"]), channel, k, 1, 0)
    words, part = told_words(c, v, k), np.int64(u["part"])
    kind = 5 if class_a else 19 if extended else 24
    transmit(c, v, k, channel, slots, kind, part, 0, words, state, fix, sent, count)
    u["static"] = NEVER
    if class_a or extended or part == 1:
        u["part"], u["words"] = 0, words
        u["static_at"] += _STATIC
    else:
        u["part"] = 1
        if mode == SENSING:
            u["static"] = k + 375 + int(draw(c, v) * 1500)


@njit(cache=True, nogil=True)
def _long(c, v, k, state, fix, sent, count):
    """Message 27, unless a base station was heard within three minutes; on channels 75 and 76 in turn."""
    u = c.units[v]
    settle(c, v, k, state)
    heard = c.link.cells[np.int64(u["near"][0])]["based"]
    if heard > 0 and heard >= k // 2250 - 3:
        u["long"] += _REST
        return
    if np.int64(u["until"]) > k:
        u["long"] = np.int64(u["until"])
        return
    channel = np.int64(u["long_channel"])
    u["long_channel"] = 1 - channel
    transmit(c, v, k, 2 + channel, 1, 27, 0, 0, -1, state, fix, sent, count)
    u["long"] += _REST


@njit(cache=True, nogil=True)
def _text(c, v, k, state, fix, sent, count):
    """A safety text: first its slots are chosen, then it goes."""
    u = c.units[v]
    row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), TEXT, time_of(k))
    if row < 0:
        u["text"], u["text_row"] = NEVER, -1
        return
    bits = 40 + 6 * c.lengths[np.int64(c.effects[row]["a"])]
    slots = 1 + max(0, (bits - 168 + 255) // 256)
    if np.int64(u["text_row"]) < 0:
        settle(c, v, k, state)
        at = select_between(c, v, int(draw(c, v) * 2), k + 2, min(k + 60, np.int64(u["regular"]) - slots - 1), slots)
        u["text"], u["text_row"] = (at if at >= 0 else np.int64(u["regular"]) + 1), (row if at >= 0 else -1)
        return
    if np.int64(u["until"]) > k:
        u["text"] = np.int64(u["until"])
        return
    transmit(c, v, k, int(draw(c, v) * 2), slots, 14, 0, 0, np.int64(c.effects[row]["a"]), state, fix, sent, count)
    u["text_row"] = -1
    again = np.float64(c.effects[row]["b"])
    u["text"] = k + int(again * 37.5) if again > 0.0 else time_slot_after(np.int64(c.effects[row]["t1"]))


@njit(cache=True, nogil=True)
def time_slot_after(t):
    """The first slot that begins at or after an instant."""
    k = t * 3 // 80_000
    return k if time_of(k) >= t else k + 1


@njit(cache=True, nogil=True)
def _reserve(c, v, k, state, fix, sent, count):
    """A base station keeps slots for itself with messages 20, on each channel in turn, every minute."""
    u = c.units[v]
    row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), RESERVE, time_of(k))
    if row < 0:
        u["reserve"], u["reserved"] = NEVER, 0
        return
    if np.int64(u["until"]) > k or k == np.int64(u["regular"]):
        u["reserve"] = k + 1
        return
    settle(c, v, k, state)
    slots = np.int64(min(np.float64(c.effects[row]["a"]), 2250.0))
    sent_before = np.int64(u["reserved"])
    channel, block = sent_before & 1, sent_before >> 1
    left = slots - 450 * block
    few = max(int(left), 1)
    increment = 75 if left >= 30 else 2250 // few
    number = min((int(left) + 29) // 30, 15) if left >= 30 else 1
    if sent_before == 0:
        u["round"] = k
    offset = np.int64(u["round"]) + _BLOCK_OFFSET + 15 * block - k
    repeats = min(2250 // increment, few)
    for each in range(repeats):
        for at in range(number):
            keep(c.link, u["near"], np.int64(u["cells"]), channel, k + offset + each * increment + at, _BLOCK_FRAMES)
    radio = offset << 18 | number << 14 | _BLOCK_FRAMES << 11 | (increment if increment < 2048 else 0)
    transmit(c, v, k, channel, 1, 20, 0, radio, -1, state, fix, sent, count)
    sent_before += 1
    if (sent_before >> 1) * 450 >= slots:
        u["reserved"], u["reserve"] = 0, np.int64(u["round"]) + 2250
    else:
        u["reserved"], u["reserve"] = sent_before, k + 3


@njit(cache=True, nogil=True)
def _repeat(c, v, k, sent, count):
    """A repeater says again what she said."""
    c.units[v]["echo"] = NEVER
    sent[count[0]] = c.echoes[v]
    sent[count[0]]["k"], sent[count[0]]["repeat"] = k, 1
    count[0] += 1


@njit(cache=True, nogil=True)
def _changed(c, v, k):
    """Effects that have begun: another name is told at once, a text and reserved slots begin."""
    u = c.units[v]
    mode = np.int64(u["mode"])
    if mode in (AID, DEVICE):
        return
    if np.int64(u["words"]) >= 0 and np.int64(u["words"]) != told_words(c, v, k):
        u["words"] = -1
        u["static_at"] = min(np.int64(u["static_at"]), k)
    first, last, t = np.int64(u["effect0"]), np.int64(u["effect1"]), time_of(k)
    if np.int64(u["text"]) == NEVER and active(c.effects, first, last, TEXT, t) >= 0:
        u["text"] = k + 1 + int(draw(c, v) * 75)
    if mode == ORGANISED and np.int64(u["reserve"]) == NEVER and active(c.effects, first, last, RESERVE, t) >= 0:
        u["reserve"] = k + 1


@njit(cache=True, nogil=True)
def _wake(c, way, v, k, who, when, state, sent, count):
    u = c.units[v]
    if np.int64(u["echo"]) <= k:
        _repeat(c, v, k, sent, count)
    if _next(u) > k:
        return
    fix = look(c, way, v, k, who, when, state)
    if is_silent(c, v, k, state):
        _switch_off(c, v, k)
        return
    mode = np.int64(u["mode"])
    if np.int64(u["poll"]) <= k:
        _poll(c, v, k, state)
    if mode == OFF:
        return
    if np.int64(u["effect0"]) < np.int64(u["effect1"]):
        _changed(c, v, k)
    if np.int64(u["regular"]) <= k:
        settle(c, v, k, state)
        if mode == ORGANISED:
            report(c, v, k, state, fix, sent, count)
        elif mode == CHAIN:
            chain(c, v, k, state, fix, sent, count)
        elif mode == SENSING:
            if np.int64(u["until"]) > k:
                u["regular"] = np.int64(u["until"])
            else:
                sense(c, v, k, state, fix, sent, count)
        elif mode == AID:
            aid(c, v, k, state, fix, sent, count)
        else:
            device(c, v, k, state, fix, sent, count)
    for each in range(2):
        if np.int64(u["left"][each]) <= k:
            if np.int64(u["until"]) <= k:
                send_between(c, v, k, np.int64(u["left_channel"][each]), 0, state, fix, sent, count)
            u["left"][each] = NEVER
        if np.int64(u["extra"][each]) <= k:
            if np.int64(u["until"]) <= k:
                channel = np.int64(u["extra_channel"][each])
                n = np.int64(u["n"])
                known = channel == (n + np.int64(u["parity"])) & 1 and u["life"][n] != 255
                increment = np.int64(u["regular"]) - k if known else 0
                send_between(c, v, k, channel, increment, state, fix, sent, count)
            u["extra"][each] = NEVER
    direct = (mode in (CHAIN, SENSING)) and np.int64(u["static"]) == NEVER and np.int64(u["static_at"]) <= k
    if direct or np.int64(u["static"]) <= k:
        _static(c, v, k, state, fix, sent, count)
    if np.int64(u["text"]) <= k:
        _text(c, v, k, state, fix, sent, count)
    if np.int64(u["reserve"]) <= k:
        _reserve(c, v, k, state, fix, sent, count)
    if np.int64(u["long"]) <= k:
        _long(c, v, k, state, fix, sent, count)


@njit(cache=True, nogil=True)
def run(c, wheel, way, k, end, woken, who, when, state, sent, count, order):
    """Work off slots from k to before `end`; the slot where `sent` had no more room, or `end`.

    `order` gives the rows of `sent` by slot, channel and vessel.
    """
    size = wheel.head.size
    while k < end:
        n = 0
        v = np.int64(wheel.head[k % size])
        while v >= 0:
            woken[n] = v
            n += 1
            v = np.int64(wheel.after[v])
        if count[0] + 3 * n > sent.size:
            return k
        wheel.head[k % size] = -1
        if n > 24:
            woken[:n].sort()
        else:
            for i in range(1, n):
                one = woken[i]
                j = i - 1
                while j >= 0 and woken[j] > one:
                    woken[j + 1] = woken[j]
                    j -= 1
                woken[j + 1] = one
        first = count[0]
        for i in range(n):
            _wake(c, way, woken[i], k, who, when, state, sent, count)
            _sleep(c, wheel, woken[i], k)
        at = first
        for channel in range(4):
            for i in range(first, count[0]):
                if np.int64(sent[i]["channel"]) == channel:
                    order[at] = i
                    at += 1
        k += 1
    return k
