"""Kernel that cuts the fixes of each MMSI into runs: the one pass over all rows, so it does as little as it can."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.vessels.motion_kernel import (
    KN,
    M_PER_DEG,
    SLACK_M,
    clock_slack_s,
    displacement,
    strain,
    velocity,
    wrapped,
)
from marsad.tracks.vessels.records import ECHO, NO_POSITION, NO_RUN, OUT_OF_RANGE, TRACK, TRAIL_POINTS, TRAIL_STEP_US

LONGEST_STEP_S = 3600.0
PLAIN_STEP_S = 600.0
WIDE_M = 1500.0
"""A step as long as this is looked at with its direction; over a long time, or without speeds, none is longer."""
LONG_MESSAGE = 27
NEAR_ROWS = 16


@njit(cache=True, nogil=True)
def cut_runs(starts, place, tk, lon, lat, sog, cog, kinds, types, repeat, flags, digest, range_flag, opened, closed,
             run_of, outcome):  # fmt: skip
    """Continue the open run of each MMSI with its new fixes. Returns how many runs were closed.

    `starts` bounds the rows of each MMSI, whose open run is that of `opened` at its `place`. `closed` takes those that
    end, in the order of rows; `run_of` and `outcome` are filled for each row, NO_RUN where it has no place to judge.
    """
    count = 0
    for group in range(starts.size - 1):
        one = opened[place[group]]
        for i in range(starts[group], starts[group + 1]):
            run_of[i] = NO_RUN
            outcome[i] = TRACK
            x, y = lon[i], lat[i]
            if not (x == x and y == y) or (x == 0.0 and y == 0.0):
                outcome[i] = OUT_OF_RANGE if flags[i] & range_flag else NO_POSITION
                continue
            if 0 < repeat[i] < 3 and _repeats(starts[group], starts[group + 1], tk, lon, lat, repeat, i):
                outcome[i] = ECHO
                continue
            run = one["run"]
            speed = np.float64(sog[i])
            if run["fixes"] != 0 and _goes_on(run, tk[i], x, y, speed, np.float64(cog[i])):
                _extend(run, tk[i], x, y, speed, cog[i])
            else:
                if run["fixes"] != 0:
                    closed[count] = run
                    count += 1
                    run["ordinal"] += 1
                run["echo_m"] = _nearest_m(one, x, y)
                _begin(run, tk[i], x, y, speed, cog[i], digest[i])
            if kinds[i] != 0:
                run["kind"] = kinds[i]
            if types[i] == LONG_MESSAGE:
                run["coarse"] = 1
            run_of[i] = run["ordinal"]
            end = np.int64(one["trail_end"])
            if tk[i] - one["trail_t"][(end + TRAIL_POINTS - 1) % TRAIL_POINTS] >= TRAIL_STEP_US:
                one["trail_t"][end] = tk[i]
                one["trail_lon"][end] = x
                one["trail_lat"][end] = y
                one["trail_end"] = (end + 1) % TRAIL_POINTS
    return count


@njit(cache=True, nogil=True)
def _goes_on(run, t, x, y, sog, cog):
    """Whether a fix is as near to the last of the run as what both tell of the speed lets expect."""
    dt = max(0.0, (t - run["t1"]) * 1e-6)
    if dt > LONGEST_STEP_S:
        return False
    slack_s = clock_slack_s(t, run["t1"])
    slack_m = SLACK_M + 300.0 * run["coarse"]
    before = np.float64(run["sog1"])
    if before == before and sog == sog:
        reach = slack_m + (dt + slack_s) * (0.75 * KN * (before + sog) + 1.5)
    elif before == before or sog == sog:
        reach = slack_m + (dt + slack_s) * (1.5 * KN * (before if before == before else sog) + 2.5)
    elif dt <= 180.0:
        reach = slack_m + 15.0 * dt
    else:
        made = math.hypot(run["east1"], run["north1"])
        reach = slack_m + (dt + slack_s) * (1.5 * made + 2.5) if made == made else slack_m + dt * 2.5
    if dt > PLAIN_STEP_S or not (before == before and sog == sog):
        reach = min(reach, WIDE_M)
    north = (y - run["lat1"]) * M_PER_DEG
    if abs(north) > reach:
        return False
    east = wrapped(x - run["lon1"]) * math.cos(math.radians(y)) * M_PER_DEG
    if east * east + north * north > reach * reach:
        return False
    if reach <= WIDE_M:
        return True
    east1, north1 = velocity(before, np.float64(run["cog1"]), run["east1"], run["north1"])
    east2, north2 = velocity(sog, cog, np.nan, np.nan)
    east, north = displacement(run["lon1"], run["lat1"], x, y)
    return strain(east, north, dt, slack_s, slack_m, east1, north1, east2, north2)[0] <= 1.0


@njit(cache=True, nogil=True)
def _begin(run, t, x, y, sog, cog, digest):
    run["fixes"] = 1
    run["instants"] = 1
    run["kind"] = 0
    run["coarse"] = 0
    run["digest"] = digest
    run["t0"] = t
    run["lon0"] = x
    run["lat0"] = y
    run["sog0"] = sog
    run["cog0"] = cog
    run["east0"] = np.nan
    run["north0"] = np.nan
    run["t1"] = t
    run["lon1"] = x
    run["lat1"] = y
    run["sog1"] = sog
    run["cog1"] = cog
    run["east1"] = np.nan
    run["north1"] = np.nan


@njit(cache=True, nogil=True)
def _extend(run, t, x, y, sog, cog):
    dt = (t - run["t1"]) * 1e-6
    if sog != sog and dt >= 5.0:
        east, north = displacement(run["lon1"], run["lat1"], x, y)
        run["east1"] = east / dt
        run["north1"] = north / dt
        if run["east0"] != run["east0"]:
            run["east0"] = east / dt
            run["north0"] = north / dt
    run["fixes"] += 1
    run["instants"] += t != run["t1"]
    run["t1"] = t
    run["lon1"] = x
    run["lat1"] = y
    run["sog1"] = sog
    run["cog1"] = cog


@njit(cache=True, nogil=True)
def _repeats(begin, end, tk, lon, lat, repeat, i):
    """Whether a repeater sent again what was heard itself: the same place at the same instant with no repeat count."""
    j = i - 1
    while j >= max(begin, i - NEAR_ROWS) and tk[j] == tk[i]:
        if repeat[j] == 0 and lon[j] == lon[i] and lat[j] == lat[i]:
            return True
        j -= 1
    j = i + 1
    while j < min(end, i + NEAR_ROWS) and tk[j] == tk[i]:
        if repeat[j] == 0 and lon[j] == lon[i] and lat[j] == lat[i]:
            return True
        j += 1
    return False


@njit(cache=True, nogil=True)
def _nearest_m(one, x, y):
    nearest = np.inf
    for k in range(TRAIL_POINTS):
        if one["trail_t"][k] != 0:
            east, north = displacement(np.float64(one["trail_lon"][k]), np.float64(one["trail_lat"][k]), x, y)
            nearest = min(nearest, math.hypot(east, north))
    return nearest
