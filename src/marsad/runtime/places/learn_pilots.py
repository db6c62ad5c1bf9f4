"""Pilot grounds learnt from pilot boats: where they take pilots to ships, day after day.

A pilot boat (ship type 50) leaves her berth for a ship and comes back; where she is farthest out she served it, or
waited for it. So each trip tells one place: that where she ran beside a ship under way (nearer than 250 m for two
minutes, both above 3 kn), or, where no such ship was heard, that at which she turned back. Places of several trips
within a kilometre of each other are a ground. A trip begins and ends where she lay for ten minutes, and is one of a
kilometre and more; one that has no end yet tells nothing. No distance from the shore is asked for.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.geo.sphere import distance_m
from marsad.plugin.rows import Records
from marsad.runtime.places.learn import Learnt, grounds_of

PILOT: Final = 50
SEEN: Final = np.dtype([("t", "i8"), ("vessel", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("sog_kn", "f4"),
                        ("beside", "?")])  # fmt: skip
"""A pilot boat in a minute, and whether she ran beside a ship under way then."""
TRIP: Final = np.dtype([("vessel", "i8"), ("t_end", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("met", "?")])
"""Where a trip served a ship; `met`: she was seen beside one, else it is where she turned back."""
_MINUTE_US: Final = 60_000_000
_REST_KN: Final = 1.0
_REST_MIN: Final = 10
_OUT_M: Final = 1000.0
_BESIDE_M: Final = 250.0
_WAY_KN: Final = 3.0
_HULLS: Final = (60, 90)
"""Ships that take pilots: passenger ships, cargo ships, tankers."""
_CELL_DEG: Final = 0.005


def seen_of(position: Records) -> Records:
    """Pilot boats of a day, once a minute, from its cleaned positions with their ship types."""
    good = (position["outcome"] == 0) & ~np.isnan(position["lon_deg"]) & ~np.isnan(position["lat_deg"])
    boats = _by_minute(position[good & (position["ship_type"] == PILOT)])
    made = np.zeros(len(boats), SEEN)
    for name in ("t", "vessel", "lon_deg", "lat_deg"):
        made[name] = boats[name]
    made["sog_kn"] = _speed(boats)
    if not len(boats):
        return made
    kind = position["ship_type"]
    ships = _by_minute(position[good & (kind >= _HULLS[0]) & (kind < _HULLS[1]) & (_speed(position) > _WAY_KN)])
    made["beside"] = (made["sog_kn"] > _WAY_KN) & _beside(boats, ships)
    return made


def _speed(rows: Records) -> npt.NDArray[np.float64]:
    return np.where(np.isnan(rows["sog_kn"]), rows["made_kn"], rows["sog_kn"])


def _by_minute(rows: Records) -> Records:
    """The first report of each vessel in each minute, by vessel and time."""
    rows = rows[np.lexsort((rows["t"], rows["vessel"]))]
    minute = rows["t"] // _MINUTE_US
    first = np.ones(len(rows), np.bool_)
    first[1:] = (minute[1:] != minute[:-1]) | (rows["vessel"][1:] != rows["vessel"][:-1])
    return rows[first]


def _beside(boats: Records, ships: Records) -> npt.NDArray[np.bool_]:
    """Whether a ship was near a boat in the same minute; both go, so a minute may part them by so much more."""
    near = np.zeros(len(boats), np.bool_)
    order = np.argsort(ships["t"] // _MINUTE_US, kind="stable")
    minutes = ships["t"][order] // _MINUTE_US
    wanted = boats["t"] // _MINUTE_US
    begin, end = np.searchsorted(minutes, wanted), np.searchsorted(minutes, wanted, "right")
    for at in np.flatnonzero(end > begin):
        some = ships[order[begin[at] : end[at]]]
        some = some[np.abs(some["lat_deg"] - boats["lat_deg"][at]) < _CELL_DEG]
        if len(some):
            away = distance_m(some["lon_deg"], some["lat_deg"], boats["lon_deg"][at], boats["lat_deg"][at])
            apart = np.abs(some["t"] - boats["t"][at]) / 1e6 * some["sog_kn"] * 0.5144
            near[at] = bool(np.any(away <= _BESIDE_M + np.minimum(apart, 2 * _BESIDE_M)))
    return near


def trips_of(seen: Records) -> Records:
    """The trips of all boats, of any number of days."""
    seen = seen[np.lexsort((seen["t"], seen["vessel"]))]
    made = [np.zeros(0, TRIP)]
    for part in np.split(seen, np.flatnonzero(seen["vessel"][1:] != seen["vessel"][:-1]) + 1):
        if len(part):
            made.append(_of_boat(part))
    return np.concatenate(made)


def _of_boat(seen: Records) -> Records:
    rests = _rests(seen)
    made = []
    for (_, leaves), (returns, _) in pairwise(rests):
        way = seen[leaves + 1 : returns]
        if not len(way):
            continue
        out = distance_m(way["lon_deg"], way["lat_deg"], seen["lon_deg"][leaves], seen["lat_deg"][leaves])
        if out.max() < _OUT_M:
            continue
        together = way["beside"] & np.append(way["beside"][1:], False) & (out >= _OUT_M)
        at = int(np.flatnonzero(together)[0]) if together.any() else int(out.argmax())
        made.append((way["vessel"][0], seen["t"][returns], way["lon_deg"][at], way["lat_deg"][at], together.any()))
    return np.array(made, TRIP)


def _rests(seen: Records) -> list[tuple[int, int]]:
    """First and last row of each time that she lay."""
    still = seen["sog_kn"] < _REST_KN
    edges = np.flatnonzero(np.diff(np.concatenate([[False], still, [False]]).astype(np.int8)))
    spells = zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)
    return [(a, b) for a, b in spells if seen["t"][b] - seen["t"][a] >= _REST_MIN * _MINUTE_US]


def pilot_grounds(trips: Records, *, least_trips: int = 4) -> list[Learnt]:
    """The grounds, the busiest first."""
    return grounds_of("pilot", trips, least_trips)
