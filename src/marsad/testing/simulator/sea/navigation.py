"""Finding ways in one sea: the net, the two ways of judging a way, and a store of what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea import coast_kernel, grid_kernel, way_kernel
from marsad.testing.simulator.sea.coast import Shore
from marsad.testing.simulator.sea.data import Table
from marsad.testing.simulator.sea.grid import ExtraWay, Net, net
from marsad.testing.simulator.sea.lanes import band

MARGIN_M = 40.0
"""No way found comes nearer to the coast than about this."""
NOWHERE = np.zeros(0, np.int64)
"""No start: ways from everywhere are wanted."""


class Line(NamedTuple):
    """A way: its corners, and how far to either side a ship sails there (negative: to starboard at most)."""

    lon: Floats
    lat: Floats
    width: Floats

    def back(self) -> Line:
        """The same the other way."""
        return Line(self.lon[::-1].copy(), self.lat[::-1].copy(), self.width[::-1].copy())


@dataclass
class Chart:
    """A net with what a metre costs on it, and which of its nodes hang together."""

    shore: Shore
    net: Net
    factor: Floats
    keep_off_m: float
    """Ways keep so far off the coast where water allows."""
    width: Floats
    """Of each node: half the width of the lane it lies in, or minus how far to starboard ships keep in free water."""
    cheapest: float
    """No metre costs less."""
    part: np.ndarray = field(init=False)
    main: int = field(init=False)
    """The largest connected part."""
    _trees: dict[int, tuple[np.ndarray, bool]] = field(default_factory=dict)
    """By goal each node's next one, and whether that is known of all nodes or of the nearer ones alone."""

    def __post_init__(self) -> None:
        self.part, sizes = grid_kernel.parts(self.net)
        self.main = int(sizes.argmax()) if sizes.size else 0

    @property
    def cells(self) -> int:
        """How many nodes are cells of the grid; those beyond are points of lanes and passages."""
        return self.net.rows * self.net.columns

    def grow(self, goal: int, starts: Sequence[int]) -> None:
        """Remember the ways to a goal from some nodes at least: cheaper than from all, where they are near."""
        if goal not in self._trees:
            found = grid_kernel.toward(self.net, self.factor, goal, np.array(starts, np.int64), 0.0)[0]
            self._trees[goal] = found, False

    def nodes_to(self, start: int, goal: int, keep: bool) -> list[int]:
        """Nodes of the cheapest way; empty where there is none. With `keep` all ways to this goal are remembered."""
        if keep:
            self.grow(goal, [start])
        following, whole = self._trees.get(goal, (None, False))
        if following is not None and not whole and following[start] < 0 and start != goal:
            following = grid_kernel.toward(self.net, self.factor, goal, NOWHERE, 0.0)[0]
            self._trees[goal] = following, True
        if following is None:
            only = np.array([start], np.int64)
            following = grid_kernel.toward(self.net, self.factor, goal, only, self.cheapest)[0]
        nodes = [start]
        while nodes[-1] != goal:
            after = int(following[nodes[-1]])
            if after < 0:
                return []
            nodes.append(after)
        return nodes

    def way(self, start: int, goal: int, keep: bool = False) -> Line | None:
        """The cheapest way from node to node, pulled tight; None where there is none."""
        nodes = self.nodes_to(start, goal, keep)
        if not nodes:
            return None
        at = np.array(nodes)
        return self.tight(Line(self.net.lon[at], self.net.lat[at], self.width[at]), at >= self.cells)

    def tight(self, line: Line, fixed: np.ndarray, reach: int = 40) -> Line:
        """A line pulled tight, there and back, but for the points that are fixed (and of these those on straights)."""
        keep = _corners(line, fixed)
        line, fixed = Line(*(some[keep] for some in line)), fixed[keep]
        for _ in (0, 1):
            line, fixed = line.back(), fixed[::-1].copy()
            keep = way_kernel.pulled(
                self.shore, self.net, self.factor, line.lon, line.lat, fixed, self.keep_off_m, reach
            )
            line, fixed = Line(*(some[keep] for some in line)), fixed[keep]
        return line

    def seen(self, lon: float, lat: float, reach: int = 2) -> int:
        """The nearest cell that is in clear sight, within so many cells and in the main part; -1 none."""
        node = int(grid_kernel.seen_from(self.shore, self.net, lon, lat, reach, reach, MARGIN_M))
        return node if node >= 0 and self.part[node] == self.main else -1


def _corners(line: Line, fixed: np.ndarray) -> np.ndarray:
    """Which points matter: not those in the middle of a straight row of fixed ones, but for every twelfth.

    Lanes are straight on a chart, and between points far apart a ship sails a great circle.
    """
    keep = np.ones(line.lon.size, np.bool_)
    if line.lon.size > 2:
        east = np.diff(line.lon) * np.cos(np.radians(line.lat[:-1]))
        head = np.unwrap(np.arctan2(np.diff(line.lat), east))
        straight = np.abs(np.diff(head)) < 0.004
        same = fixed[:-2] & fixed[1:-1] & fixed[2:]
        keep[1:-1] = ~(straight & same) | (np.arange(1, keep.size - 1) % 12 == 0)
    return keep


def chart(
    shore: Shore,
    area: tuple[float, float, float, float],
    step: tuple[float, float],
    margin_m: float,
    keep_off_m: float,
    aside_m: float,
    extra: tuple[ExtraWay, ...] = (),
    lanes: list[Table] | None = None,
) -> Chart:
    """A chart of an area. `aside_m`: how far to starboard ships keep in free water; `lanes`: ways that others avoid."""
    wanted = 0.6 * step[1] * coast_kernel.METRES
    made = net(shore, area, *step, margin_m, wanted, max(1.2 * keep_off_m, 1.5 * wanted), extra)
    cells = made.rows * made.columns
    near = np.clip(1.0 - made.free[:cells] / keep_off_m, 0.0, 1.0)
    factor = 1.0 + 2.0 * near * near
    factor *= _ice(made.lon[:cells], made.lat[:cells])
    if lanes:
        factor *= band(lanes, made.lon[:cells], made.lat[:cells])
    width = np.concatenate([np.full(cells, -aside_m), *(np.full(way.lon.size, way.half_m) for way in extra)])
    factor = np.concatenate([factor, np.ones(made.lon.size - cells)])
    return Chart(shore, made, factor, keep_off_m, width, min([1.0, *(way.factor for way in extra)]))


def _ice(lon: Floats, lat: Floats) -> Floats:
    """What ice and storms add to a metre: far north but for the Norwegian and the Barents Sea, and far south."""
    warm = (lon > -12.0) & (lon < 55.0)
    north = np.clip((lat - np.where(warm, 71.0, 62.0)) / 4.0, 0.0, 2.0)
    south = np.clip((-52.0 - lat) / 4.0, 0.0, 2.0)
    return np.asarray(1.0 + 2.0 * north + south)
