"""Places that were learnt from a simulated sea against those that it has: how many were found, how many are false.

A pilot ground is right within a kilometre of the edge of a true one: a station, or the roads of a port without one,
where its pilots serve. A cell of a lane is right within half a lane's width (and its own) of the middle of a true lane,
with less than 45 degrees between their directions; a lane is found where such a cell lies beside each two kilometres
of it. Counted apart is what could be found: grounds that pilot boats came to, pieces that ships sailed along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.detectors.abnormal_rule.normal_kernel import PER_DEGREE
from marsad.geo.sphere import distance_m
from marsad.plugin.rows import Records
from marsad.runtime.places.learn import Learnt
from marsad.runtime.places.learn_lanes import LearntLane
from marsad.testing.simulator.sea.places import Anchorage, Disc, Lane
from marsad.testing.simulator.sea.sea import Sea

_METRES_PER_DEGREE = 111_195.0797
_CELL_M = _METRES_PER_DEGREE / PER_DEGREE
_PIECE_M = 2000.0
_WITHIN_M = 1000.0
_WITHIN_DEG = 45.0
_ROADS_M = 1500.0
_BERTH_M = 300.0
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PlaceScore:
    """What was found; each share is NaN where nothing could be."""

    found: int
    """How many places, or cells of lanes, were learnt."""
    right: int
    """Of these, how many are true."""
    true: int
    """How many true ones there are, or pieces of lanes."""
    could: int
    """Of these, how many could be found: ships came there often enough."""
    hit: int
    """Of those that could be found, how many were."""
    off_m: float
    """Median distance of the right ones from the true ones' middle; of lanes, across."""

    @property
    def precision(self) -> float:
        """Share of what was found that is true."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """Share of what could be found that was."""
        return self.hit / self.could if self.could else float("nan")


def true_grounds(sea: Sea) -> list[Disc]:
    """Where pilots of a sea serve: stations, and the roads of ports that have none."""
    with_one = {one.port for one in sea.pilot_stations}
    roads = [Disc(f"{port.name} ROADS", port.roads_lon, port.roads_lat, _ROADS_M, row)
             for row, port in enumerate(sea.ports) if row not in with_one]  # fmt: skip
    return [*sea.pilot_stations, *roads]


def score_grounds(found: Sequence[Learnt], sea: Sea, seen: Records, least: int = 4) -> PlaceScore:
    """Pilot grounds; those could be found to which pilot boats came so often, each time anew after half an hour."""
    true = true_grounds(sea)
    could = np.array([_visits(one, seen) >= least for one in true], np.bool_)
    return _score_discs(found, true, could)


def score_anchorages(found: Sequence[Learnt], sea: Sea, stops: Records, least: int = 4) -> PlaceScore:
    """Anchorages; those could be found in which so many vessels lay for half an hour, away from berths."""
    long = stops[stops["t_end"] - stops["t_begin"] >= 1_800_000_000]
    berths = np.array([(one.lon, one.lat) for one in sea.berths]).reshape(-1, 2)
    at_berth = [bool(np.any(distance_m(berths[:, 0], berths[:, 1], one["lon_deg"], one["lat_deg"]) < _BERTH_M))
                for one in long]  # fmt: skip
    long, could = long[~np.array(at_berth, np.bool_)], []
    for one in sea.anchorages:
        away = distance_m(long["lon_deg"], long["lat_deg"], one.lon, one.lat)
        could.append(len(np.unique(long["vessel"][away <= one.radius_m])) >= least)
    return _score_discs(found, sea.anchorages, np.array(could, np.bool_))


def _score_discs(found: Sequence[Learnt], true: Sequence[Disc | Anchorage], could: Bools) -> PlaceScore:
    if not found or not true:
        return PlaceScore(len(found), 0, len(true), int(could.sum()), 0, float("nan"))
    lon, lat, radius = (np.array([getattr(one, name) for one in true], np.float64) for name in
                        ("lon", "lat", "radius_m"))  # fmt: skip
    away = np.stack([np.asarray(distance_m(one.lon_deg, one.lat_deg, lon, lat)) for one in found])
    near = away <= radius[None, :] + _WITHIN_M
    right = near.any(axis=1)
    off = float(np.median(away.min(axis=1)[right])) if right.any() else float("nan")
    return PlaceScore(len(found), int(right.sum()), len(true), int(could.sum()), int((near.any(axis=0) & could).sum()),
                      off)  # fmt: skip


def _visits(disc: Disc, seen: Records) -> int:
    """How often pilot boats came into a ground, away from a berth."""
    away = np.asarray(distance_m(seen["lon_deg"], seen["lat_deg"], disc.lon, disc.lat))
    here = seen[(away <= disc.radius_m) & (seen["sog_kn"] > 1.0)]
    here = here[np.lexsort((here["t"], here["vessel"]))]
    if not len(here):
        return 0
    anew = (np.diff(here["t"]) > 1_800_000_000) | (np.diff(here["vessel"]) != 0)
    return 1 + int(anew.sum())


def score_lanes(found: Sequence[LearntLane], sea: Sea, normal: Records, group: int = 0, least: float = 12.0
                ) -> PlaceScore:  # fmt: skip
    """Lanes of a class of ships; pieces could be found along which so many passages were counted within a lane."""
    some = [lane for lane in found if lane.group == group]
    x, y, course = (np.concatenate([np.zeros(0), *(getattr(lane, name) for lane in some)])
                    for name in ("lon_deg", "lat_deg", "courses_deg"))  # fmt: skip
    cells = normal[(normal["group"] == group) & (normal["quarter"] == -1)]
    rows, columns = np.divmod(cells["cell"], 360 * PER_DEGREE)
    cell_x, cell_y = (columns + 0.5) / PER_DEGREE - 180.0, (rows + 0.5) / PER_DEGREE - 90.0
    right, off = np.zeros(len(x), np.bool_), np.full(len(x), np.inf)
    true = could = hit = 0
    for lane in sea.lanes:
        for piece in _pieces(lane):
            near, across = _beside(piece, lane.width_m, x, y)
            near &= np.abs((course - piece[4] + 180.0) % 360.0 - 180.0) < _WITHIN_DEG
            right |= near
            off[near] = np.minimum(off[near], across[near])
            about, _ = _beside(piece, lane.width_m, cell_x, cell_y)
            eighths = np.abs((45.0 * np.arange(8) - piece[4] + 180.0) % 360.0 - 180.0) <= _WITHIN_DEG
            sailed = bool(cells["courses"][about][:, eighths].sum() >= least * _PIECE_M / _CELL_M)
            true, could, hit = true + 1, could + sailed, hit + (sailed and bool(near.any()))
    return PlaceScore(len(x), int(right.sum()), true, could, hit,
                      float(np.median(off[right])) if right.any() else float("nan"))  # fmt: skip


def _pieces(lane: Lane) -> list[tuple[float, float, float, float, float]]:
    """The middle of a lane in pieces: longitude, latitude, half length in metres, and what it takes east, course."""
    made = []
    for n in range(len(lane.lon) - 1):
        scale = float(np.cos(np.radians(lane.lat[n])))
        east = (float(lane.lon[n + 1] - lane.lon[n])) * scale * _METRES_PER_DEGREE
        north = float(lane.lat[n + 1] - lane.lat[n]) * _METRES_PER_DEGREE
        many = max(1, round(float(np.hypot(east, north)) / _PIECE_M))
        for at in (np.arange(many) + 0.5) / many:
            lon = float(lane.lon[n] + at * (lane.lon[n + 1] - lane.lon[n]))
            lat = float(lane.lat[n] + at * (lane.lat[n + 1] - lane.lat[n]))
            made.append((lon, lat, float(np.hypot(east, north)) / many / 2.0, scale,
                         float(np.degrees(np.arctan2(east, north)) % 360.0)))  # fmt: skip
    return made


def _beside(piece: tuple[float, float, float, float, float], width_m: float, x: Floats, y: Floats
            ) -> tuple[Bools, Floats]:  # fmt: skip
    """Which places lie beside a piece within its lane and a cell more; and how far across each is."""
    lon, lat, half_m, scale, course = piece
    east, north = (x - lon) * scale * _METRES_PER_DEGREE, (y - lat) * _METRES_PER_DEGREE
    way = np.radians(course)
    along, across = east * np.sin(way) + north * np.cos(way), np.abs(east * np.cos(way) - north * np.sin(way))
    return (np.abs(along) <= half_m + _CELL_M) & (across <= width_m / 2.0 + _CELL_M), across
