"""What a transmission tells, as on the wire: the state at the fix, the errors of GNSS, and what effects do."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import bits, uniform
from marsad.testing.simulator.radio.effects_kernel import (
    CIRCLE,
    DRAG_OFF,
    METRES,
    MMSI,
    NO_FIX,
    NOISE,
    OFFSET,
    RELOCATE,
    SENTINEL,
    SIGN_FLIP,
    SPEED,
    VIRTUAL,
    is_touched,
)
from marsad.testing.simulator.radio.link_kernel import time_of

_SENSOR, _ERROR = 4, 9  # Purpose
_KNOT = 1852.0 / 3600.0
_NODE_US = 30_000_000  # GNSS errors change within half a minute
_LON_NA, _LAT_NA = 181 * 600_000, 91 * 600_000
_BASE, _ATON, _AIRCRAFT, _DEVICE, _CLASS_A = 4, 5, 6, 7, 1
_VIRTUAL_AID = 20
_ONCE = 1 << 41  # what is drawn once for a vessel and an area, in an hour that never is


@njit(cache=True, nogil=True)
def _pair(word):
    """Two numbers of mean 0 and deviation 1, each the sum of two uniform ones, out of 64 random bits."""
    first = np.float64(word & np.uint64(0xFFFF)) + np.float64((word >> np.uint64(16)) & np.uint64(0xFFFF))
    second = np.float64((word >> np.uint64(32)) & np.uint64(0xFFFF)) + np.float64(word >> np.uint64(48))
    scale = math.sqrt(6.0)
    return (first / 65535.0 - 1.0) * scale, (second / 65535.0 - 1.0) * scale


@njit(cache=True, nogil=True)
def gnss_error(seed, vessel, t):
    """East and north error at an instant in deviations, correlated over half a minute."""
    node = t // _NODE_US
    part = np.float64(t - node * _NODE_US) / _NODE_US
    east0, north0 = _pair(bits(seed, _SENSOR, vessel, node, 0))
    east1, north1 = _pair(bits(seed, _SENSOR, vessel, node + 1, 0))
    scale = 1.0 / math.sqrt(part * part + (1.0 - part) * (1.0 - part))
    return ((1.0 - part) * east0 + part * east1) * scale, ((1.0 - part) * north0 + part * north1) * scale


@njit(cache=True, nogil=True)
def _turn_code(rate):
    """The code of a rate of turn in degrees a minute."""
    code = min(126, int(4.733 * math.sqrt(abs(rate)) + 0.5))
    return code if rate >= 0.0 else -code


@njit(cache=True, nogil=True)
def _moved(lon, lat, east_m, north_m):
    return lon + east_m / (METRES * max(math.cos(math.radians(lat)), 0.001)), lat + north_m / METRES


@njit(cache=True, nogil=True)
def _applied(seed, what, row, own, vessel, t, fix, place):
    """Change `place` (lon, lat, east and north m/s, sigma m, second, no fix) as one effect or area does."""
    kind = np.int64(what["kind"])
    a, b, c, d = np.float64(what["a"]), np.float64(what["b"]), np.float64(what["c"]), np.float64(what["d"])
    since = np.float64(t - np.int64(what["t0"])) * 1e-6
    if kind == OFFSET:
        bearing = math.radians(b)
        place[0], place[1] = _moved(place[0], place[1], a * math.sin(bearing), a * math.cos(bearing))
    elif kind == DRAG_OFF:
        bearing = math.radians(b)
        place[0], place[1] = _moved(place[0], place[1], a * since * math.sin(bearing), a * since * math.cos(bearing))
        place[2] += a * math.sin(bearing)
        place[3] += a * math.cos(bearing)
    elif kind == CIRCLE:
        # Receivers that take the false signals up at different times run apart on the same circle.
        phase = 0.0 if own else uniform(seed, _ERROR, vessel, _ONCE, row) * 0.1
        angle = 2.0 * math.pi * (np.float64(fix - np.int64(what["t0"])) * 1e-6 / max(d, 1e-3) + phase)
        place[0], place[1] = _moved(a, b, c * math.sin(angle), c * math.cos(angle))
        speed = 2.0 * math.pi * c / max(d, 1e-3)
        place[2], place[3] = speed * math.cos(angle), -speed * math.sin(angle)
    elif kind == RELOCATE:
        east, north = _pair(bits(seed, _ERROR, vessel, fix // 1_000_000, 2))
        place[0], place[1] = _moved(a, b, c * east, c * north)
        place[2] = place[3] = 0.0
    elif kind == NO_FIX:
        place[5], place[6] = (62.0, 0.0) if since < a else (63.0, 1.0)
        if since < a:
            place[4] += 0.5 * since
    elif kind == NOISE:
        place[4] = math.sqrt(place[4] * place[4] + a * a)
    else:
        return False
    return True


@njit(cache=True, nogil=True)
def tell(c, sent, order, first, last, out):
    """Fill rows `first` to before `last` of `out` (TX) from the transmissions that `order` names."""
    place = np.zeros(7)
    for row in range(first, last):
        s = sent[order[row]]
        o = out[row]
        v = np.int64(s["vessel"])
        vessel = c.vessels[v]
        station, kind = np.int64(vessel["station"]), np.int64(s["type"])
        k, told = np.int64(s["k"]), np.int64(s["told"])
        t, fix = time_of(told), np.int64(s["fix"])
        lon, lat = np.float64(s["lon"]), np.float64(s["lat"])
        host = np.int64(c.units[v]["host"])
        o["t"], o["vessel"], o["channel"], o["slot"], o["slots"] = time_of(k), v, s["channel"], k % 2250, s["slots"]
        o["type"], o["part"], o["repeat"], o["words"] = kind, s["part"], s["repeat"], s["words"]
        o["true_lon"], o["true_lat"], o["antenna_m"] = lon, lat, vessel["antenna_m"]
        if host >= 0:
            o["true_lon"], o["true_lat"] = c.units[host]["chart_lon"], c.units[host]["chart_lat"]
            o["antenna_m"] = c.vessels[host]["antenna_m"]
        mmsi = np.int64(vessel["mmsi"])
        touched_by, area = -1, -1
        is_virtual = np.int64(vessel["role"]) == _VIRTUAL_AID
        angle = math.radians(np.float64(s["cog_deg"]))
        speed = np.float64(s["sog_kn"]) * _KNOT
        place[0], place[1] = lon, lat
        place[2], place[3] = speed * math.sin(angle), speed * math.cos(angle)
        place[4] = np.float64(vessel["noise_m"])
        place[5], place[6] = -1.0, 0.0
        forced, hidden, flip, jump = -1.0, np.int64(0), False, False
        for each in range(np.int64(c.units[v]["effect0"]), np.int64(c.units[v]["effect1"])):
            e = c.effects[each]
            if t < np.int64(e["t0"]) or t >= np.int64(e["t1"]):
                continue
            what = np.int64(e["kind"])
            if what == MMSI:
                mmsi = np.int64(e["a"])
            elif what == SPEED:
                forced = np.float64(e["a"])
            elif what == SENTINEL:
                hidden |= np.int64(e["a"])
            elif what == SIGN_FLIP:
                if uniform(c.seed, _ERROR, v, told, 1) >= np.float64(e["a"]):
                    continue
                flip = True
            elif what == VIRTUAL:
                if touched_by >= 0:
                    continue
            elif _applied(c.seed, e, each, True, v, t, fix, place):
                jump = True
            touched_by = each
        if not is_virtual:
            for each in range(c.areas.size):
                if t < np.int64(c.areas[each]["t0"]) or t >= np.int64(c.areas[each]["t1"]):
                    continue
                touched = is_touched(c.seed, c.areas, each, v, lon, lat, t)
                if touched and _applied(c.seed, c.areas[each], each, False, v, t, fix, place):
                    area = each
        o["mmsi"], o["area"], o["effect"] = mmsi, area, touched_by
        radio = np.int64(s["radio"])
        lost = place[6] != 0.0
        # Without GNSS she keeps time by what she hears: UTC indirect.
        if lost and (kind <= 4 or kind == 9 or (kind == 18 and radio >> 18 != 3)):
            radio |= 1 << 17
        o["radio"] = radio
        o["status"], o["rot_raw"], o["sog_raw"], o["cog_raw"], o["heading_raw"] = 15, -128, 1023, 3600, 511
        o["lon_raw"], o["lat_raw"], o["second"] = _LON_NA, _LAT_NA, 60
        o["accuracy"], o["raim"], o["off_position"] = False, False, False
        if kind == 5 or kind == 24 or kind == 14 or kind == 20:
            continue
        if station == _DEVICE and fix - time_of(np.int64(c.units[v]["born"])) < 75_000_000:
            lost = True  # a locating device that has just been switched on has no fix yet
        second = fix // 1_000_000 % 60
        if is_virtual:
            second = np.int64(61)
        elif place[5] >= 0.0:
            second = np.int64(place[5])
        elif lost:
            second = np.int64(63)
        if kind == 27:
            second = np.int64(60)
        elif kind == 4:
            second = t // 1_000_000 % 60
        noise = place[4]
        raim = uniform(c.seed, _SENSOR, v, 0, 7) < 0.3 and not lost
        o["second"], o["raim"] = second, raim
        o["accuracy"] = bool(vessel["accuracy"]) and not lost and noise <= 10.0
        if not lost and not hidden & 1:
            if noise > 0.0 and not is_virtual:
                east, north = gnss_error(c.seed, v, fix)
                place[0], place[1] = _moved(place[0], place[1], noise * east, noise * north)
            told_lon, told_lat = place[0], min(max(place[1], -90.0), 90.0)
            told_lon -= 360.0 * math.floor((told_lon + 180.0) / 360.0)
            if flip:
                told_lat = -told_lat
            if kind == 27:
                o["lon_raw"], o["lat_raw"] = round(told_lon * 600.0), round(told_lat * 600.0)
            else:
                o["lon_raw"], o["lat_raw"] = round(told_lon * 600_000.0), round(told_lat * 600_000.0)
        if kind == 4:
            continue
        if kind == 21:
            if second < 60:
                u = c.units[v]
                north = (place[1] - np.float64(u["chart_lat"])) * METRES
                apart = place[0] - np.float64(u["chart_lon"])
                apart -= 360.0 * math.floor((apart + 180.0) / 360.0)
                east = apart * METRES * math.cos(math.radians(place[1]))
                o["off_position"] = east * east + north * north > 200.0 * 200.0
            continue
        if kind == 27 and lost:
            o["sog_raw"], o["cog_raw"] = 63, 511
        if not lost:
            if noise > 0.0:
                east, north = _pair(bits(c.seed, _SENSOR, v, told, 3))
                jitter = 0.01 * min(noise, 20.0)
                place[2] += jitter * east
                place[3] += jitter * north
                knots = math.sqrt(place[2] * place[2] + place[3] * place[3]) / _KNOT
                course = math.degrees(math.atan2(place[2], place[3]))
            elif jump:
                knots = math.sqrt(place[2] * place[2] + place[3] * place[3]) / _KNOT
                course = math.degrees(math.atan2(place[2], place[3]))
            else:
                knots, course = np.float64(s["sog_kn"]), np.float64(s["cog_deg"])
            course -= 360.0 * math.floor(course / 360.0)
            if forced >= 0.0:
                knots = forced
            if kind == 27:
                o["sog_raw"] = 63 if hidden & 2 else min(int(knots + 0.5), 62)
                o["cog_raw"] = 511 if hidden & 4 else int(course + 0.5) % 360
            else:
                if not hidden & 2:
                    o["sog_raw"] = min(int(knots + 0.5), 1022) if kind == 9 else min(int(knots * 10.0 + 0.5), 1022)
                if not hidden & 4:
                    o["cog_raw"] = int(course * 10.0 + 0.5) % 3600
        if bool(vessel["gyro"]) and not hidden & 8 and kind != 27 and kind != 9:
            heading = np.float64(s["heading_deg"]) + 0.3 * _pair(bits(c.seed, _SENSOR, v, fix // _NODE_US, 5))[0]
            o["heading_raw"] = int(heading + 0.5) % 360 if heading >= 0.0 else int(heading + 360.5) % 360
        if station in (_CLASS_A, _DEVICE):
            o["status"] = s["status"]
            if kind <= 3:
                rate = np.float64(s["rot_deg_min"])
                if bool(vessel["turn_indicator"]):
                    o["rot_raw"] = _turn_code(rate)
                elif bool(vessel["gyro"]):
                    o["rot_raw"] = 0 if abs(rate) <= 10.0 else (127 if rate > 0.0 else -127)
