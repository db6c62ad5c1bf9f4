"""Where vessels are at instants, in closed form from their legs.

A ship on a path keeps her share of the room aside of it, wanders slowly across and yaws a little; at anchor she lies
where the wind and the tide of the place put her, as her neighbours do. What is smooth in time is made of arcs of
parabolas (`_wave`): cheap, and the same on every machine.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.draw_kernel import bits

RADIUS_M = 6_371_008.8
METRES = RADIUS_M * math.pi / 180.0
"""Metres in a degree of latitude."""
_KNOT = 1852.0 / 3600.0
_ABSENT, _PATH, _ANCHOR, _FIXED = 0, 1, 2, 3
_HEADING, _ANGLE = 1, 2
_MOTION = 3  # Purpose.MOTION

WANDER_M = 6.0
YAW_DEG = 0.7
TIDE_S = 44_712.0  # M2, 12.42 h


@njit(cache=True, nogil=True)
def _wave(cycles):
    """A smooth wave of period 1 between -1 and 1, and its slope in 1 / cycle."""
    x = cycles - math.floor(cycles)
    if x < 0.5:
        return 16.0 * x * (0.5 - x), 8.0 - 32.0 * x
    x -= 0.5
    return -16.0 * x * (0.5 - x), 32.0 * x - 8.0


@njit(cache=True, nogil=True)
def _eased(x):
    """From 0 to 1 as x goes from 0 to 1, smoothly, and the slope."""
    if x <= 0.0:
        return 0.0, 0.0
    if x >= 1.0:
        return 1.0, 0.0
    return x * x * (3.0 - 2.0 * x), 6.0 * x * (1.0 - x)


@njit(cache=True, nogil=True)
def lie(lon, lat, t, t0, radius_m):
    """The bearing from her anchor at which a ship lies at `t`, and the rate: degrees, degrees a second.

    Wind and tide are smooth in place and time, so that an anchorage swings together; `t0` and `radius_m` of her leg
    give the ship her own small yaw.
    """
    s = t * 1e-6
    place, _ = _wave(0.11 * lon + 0.07 * lat)
    other, _ = _wave(0.05 * lon - 0.13 * lat + 0.3)
    bearing = 180.0 * place + 120.0 * other
    reach = 55.0 + 35.0 * other  # by how much the tide turns her to either side
    wave, slope = _wave(s / TIDE_S + 0.02 * lon + 0.013 * lat)
    wave, slope = 1.7 * wave, 1.7 * slope / TIDE_S
    if abs(wave) < 1.0:
        bearing += reach * (1.5 * wave - 0.5 * wave**3)
        rate = reach * 1.5 * (1.0 - wave * wave) * slope
    else:
        bearing += reach if wave > 0.0 else -reach
        rate = 0.0
    for period, size in ((190_000.0, 40.0), (23_000.0, 8.0)):  # the wind veers
        wave, slope = _wave(s / period + 0.009 * lon - 0.011 * lat)
        bearing += size * wave
        rate += size * slope / period
    own = bits(t0, _MOTION, np.int64(radius_m * 1000.0), 0, 0)
    for nth in range(2):
        phase = np.float64((own >> np.uint64(20 * nth)) & np.uint64(0xFFFFF)) / 1048576.0
        period = 800.0 + 700.0 * phase + 400.0 * nth
        wave, slope = _wave(s / period + phase)
        bearing += 2.0 * wave
        rate += 2.0 * slope / period
    return bearing, rate


@njit(cache=True, nogil=True)
def _course(lon, lat, k):
    cosine = math.cos(math.radians(0.5 * (lat[k] + lat[k + 1])))
    return math.degrees(math.atan2((lon[k + 1] - lon[k]) * cosine, lat[k + 1] - lat[k]))


@njit(cache=True, nogil=True)
def _turn(after, before):
    turn = after - before
    return turn - 360.0 * math.floor((turn + 180.0) / 360.0)


@njit(cache=True, nogil=True)
def rolled(lon):
    """A longitude brought into -180 to below 180, where sums of large numbers are rounded onto the edge, too."""
    lon -= 360.0 * math.floor((lon + 180.0) / 360.0)
    return -180.0 if lon < -180.0 or lon >= 180.0 else lon


@njit(cache=True, nogil=True)
def bearing_of(deg):
    """A bearing brought into 0 to below 360, also just below 0."""
    deg -= 360.0 * math.floor(deg / 360.0)
    return 0.0 if deg < 0.0 or deg >= 360.0 else deg


@njit(cache=True, nogil=True)
def find(legs, vessel, t):
    """The last leg of a vessel that begins at or before `t`; -1 where there is none."""
    low, high = 0, legs.size
    while low < high:
        middle = (low + high) // 2
        other = np.int64(legs[middle]["vessel"])
        if other < vessel or (other == vessel and np.int64(legs[middle]["t0"]) <= t):
            low = middle + 1
        else:
            high = middle
    low -= 1
    if low < 0 or np.int64(legs[low]["vessel"]) != vessel:
        return -1
    return low


@njit(cache=True, nogil=True)
def states(legs, lon, lat, along_m, room_m, who, when, out):
    """Fill `out` with the state of each vessel of `who` at the instant beside it; quick where both are in order."""
    i, last, changed = np.int64(-1), np.int64(-1), np.int64(-1)
    # What holds on one stretch of a path is kept until another is asked for.
    k, begin, end, middle, course = np.int64(-1), 0.0, -1.0, 0.0, 0.0
    turn_before, turn_after, half_before, half_after = 0.0, 0.0, 1.0, 1.0
    for row in range(who.size):
        vessel, t = np.int64(who[row]), np.int64(when[row])
        if vessel != last:
            own = bits(0, _MOTION, vessel, 0, 0)
            first_phase = np.float64(own & np.uint64(0xFFFF)) / 65536.0
            second_phase = np.float64((own >> np.uint64(16)) & np.uint64(0xFFFF)) / 65536.0
            third_phase = np.float64((own >> np.uint64(32)) & np.uint64(0xFFFF)) / 65536.0
            last, i = vessel, np.int64(-1)
        if i < 0 or t < np.int64(legs[i]["t0"]):
            i = find(legs, vessel, t)
        else:
            while i + 1 < legs.size and np.int64(legs[i + 1]["vessel"]) == vessel and np.int64(legs[i + 1]["t0"]) <= t:
                i += 1
        out[row]["present"] = False
        if i < 0 or t >= np.int64(legs[i]["t1"]):
            out[row]["lon"] = out[row]["lat"] = np.nan
            out[row]["sog_kn"] = out[row]["cog_deg"] = np.nan
            out[row]["heading_deg"] = out[row]["rot_deg_min"] = np.nan
            out[row]["status"] = 15
            continue
        leg = legs[i]
        mode = np.int64(leg["mode"])
        out[row]["status"] = leg["status"]
        if mode == _ABSENT:
            out[row]["lon"] = out[row]["lat"] = np.nan
            out[row]["sog_kn"] = out[row]["cog_deg"] = np.nan
            out[row]["heading_deg"] = out[row]["rot_deg_min"] = np.nan
            continue
        out[row]["present"] = True
        passed = np.float64(t - np.int64(leg["t0"])) * 1e-6
        sog = cog = rate = 0.0
        if mode == _FIXED:
            x, y = np.float64(leg["lon"]), np.float64(leg["lat"])
            heading = cog = np.float64(leg["heading_deg"])
        elif mode == _ANCHOR:
            radius = np.float64(leg["radius_m"])
            bearing, rate = lie(np.float64(leg["lon"]), np.float64(leg["lat"]), t, np.int64(leg["t0"]), radius)
            angle = math.radians(bearing)
            y = np.float64(leg["lat"])
            x = np.float64(leg["lon"]) + radius * math.sin(angle) / (METRES * math.cos(math.radians(y)))
            y += radius * math.cos(angle) / METRES
            heading = bearing + 180.0
            sog = abs(math.radians(rate)) * radius
            cog = bearing + (90.0 if rate > 0.0 else -90.0)
        else:
            start, stop = np.int64(leg["first"]), np.int64(leg["first"]) + np.int64(leg["count"]) - 1
            accel = np.float64(leg["accel_mps2"])
            speed = max(np.float64(leg["v0_mps"]) + accel * passed, 0.0)
            s = np.float64(leg["s0_m"]) + (np.float64(leg["v0_mps"]) + 0.5 * accel * passed) * passed
            if s > along_m[stop]:
                s = along_m[stop]
            if k < start or k >= stop or changed != i or not begin <= s < end:
                low, high = start, stop
                while high - low > 1:
                    half = (low + high) // 2
                    if along_m[half] <= s:
                        low = half
                    else:
                        high = half
                k, changed = low, i
                begin, end = along_m[k], along_m[k + 1]
                middle = 0.5 * (begin + end)
                course = _course(lon, lat, k)
                turn_before = turn_after = 0.0
                half_before = half_after = 1.0
                if k > start:
                    before = _course(lon, lat, k - 1)
                    turn_before, half_before = _turn(course, before), 0.5 * (end - along_m[k - 1])
                if k + 1 < stop:
                    after = _course(lon, lat, k + 1)
                    turn_after, half_after = _turn(after, course), 0.5 * (along_m[k + 2] - begin)
            part = (s - begin) / (end - begin)
            x, y = lon[k] + part * (lon[k + 1] - lon[k]), lat[k] + part * (lat[k + 1] - lat[k])
            bend = turn_after / half_after if s >= middle else turn_before / half_before  # degrees a metre
            track = course + bend * (s - middle)
            cross = across = 0.0
            aside = np.float64(leg["aside"])
            if aside != 0.0 and room_m.size > 0:
                cross = aside * (room_m[k] + part * (room_m[k + 1] - room_m[k]))
                across = aside * (room_m[k + 1] - room_m[k]) / (end - begin) * speed
            seconds = np.float64(t) * 1e-6
            # She wanders and yaws with way on only: at rest there is none, so that legs join.
            full = speed * speed / (speed * speed + 9.0)
            slow, slow_slope = _wave(seconds / (700.0 + 500.0 * first_phase) + second_phase)
            quick, quick_slope = _wave(seconds / (310.0 + 90.0 * second_phase) + third_phase)
            wander = 0.7 * slow + 0.3 * quick
            cross += WANDER_M * full * wander
            across += (
                WANDER_M
                * full
                * (0.7 * slow_slope / (700.0 + 500.0 * first_phase) + 0.3 * quick_slope / (310.0 + 90.0 * second_phase))
            )
            across += WANDER_M * wander * accel * 18.0 * speed / (speed * speed + 9.0) ** 2
            forward = speed * (1.0 - math.radians(bend) * cross)
            angle = math.radians(track)
            x += cross * math.cos(angle) / (METRES * math.cos(math.radians(y)))
            y -= cross * math.sin(angle) / METRES
            sog = math.sqrt(forward * forward + across * across)
            cog = track
            if sog > 0.05:
                cog += math.degrees(math.atan2(across, forward))
            bow = np.int64(leg["bow"])
            yaw, yaw_slope = _wave(seconds / (95.0 + 60.0 * third_phase) + first_phase)
            rate = YAW_DEG * full * yaw_slope / (95.0 + 60.0 * third_phase)
            heading = YAW_DEG * full * yaw
            if bow == _HEADING:
                heading += np.float64(leg["heading_deg"])
            else:
                heading += track
                rate += bend * speed
                if bow == _ANGLE:
                    heading += np.float64(leg["heading_deg"])
        swing, swing_s = np.float64(leg["swing_deg"]), np.float64(leg["swing_s"])
        if swing != 0.0 and passed < swing_s:
            done, slope = _eased(passed / swing_s)
            heading += swing * (1.0 - done)
            rate -= swing * slope / swing_s
        out[row]["lon"] = rolled(x)
        out[row]["lat"] = y
        out[row]["sog_kn"] = sog / _KNOT
        out[row]["cog_deg"] = bearing_of(cog)
        out[row]["heading_deg"] = bearing_of(heading)
        out[row]["rot_deg_min"] = 60.0 * rate
