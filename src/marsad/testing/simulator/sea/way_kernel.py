"""From the nodes of a way to its few corners, and from corners to where one ship sails: beside the line, over water."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.testing.simulator.sea import coast_kernel

_SAMPLES = 24
_clear = coast_kernel.clear
_clearance = coast_kernel.clearance
_length = coast_kernel.length
_turned = coast_kernel.turned
_far = coast_kernel.far
_PIECE_M = 40_000.0
_MOST_TRIES = 60


@njit(cache=True, nogil=True)
def arc(lon0, lat0, lon1, lat1, share):
    """The place a share of the way along the great circle. The longitude runs on from the first."""
    phi0, phi1, turn = math.radians(lat0), math.radians(lat1), math.radians(_turned(lon1 - lon0))
    x0, z0 = math.cos(phi0), math.sin(phi0)
    x1, y1, z1 = math.cos(phi1) * math.cos(turn), math.cos(phi1) * math.sin(turn), math.sin(phi1)
    angle = math.acos(max(-1.0, min(1.0, x0 * x1 + z0 * z1)))
    if angle < 1e-6:
        return lon0 + share * _turned(lon1 - lon0), lat0 + share * (lat1 - lat0)
    a, b = math.sin((1.0 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
    x, y, z = a * x0 + b * x1, b * y1, a * z0 + b * z1
    return lon0 + math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


@njit(cache=True, nogil=True)
def arc_clear(shore, lon0, lat0, lon1, lat1, margin):
    """Whether the great circle between two places keeps more than `margin` metres off the coast."""
    pieces = math.ceil(_far(lon0, lat0, lon1, lat1) / _PIECE_M)
    if pieces <= 1:
        return _clear(shore, lon0, lat0, lon1, lat1, margin)
    from_lon, from_lat = lon0, lat0
    for k in range(1, pieces + 1):
        to_lon, to_lat = arc(lon0, lat0, lon1, lat1, k / pieces)
        if not _clear(shore, from_lon, from_lat, to_lon, to_lat, margin):
            return False
        from_lon, from_lat = to_lon, to_lat
    return True


@njit(cache=True, nogil=True)
def price(net, factor, lon0, lat0, lon1, lat1):
    """Metres times factors of the cells that a stretch leads through."""
    far = _far(lon0, lat0, lon1, lat1)
    samples = min(_SAMPLES, 1 + int(far / (0.5 * net.step_lat * coast_kernel.METRES)))
    total = 0.0
    for k in range(samples):
        lon, lat = arc(lon0, lat0, lon1, lat1, (k + 0.5) / samples)
        east = lon - net.west
        east -= 360.0 * math.floor(east / 360.0)
        row = min(net.rows - 1, max(0, int((lat - net.south) / net.step_lat)))
        column = min(net.columns - 1, int(east / net.step_lon))
        total += factor[row * net.columns + column]
    return far * total / samples


@njit(cache=True, nogil=True)
def pulled(shore, net, factor, lon, lat, fixed, wanted, reach):
    """Which points of a way stay when it is pulled tight: at no higher price, and not nearer to the coast.

    Points that are `fixed` stay. Nearer than `wanted` metres it keeps what the way had, nearly.
    """
    count = lon.size
    keep = np.zeros(count, np.bool_)
    if count == 0:
        return keep
    free = np.empty(count)
    cost = np.zeros(count)
    for k in range(count):
        free[k] = _clearance(shore, lon[k], lat[k])
        if k > 0:
            cost[k] = cost[k - 1] + price(net, factor, lon[k - 1], lat[k - 1], lon[k], lat[k])
    here = 0
    keep[0] = True
    while here < count - 1:
        last = here + 1
        least = min(wanted, 0.8 * min(free[here], free[last]))
        margins = np.empty(reach + 2)
        margins[1] = least
        while last < count - 1 and not fixed[last] and last - here < reach:
            last += 1
            least = min(least, 0.8 * free[last])
            margins[last - here] = least
        while last > here + 1:
            if price(net, factor, lon[here], lat[here], lon[last], lat[last]) <= 1.001 * (
                cost[last] - cost[here]
            ) and arc_clear(shore, lon[here], lat[here], lon[last], lat[last], max(10.0, margins[last - here])):
                break
            last -= 1
        keep[last] = True
        here = last
    return keep


@njit(cache=True, nogil=True)
def spaced(lon, lat, width, piece_m):
    """The way with further points on great circles, so that no stretch is longer than `piece_m`; longitudes run on."""
    count = 1
    for k in range(lon.size - 1):
        count += max(1, math.ceil(_far(lon[k], lat[k], lon[k + 1], lat[k + 1]) / piece_m))
    out_lon, out_lat, out_width = np.empty(count), np.empty(count), np.empty(count)
    out_lon[0], out_lat[0], out_width[0] = lon[0], lat[0], width[0]
    at = 1
    for k in range(lon.size - 1):
        pieces = max(1, math.ceil(_far(lon[k], lat[k], lon[k + 1], lat[k + 1]) / piece_m))
        from_lon = out_lon[at - 1]
        for n in range(1, pieces + 1):
            x, y = arc(from_lon, lat[k], lon[k + 1], lat[k + 1], n / pieces)
            out_lon[at], out_lat[at] = x, y
            out_width[at] = width[k] + n / pieces * (width[k + 1] - width[k])
            at += 1
    return out_lon, out_lat, out_width


@njit(cache=True, nogil=True)
def room(shore, lon, lat, margin):
    """How far to either side of each point of a way a ship may sail: half the free water, little near the ends."""
    count = lon.size
    run = np.zeros(count)
    free = np.zeros(count)
    for k in range(1, count):
        run[k] = run[k - 1] + _length(lon[k - 1], lat[k - 1], lon[k], lat[k])
    for k in range(1, count - 1):
        free[k] = 0.5 * (_clearance(shore, lon[k], lat[k]) - margin)
        free[k] = min(free[k], 0.25 * (run[k] - run[0]), 0.25 * (run[count - 1] - run[k]))
        free[k] = min(free[k], 0.6 * (run[k] - run[k - 1]), 0.6 * (run[k + 1] - run[k]))
    for k in range(count - 1):
        x, y = lon[k] + 0.5 * _turned(lon[k + 1] - lon[k]), 0.5 * (lat[k] + lat[k + 1])
        half = 0.7 * (_clearance(shore, x, y) - margin)
        free[k], free[k + 1] = min(free[k], half), min(free[k + 1], half)
    return np.maximum(free, 0.0)


@njit(cache=True, nogil=True)
def _shift(lon, lat, width, free, aside, first, last, out_lon, out_lat):
    """Moves the points from `first` to before `last` to starboard by `aside` (-1 to 1) times what is usual there.

    `width` is, where positive, how far a ship sails to either side in a lane; where negative, how far to starboard at
    most she keeps in free water. The ends stay.
    """
    for k in range(max(1, first), min(lon.size - 1, last)):
        usual = width[k] * aside if width[k] >= 0.0 else -width[k] * (0.55 + 0.45 * aside)
        metres = max(-free[k], min(free[k], usual))
        scale = math.cos(math.radians(lat[k]))
        in_x, in_y = (lon[k] - lon[k - 1]) * scale, lat[k] - lat[k - 1]
        out_x, out_y = (lon[k + 1] - lon[k]) * scale, lat[k + 1] - lat[k]
        a, b = math.hypot(in_x, in_y), math.hypot(out_x, out_y)
        out_lon[k], out_lat[k] = lon[k], lat[k]
        if a == 0.0 or b == 0.0:
            continue
        x, y = in_x / a + out_x / b, in_y / a + out_y / b
        whole = math.hypot(x, y)
        if whole < 1.0:
            continue
        out_lon[k] = lon[k] + metres * y / whole / coast_kernel.METRES / scale
        out_lat[k] = lat[k] - metres * x / whole / coast_kernel.METRES


@njit(cache=True, nogil=True)
def first_bad(shore, lon, lat, start, cut_m, margin):
    """The first point from `start` on where a way is not clear: on the stretch to the next point, or where the corner
    there is cut from `cut_m` before to so far behind it, at most half a stretch. -1 none."""
    for k in range(start, lon.size - 1):
        if not _clear(shore, lon[k], lat[k], lon[k + 1], lat[k + 1], margin):
            return k
        if k == 0:
            continue
        before = _length(lon[k - 1], lat[k - 1], lon[k], lat[k])
        after = _length(lon[k], lat[k], lon[k + 1], lat[k + 1])
        if before == 0.0 or after == 0.0:
            continue
        a, b = min(0.5, cut_m / before), min(0.5, cut_m / after)
        x0, y0 = lon[k] + a * (lon[k - 1] - lon[k]), lat[k] + a * (lat[k - 1] - lat[k])
        x1, y1 = lon[k] + b * (lon[k + 1] - lon[k]), lat[k] + b * (lat[k + 1] - lat[k])
        if not _clear(shore, x0, y0, x1, y1, margin):
            return k
    return -1


@njit(cache=True, nogil=True)
def _gentle(lon, lat, guard_m):
    """The way with points `guard_m` before and behind each corner, so that nobody cuts it by more."""
    out_lon, out_lat = np.empty(3 * lon.size), np.empty(3 * lon.size)
    at = 0
    for k in range(lon.size):
        for side in (-1, 0, 1):
            if side != 0:
                if k in (0, lon.size - 1):
                    continue
                far = _length(lon[k], lat[k], lon[k + side], lat[k + side])
                if far < 2.5 * guard_m:
                    continue
                share = guard_m / far
                x, y = lon[k] + share * (lon[k + side] - lon[k]), lat[k] + share * (lat[k + side] - lat[k])
            else:
                x, y = lon[k], lat[k]
            out_lon[at], out_lat[at] = x, y
            at += 1
    return out_lon[:at].copy(), out_lat[:at].copy()


@njit(cache=True, nogil=True)
def laid(shore, lon, lat, width, free, aside, cut_m, margin):
    """One ship's own way along a line: beside it as far as that stays over water, corners cut included.

    Empty where not even the line itself does.
    """
    free = free.copy()
    out_lon, out_lat = lon.copy(), lat.copy()
    _shift(lon, lat, width, free, aside, 0, lon.size, out_lon, out_lat)
    bad = 0
    for _ in range(_MOST_TRIES):
        bad = first_bad(shore, out_lon, out_lat, max(0, bad - 3), cut_m, 0.5 * margin)
        if bad < 0:
            return out_lon, out_lat
        for k in range(max(0, bad - 1), min(lon.size, bad + 3)):
            usual = abs(width[k])
            free[k] = 0.35 * min(free[k], usual) if free[k] > 30.0 else 0.0
        _shift(lon, lat, width, free, aside, bad - 1, bad + 3, out_lon, out_lat)
    # The line itself, with shorter stretches nearer to the great circle and with points that keep its corners.
    for shorter_m in (1e9, 10_000.0, 2_500.0):
        all_lon, all_lat, _ = spaced(lon, lat, width, shorter_m)
        if first_bad(shore, all_lon, all_lat, 0, cut_m, 0.0) < 0:
            return all_lon, all_lat
        for guard_m in (400.0, 150.0, 60.0):
            out_lon, out_lat = _gentle(all_lon, all_lat, guard_m)
            if first_bad(shore, out_lon, out_lat, 0, cut_m, 0.0) < 0:
                return out_lon, out_lat
    return all_lon[:0], all_lat[:0]


@njit(cache=True, nogil=True)
def joint(shore, a_lon, a_lat, b_lon, b_lat, b_width, margin, reach):
    """How many points to leave off the end of one way and the beginning of the next, which begins where that ends.

    The shortest clear way across the joint, at most `reach` points on either side and none beyond a lane's first.
    """
    best, best_a, best_b = np.inf, 0, 1
    first = max(0, a_lon.size - 1 - reach)
    base = np.zeros(a_lon.size)
    for k in range(a_lon.size - 2, first - 1, -1):
        base[k] = base[k + 1] + _far(a_lon[k], a_lat[k], a_lon[k + 1], a_lat[k + 1])
    for i in range(first, a_lon.size):
        done = 0.0
        for j in range(min(reach + 1, b_lon.size)):
            if j > 0:
                done += _far(b_lon[j - 1], b_lat[j - 1], b_lon[j], b_lat[j])
            saved = base[i] + done
            far = _far(a_lon[i], a_lat[i], b_lon[j], b_lat[j])
            if far - saved < best and arc_clear(shore, a_lon[i], a_lat[i], b_lon[j], b_lat[j], margin):
                best, best_a, best_b = far - saved, a_lon.size - 1 - i, j
            if b_width[j] >= 0.0:
                break
    return best_a, best_b
