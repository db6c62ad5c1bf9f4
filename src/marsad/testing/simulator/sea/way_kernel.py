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
def spaced(lon, lat, width, piece_m, end_m):
    """The way with further points on great circles, so that no stretch is longer than `piece_m`; longitudes run on.

    Near its ends stretches are shorter, from `end_m` on growing with the distance.
    """
    run = np.zeros(lon.size)
    for k in range(1, lon.size):
        run[k] = run[k - 1] + _far(lon[k - 1], lat[k - 1], lon[k], lat[k])
    most = 2 * lon.size + 128 + int(2.0 * run[-1] / piece_m)
    out_lon, out_lat, out_width = np.empty(most), np.empty(most), np.empty(most)
    out_lon[0], out_lat[0], out_width[0] = lon[0], lat[0], width[0]
    at = 1
    for k in range(lon.size - 1):
        from_lon = out_lon[at - 1]
        whole = run[k + 1] - run[k]
        done = 0.0
        while True:
            end = min(run[k] + done, run[-1] - run[k] - done)
            piece = min(piece_m, max(end_m, 0.4 * end))
            # On the way in, no piece may reach from far off to the end.
            piece = min(piece, max(end_m, 0.3 * (run[-1] - run[k] - done)))
            left = whole - done
            done = whole if left <= 1.5 * piece else done + piece
            share = done / whole if whole > 0.0 else 1.0
            if at == out_lon.size:
                out_lon = np.concatenate((out_lon, np.empty(at)))
                out_lat = np.concatenate((out_lat, np.empty(at)))
                out_width = np.concatenate((out_width, np.empty(at)))
            if done >= whole:
                out_lon[at], out_lat[at] = from_lon + _turned(lon[k + 1] - from_lon), lat[k + 1]
            else:
                out_lon[at], out_lat[at] = arc(from_lon, lat[k], lon[k + 1], lat[k + 1], share)
            out_width[at] = width[k] + share * (width[k + 1] - width[k])
            at += 1
            if done >= whole:
                break
    return out_lon[:at].copy(), out_lat[:at].copy(), out_width[:at].copy()


@njit(cache=True, nogil=True)
def _least(shore, lon0, lat0, lon1, lat1):
    """What is free on either side all along a stretch at least, in metres; negative where it meets the coast."""
    total = _length(lon0, lat0, lon1, lat1)
    east, north = _turned(lon1 - lon0), lat1 - lat0
    least = _clearance(shore, lon1, lat1)
    done = 0.0
    while done < total:
        share = done / total
        free = _clearance(shore, lon0 + share * east, lat0 + share * north)
        step = max(10.0, 0.5 * free)
        least = min(least, free - 0.5 * min(step, total - done))
        if least < 0.0:
            break
        done += step
    return least


@njit(cache=True, nogil=True)
def _cut(lon, lat, k, cut_m):
    """Where a ship leaves the way before point k and comes back to it behind when she cuts the corner there."""
    before = _length(lon[k - 1], lat[k - 1], lon[k], lat[k])
    after = _length(lon[k], lat[k], lon[k + 1], lat[k + 1])
    a = min(0.5, cut_m / before) if before > 0.0 else 0.0
    b = min(0.5, cut_m / after) if after > 0.0 else 0.0
    return (
        lon[k] + a * (lon[k - 1] - lon[k]),
        lat[k] + a * (lat[k - 1] - lat[k]),
        lon[k] + b * (lon[k + 1] - lon[k]),
        lat[k] + b * (lat[k + 1] - lat[k]),
    )


@njit(cache=True, nogil=True)
def room(shore, lon, lat, cut_m, margin):
    """How far each point of a way may be shifted aside so that the way stays over water, corners cut included.

    Shifted points lie no further from the way than this, and the free water along the way is more. Little near the
    ends. A negative number: the way itself comes nearer to the coast than `margin` before, behind or about the point.
    """
    count = lon.size
    free = np.full(count, np.inf)
    run = np.zeros(count)
    for k in range(count - 1):
        run[k + 1] = run[k] + _length(lon[k], lat[k], lon[k + 1], lat[k + 1])
        least = 0.9 * (_least(shore, lon[k], lat[k], lon[k + 1], lat[k + 1]) - margin)
        free[k], free[k + 1] = min(free[k], least), min(free[k + 1], least)
    for k in range(1, count - 1):
        least = 0.45 * (_least(shore, *_cut(lon, lat, k, cut_m)) - margin)
        for at in range(k - 1, k + 2):
            free[at] = min(free[at], least)
    for k in range(count):
        if free[k] > 0.0:
            near = 0.25 * min(run[k], run[count - 1] - run[k])
            if 0 < k < count - 1:
                near = min(near, 0.4 * (run[k] - run[k - 1]), 0.4 * (run[k + 1] - run[k]))
            free[k] = min(free[k], near)
    return free


@njit(cache=True, nogil=True)
def gentle(lon, lat, width, free, guard_m):
    """The way with points `guard_m` before and behind each corner without room, so that nobody cuts it by more."""
    out_lon, out_lat, out_width = np.empty(3 * lon.size), np.empty(3 * lon.size), np.empty(3 * lon.size)
    at = 0
    for k in range(lon.size):
        for side in (-1, 0, 1):
            x, y = lon[k], lat[k]
            if side != 0:
                if k in (0, lon.size - 1) or free[k] >= 0.0:
                    continue
                far = _length(lon[k], lat[k], lon[k + side], lat[k + side])
                if far < 2.5 * guard_m:
                    continue
                x += guard_m / far * (lon[k + side] - lon[k])
                y += guard_m / far * (lat[k + side] - lat[k])
            out_lon[at], out_lat[at], out_width[at] = x, y, width[k]
            at += 1
    return out_lon[:at].copy(), out_lat[:at].copy(), out_width[:at].copy()


@njit(cache=True, nogil=True)
def beside(lon, lat, width, free, aside):
    """One ship's own way along a line: to starboard of it by `aside` (-1 to 1) times what is usual, within the room.

    `width` is, where positive, how far ships sail to either side in a lane; where negative, how far to starboard at
    most they keep in free water. The ends stay.
    """
    out_lon, out_lat = lon.copy(), lat.copy()
    for k in range(1, lon.size - 1):
        usual = width[k] * aside if width[k] >= 0.0 else -width[k] * (0.55 + 0.45 * aside)
        metres = max(-free[k], min(free[k], usual))
        scale = math.cos(math.radians(lat[k]))
        in_x, in_y = (lon[k] - lon[k - 1]) * scale, lat[k] - lat[k - 1]
        out_x, out_y = (lon[k + 1] - lon[k]) * scale, lat[k + 1] - lat[k]
        a, b = math.hypot(in_x, in_y), math.hypot(out_x, out_y)
        if a == 0.0 or b == 0.0 or free[k] <= 0.0:
            continue
        x, y = in_x / a + out_x / b, in_y / a + out_y / b
        whole = math.hypot(x, y)
        if whole < 1.0:
            continue
        out_lon[k] = lon[k] + metres * y / whole / coast_kernel.METRES / scale
        out_lat[k] = lat[k] - metres * x / whole / coast_kernel.METRES
    return out_lon, out_lat


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


@njit(cache=True, nogil=True)
def spliced(shore, a_lon, a_lat, a_width, a_room, b_lon, b_lat, b_width, b_room, off, skip, cut_m, margin):
    """Two ways with their rooms as one, without the last `off` points of the first and the first `skip` of the other.

    Room is looked at anew about the joint. Longitudes run on from the first.
    """
    kept = a_lon.size - off
    count = kept + b_lon.size - skip
    out = np.empty((4, count))
    out[0, :kept], out[1, :kept], out[2, :kept], out[3, :kept] = (
        a_lon[:kept],
        a_lat[:kept],
        a_width[:kept],
        a_room[:kept],
    )
    turn = 0.0
    if count > kept:
        turn = out[0, kept - 1] + _turned(b_lon[skip] - out[0, kept - 1]) - b_lon[skip]
    for k in range(kept, count):
        out[0, k] = b_lon[skip + k - kept] + turn
    out[1, kept:], out[2, kept:], out[3, kept:] = b_lat[skip:], b_width[skip:], b_room[skip:]
    first, last = max(0, kept - 3), min(count, kept + 3)
    near = room(shore, out[0, first:last].copy(), out[1, first:last].copy(), cut_m, margin)
    for k in range(first, last):
        out[3, k] = min(out[3, k], near[k - first])
    return out[0].copy(), out[1].copy(), out[2].copy(), out[3].copy()
