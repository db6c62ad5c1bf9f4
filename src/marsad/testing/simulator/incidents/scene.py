"""A scene: the vessels of one incident or look-alike, what is done to them, and what is true."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from marsad.geo.polygon import in_polygon
from marsad.schema.refusal import Refusal
from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents import geojson
from marsad.testing.simulator.incidents.helm import KNOT, Helm, Piece
from marsad.testing.simulator.incidents.legs import course_of, over_land
from marsad.testing.simulator.incidents.passage import pieces_of
from marsad.testing.simulator.incidents.plane import Plane, ahead
from marsad.testing.simulator.incidents.setting import NoRoomError, Setting, TooShortError
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, VESSEL, Cast, Kind, Records, Role, TrueEvent

MINUTE = 60_000_000
"""Microseconds."""

Point = tuple[float, float]
Bools = npt.NDArray[np.bool_]


@dataclass
class Scene:
    """One stage with all that happens on it. `kind` is the kind that its events and look-alikes are of."""

    setting: Setting
    draw: Draw
    kind: str
    room_m: float = 8_000.0
    stage: str = ""
    plane: Plane = field(init=False)
    t0: int = field(init=False)
    """From when on the scene may play."""
    t1: int = field(init=False)
    """Until when."""
    helms: list[Helm] = field(default_factory=list)
    effects: list[tuple[float, ...]] = field(default_factory=list)
    areas: list[tuple[float, ...]] = field(default_factory=list)
    papers: list[Records] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    events: list[TrueEvent] = field(default_factory=list)
    broadcasts: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    watched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plane, self.t0, self.t1 = self.setting.stage(self.draw, self.room_m, self.stage)

    def when(self, lasts_min: float, before_min: float = 60.0, after_min: float = 25.0) -> int:
        """An instant, in whole seconds, from which something can last so long, with time before and after.

        Raises TooShortError where the window has no such instant.
        """
        free = (self.t1 - self.t0) / MINUTE - lasts_min - before_min - after_min
        if free < 0.0:
            raise TooShortError(
                f"{self.kind} lasts {lasts_min:.0f} min and needs {before_min + after_min:.0f} min around it"
            )
        return self.t0 + round((before_min + self.draw.between(0.0, free)) * 60.0) * 1_000_000

    def ship(
        self,
        role: Role,
        at: Point = (0.0, 0.0),
        course: float = 90.0,
        knots: float | None = None,
        t: int | None = None,
        status: int = 0,
        comes: bool = True,
        goes: bool = True,
        driven: bool = True,
        **fixed: Any,
    ) -> Helm:
        """A vessel who is at a point at an instant, on her course at her speed; without instant from the beginning.

        She does not go faster than she can, unless she is not `driven` by an engine.
        """
        row = self.setting.papers(self.draw, role, **fixed)
        v = (float(row["cruise_kn"]) * self.draw.between(0.85, 1.0) if knots is None else knots) * KNOT
        if driven:
            v = min(v, 0.97 * float(row["top_kn"]) * KNOT)
        helm = Helm(
            len(self.helms), row, self.plane, self.t0 if t is None else t, *at, course % 360.0, v, status,
            comes=comes, goes=goes, driven=driven,
        )  # fmt: skip
        self.helms.append(helm)
        return helm

    def arriving(
        self, role: Role, at: Point, t: int, course: float, knots: float | None = None, slower: float = 0.0,
        seconds: float = 0.0, **fixed: Any,
    ) -> Helm:  # fmt: skip
        """A vessel who has slowed down, to rest or to `slower` knots, exactly at a point at an instant."""
        ship = self.ship(role, at, course, knots, t, **fixed)
        lasts = max(ship.takes_s(slower, seconds), 60.0)
        ship.t = t - round(lasts * 1e6)
        ship.put(*ahead(*at, course + 180.0, 0.5 * (ship.v + slower * KNOT) * lasts))
        return ship.speed(slower, lasts)

    def where(self, helm: Helm, t: int) -> tuple[float, float, float]:
        """Where on the plane her orders have her at an instant, and where her bow points."""
        course = course_of([helm.pieces], helm.begun[0], helm.t)
        state = states(course, [0], [t])[0]
        x, y = self.plane.point(float(state["lon"]), float(state["lat"]))
        return x, y, (float(state["heading_deg"]) - self.plane.compass(0.0, x, y)) % 360.0

    def times_inside(self, helm: Helm, ring: Sequence[Point], hole: Sequence[Point] = ()) -> tuple[int, int]:
        """The first and the last whole second at which her orders have her inside a polygon of the plane."""
        corners = np.array([*ring, *hole])

        def within(state: Records) -> Bools:
            x, y = self.plane.points(state["lon"], state["lat"])
            return in_polygon(x, y, corners[:, 0], corners[:, 1], (0, len(ring)) if hole else (0,))

        return self.times(helm, within)

    def times(self, helm: Helm, holds: Callable[[Records], Bools]) -> tuple[int, int]:
        """The first and the last whole second of her orders at which something holds of her state."""
        t = np.arange(helm.begun[0], helm.t, 1_000_000)
        inside = holds(states(course_of([helm.pieces], helm.begun[0], helm.t), np.zeros(t.size, np.int64), t))
        rows = np.flatnonzero(inside)
        return int(t[rows[0]]), int(t[rows[-1]])

    def effect(
        self, helm: Helm | int, kind: Kind, t0: int, t1: int, a: float = 0.0, b: float = 0.0, c: float = 0.0
    ) -> int:
        """What is wrong with what she transmits; or with a receiver, by its number."""
        vessel = helm.vessel if isinstance(helm, Helm) else helm
        self.effects.append((vessel, t0, t1, kind, a, b, c, 0.0))
        return len(self.effects) - 1

    def area(
        self,
        kind: Kind,
        t0: int,
        t1: int,
        at: Point,
        radius_m: float,
        share: float = 1.0,
        drift: tuple[float, float] = (0.0, 0.0),
        a: float = 0.0,
        b: float = 0.0,
        c: float = 0.0,
        d: float = 0.0,
    ) -> int:
        """What is wrong within a circle about a point of the plane, which moves `drift` m/s east and north."""
        lon, lat = self.plane.place(*at)
        self.areas.append((t0, t1, kind, lon, lat, radius_m, *drift, share, a, b, c, d))
        return len(self.areas) - 1

    def paper(self, helm: Helm, **changes: object) -> int:
        """Her papers with something changed: what an effect of kind STATIC names."""
        row = np.zeros(1, PAPER)[0]
        for name in PAPER.names or ():
            if name in (VESSEL.names or ()):
                row[name] = helm.papers[name]
        row["eta_month"], row["eta_day"], row["eta_hour"] = 6, self.draw.whole(1, 28), self.draw.whole(0, 23)
        for name, value in changes.items():
            row[name] = value
        self.papers.append(row)
        return len(self.papers) - 1

    def told_as(self, helm: Helm, t0: int, t1: int, other: Records) -> None:
        """She tells another's MMSI and static data."""
        names = ("name", "callsign", "imo", "ship_type", "destination", "to_bow_m", "to_stern_m")
        row = self.paper(helm, **{name: other[name] for name in names})
        self.effect(helm, Kind.MMSI, t0, t1, float(other["mmsi"]))
        self.effect(helm, Kind.STATIC, t0, t1, float(row))

    def text(self, helm: Helm, t0: int, t1: int, text: str, every_s: float) -> None:
        """A safety text that she sends again and again."""
        self.texts.append(text)
        self.effect(helm, Kind.TEXT, t0, t1, float(len(self.texts) - 1), every_s)

    def ring(self, points: Sequence[Point], hole: Sequence[Point] = (), **properties: object) -> None:
        """A polygon of the plane, written beside the events as GeoJSON."""
        self.feature(geojson.polygon([self._places(ring) for ring in (points, hole) if ring]), **properties)

    def circle(self, at: Point, radius_m: float, **properties: object) -> None:
        """A round area, as a polygon."""
        ring = [ahead(*at, 20.0 * nth, radius_m) for nth in range(18)]
        self.feature(geojson.polygon([self._places(ring)]), **properties)

    def line(self, points: Sequence[Point], **properties: object) -> None:
        """A line of the plane, written beside the events as GeoJSON."""
        self.feature(geojson.line(self._places(points)), **properties)

    def feature(self, geometry: object, **properties: object) -> None:
        """A GeoJSON feature."""
        self.zones.append(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}))

    def _places(self, points: Sequence[Point]) -> list[Point]:
        lon, lat = self.plane.places([x for x, _ in points], [y for _, y in points])
        return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]

    def event(
        self,
        who: Sequence[Helm],
        t_start: int,
        t_end: int,
        t_due: int,
        at: Point | None = None,
        radius_m: float = 0.0,
        doubt: str = "",
        look_alike: str = "",
        area: int = -1,
    ) -> None:
        """What is true: an incident, or a look-alike by its name."""
        lon, lat = self.plane.place(*(at if at is not None else (0.0, 0.0)))
        self.events.append(
            TrueEvent(
                self.kind, tuple(helm.vessel for helm in who), t_start, t_end, (lon + 180.0) % 360.0 - 180.0, lat,
                radius_m, t_due, doubt, look_alike, area,
            )
        )  # fmt: skip

    def negative(
        self, name: str, who: Sequence[Helm], t_start: int | None = None, t_end: int | None = None,
        at: Point | None = None, radius_m: float = 5_000.0, area: int = -1,
    ) -> None:  # fmt: skip
        """A look-alike: during this time, as far as it is played, nothing of the kind happens to these vessels."""
        start, end = self.t0 if t_start is None else t_start, self.t1 if t_end is None else t_end
        self.event(who, max(start, self.t0), min(end, self.t1), 0, at, radius_m, look_alike=name, area=area)

    def follow(self, leader: Helm, follower: Helm, metres: float) -> None:
        """On a big sea, have one sail in the other's wake all the way."""
        follower.follows = (leader, metres / leader.v)
        leader.leads = follower

    def cast(self) -> Cast:
        """All of it. Raises NoRoomError where a way leads over land, or no way leads to or from the stage."""
        t0, t1 = self.setting.t0_us, self.setting.t1_us
        try:
            pieces: list[list[Piece]] = [pieces_of(helm, self.setting, self.draw) for helm in self.helms]
        except Refusal as refusal:
            raise NoRoomError(str(refusal)) from refusal
        course = course_of(pieces, t0, t1)
        if not self.setting.world and over_land(course):
            raise NoRoomError(f"a way of a {self.kind} leads over land")
        vessels = np.zeros(len(self.helms), VESSEL)
        for row, helm in zip(vessels, self.helms, strict=True):
            for name in VESSEL.names or ():
                row[name] = helm.papers[name]
        papers = np.zeros(len(self.papers), PAPER)
        for row, paper in zip(papers, self.papers, strict=True):
            for name in PAPER.names or ():
                row[name] = paper[name]
        return Cast(
            vessels,
            course,
            np.array(self.effects, EFFECT),
            np.array(self.areas, AREA),
            papers,
            tuple(self.texts),
            tuple(self.events),
            tuple(self.broadcasts),
            tuple(self.zones),
            tuple(self.watched),
        )
