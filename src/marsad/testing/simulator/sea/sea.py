"""A sea: what lies in it, where water is, and ways over it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.scenario_format import Scenario
from marsad.testing.simulator.sea import coast_kernel, way_kernel
from marsad.testing.simulator.sea.approach import Harbour, harbour
from marsad.testing.simulator.sea.fitting import Fitted, fitted
from marsad.testing.simulator.sea.navigation import MARGIN_M, Chart, Line

_CUT_M = 1500.0
_TRIES = 2000
_STRAIGHT_M = 150_000.0
_JOINT_REACH = 5
_END_M = 2000.0
_HARBOUR_M = 150_000.0
_MOST_KEPT = 20_000


class Track(NamedTuple):
    """A line with points at most so far apart, how far beside it ships sail, and how far they may."""

    lon: Floats
    lat: Floats
    width: Floats
    room: Floats

    def back(self) -> Track:
        """The same the other way."""
        return Track(*(some[::-1].copy() for some in self))


class Sea:
    """Geography fitted to the base map, and the art of getting about in it.

    The same names of seas give the same object within a process: making one takes seconds. Ways are remembered as they
    are found, and what they are does not depend on the order of asking.
    """

    def __init__(self, made: Fitted) -> None:
        here = made.geography
        self.area = made.area
        """West, south, east, north: beyond it nothing counts as water."""
        self.ports, self.gates, self.anchorages = here.ports, here.gates, here.anchorages
        self.berths = tuple(berth for port in here.ports for berth in port.berths)
        self.lanes, self.schemes, self.precautionary = here.lanes, here.schemes, here.precautionary
        self.ferry_lines, self.fishing_grounds = here.ferry_lines, here.fishing_grounds
        self.pilot_stations, self.naval_areas, self.cables = here.pilot_stations, here.naval_areas, here.cables
        self.aids, self.base_stations, self.canals = here.aids, here.base_stations, here.canals
        self._shore = made.shore
        self._charts = {"lane": made.laned, "direct": made.open}
        self._piece_m = made.piece_m
        self._harbours: list[Harbour] = made.harbours
        self._busy = {place.roads for place in self._harbours}
        self._outs: dict[tuple[float, float], tuple[Track, int]] = {}
        self._mains: dict[tuple[str, int, int], Track | None] = {}
        # Places that ways are asked for again and again, and of berths and roads the row of the port.
        self._known = {(gate.lon, gate.lat): -1 for gate in self.gates}
        self._known |= {(port.roads_lon, port.roads_lat): row for row, port in enumerate(self.ports)}
        self._known |= {(berth.lon, berth.lat): berth.port for berth in self.berths}

    @staticmethod
    def of(scenario: Scenario) -> Sea:
        """The sea of a scenario. Raises Refusal where its data cannot be fitted to the base map."""
        return _sea(scenario.seas)

    def clearance_m(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> Floats:
        """Metres from places in water to the nearest coast (far from it a lower bound); negative on land."""
        x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
        found: Floats = coast_kernel.clearances(self._shore, np.ravel(x), np.ravel(y))
        return found.reshape(x.shape)

    def is_water(self, lon: npt.ArrayLike, lat: npt.ArrayLike, clearance_m: float = 0.0) -> npt.NDArray[np.bool_]:
        """Which places are water with so much around them. Listed canals count as water, lakes do not."""
        return np.asarray(self.clearance_m(lon, lat) > clearance_m)

    def is_clear(self, lon: npt.ArrayLike, lat: npt.ArrayLike, margin_m: float = 0.0) -> bool:
        """Whether a line, straight in degrees from point to point, is over water all along and so far off the coast."""
        x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        return bool(coast_kernel.way_clear(self._shore, x, y, margin_m) < 0)

    def open_water(
        self,
        draw: Draw,
        clearance_m: float,
        within: tuple[float, float, float] | None = None,
        away_from: Sequence[tuple[float, float]] = (),
        away_m: float = 0.0,
        area: tuple[float, float, float, float] | None = None,
    ) -> tuple[float, float]:
        """A random place with so much free water around it, that ships can sail to.

        `within` a circle (longitude, latitude, radius in metres) or an `area` (west, south, east, north; else the whole
        sea), and at least `away_m` from every place of `away_from`. Raises Refusal where there is no such place.
        """
        west, south, east, north = area or self.area
        chart = self._charts["direct"]
        low, high = math.sin(math.radians(south)), math.sin(math.radians(north))
        for _ in range(_TRIES):
            if within is None:
                lon = draw.between(west, east)
                lat = math.degrees(math.asin(draw.between(low, high)))
            else:
                angle, far = draw.between(0.0, 2.0 * math.pi), within[2] * math.sqrt(draw.share())
                lat = within[1] + far * math.cos(angle) / coast_kernel.METRES
                lon = within[0] + far * math.sin(angle) / coast_kernel.METRES / math.cos(math.radians(lat))
            if coast_kernel.clearance(self._shore, lon, lat) <= clearance_m or chart.seen(lon, lat) < 0:
                continue
            if all(float(coast_kernel.far(lon, lat, *other)) >= away_m for other in away_from):
                return lon, lat
        raise Refusal(f"This sea has no place with {clearance_m:.0f} m of free water where one was asked for.")

    def route(
        self, from_lon: float, from_lat: float, to_lon: float, to_lat: float, draw: Draw | None, kind: str = "lane"
    ) -> tuple[Floats, Floats]:
        """Waypoints from place to place over water: longitudes (running on beyond 180) and latitudes in degrees.

        `kind` "lane": as merchant ships go, in the lanes and on the right side of them; "direct": as all others go, the
        shortest way. Between waypoints the way is straight in degrees; corners may be cut from 1,500 m, but at most
        half the stretch, before to so far behind them. One number is drawn for how far beside the line this ship
        sails; without a draw it is the line itself. Raises Refusal where no way leads over water.
        """
        aside = draw.between(-1.0, 1.0) if draw is not None else 0.0
        line = self._line(kind, (float(from_lon), float(from_lat)), (float(to_lon), float(to_lat)))
        lon, lat = way_kernel.beside(*line, aside)
        return lon, lat

    def expect(self, starts: Sequence[tuple[float, float]], goal: tuple[float, float], kind: str = "lane") -> None:
        """Prepare for `route` from these places to this goal: found at once they cost little more than the longest."""
        with suppress(Refusal):
            last, nodes = self._out(*goal)[1], []
            for place in starts:
                with suppress(Refusal):
                    nodes.append(self._out(*place)[1])
            self._charts[kind].grow(last, nodes)

    def _line(self, kind: str, start: tuple[float, float], goal: tuple[float, float]) -> Track:
        """The line that a ship's way is laid along."""
        far = float(coast_kernel.far(*start, *goal))
        found = self._near_by(kind, start, goal, far)
        if found is None:
            (out, first), (back, last) = self._out(*start), self._out(*goal)
            main = self._main(kind, first, last)
            if main is not None:
                found = self._joined(self._joined(out, main), back.back())
        if found is None:
            raise Refusal(f"No way over water leads from {_said(*start)} to {_said(*goal)}.")
        return found

    def _track(self, line: Line, end_m: float) -> Track | None:
        """The line with its room: with shorter stretches and points that keep its corners where it comes too near."""
        best = None
        for piece_m in (self._piece_m, 10_000.0, 2_500.0):
            piece_m = min(piece_m, self._piece_m)
            lon, lat, width = way_kernel.spaced(line.lon, line.lat, line.width, piece_m, min(end_m, piece_m))
            for guard_m in (400.0, 150.0, 60.0, 20.0):
                free = way_kernel.room(self._shore, lon, lat, _CUT_M, 0.5 * MARGIN_M)
                if (free >= 0.0).all():
                    return Track(lon, lat, width, free)
                lon, lat, width = way_kernel.gentle(lon, lat, width, free, guard_m)
            free = way_kernel.room(self._shore, lon, lat, _CUT_M, 0.0)
            if best is None and (free >= 0.0).all():
                best = Track(lon, lat, width, free)
        return best

    def _near_by(self, kind: str, start: tuple[float, float], goal: tuple[float, float], far: float) -> Track | None:
        """A way that needs no net: straight ahead, or within one harbour."""
        if far < (_STRAIGHT_M if kind == "direct" else 4000.0):
            margin = min(600.0, *(0.7 * coast_kernel.clearance(self._shore, *one) for one in (start, goal)))
            if way_kernel.arc_clear(self._shore, *start, *goal, max(MARGIN_M, margin)):
                side = -min(300.0, 0.05 * far)
                ends = Line(np.array([start[0], goal[0]]), np.array([start[1], goal[1]]), np.array([side, side]))
                return self._track(ends, self._piece_m)
        if far > _HARBOUR_M:
            return None
        for place in self._harbours:
            if place.covers(*start) and place.covers(*goal):
                line = place.between(start, goal)
                return None if line is None else self._track(line, self._piece_m)
        return None

    def _joined(self, one: Track, other: Track) -> Track:
        """Two tracks as one: the first ends where the second begins."""
        shortest = way_kernel.joint(
            self._shore, one.lon, one.lat, other.lon, other.lat, other.width, 2.0 * MARGIN_M, _JOINT_REACH
        )
        for off, skip in (shortest, (0, 1)):
            whole = Track(*way_kernel.spliced(self._shore, *one, *other, off, skip, _CUT_M, 0.25 * MARGIN_M))
            if (whole.room >= 0.0).all():
                return whole
        found = self._track(Line(*whole[:3]), 1000.0)
        if found is None:
            raise Refusal(f"No way over water leads on at {_said(float(other.lon[0]), float(other.lat[0]))}.")
        return found

    def _main(self, kind: str, first: int, last: int) -> Track | None:
        key = (kind, first, last)
        if key not in self._mains:
            if len(self._mains) > _MOST_KEPT:
                self._mains.clear()
            busy = self._busy
            line = self._charts[kind].way(first, last, first in busy and last in busy)
            self._mains[key] = None if line is None else self._track(line, _END_M)
        return self._mains[key]

    def _out(self, lon: float, lat: float) -> tuple[Track, int]:
        """From a place out to a node of the net."""
        if (lon, lat) in self._outs:
            return self._outs[lon, lat]
        way = self._way_out(lon, lat)
        track = None if way is None else self._track(way[0], self._piece_m)
        if way is None or track is None:
            raise Refusal(f"No way over water leads out from {_said(lon, lat)}.")
        found = (track, way[1])
        if (lon, lat) in self._known:
            self._outs[lon, lat] = found
        return found

    def _way_out(self, lon: float, lat: float) -> tuple[Line, int] | None:
        chart: Chart = self._charts["direct"]
        own_port = self._known.get((lon, lat), -1)
        for place in self._harbours if own_port < 0 else (self._harbours[own_port],):
            if place.covers(lon, lat):
                line = place.out(lon, lat)
                if line is not None:
                    return line, place.roads
        node = chart.seen(lon, lat)
        if node >= 0:
            x, y = float(chart.net.lon[node]), float(chart.net.lat[node])
            side = np.full(2, float(chart.width[node]))
            return Line(np.array([lon, x]), np.array([lat, y]), side), node
        own = harbour(chart, lon, lat)
        if own is None:
            return None
        line = own.out(lon, lat)
        return None if line is None else (line, own.roads)


def _said(lon: float, lat: float) -> str:
    return f"{abs(lat):.3f}{'N' if lat >= 0 else 'S'} {abs(lon):.3f}{'E' if lon >= 0 else 'W'}"


@cache
def _sea(seas: tuple[str, ...]) -> Sea:
    return Sea(fitted(seas))
