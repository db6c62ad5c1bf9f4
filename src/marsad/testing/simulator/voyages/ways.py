"""Paths over the water from the sea's waypoints: corners rounded for the ship, and never over land."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

import numpy as np

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.motion import paths
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea.sea import Sea

CUT_M = 1500.0
CLEAR_M = 12.0
"""Ships wander so far from their path."""
DENSE_M = 9000.0
ROOM_M = 2500.0
TRUNK_RADIUS_M = 24_000.0
Place = tuple[float, float]


class Ways:
    """Ways on one sea. On a large one ships from port to port share trunks, for to find a way there takes long."""

    def __init__(self, sea: Sea, seed: int, share: bool) -> None:
        self.sea, self.seed, self.share = sea, seed, share
        self._lines: dict[tuple[Place, Place, str], tuple[Floats, Floats]] = {}
        self._trunks: dict[tuple[Place, Place], Path | None] = {}

    def path(self, places: tuple[Place, ...], kind: str, draw: Draw, radius_m: float) -> Path | None:
        """The path through places; from the second on by the shortest way. None where there is no way over water.

        The longest stretch goes by `kind`, the others (out of a harbour, in an anchorage) by the shortest way.
        """
        far = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(places)]
        main = int(np.argmax(far))
        lon, lat = np.array([places[0][0]]), np.array([places[0][1]])
        for stretch, (start, goal) in enumerate(pairwise(places)):
            try:
                if stretch == main:
                    x, y = self.sea.route(*start, *goal, draw, kind)
                else:
                    x, y = self.line(start, goal)
            except Refusal:
                return None
            x = x + 360.0 * round((lon[-1] - x[0]) / 360.0)
            lon, lat = np.concatenate([lon, x[1:]]), np.concatenate([lat, y[1:]])
        return self.rounded(lon, lat, radius_m)

    def trunk(self, start: Place, goal: Place) -> Path | None:
        """The way of all ships from place to place, with room for each to keep aside of it; None without a way."""
        key = start, goal
        if key not in self._trunks:
            # What is drawn belongs to the way, so that it is the same whoever asks first.
            who = int.from_bytes(blake2b(np.array(key).tobytes(), digest_size=7).digest(), "little")
            made = self.path(key, "lane", Draw(self.seed, Purpose.VOYAGE, who, -3), TRUNK_RADIUS_M)
            self._trunks[key] = None if made is None else self._roomy(made)
        return self._trunks[key]

    def _roomy(self, path: Path) -> Path:
        """The same way with points so dense, and so far from the coast, that ships have room beside them."""
        pieces = np.maximum(np.ceil(np.diff(path.along_m) / DENSE_M), 1).astype(np.int64)
        first = np.repeat(np.arange(pieces.size), pieces)
        part = (np.arange(first.size) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[first]
        lon, lat = (
            np.append(line[first] + part * (line[first + 1] - line[first]), line[-1]) for line in (path.lon, path.lat)
        )
        made = paths.of_points(lon, lat)
        free = 0.3 * (self.sea.clearance_m(lon, lat) - DENSE_M / 2.0 - 1000.0)
        # In a bend she would outrun herself on its outer side.
        course = np.unwrap(np.arctan2(np.diff(lon) * np.cos(np.radians(lat[1:])), np.diff(lat)))
        steps = np.diff(made.along_m)
        bend = np.zeros(lon.size)
        bend[1:-1] = np.abs(np.diff(course)) / (0.5 * (steps[1:] + steps[:-1]))
        bend = np.maximum(bend, np.maximum(np.roll(bend, 1), np.roll(bend, -1)))
        free = np.minimum(free, 0.03 / np.maximum(bend, 1e-9))
        # No ship goes aside steeply, and all meet at the ends.
        steep = 0.03 * made.along_m
        room = np.minimum(np.clip(free, 0.0, ROOM_M), np.minimum(steep, steep[-1] - steep))
        room = steep + np.minimum.accumulate(room - steep)
        room = np.minimum.accumulate((room + steep)[::-1])[::-1] - steep
        return Path(lon, lat, made.along_m, np.maximum(room, 0.0))

    def line(self, start: Place, goal: Place) -> tuple[Floats, Floats]:
        """Waypoints of the shortest way, remembered: for places that many ask for. Raises Refusal without a way."""
        key = (start, goal, "direct")
        if key not in self._lines:
            if len(self._lines) > 20_000:
                self._lines.clear()
            self._lines[key] = self.sea.route(*start, *goal, None, "direct")
        return self._lines[key]

    def rounded(self, lon: Floats, lat: Floats, radius_m: float) -> Path | None:
        """The path through waypoints, as round as the water allows; None where even its corners touch land."""
        for radius in (radius_m, radius_m / 4.0, radius_m / 16.0, 20.0):
            try:
                made = paths.path(lon, lat, radius, CUT_M)
            except ValueError:
                return None
            if self.sea.is_clear(made.lon, made.lat, CLEAR_M):
                return made
        return None

    def clear(self, start: Place, goal: Place, margin_m: float) -> bool:
        """Whether a ship can go straight from place to place."""
        return self.sea.is_clear(np.array([start[0], goal[0]]), np.array([start[1], goal[1]]), margin_m)
