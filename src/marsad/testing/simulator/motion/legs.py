"""How a vessel's legs are written down: one call for each thing she does, from where the last one left her."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.motion import paths, paths_kernel, speeds_kernel, states_kernel
from marsad.testing.simulator.motion.paths import Path
from marsad.testing.simulator.records import LEG, Bow, Course, Mode, Records

KNOT = 1852.0 / 3600.0
METRES = paths_kernel.METRES
Line = Path | tuple[npt.ArrayLike, npt.ArrayLike]
Row = tuple[
    int, int, int, int, int, int, float, float, float, int, float, float, float, float, float, float, float, int
]

_RUN_UP_M = 5000.0
_CRAB_DEG = 10.0
"""With her bow so far off her course she drifts."""
UNDER_WAY, AT_ANCHOR, MOORED = 0, 1, 5


@dataclass
class Legs:
    """The legs of one vessel from `t_us` on. Each call adds what she does next and gives the builder back.

    `t_us`, `lon`, `lat`, `speed_mps`, `course_deg` and `heading_deg` tell where the last call left her. She speeds up
    and slows down with `accel_mps2` and passes no bend faster than `turn_deg_min` allows.
    """

    t_us: int
    turn_deg_min: float = 20.0
    accel_mps2: float = 0.03
    number: int = 0
    """Her row in the fleet."""
    aside: float = 0.0
    """Which share of a path's room she keeps to starboard of it."""
    lon: float = math.nan
    lat: float = math.nan
    heading_deg: float = 0.0
    course_deg: float = 0.0
    speed_mps: float = 0.0
    path: Path | None = None
    """The path she is on."""
    s_m: float = 0.0
    """How far along it."""
    rows: list[Row] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def begin(self, lon: float, lat: float, heading_deg: float = 0.0, knots: float = 0.0) -> Self:
        """Put her at a place, with a heading and way on."""
        self.lon, self.lat, self.heading_deg, self.course_deg = lon, lat, heading_deg, heading_deg
        self.speed_mps = knots * KNOT
        return self

    def sail(
        self,
        way: Line,
        knots: float,
        until: int | None = None,
        at: int | None = None,
        accel: float | None = None,
        *,
        end_knots: float | None = None,
        status: int = UNDER_WAY,
        bow: Bow = Bow.COURSE,
        bow_deg: float = 0.0,
        from_m: float | None = None,
        to_m: float | None = None,
    ) -> Self:
        """Follow a path, or waypoints (longitudes, latitudes) whose corners are rounded for her.

        A path that she is on is followed from where she is, another from its beginning (`from_m`: from so far along).
        Waypoints go on from where she is, with a turn as tight as her speed allows. She is cut short at `until`;
        `at` chooses the speed to be at the end at that time (as near as 1 to `knots` kn allow). At the end she has
        `end_knots` (None: what she had). From rest she first turns on the spot.
        """
        if isinstance(way, Path):
            line = way
            if from_m is not None or line is not self.path:
                self.s_m = from_m or 0.0
        else:
            if bow == Bow.COURSE and abs(_turn(self.heading_deg, self.course_deg)) > _CRAB_DEG:
                self.stop(status=status)
            made = self._line(way, knots)
            if made is None:
                return self
            line, self.s_m = made, 0.0
        self._face(line, status, bow, bow_deg)
        if until is not None and self.t_us >= until:
            return self
        if line is not self.path or not self.paths or self.paths[-1] is not line:
            self.paths.append(line)
        self.path = line
        stop_m = line.length_m if to_m is None else min(to_m, line.length_m)
        if at is not None:
            knots = self._knots_to_be_there(line, stop_m, at, knots, end_knots, accel)
        parts = self._parts(line, stop_m, knots, end_knots, accel)
        swing, swing_s = self._swing(self._bow(line, self.s_m, bow, bow_deg))
        for s0, v0, a, seconds in parts:
            end = self.t_us + round(seconds * 1e6)
            if until is not None and end >= until:
                end = until
            if end > self.t_us:
                self._add(end, Mode.PATH, s0, v0, a, bow, bow_deg, swing, swing_s, status)
                swing, swing_s = _rest(swing, swing_s, (end - self.t_us) * 1e-6)
                seconds = min(seconds, (end - self.t_us) * 1e-6)
                self.t_us = end
            self.s_m, self.speed_mps = s0 + (v0 + 0.5 * a * seconds) * seconds, max(v0 + a * seconds, 0.0)
            if end == until:
                break
        else:
            self.s_m = stop_m
            if self.speed_mps < 0.01:
                self.speed_mps = 0.0
        self._settle(line, bow, bow_deg)
        self.heading_deg = (self.heading_deg + swing) % 360.0
        return self

    def stop(self, accel: float | None = None, status: int = UNDER_WAY) -> Self:
        """Lose all way, straight ahead (or on the path she is on, where it is long enough)."""
        if self.speed_mps <= 0.0:
            return self
        brake = accel or self.accel_mps2
        reach = self.speed_mps**2 / (2.0 * brake)
        knots = self.speed_mps / KNOT
        # Who drifts keeps her bow where it is.
        bow = Bow.HEADING if abs(_turn(self.heading_deg, self.course_deg)) > _CRAB_DEG else Bow.COURSE
        held = self.heading_deg if bow == Bow.HEADING else 0.0
        if self.path is not None and self.s_m + reach <= self.path.length_m:
            return self.sail(
                self.path,
                knots,
                accel=brake,
                end_knots=0.0,
                status=status,
                to_m=self.s_m + reach,
                bow=bow,
                bow_deg=held,
            )
        aim = math.radians(self.course_deg)
        to_lat = self.lat + reach * math.cos(aim) / METRES
        to_lon = self.lon + reach * math.sin(aim) / (METRES * math.cos(math.radians(0.5 * (self.lat + to_lat))))
        line = paths.of_points(np.array([self.lon, to_lon]), np.array([self.lat, to_lat]))
        return self.sail(line, knots, accel=brake, end_knots=0.0, status=status, bow=bow, bow_deg=held)

    def anchor(
        self, lon: float | None, lat: float | None, radius_m: float, until: int, status: int = AT_ANCHOR
    ) -> Self:
        """Swing about an anchor until `until`; without a place the anchor lies so that she need not move.

        The first thing that she does may name the anchor's place; later she lies where she has come to.
        """
        self.stop()
        if until <= self.t_us:
            return self
        radius_m = float(np.float32(radius_m))
        if lon is not None and lat is not None and math.isnan(self.lon):
            anchor_lon, anchor_lat = lon, lat
        else:
            anchor_lon, anchor_lat = self.lon, self.lat
            for _ in range(4):
                bearing, _ = states_kernel.lie(anchor_lon, anchor_lat, self.t_us, self.t_us, radius_m)
                anchor_lon, anchor_lat = _moved(self.lon, self.lat, bearing, -radius_m, anchor_lat)
        bearing, _ = states_kernel.lie(anchor_lon, anchor_lat, self.t_us, self.t_us, radius_m)
        fresh = math.isnan(self.lon)
        swing, swing_s = (0.0, 0.0) if fresh else self._swing(bearing + 180.0)
        begun = self.t_us
        self._add(until, Mode.ANCHOR, 0, 0, 0, 0, 0.0, swing, swing_s, status, anchor_lon, anchor_lat, radius_m)
        self.t_us = until
        bearing, _ = states_kernel.lie(anchor_lon, anchor_lat, until, begun, radius_m)
        left, _ = _rest(swing, swing_s, (until - begun) * 1e-6)
        self.lon, self.lat = _moved(anchor_lon, anchor_lat, bearing, radius_m, anchor_lat)
        self._lie(bearing + 180.0 + left)
        return self

    def moor(
        self, lon: float | None, lat: float | None, heading_deg: float | None, until: int, status: int = MOORED
    ) -> Self:
        """Lie still until `until`, where she is or (first of all) at a place, with a heading or the one she has."""
        self.stop()
        fresh = math.isnan(self.lon)
        if lon is not None and lat is not None and fresh:
            self.lon, self.lat = lon, lat
        heading = self.heading_deg if heading_deg is None else heading_deg
        if until <= self.t_us:
            return self
        swing, swing_s = (0.0, 0.0) if fresh else self._swing(heading)
        self._add(until, Mode.FIXED, 0, 0, 0, 0, heading, swing, swing_s, status, self.lon, self.lat)
        left, _ = _rest(swing, swing_s, (until - self.t_us) * 1e-6)
        self.t_us = until
        self._lie(heading + left)
        return self

    def drift(
        self,
        lon: float | None,
        lat: float | None,
        knots: float,
        course_deg: float,
        bow_deg: float,
        until: int,
        status: int = UNDER_WAY,
    ) -> Self:
        """Set over the ground with a course and speed whatever the bow's heading; way is lost before."""
        if lon is not None and lat is not None and math.isnan(self.lon):
            self.begin(lon, lat, bow_deg, knots)
        elif self.speed_mps > knots * KNOT * 1.5 or abs(_turn(course_deg, self.course_deg)) > 5.0:
            self.stop()
        self.course_deg = course_deg
        reach = knots * KNOT * max(until - self.t_us, 1) * 1e-6 + 1000.0
        to_lon, to_lat = _moved(self.lon, self.lat, course_deg, reach, self.lat)
        x, y = paths_kernel.smooth(np.array([self.lon, to_lon]), np.array([self.lat, to_lat]), 1.0, 1.0)
        return self.sail(
            paths.of_points(x, y), knots, until, accel=0.005, status=status, bow=Bow.HEADING, bow_deg=bow_deg
        )

    def absent(self, until: int) -> Self:
        """Be out of the world until `until`; whatever comes next may begin anywhere."""
        if until > self.t_us:
            self._add(until, Mode.ABSENT, 0, 0, 0, 0, 0.0, 0.0, 0.0, 15)
            self.t_us = until
        self.lon = self.lat = math.nan
        self.speed_mps, self.path = 0.0, None
        return self

    def shift(self, by_us: int) -> Self:
        """Do all of it so much later. Not for one who lies at anchor: the tide would not agree."""
        self.rows = [(row[0], row[1] + by_us, row[2] + by_us, *row[3:]) for row in self.rows]
        self.t_us += by_us
        return self

    def legs(self) -> Records:
        """Her LEG rows; `first` counts her paths, in the order of `paths`."""
        return np.array(self.rows, LEG)

    def course(self) -> Course:
        """Her legs with the points of their paths."""
        legs = self.legs()
        sizes = np.array([0, *(path.lon.size for path in self.paths)])
        starts = np.cumsum(sizes)
        legs["first"] = starts[legs["first"]]
        none = [np.zeros(0)]
        rooms = [path.room_m if path.room_m.size else np.zeros(path.lon.size) for path in self.paths]
        return Course(
            legs,
            np.concatenate(none + [path.lon for path in self.paths]),
            np.concatenate(none + [path.lat for path in self.paths]),
            np.concatenate(none + [path.along_m for path in self.paths]),
            np.concatenate(none + rooms),
        )

    def line_to(self, lon: float, lat: float, knots: float) -> Path | None:
        """The way to a place, with the turn she needs from the course and speed she has; None where she is there."""
        return self._line(([lon], [lat]), knots)

    def _line(self, way: tuple[npt.ArrayLike, npt.ArrayLike], knots: float) -> Path | None:
        """Waypoints from where she is, as a path; None where she is there already."""
        x, y = (np.atleast_1d(np.asarray(part, np.float64)) for part in way)
        radius = paths.radius_m(max(knots, self.speed_mps / KNOT), self.turn_deg_min) * 1.05
        if math.isnan(self.lon):
            return paths.path(x, y, radius)
        x = self.lon + (x - self.lon + 180.0) % 360.0 - 180.0
        away = np.hypot((x - self.lon) * math.cos(math.radians(self.lat)), y - self.lat) * METRES >= 20.0
        if not away.any():
            return None
        x, y = x[int(away.argmax()) :], y[int(away.argmax()) :]
        if self.speed_mps < 0.3:
            return paths.path(np.concatenate([[self.lon], x]), np.concatenate([[self.lat], y]), radius)
        radius = paths.radius_m(self.speed_mps / KNOT, self.turn_deg_min) * 1.05
        arc_lon, arc_lat = speeds_kernel.turn_to(self.lon, self.lat, self.course_deg, x[0], y[0], radius)
        rest_lon, rest_lat = paths.smooth(np.concatenate([arc_lon[-1:], x]), np.concatenate([arc_lat[-1:], y]), radius)
        return paths.of_points(np.concatenate([arc_lon[:-1], rest_lon]), np.concatenate([arc_lat[:-1], rest_lat]))

    def _face(self, line: Path, status: int, bow: Bow, bow_deg: float) -> None:
        """Turn on the spot, where she is at rest and the way leads elsewhere than her bow points."""
        if self.speed_mps >= 0.3 or math.isnan(self.lon):
            return
        wanted = self._bow(line, self.s_m, bow, bow_deg)
        swing, _ = self._swing(wanted)
        if bow == Bow.COURSE and abs(swing) > 15.0:
            seconds = abs(swing) / max(self.turn_deg_min, 30.0) * 60.0 * 1.5
            end = self.t_us + round(seconds * 1e6)
            self._add(end, Mode.FIXED, 0, 0, 0, 0, wanted, swing, seconds, status, self.lon, self.lat)
            self.t_us, self.heading_deg = end, wanted

    def _parts(
        self, line: Path, stop_m: float, knots: float, end_knots: float | None, accel: float | None
    ) -> npt.NDArray[np.float64]:
        cruise = knots * KNOT
        if math.isnan(self.lon):
            self.speed_mps = self._speed_there(line, cruise, accel)
        parts: npt.NDArray[np.float64] = speeds_kernel.profile(
            line.lon, line.lat, line.along_m, float(self.s_m), float(stop_m), float(self.speed_mps),
            cruise if end_knots is None else end_knots * KNOT, cruise, float(accel or self.accel_mps2),
            math.radians(self.turn_deg_min / 60.0),
        )  # fmt: skip
        return parts

    def _speed_there(self, line: Path, cruise: float, accel: float | None) -> float:
        """With what speed she comes past where she begins, in the middle of a path: less before and in a bend."""
        before = max(self.s_m - _RUN_UP_M, 0.0)
        parts = speeds_kernel.profile(
            line.lon, line.lat, line.along_m, before, min(self.s_m + _RUN_UP_M, line.length_m), cruise, cruise, cruise,
            float(accel or self.accel_mps2), math.radians(self.turn_deg_min / 60.0),
        )  # fmt: skip
        s0, v0, a, _ = parts[max(int(np.searchsorted(parts[:, 0], self.s_m, side="right")) - 1, 0)]
        return math.sqrt(max(v0 * v0 + 2.0 * a * (self.s_m - s0), 0.01))

    def _knots_to_be_there(
        self, line: Path, stop_m: float, at: int, most: float, end_knots: float | None, accel: float | None
    ) -> float:
        wanted = (at - self.t_us) * 1e-6
        low, high = 1.0, max(most, 1.0)
        for _ in range(30):
            middle = 0.5 * (low + high)
            if float(self._parts(line, stop_m, middle, end_knots, accel)[:, 3].sum()) > wanted:
                low = middle
            else:
                high = middle
        return high

    def _bow(self, line: Path, s: float, bow: Bow, bow_deg: float) -> float:
        if bow == Bow.HEADING:
            return bow_deg
        _, _, course = speeds_kernel.place(line.lon, line.lat, line.along_m, float(s))
        return float(course + bow_deg if bow == Bow.ANGLE else course)

    def _swing(self, wanted: float) -> tuple[float, float]:
        """How far her bow is to the right of where it should be, and the time to come round."""
        if math.isnan(self.lon):
            return 0.0, 0.0
        swing = (self.heading_deg - wanted + 180.0) % 360.0 - 180.0
        if abs(swing) < 0.5:
            return 0.0, 0.0
        return swing, max(abs(swing) / self.turn_deg_min * 120.0, 60.0)

    def _settle(self, line: Path, bow: Bow, bow_deg: float) -> None:
        """Note where the path has brought her."""
        k, part, course = speeds_kernel.place(line.lon, line.lat, line.along_m, float(self.s_m))
        self.lon = float(line.lon[k] + part * (line.lon[k + 1] - line.lon[k]))
        self.lat = float(line.lat[k] + part * (line.lat[k + 1] - line.lat[k]))
        self.course_deg = course % 360.0
        self.heading_deg = self._bow(line, self.s_m, bow, bow_deg) % 360.0
        if self.aside and line.room_m.size:
            cross = self.aside * float(line.room_m[k] + part * (line.room_m[k + 1] - line.room_m[k]))
            self.lon, self.lat = _moved(self.lon, self.lat, self.course_deg + 90.0, cross, self.lat)

    def _lie(self, heading: float) -> None:
        self.heading_deg = self.course_deg = heading % 360.0
        self.speed_mps, self.path = 0.0, None

    def _add(
        self, end: int, mode: Mode, s0: float, v0: float, a: float, bow: int, heading: float, swing: float,
        swing_s: float, status: int, lon: float = math.nan, lat: float = math.nan, radius_m: float = 0.0,
    ) -> None:  # fmt: skip
        on_path = mode == Mode.PATH
        self.rows.append((
            self.number, self.t_us, end, int(mode), len(self.paths) - 1 if on_path else 0,
            self.paths[-1].lon.size if on_path else 0, s0, v0, a, int(bow), heading, swing, swing_s,
            self.aside if on_path else 0.0, lon, lat, radius_m, status,
        ))  # fmt: skip


def _turn(after: float, before: float) -> float:
    return (after - before + 180.0) % 360.0 - 180.0


def _moved(lon: float, lat: float, bearing: float, metres: float, metric_lat: float) -> tuple[float, float]:
    """A place so far off, by the length that a degree of longitude has at `metric_lat`."""
    aim = math.radians(bearing)
    return (
        lon + metres * math.sin(aim) / (METRES * math.cos(math.radians(metric_lat))),
        lat + metres * math.cos(aim) / METRES,
    )


def _rest(swing: float, swing_s: float, seconds: float) -> tuple[float, float]:
    """What is left of a swing after a leg's time; the next leg begins it anew."""
    if swing_s <= seconds or swing == 0.0:
        return 0.0, 0.0
    part = seconds / swing_s
    return swing * (1.0 - part * part * (3.0 - 2.0 * part)), swing_s - seconds
