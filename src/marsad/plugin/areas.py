"""Areas, lines and discs put into side tables: what a file or a rule tells becomes records that kernels read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, isnan, radians
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.geo.date_line import rolled
from marsad.geo.rings import Ring, Rings, framed, unrolled_ring
from marsad.plugin.rows import Records
from marsad.plugin.side import (
    ALWAYS,
    AREA_KINDS,
    LANE,
    LINE,
    LINE_KINDS,
    LINE_POINT,
    PLACE,
    POINT,
    ZONE,
    ZONE_POINT,
)
from marsad.schema.event import digest

_PIECE: Final = 16
"""Legs of a piece of a line: short pieces have small boxes."""
_DISCS: Final = {"port": "ports", "anchorage": "anchorages", "pilot": "pilot_grounds"}
_LANES: Final = ("lane", "fairway")
_METRES_PER_DEGREE: Final = 111_195.0797
NOT_FOR_NAVIGATION: Final = "not for navigation"
"""Ends the source of what comes from a chart; it is shown with every event that rests on it."""


@dataclass(frozen=True)
class Area:
    """A zone: its parts, each an outer ring and its holes, what it is and whom it concerns."""

    name: str
    parts: Sequence[Sequence[Ring]]
    kind: str = "area"
    """One of `plugin.side.AREA_KINDS`."""
    watch: int = 0
    ship_types: frozenset[int] = frozenset()
    """AIS ship types that it concerns, 0 those that do not tell theirs; empty: all."""
    dwell_s: float = float("nan")
    speed_max_kn: float = float("nan")
    speed_min_kn: float = float("nan")
    buffer_m: float = 30.0
    depth_m: float = float("nan")
    course_deg: float = float("nan")
    """General direction of traffic of a lane or fairway of one direction; NaN there is none."""
    holds: tuple[int, int] = ALWAYS
    source: str = ""
    """Where it comes from, for people; "not for navigation" where a chart says so."""
    key: str = ""
    """Tells areas of one name apart."""
    closed: bool = False
    """A chart says that entry is prohibited or the area is to be avoided."""

    @property
    def id(self) -> int:
        """Of the name and what it is, so that edits of shape or rules leave the events of the zone their names."""
        return _id("zone", self.name, self.kind, self.key)


@dataclass(frozen=True)
class Wire:
    """A cable or pipeline: its lines, each a row of points."""

    name: str
    lines: Sequence[Ring]
    kind: str = "cable"
    """One of `plugin.side.LINE_KINDS`."""
    holds: tuple[int, int] = ALWAYS
    source: str = ""
    key: str = ""

    @property
    def id(self) -> int:
        """Of the name and what it is."""
        return _id("line", self.name, self.kind, self.key)


@dataclass(frozen=True)
class Drawn:
    """What files and rules tell of places."""

    areas: list[Area] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    """Objects of charts that could not be used, by why."""

    def __add__(self, other: Drawn) -> Drawn:
        return Drawn([*self.areas, *other.areas], [*self.wires, *other.wires], self.passed + other.passed)

    def why_passed(self) -> str:
        """What was passed over, in words; empty where nothing was."""
        return ", ".join(f"{many} {why}" for why, many in sorted(self.passed.items()) if many)


def tables_of(drawn: Drawn) -> dict[str, Records]:
    """Zones and lines with their points; ports, anchorages and pilot grounds as discs too, which hold the area; and
    lanes of one direction.

    Raises RingError for a shape that is none.
    """
    shapes = [(area, framed(area.parts)) for area in drawn.areas]
    tables = {**_zones(shapes), **_lines(drawn.wires), **_one_way(shapes)}
    for kind, name in _DISCS.items():
        tables[name] = np.array([_disc(area, rings) for area, rings in shapes if area.kind == kind], PLACE)
    return tables


def _id(*words: str) -> int:
    return int(digest(list(words)), 16) >> 11


def _zones(shapes: list[tuple[Area, Rings]]) -> dict[str, Records]:
    zones = np.zeros(len(shapes), ZONE)
    points, first = [np.zeros(0, ZONE_POINT)], 0
    for zone, (area, rings) in zip(zones, shapes, strict=True):
        of = np.zeros(len(rings.lon_deg), ZONE_POINT)
        of["ring"], of["lon_deg"], of["lat_deg"] = rings.number, rings.lon_deg, rings.lat_deg
        of["t_from"], of["t_to"] = area.holds
        zone["id"], zone["name"], zone["kind"] = area.id, _name(area.name), AREA_KINDS.index(area.kind)
        zone["first"], zone["end"] = first, first + len(of)
        for side in ("west", "south", "east", "north"):
            zone[side] = getattr(rings, side)
        zone["watch"], zone["types"] = area.watch, _bits(area.ship_types)
        for limit in ("dwell_s", "speed_max_kn", "speed_min_kn", "buffer_m", "depth_m"):
            zone[limit] = getattr(area, limit)
        zone["t_from"], zone["t_to"] = area.holds
        zone["chart"] = _chart(area.source)
        first += len(of)
        points.append(of)
    return {"zones": zones, "zone_points": np.concatenate(points)}


def _bits(types: Iterable[int]) -> npt.NDArray[np.uint64]:
    bits = [0, 0]
    for one in types:
        if 0 <= one < 128:
            bits[one // 64] |= 1 << one % 64
    return np.array(bits, np.uint64)


def _lines(wires: list[Wire]) -> dict[str, Records]:
    made, points, first = [], [np.zeros(0, LINE_POINT)], 0
    for wire in wires:
        chart = _chart(wire.source)
        for line in wire.lines:
            lon, lat = _way(line)
            of = np.zeros(len(lon), LINE_POINT)
            of["lon_deg"], of["lat_deg"] = lon, lat
            of["t_from"], of["t_to"] = wire.holds
            for at in range(0, len(lon) - 1, _PIECE):
                x, y = lon[at : at + _PIECE + 1], lat[at : at + _PIECE + 1]
                made.append((wire.id, _name(wire.name), LINE_KINDS.index(wire.kind), first + at, first + at + len(x),
                             x.min(), y.min(), x.max(), y.max(), *wire.holds, chart))  # fmt: skip
            first += len(of)
            points.append(of)
    return {"lines": np.array(made, LINE), "line_points": np.concatenate(points)}


def _way(line: Ring) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    points = np.array([[float(one[0]), float(one[1])] for one in line], np.float64).reshape(-1, 2)
    steps = np.diff(points[:, 0])
    steps -= 360.0 * np.round(steps / 360.0)
    return points[0, 0] + np.concatenate([[0.0], np.cumsum(steps)]), points[:, 1]


def _disc(area: Area, rings: Rings) -> tuple[object, ...]:
    """The disc about the middle of the box of the outer ring of the first part; it holds the whole first part."""
    lon, lat = unrolled_ring(area.parts[0][0])
    x, y = (lon.min() + lon.max()) / 2.0, (lat.min() + lat.max()) / 2.0
    far = np.hypot((lon - x) * cos(radians(y)), lat - y).max() * _METRES_PER_DEGREE
    return area.id, float(rolled(x)), float(y), float(far), *area.holds


def _one_way(shapes: list[tuple[Area, Rings]]) -> dict[str, Records]:
    """Lanes whose general direction is known; each part of one, and each side of the date line, is one."""
    made, points, first = [], [np.zeros(0, POINT)], 0
    for area, _ in shapes:
        if area.kind not in _LANES or isnan(area.course_deg):
            continue
        for part in area.parts:
            lon, lat = unrolled_ring(part[0])
            corners = np.zeros(len(lon), POINT)
            corners["lon_deg"], corners["lat_deg"] = rolled(lon), lat
            west, east = float(rolled(lon.min())), float(rolled(lon.max()))
            made.append((area.id, first, len(lon), area.course_deg % 360.0, west, east, lat.min(), lat.max(),
                         *area.holds, _chart(area.source)))  # fmt: skip
            points.append(corners)
            first += len(lon)
    return {"lanes": np.array(made, LANE), "lane_points": np.concatenate(points)}


def chart_of(record: np.void) -> dict[str, str]:
    """The label of a zone, line or lane of a chart, as evidence; nothing of another."""
    told = bytes(record["chart"]).decode("ascii", "replace")
    return {"chart": told} if told else {}


def _chart(source: str) -> bytes:
    """What is said of a chart; nothing of another source."""
    return source.encode("ascii", "replace")[-64:] if source.endswith(NOT_FOR_NAVIGATION) else b""


def _name(name: str) -> bytes:
    """At most 64 bytes of UTF-8, no letter cut in two."""
    return name.encode()[:64].decode(errors="ignore").encode()
