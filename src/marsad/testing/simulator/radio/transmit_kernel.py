"""What every transmitter does alike: look where she is, draw, be heard, transmit."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import uniform
from marsad.testing.simulator.motion.states_kernel import states
from marsad.testing.simulator.radio.effects_kernel import (
    ECHO,
    SILENT,
    SPEED,
    STATIC,
    STATUS,
    active,
    is_darkened,
)
from marsad.testing.simulator.radio.link_kernel import SLOTS, bring, cells, time_of

NEVER = 1 << 60
_SLOT = 6  # Purpose.SLOT
_CLASS_A, _CLASS_B_SO, _CLASS_B_CS, _BASE, _ATON, _AIRCRAFT, _DEVICE = 1, 2, 3, 4, 5, 6, 7
_AT_ANCHOR, _MOORED = 1, 5
FIX_AGE_US = 200_000
"""How old a fix is at least when it is told: it is of the last whole second before."""


@njit(cache=True, nogil=True)
def draw(c, v):
    """The vessel's next number from 0 to below 1."""
    u = c.units[v]
    u["drawn"] += 1
    return uniform(c.seed, _SLOT, v, 0, np.int64(u["drawn"]))


@njit(cache=True, nogil=True)
def look(c, way, v, k, who, when, state):
    """Put the vessel's state at the fix that a message in slot k tells into `state`; the instant of the fix."""
    u = c.units[v]
    t = time_of(k)
    fix = (t - FIX_AGE_US) // 1_000_000 * 1_000_000
    first, last = np.int64(u["leg"]), np.int64(u["last_leg"])
    while first + 1 < last and np.int64(way.legs[first]["t1"]) <= fix:
        first += 1
    u["leg"] = first
    state[0]["present"] = False
    if first >= last:
        return fix
    who[0] = v
    when[0] = max(fix, min(np.int64(way.legs[first]["t0"]), t))
    states(way.legs[first:last], way.lon, way.lat, way.along_m, way.room_m, who, when, state)
    return fix


@njit(cache=True, nogil=True)
def is_silent(c, v, k, state):
    """Whether her transmitter is off, or she is not there."""
    u = c.units[v]
    if not state[0]["present"] or np.int64(u["station"]) == 0:
        return True
    t = time_of(k)
    if active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), SILENT, t) >= 0:
        return True
    if c.areas.size == 0:
        return False
    return is_darkened(c.seed, c.areas, v, np.float64(state[0]["lon"]), np.float64(state[0]["lat"]), t)


@njit(cache=True, nogil=True)
def told_status(c, v, k, state):
    """The navigational status that she tells."""
    u = c.units[v]
    row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), STATUS, time_of(k))
    return np.int64(c.effects[row]["a"]) if row >= 0 else np.int64(state[0]["status"])


@njit(cache=True, nogil=True)
def told_words(c, v, k):
    """The row of papers that she tells."""
    u = c.units[v]
    row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), STATIC, time_of(k))
    return np.int64(c.effects[row]["a"]) if row >= 0 else np.int64(v)


@njit(cache=True, nogil=True)
def wanted_rate(c, v, k, state):
    """Reports in a minute by class, speed and status, 0 for one in 180 s (M.1371-6 annex 1, tables 1 and 2)."""
    u = c.units[v]
    station = np.int64(u["station"])
    speed = np.float64(state[0]["sog_kn"])
    row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), SPEED, time_of(k))
    if row >= 0:
        speed = np.float64(c.effects[row]["a"])
    if station == _CLASS_A:
        status = told_status(c, v, k, state)
        if (status in (_AT_ANCHOR, _MOORED)) and speed <= 3.0:
            return 0
        if speed > 23.0:
            return 30
        return 10 if speed > 14.0 else 6
    if station == _CLASS_B_SO:
        if speed <= 2.0:
            return 0
        busy = c.link.cells[u["near"][0]]["load"] > 0.5
        if speed > 23.0:
            return 4 if busy else 12
        return 4 if speed > 14.0 and not busy else 2
    if station == _CLASS_B_CS:
        return 2 if speed > 2.0 else 0
    return 6


@njit(cache=True, nogil=True)
def is_turning(state):
    """More than 5 degrees in 30 s."""
    return abs(np.float64(state[0]["rot_deg_min"])) > 10.0


@njit(cache=True, nogil=True)
def settle(c, v, k, state):
    """Once a minute: which cells hear her now; she is counted there."""
    u = c.units[v]
    frame = k // SLOTS
    if np.int64(u["mark"]) == frame:
        return
    u["mark"] = frame
    lon, lat = np.float64(state[0]["lon"]), np.float64(state[0]["lat"])
    host = np.int64(u["host"])
    if host >= 0:
        lon, lat = np.float64(c.units[host]["chart_lon"]), np.float64(c.units[host]["chart_lat"])
    u["cells"] = cells(c.link, u["near"], lon, lat)
    base = np.int64(u["station"]) == _BASE
    for cell in range(np.int64(u["cells"])):
        row = u["near"][cell]
        bring(c.link, row, frame)
        c.link.cells[row]["stations"][1] += 1
        if base:
            c.link.cells[row]["based"] = frame


@njit(cache=True, nogil=True)
def transmit(c, v, k, channel, slots, kind, part, radio, words, state, fix, sent, count):
    """Add one transmission to `sent`, and be heard by the link."""
    u = c.units[v]
    u["until"] = k + slots
    s = sent[count[0]]
    count[0] += 1
    s["k"], s["told"], s["fix"], s["vessel"] = k, k, fix, v
    s["words"], s["radio"], s["channel"], s["slots"] = words, radio, channel, slots
    s["type"], s["part"], s["repeat"] = kind, part, 0
    s["status"] = told_status(c, v, k, state)
    s["lon"], s["lat"], s["sog_kn"] = state[0]["lon"], state[0]["lat"], state[0]["sog_kn"]
    s["cog_deg"], s["heading_deg"] = state[0]["cog_deg"], state[0]["heading_deg"]
    s["rot_deg_min"] = state[0]["rot_deg_min"]
    if channel < 2:
        for cell in range(np.int64(u["cells"])):
            c.link.cells[u["near"][cell]]["used"][1] += slots
    if np.int64(u["effect0"]) < np.int64(u["effect1"]) and kind < 20 and kind != 5 and kind != 14:
        row = active(c.effects, np.int64(u["effect0"]), np.int64(u["effect1"]), ECHO, time_of(k))
        if row >= 0 and np.int64(u["echo"]) == NEVER and draw(c, v) < np.float64(c.effects[row]["a"]):
            u["echo"] = k + max(1, int(np.float64(c.effects[row]["b"]) * 37.5))
            c.echoes[v] = s
