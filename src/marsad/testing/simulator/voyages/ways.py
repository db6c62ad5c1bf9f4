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
Place = tuple[float, float]


class Ways:
    """Ways on one sea. Long ways between ports are shared by ships where there are many of them."""

    def __init__(self, sea: Sea, seed: int, share: bool) -> None:
        self.sea, self.seed, self.share = sea, seed, share
        self._lines: dict[tuple[Place, Place, str], tuple[Floats, Floats]] = {}
        self._paths: dict[tuple[tuple[Place, ...], int, int], Path | None] = {}

    def path(self, places: tuple[Place, ...], kind: str, draw: Draw, radius_m: float) -> Path | None:
        """The path through places; from the second on by the shortest way. None where there is no way over water.

        The longest stretch goes by `kind`, the others (out of a harbour, in an anchorage) by the shortest way.
        """
        if self.share:
            return self._shared(places, kind, draw.whole(0, 7), 300.0 * (1 + int(radius_m / 300.0)))
        return self._made(places, kind, draw, radius_m)

    def _shared(self, places: tuple[Place, ...], kind: str, variant: int, radius_m: float) -> Path | None:
        key = (places, variant, int(radius_m))
        if key not in self._paths:
            if len(self._paths) > 30_000:
                self._paths.clear()
            # The draws belong to the way, so that it is the same whoever asks first.
            who = int.from_bytes(blake2b(np.array(places).tobytes(), digest_size=7).digest(), "little")
            self._paths[key] = self._made(places, kind, Draw(self.seed, Purpose.VOYAGE, who, variant), radius_m)
        return self._paths[key]

    def _made(self, places: tuple[Place, ...], kind: str, draw: Draw, radius_m: float) -> Path | None:
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
        for radius in (radius_m, radius_m / 4.0, 20.0):
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
