"""Ports and anchorages learnt from the stops of a lake.

The published recipe (`published`): Global Fishing Watch's anchorages are the cells of about half a kilometre (S2 level
14; here a grid of 500 m) in which 20 vessels and more stopped for 12 hours and more. It needs months, and leaves a
place in as many cells as it covers.

Ours (`places_of`): a stop of half an hour and more is one at anchor where she mostly said so there, or, where she said
neither that nor that she was moored, where it is as wide as a ship swings on her chain; else it is one at a berth.
Berths are put on a grid of 500 m and stops at anchor on one of 1000 m, as ships lie so far apart: cells where vessels
lay, and those that touch them, are one place where a few vessels did, a port or an anchorage. What is learnt holds
from the last stop that it was learnt from: nothing that is found before that instant has read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from marsad.geo.date_line import rolled

_METRES_PER_DEGREE: Final = 111_195.0797
CELL_M: Final = 500.0
_BESIDE_M: Final = 200.0
"""The polygon of a port reaches so far beyond the berths that it was learnt from: those beside them are of it."""
STOP: Final = np.dtype(
    [("vessel", "i8"), ("t_begin", "i8"), ("t_end", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8")]
)
"""A whole stop: from when to when, and within what of its mean place."""
SAID: Final = np.dtype([("vessel", "i8"), ("row", "i8"), ("column", "i8"), ("anchored", "i8"), ("moored", "i8")])
"""How often a vessel that lies in a cell said that she is at anchor, and that she is moored."""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Learnt:
    """A place that was learnt: a disc, from how many vessels and stops, and until when they were seen."""

    kind: str
    lon_deg: float
    lat_deg: float
    radius_m: float
    vessels: int
    stops: int
    hours: float
    t_until: int


def places_of(
    stops: npt.NDArray[np.void], said: npt.NDArray[np.void] | None = None, *, least_vessels: int = 4,
    least_h: float = 0.5, swing_m: float = 60.0,
) -> list[Learnt]:  # fmt: skip
    """Ports and anchorages, the busiest first; `said` is what `said_of` gave of the reports."""
    chosen = stops[(stops["t_end"] - stops["t_begin"]) >= least_h * 3.6e9]
    anchored = _anchored(chosen, np.zeros(0, SAID) if said is None else said, swing_m)
    found = []
    for kind, some, cell_m in (("port", chosen[~anchored], CELL_M), ("anchorage", chosen[anchored], 2.0 * CELL_M)):
        for members in _together(_cells(some, cell_m)):
            vessels = len(np.unique(some[members]["vessel"]))
            if vessels >= least_vessels:
                found.append(_disc(kind, some[members], vessels))
    return sorted(found, key=lambda one: (-one.vessels, one.lon_deg))


def said_of(position: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """What vessels that lie say of it: how many of their reports in a cell tell at anchor (1), how many moored (5)."""
    lies = (position["outcome"] == 0) & (position["sog_kn"] < 1.0) & np.isin(position["status"], (1, 5))
    lies &= ~np.isnan(position["lon_deg"]) & ~np.isnan(position["lat_deg"])
    rows = position[lies]
    made = np.zeros(len(rows), SAID)
    cells = _cells(rows)
    made["vessel"], made["row"], made["column"] = rows["vessel"], cells[:, 0], cells[:, 1]
    made["anchored"], made["moored"] = rows["status"] == 1, rows["status"] == 5
    return added(made)


def added(*parts: npt.NDArray[np.void]) -> npt.NDArray[np.void]:
    """The same of several days."""
    every = np.concatenate([np.zeros(0, SAID), *parts])
    every = every[np.lexsort((every["column"], every["row"], every["vessel"]))]
    if not len(every):
        return every
    anew = np.ones(len(every), np.bool_)
    anew[1:] = np.any([every[name][1:] != every[name][:-1] for name in ("vessel", "row", "column")], axis=0)
    made = every[anew].copy()
    for name in ("anchored", "moored"):
        made[name] = np.add.reduceat(every[name], np.flatnonzero(anew))
    return made


def _anchored(stops: npt.NDArray[np.void], said: npt.NDArray[np.void], swing_m: float) -> npt.NDArray[np.bool_]:
    told = {(int(one["vessel"]), int(one["row"]), int(one["column"])): int(one["anchored"]) - int(one["moored"])
            for one in said}  # fmt: skip
    cells = _cells(stops)
    more = np.array([told.get((int(vessel), int(row), int(column)), 0)
                     for vessel, (row, column, _) in zip(stops["vessel"], cells, strict=True)], np.int64)  # fmt: skip
    return np.where(more == 0, stops["radius_m"] > swing_m, more > 0)


def published(stops: npt.NDArray[np.void], *, least_vessels: int = 20, least_h: float = 12.0) -> list[Learnt]:
    """The cells of the published recipe; it does not tell ports from anchorages, and calls all of them so."""
    chosen = stops[(stops["t_end"] - stops["t_begin"]) >= least_h * 3.6e9]
    cells = _cells(chosen)
    found = []
    for cell in np.unique(cells, axis=0):
        some = chosen[np.all(cells == cell, axis=1)]
        vessels = len(np.unique(some["vessel"]))
        if vessels >= least_vessels:
            found.append(_disc("anchorage", some, vessels))
    return sorted(found, key=lambda one: (-one.vessels, one.lon_deg))


def grounds_of(kind: str, places: npt.NDArray[np.void], least: int, reach_m: float = 1000.0) -> list[Learnt]:
    """Discs about places of `lon_deg`, `lat_deg`, `vessel` and `t_end` that lie together, where there are so many; the
    busiest first."""
    found = []
    for members in _together(_cells(places, reach_m)):
        some = places[members]
        if len(some) >= least:
            made = np.zeros(len(some), STOP)
            for name in ("vessel", "t_end", "lon_deg", "lat_deg"):
                made[name] = some[name]
            made["t_begin"] = made["t_end"]
            found.append(_disc(kind, made, len(np.unique(some["vessel"]))))
    return sorted(found, key=lambda one: (-one.stops, one.lon_deg))


def told_until(t_us: int) -> str:
    """An instant as files have it."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(t_us / 1e6, UTC).isoformat().replace("+00:00", "Z")


def geojson_of(places: Sequence[Learnt]) -> dict[str, Any]:
    """The places as GeoJSON that `[zones.NAME] file = ...` reads: each a polygon about its disc."""
    from marsad.geo.sphere import destination

    features = []
    for number, one in enumerate(places, 1):
        beside = _BESIDE_M if one.kind == "port" else 0.0
        x, y = destination(one.lon_deg, one.lat_deg, np.arange(0.0, 360.0, 15.0), one.radius_m + beside)
        ring = [[round(float(lon), 6), round(float(lat), 6)] for lon, lat in zip(x, y, strict=True)]
        told = {"name": f"{one.kind} {number}", "kind": one.kind, "since": told_until(one.t_until),
                "vessels": one.vessels, "stops": one.stops, "hours": round(one.hours, 1), "watch": [],
                "source": "learnt from the lake"}  # fmt: skip
        shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": told, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def agreement(found: Sequence[Learnt], lon_deg: Floats, lat_deg: Floats, radius_m: Floats, reach_m: float = 1000.0
              ) -> tuple[float, float]:  # fmt: skip
    """Precision: how many of the places found lie within `reach_m` of a true disc; recall: of these discs, how many
    were found. NaN where there are none."""
    x, y = np.array([one.lon_deg for one in found]), np.array([one.lat_deg for one in found])
    r = np.array([one.radius_m for one in found])
    across = np.cos(np.radians(lat_deg))[None, :]
    east = (np.mod(x[:, None] - lon_deg[None, :] + 180.0, 360.0) - 180.0) * across
    away = np.hypot(east, y[:, None] - lat_deg[None, :]) * _METRES_PER_DEGREE
    near = away <= radius_m[None, :] + reach_m + np.minimum(r, 2000.0)[:, None]
    return (float(near.any(axis=1).mean()) if len(found) else float("nan"),
            float(near.any(axis=0).mean()) if len(lon_deg) else float("nan"))  # fmt: skip


def _cells(stops: npt.NDArray[np.void], cell_m: float = CELL_M) -> npt.NDArray[np.int64]:
    """Row, column, and how many columns of that row go around the earth; they are as wide as the row is high."""
    row = np.floor(stops["lat_deg"] * _METRES_PER_DEGREE / cell_m).astype(np.int64)
    across = np.maximum(np.cos(np.radians((row + 0.5) * cell_m / _METRES_PER_DEGREE)), 0.01)
    around = np.ceil(360.0 * across * _METRES_PER_DEGREE / cell_m).astype(np.int64)
    column = np.floor(np.mod(stops["lon_deg"], 360.0) / 360.0 * around).astype(np.int64) % around
    return np.stack([row, column, around], axis=1)


def _together(cells: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """The stops of each group of cells that touch one another, also at corners."""
    members: dict[tuple[int, int], list[int]] = {}
    around: dict[int, int] = {}
    for at, (row, column, many) in enumerate(cells.tolist()):
        members.setdefault((row, column), []).append(at)
        around[row] = many
    left, groups = set(members), []
    for start in sorted(members):
        if start not in left:
            continue
        left.discard(start)
        group, edge = list[int](), [start]
        while edge:
            row, column = edge.pop()
            group += members[row, column]
            for up, over in ((up, over) for up in (-1, 0, 1) for over in (-1, 0, 1)):
                many = around.get(row + up, 1)
                above = int((column + 0.5) / around[row] * many)  # the column there that lies above or below
                other = row + up, (above + over) % many
                if other in left:
                    left.discard(other)
                    edge.append(other)
        groups.append(np.array(sorted(group), np.int64))
    return groups


def _disc(kind: str, some: npt.NDArray[np.void], vessels: int) -> Learnt:
    first = some["lon_deg"][0]
    east = np.mod(some["lon_deg"] - first + 180.0, 360.0) - 180.0
    lon, lat = float(first + np.median(east)), float(np.median(some["lat_deg"]))
    x = (east - np.median(east)) * np.cos(np.radians(lat))
    away = np.hypot(x, some["lat_deg"] - lat) * _METRES_PER_DEGREE + np.minimum(some["radius_m"], 500.0)
    hours = float(((some["t_end"] - some["t_begin"]) / 3.6e9).sum())
    return Learnt(kind, float(rolled(lon)), lat, max(float(np.quantile(away, 0.95)), 150.0), vessels, len(some), hours,
                  int(some["t_end"].max()))  # fmt: skip
