"""Who has to keep clear of whom by how much: the room that an encounter needs, and pairs that meet on purpose."""

import math

import numpy as np
from numba import njit

from marsad.detectors.adjacency.points_kernel import RADIUS_M
from marsad.geo.land_kernel import classify

HEAD_ON, CROSSING, OVERTAKING = 0, 1, 2
"""COLREG rules 14, 15 and 13."""
_WORKING = (31, 32, 50, 51, 52, 53, 55)
"""Towing, pilot, search and rescue, tug, tender, law enforcement: they come alongside for a living."""
_FISHING = 30
_FERRY = 40, 49, 60, 69
"""High-speed craft from and to, passenger ships from and to: they meet on their line, and expect each other."""


@njit(cache=True, nogil=True)
def encounter_of(one, other, px, py, pz, first, second):
    """HEAD_ON, CROSSING or OVERTAKING of two points (rows x y z vx vy vz), of which `one` and `other` are the records.

    Overtaking: coming up from more than 22.5 degrees abaft the beam of the slower. Head on: within 15 degrees of
    reciprocal courses.
    """
    by = abs(one["course_deg"] - other["course_deg"]) % 360.0
    by = min(by, 360.0 - by)
    if by >= 165.0:
        return HEAD_ON
    faster_is_one = one["speed_kn"] >= other["speed_kn"]
    sign = 1.0 if faster_is_one else -1.0
    # from the slower to the faster, along the way of the slower
    dx, dy, dz = sign * px, sign * py, sign * pz
    slow = second if faster_is_one else first
    along = dx * slow[3] + dy * slow[4] + dz * slow[5]
    length = math.sqrt(dx * dx + dy * dy + dz * dz) * math.sqrt(slow[3] ** 2 + slow[4] ** 2 + slow[5] ** 2)
    if by < 67.5 and length > 0.0 and along / length < math.cos(math.radians(112.5)):
        return OVERTAKING
    return CROSSING


@njit(cache=True, nogil=True)
def hull_m(one, default_m, small_m):
    """Her length; by class where it is not known."""
    length = one["length_m"]
    return length if 0.0 < length < 600.0 else (small_m if one["small"] else default_m)


@njit(cache=True, nogil=True)
def domain_m(one, other, encounter, p):
    """How far apart they must pass: by the longer hull, by the faster one's speed squared (her stopping way)."""
    longest = max(hull_m(one, p.length_m, p.small_m), hull_m(other, p.length_m, p.small_m))
    room = min(p.base_m + p.lengths * longest, p.most_m)
    if encounter == CROSSING:
        room *= p.crossing
    share = max(one["speed_kn"], other["speed_kn"]) / p.sea_kn
    return room * min(max(share * share, p.least_share), 1.0)


@njit(cache=True, nogil=True)
def acts_late(one, p):
    """Small or high-speed craft turn in their own length: others need not worry about them as early."""
    return 40 <= one["ship_type"] <= 49 or hull_m(one, p.length_m, p.small_m) < p.nimble_m


@njit(cache=True, nogil=True)
def stranger(one, tick, p):
    """She was heard so lately that she has not told yet what she is."""
    return one["ship_type"] < 0 and tick - one["first"] < p.stranger_us


@njit(cache=True, nogil=True)
def sets_out(one, tick, p):
    """A small craft, or one that tells no length, who lay at rest a few minutes ago: a launch, a tug, a harbour ferry.

    Whom she comes near so soon she has seen from where she lay, and mostly goes to.
    """
    return one["rest"] != 0 and tick - one["rest"] < p.launch_us and not one["length_m"] >= p.nimble_m


@njit(cache=True, nogil=True)
def ferries(one, other):
    """Two ferries."""
    count = 0
    for ship in (one, other):
        kind = ship["ship_type"]
        count += _FERRY[0] <= kind <= _FERRY[1] or _FERRY[2] <= kind <= _FERRY[3]
    return count == 2


@njit(cache=True, nogil=True)
def on_purpose(one, other):
    """A pair of which one works on others, tows or is towed, or both fish: nearness is their trade."""
    for ship in (one, other):
        if ship["ship_type"] in _WORKING or ship["pilot"] or ship["status"] in (11, 12):
            return True
    fishing = 0
    for ship in (one, other):
        fishing += ship["ship_type"] == _FISHING or ship["status"] == 7
    return fishing == 2


@njit(cache=True, nogil=True)
def between_shores(lon, lat, away_m, sides, land):
    """Whether land of the map lies so far away on so many of eight sides, or here: rivers, basins, narrow entrances.

    `land` are the arrays of `geo.land.Land` as `classify` takes them; without points there is no land.
    """
    grid, x, y, following, edges, band_starts = land
    if len(x) == 0:
        return False
    lons, lats = np.empty(9), np.empty(9)
    wide = max(math.cos(math.radians(lat)), 1e-6)
    lons[8], lats[8] = lon, lat
    for at in range(8):
        lons[at] = lon + math.degrees(away_m * math.sin(at * math.pi / 4.0) / (RADIUS_M * wide))
        lats[at] = min(max(lat + math.degrees(away_m * math.cos(at * math.pi / 4.0) / RADIUS_M), -90.0), 90.0)
    found = classify(lons, lats, grid, x, y, following, edges, band_starts)
    return found[8] or found[:8].sum() >= sides
