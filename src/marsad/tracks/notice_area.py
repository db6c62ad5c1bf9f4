"""Sub-areas of an area notice as figures: circles, rectangles, sectors, lines (IMO SN.1/Circ.289, annex 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from marsad.geo.sphere import destination

CIRCLE, RECTANGLE, SECTOR, POLYLINE, POLYGON, TEXT = range(6)
ARC_STEP_DEG: Final = 10

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """One figure. `radius_m` without a polygon is a circle (0: a point); `polygon` is an outline as (lon, lat), not
    closed; a line is an outline of no width."""

    lon_deg: float
    lat_deg: float
    radius_m: float | None = None
    polygon: list[Place] | None = None


def areas_of(rows: Sequence[dict[str, Any]]) -> tuple[list[Area], str]:
    """The figures of a notice in order, and the texts among them as one. A figure without a place is left out.

    A polyline or polygon goes on from the place before it, in steps of bearing and distance.
    """
    areas: list[Area] = []
    texts: list[str] = []
    last: Place | None = None
    line: list[Place] = []
    for row in rows:
        shape = row.get("shape")
        if shape == TEXT:
            texts.append(row.get("text") or "")
            continue
        if shape in (POLYLINE, POLYGON):
            if last is None:
                continue
            if line:  # more legs of the line before
                areas.pop()
            line = [*(line or [last]), *_legs((line or [last])[-1], row)]
            areas.append(Area(*line[0], polygon=line))
            continue
        line = []
        lon, lat = row.get("lon_deg"), row.get("lat_deg")
        if lon is None or lat is None:
            continue
        last = (lon, lat)
        areas.append(_figure(shape, last, row))
    points = [a for a in areas if not (a.polygon is None and a.radius_m == 0 and _begins_line(a, areas))]
    return points, " ".join(text for text in texts if text).strip()


def _begins_line(point: Area, areas: Sequence[Area]) -> bool:
    return any(a.polygon and a.polygon[0] == (point.lon_deg, point.lat_deg) for a in areas)


def _figure(shape: int | None, at: Place, row: dict[str, Any]) -> Area:
    if shape == RECTANGLE:
        turn = row.get("orientation_deg") or 0
        east, north = row.get("east_m") or 0, row.get("north_m") or 0
        south_east = _step(at, 90 + turn, east)
        corners = [at, south_east, _step(south_east, turn, north), _step(at, turn, north)]
        return Area(*at, polygon=corners)
    radius = float(row.get("radius_m") or 0)
    if shape == SECTOR and row.get("left_deg") is not None and row.get("right_deg") is not None:
        left, width = row["left_deg"], (row["right_deg"] - row["left_deg"]) % 360
        bearings = [left + turned for turned in range(0, width, ARC_STEP_DEG)] + [left + width]
        return Area(*at, polygon=[at, *(_step(at, bearing, radius) for bearing in bearings)])
    return Area(*at, radius_m=radius)


def _legs(start: Place, row: dict[str, Any]) -> list[Place]:
    places = []
    for n in range(1, 5):
        bearing, distance = row.get(f"bearing_{n}_deg"), row.get(f"distance_{n}_m")
        if bearing is None or not distance:
            break
        start = _step(start, bearing, distance)
        places.append(start)
    return places


def _step(at: Place, bearing_deg: float, distance_m: float) -> Place:
    lon, lat = destination(at[0], at[1], bearing_deg, distance_m)
    return round(float(lon), 6), round(float(lat), 6)
