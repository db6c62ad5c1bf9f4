"""Ports and anchorages learnt from the stops of a lake.

The published recipe (`published`): Global Fishing Watch's anchorages are the cells of about half a kilometre (S2 level
14; here a grid of 500 m) in which 20 vessels and more stopped for 12 hours and more. It needs months, and leaves a
place in as many cells as it covers.

Ours (`places_of`): stops of half an hour and more are put on a grid of 500 m; cells where vessels lay, and those that
touch them, are one place where a few vessels did. It is an anchorage where most stops are as wide as a ship swings on
her chain, a port where they are as narrow as a berth. What is learnt holds from the last stop that it was learnt from:
nothing that is found before that instant has read it.
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
STOP: Final = np.dtype(
    [("vessel", "i8"), ("t_begin", "i8"), ("t_end", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8")]
)
"""A whole stop: from when to when, and within what of its mean place."""
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
    stops: npt.NDArray[np.void], *, least_vessels: int = 4, least_h: float = 0.5, swing_m: float = 60.0
) -> list[Learnt]:
    """Ports and anchorages, the busiest first."""
    chosen = stops[(stops["t_end"] - stops["t_begin"]) >= least_h * 3.6e9]
    cells = _cells(chosen)
    found = []
    for members in _together(cells):
        some = chosen[members]
        vessels = len(np.unique(some["vessel"]))
        if vessels >= least_vessels:
            kind = "anchorage" if np.median(some["radius_m"]) > swing_m else "port"
            found.append(_disc(kind, some, vessels))
    return sorted(found, key=lambda one: (-one.vessels, one.lon_deg))


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


def geojson_of(places: Sequence[Learnt]) -> dict[str, Any]:
    """The places as GeoJSON that `[zones.NAME] file = ...` reads: each a polygon about its disc."""
    from datetime import UTC, datetime

    from marsad.geo.sphere import destination

    features = []
    for number, one in enumerate(places, 1):
        x, y = destination(one.lon_deg, one.lat_deg, np.arange(0.0, 360.0, 15.0), one.radius_m)
        ring = [[round(float(lon), 6), round(float(lat), 6)] for lon, lat in zip(x, y, strict=True)]
        since = datetime.fromtimestamp(one.t_until / 1e6, UTC)
        told = {"name": f"{one.kind} {number}", "kind": one.kind, "since": since.isoformat().replace("+00:00", "Z"),
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


def _cells(stops: npt.NDArray[np.void]) -> npt.NDArray[np.int64]:
    """Row, column, and how many columns of that row go around the earth; they are as wide as the row is high."""
    row = np.floor(stops["lat_deg"] * _METRES_PER_DEGREE / CELL_M).astype(np.int64)
    across = np.maximum(np.cos(np.radians((row + 0.5) * CELL_M / _METRES_PER_DEGREE)), 0.01)
    around = np.ceil(360.0 * across * _METRES_PER_DEGREE / CELL_M).astype(np.int64)
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
