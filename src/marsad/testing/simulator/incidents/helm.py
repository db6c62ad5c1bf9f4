"""Orders to a helmsman: how a vessel of an incident moves, order by order, as legs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from marsad.geo import sphere
from marsad.testing.simulator.incidents.plane import Plane, ahead, turn_deg
from marsad.testing.simulator.motion import states_kernel
from marsad.testing.simulator.records import Bow, Floats, Mode, Records

KNOT = 1852.0 / 3600.0
"""Metres a second."""
COME_ABOUT = 0.2
"""Degrees a second at which a bow comes round without way on."""


@dataclass
class Piece:
    """A leg to be: from when to when, a LEG row without its vessel and times, and the points of its path."""

    t0: int
    t1: int
    row: dict[str, float]
    lon: Floats = field(default_factory=lambda: np.zeros(0))
    lat: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass
class Helm:
    """A vessel on a plane, where she is and what she was told so far.

    Orders begin where and when the last one ended; times are microseconds UTC, places metres and courses degrees on the
    plane. What she does before the first order and after the last is added at the end (`passage`).
    """

    vessel: int
    """Her number in the cast."""
    papers: Records
    """Her VESSEL row."""
    plane: Plane
    t: int
    x: float
    y: float
    course: float
    v: float
    """Metres a second along the course."""
    status: int = 0
    bow: Bow = Bow.COURSE
    angle: float = 0.0
    """What LEG calls `heading_deg`, where `bow` is not COURSE."""
    pieces: list[Piece] = field(default_factory=list)
    begun: tuple[int, float, float, float, float] = (0, 0.0, 0.0, 0.0, 0.0)
    """Time, place, course and speed before the first order."""
    driven: bool = True
    """By an engine, and bound to what it can do."""
    comes: bool = True
    """Whether she has sailed to where her orders begin; else she is not there before."""
    follows: tuple[Helm, float] | None = None
    """On a big sea, whom she follows by so many seconds."""
    leads: Helm | None = None
    """On a big sea, who follows her: she turns and slows down no quicker than that one can."""
    way: list[Piece] | None = None
    """Her pieces with how she came and where she went, once made."""
    goes: bool = True
    """Whether she sails on after her orders; else she is not there any more."""

    def __post_init__(self) -> None:
        self.begun = (self.t, self.x, self.y, self.course, self.v)

    @property
    def knots(self) -> float:
        """Her speed."""
        return self.v / KNOT

    @property
    def place(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.plane.place(self.x, self.y)

    @property
    def easy_turn_m(self) -> float:
        """A radius that she turns with at her speed without haste."""
        rate = math.radians(float(self.papers["turn_deg_min"]) / 60.0)
        return max(self.v / (0.6 * rate), 0.5 * float(self.papers["length_m"]), 15.0)

    @property
    def most_mps(self) -> float:
        """The most she is driven at."""
        return 0.97 * float(self.papers["top_kn"]) * KNOT

    def takes_s(self, knots: float, seconds: float = 0.0) -> float:
        """How long she takes to another speed: `seconds`, or longer where her engine asks for it."""
        change, accel = abs(min(knots * KNOT, self.most_mps) - self.v), float(self.papers["accel_mps2"])
        return max(seconds, change / (0.95 * accel)) if seconds else change / (0.8 * accel)

    def stopping_m(self, seconds: float = 0.0, knots: float | None = None) -> float:
        """How far she goes while she stops, from the speed she has or from another."""
        v = self.v if knots is None else min(knots * KNOT, self.most_mps)
        other = Helm(self.vessel, self.papers, self.plane, 0, 0.0, 0.0, 0.0, v)
        return 0.5 * v * other.takes_s(0.0, seconds)

    def turning_m(self, radius_m: float = 0.0) -> float:
        """The radius that she turns with when one is asked for: wider where her rudder asks for it."""
        rate = math.radians(float(self.papers["turn_deg_min"]) / 60.0)
        if not radius_m:
            return self.easy_turn_m
        return max(radius_m, self.v / (0.95 * rate)) if self.driven else radius_m

    def put(self, x: float, y: float) -> Helm:
        """Have her orders begin elsewhere; before the first."""
        self.x, self.y = x, y
        self.begun = (self.t, x, y, self.course, self.v)
        return self

    def keep(self, seconds: float = 0.0, metres: float = 0.0, until: int = 0) -> Helm:
        """Course and speed as they are."""
        lasts = metres / self.v if metres else (until - self.t) / 1e6 if until else seconds
        if lasts > 1e-3:
            self._path(lasts, *self._straight(self.v * lasts), self.v)
        return self

    def speed(self, knots: float, seconds: float = 0.0, struck: bool = False) -> Helm:
        """To another speed, within `seconds` if her engine can, or without haste; `struck` needs no engine."""
        after = knots * KNOT if struck else min(knots * KNOT, self.most_mps)
        lasts = seconds if struck else self.takes_s(knots, seconds)
        if lasts > 1e-3:
            self._path(lasts, *self._straight(0.5 * (self.v + after) * lasts), after)
        return self

    def turn(self, course: float, radius_m: float = 0.0, right: bool | None = None) -> Helm:
        """To another course, the shorter way round or the one that is said."""
        by = turn_deg(self.course, course)
        if right is not None and (by > 0) != right and abs(by) > 1e-9:
            by += 360.0 if right else -360.0
        return self.swing(by, radius_m)

    def swing(self, by_deg: float, radius_m: float = 0.0) -> Helm:
        """Through an arc of so many degrees, right positive."""
        if abs(by_deg) > 1e-6:
            radius = self.turning_m(radius_m)
            self._path(abs(math.radians(by_deg)) * radius / self.v, *self._arc(by_deg, radius), self.v)
            self.course = (self.course + by_deg) % 360.0
        return self

    def make_for(self, x: float, y: float, radius_m: float = 0.0) -> Helm:
        """Turn towards a point and go there; it must be further away than two radii."""
        radius, course = self.turning_m(radius_m), self.course
        end = (self.x, self.y)
        for _ in range(30):
            course = math.degrees(math.atan2(x - end[0], y - end[1])) % 360.0
            xs, ys = self._arc(turn_deg(self.course, course), radius)
            end = (float(xs[-1]), float(ys[-1]))
        self.turn(course, radius)
        return self.keep(metres=math.hypot(x - self.x, y - self.y))

    def pointing(self) -> float:
        """Where her bow points after her last order, true."""
        last = self.pieces[-1].row if self.pieces else {}
        if last.get("mode") == Mode.FIXED or last.get("bow") == Bow.HEADING:
            return last["heading_deg"]
        return self.plane.compass(self.course, self.x, self.y)

    def face(self, course: float) -> Helm:
        """Take what way she has off, and bring the bow about at rest, so that she can go another way."""
        last = self.pieces[-1].row if self.pieces else {}
        if self.v > 0.0:
            self.bow, self.angle = Bow(int(last.get("bow", 0))), last.get("heading_deg", 0.0)
            self.speed(0.0, 60.0)
            self.bow, self.angle = Bow.COURSE, 0.0
        if self.pieces:
            told = self.plane.compass(course, self.x, self.y)
            lasts = abs(turn_deg(self.pointing(), told)) / COME_ABOUT
            if lasts > 5.0:
                self.rest(self.t + round(lasts * 1.1e6), course, self.status)
        self.course = course % 360.0
        return self

    def drift(self, knots: float, course: float, heading: float, seconds: float) -> Helm:
        """Set by wind and current, from rest or from a drift that veers; the bow points elsewhere.

        She turns to `heading` or to its opposite, whichever is nearer.
        """
        end = self.t + round(seconds * 1e6)
        wanted = self.plane.compass(heading, self.x, self.y)
        if abs(turn_deg(self.pointing(), wanted)) > 90.0:
            wanted = (wanted + 180.0) % 360.0
        self.bow, self.angle = Bow.HEADING, self.pointing()
        if self.v > 0.0:
            # Her way veers within seconds, her bow comes round after it.
            self.turn(course, 150.0)
        else:
            self.course = course % 360.0
        self.angle = wanted
        # Wind and current need no engine.
        self.speed(knots, min(300.0, seconds / 4.0), struck=True).keep(until=end)
        self.bow, self.angle = Bow.COURSE, 0.0
        return self

    def rest(self, until: int, heading: float | None = None, status: int = 5) -> Helm:
        """Made fast, aground or stopped: at one place without moving."""
        lon, lat = self.place
        if heading is not None:
            self.course = heading % 360.0
        told = self.plane.compass(self.course, self.x, self.y)
        row = {"mode": Mode.FIXED, "lon": lon, "lat": lat, "heading_deg": told, "status": status}
        self.pieces.append(Piece(self.t, until, row))
        self.t, self.v = until, 0.0
        return self

    def anchor(self, until: int, chain_m: float = 150.0, status: int = 1) -> Helm:
        """Drop the anchor so that she lies where she is now, and swing about it with wind and tide."""
        lon, lat = self.place
        # Wind and tide are smooth in longitudes that run on: neighbours count theirs alike over the antimeridian.
        lon += 360.0 * round((self.plane.lon - lon) / 360.0)
        chain_m, at_lon, at_lat = float(np.float32(chain_m)), lon, lat
        for _ in range(3):
            at_lon, at_lat = _aside(lon, lat, states_kernel.lie(at_lon, at_lat, self.t, self.t, chain_m)[0], -chain_m)
        row = {"mode": Mode.ANCHOR, "lon": at_lon, "lat": at_lat, "radius_m": chain_m, "status": status}
        self.pieces.append(Piece(self.t, until, row))
        bearing, _ = states_kernel.lie(at_lon, at_lat, until, self.t, chain_m)
        self.x, self.y = self.plane.point(*_aside(at_lon, at_lat, bearing, chain_m))
        # She is ready to leave where her bow points.
        self.course = (bearing + 180.0 - self.plane.compass(0.0, self.x, self.y)) % 360.0
        self.t, self.v = until, 0.0
        return self

    def absent(self, until: int) -> Helm:
        """Not there."""
        self.pieces.append(Piece(self.t, until, {"mode": Mode.ABSENT, "status": 15}))
        self.t = until
        return self

    def backward(self) -> Helm:
        """A helm that goes back in time from before the first order: its way becomes hers by `precede`."""
        _, x, y, course, v = self.begun
        return self._another(0, x, y, (course + 180.0) % 360.0, v)

    def onward(self) -> Helm:
        """A helm that goes on from her last order."""
        return self._another(self.t, self.x, self.y, self.course, self.v)

    def _another(self, t: int, x: float, y: float, course: float, v: float) -> Helm:
        return Helm(
            self.vessel, self.papers, self.plane, t, x, y, course, v, self.status, self.bow, self.angle,
            leads=self.leads,
        )  # fmt: skip

    def precede(self, back: Helm) -> Helm:
        """Before her first order she did what `back` was told, in reverse."""
        t = self.begun[0]
        for piece in back.pieces:
            row, lasts = dict(piece.row), (piece.t1 - piece.t0) / 1e6
            if row["mode"] == Mode.PATH:
                row["v0_mps"], row["accel_mps2"] = row["v0_mps"] + lasts * row["accel_mps2"], -row["accel_mps2"]
            else:
                row["heading_deg"] += 180.0
            self.pieces.insert(0, Piece(t - piece.t1, t - piece.t0, row, piece.lon[::-1], piece.lat[::-1]))
        self.begun = (t - back.t, back.x, back.y, (back.course + 180.0) % 360.0, back.v)
        return self

    def _path(self, seconds: float, xs: Floats, ys: Floats, v1: float) -> None:
        lon, lat = self.plane.places(xs, ys)
        length = float(np.sum(sphere.distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])))
        t1 = self.t + round(seconds * 1e6)
        # The globe's length and the plane's differ in the fifth digit: speed gives way, neither place nor time.
        lasts = (t1 - self.t) / 1e6
        scale = length / (0.5 * (self.v + v1) * lasts)
        row = {
            "mode": Mode.PATH,
            "v0_mps": self.v * scale,
            "accel_mps2": (v1 - self.v) / lasts * scale,
            "bow": self.bow,
            "heading_deg": self.angle,
            "status": self.status,
        }
        self.pieces.append(Piece(self.t, t1, row, lon, lat))
        self.t, self.x, self.y, self.v = t1, float(xs[-1]), float(ys[-1]), v1

    def _straight(self, metres: float) -> tuple[Floats, Floats]:
        to_x, to_y = ahead(self.x, self.y, self.course, metres)
        step = min(self.plane.step_m(self.x, self.y), self.plane.step_m(to_x, to_y))
        count = max(math.ceil(metres / step), 1) + 1
        return np.linspace(self.x, to_x, count), np.linspace(self.y, to_y, count)

    def _arc(self, by_deg: float, radius: float) -> tuple[Floats, Floats]:
        side = 1.0 if by_deg > 0 else -1.0
        centre = ahead(self.x, self.y, self.course + 90.0 * side, radius)
        count = max(int(abs(by_deg) / 2.5), 2) + 1
        turned = np.radians(self.course - 90.0 * side + np.linspace(0.0, by_deg, count))
        return centre[0] + radius * np.sin(turned), centre[1] + radius * np.cos(turned)


def _aside(lon: float, lat: float, bearing: float, metres: float) -> tuple[float, float]:
    """As the motion kernel goes from an anchor to the ship."""
    angle = math.radians(bearing)
    degrees = metres / states_kernel.METRES
    return lon + degrees * math.sin(angle) / math.cos(math.radians(lat)), lat + degrees * math.cos(angle)
