"""Where an area notice holds: its sub-areas (IMO SN.1/Circ.289 annex 8) as one circle or one outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from marsad.geo.sphere import destination

CIRCLE, RECTANGLE, SECTOR, LINE, POLYGON, TEXT = range(6)
_ARC_STEP_DEG: Final = 10.0
_LEGS: Final = 4

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class NoticeArea:
    """The first shape of a notice, and the words of all its texts. Null: the notice names no place.

    `polygon` is the outline as longitude and latitude, not closed; a line is an outline of no width.
    """

    lon_deg: float | None = None
    lat_deg: float | None = None
    radius_m: float | None = None
    polygon: list[Point] | None = None
    text: str = ""


def notice_area(areas: Sequence[Mapping[str, Any]]) -> NoticeArea:
    """Read the group `areas` of a decoded notice.

    A line or polygon begins where the point before it lies and goes on over the parts that follow it.
    """
    text = " ".join(str(area["text"]) for area in areas if area.get("text"))
    first = next((n for n, area in enumerate(areas) if area.get("lon_deg") is not None and _has_lat(area)), None)
    if first is None:
        return NoticeArea(text=text)
    area = areas[first]
    lon, lat = float(area["lon_deg"]), float(area["lat_deg"])
    legs = [leg for part in areas[first + 1 :] if part.get("shape") in (LINE, POLYGON) for leg in _legs_of(part)]
    radius, outline = area.get("radius_m"), None
    if area.get("shape") == RECTANGLE:
        outline = _rectangle(lon, lat, area)
    elif area.get("shape") == SECTOR:
        outline = _sector(lon, lat, area)
    elif legs and not radius:
        outline = _along((lon, lat), legs)
    return NoticeArea(lon, lat, None if outline else radius, outline, text)


def _has_lat(area: Mapping[str, Any]) -> bool:
    return area.get("lat_deg") is not None


def _legs_of(part: Mapping[str, Any]) -> list[tuple[float, float]]:
    told = ((part.get(f"bearing_{n}_deg"), part.get(f"distance_{n}_m")) for n in range(1, _LEGS + 1))
    return [(float(bearing), float(distance)) for bearing, distance in told if bearing is not None and distance]


def _along(start: Point, legs: Sequence[tuple[float, float]]) -> list[Point]:
    line = [start]
    for bearing, distance in legs:
        line.append(_reached(line[-1], bearing, distance))
    return line


def _rectangle(lon: float, lat: float, area: Mapping[str, Any]) -> list[Point]:
    turned = float(area.get("orientation_deg") or 0)
    east, north = float(area.get("east_m") or 0), float(area.get("north_m") or 0)
    south_east, north_west = _reached((lon, lat), 90 + turned, east), _reached((lon, lat), turned, north)
    return [(lon, lat), south_east, _reached(south_east, turned, north), north_west]


def _sector(lon: float, lat: float, area: Mapping[str, Any]) -> list[Point] | None:
    left, right, radius = area.get("left_deg"), area.get("right_deg"), area.get("radius_m")
    if left is None or right is None or not radius:
        return None
    span = (float(right) - float(left)) % 360.0 or 360.0
    turns = np.linspace(float(left), float(left) + span, int(span / _ARC_STEP_DEG) + 2)
    return [(lon, lat), *(_reached((lon, lat), float(turn), float(radius)) for turn in turns)]


def _reached(start: Point, bearing: float, distance: float) -> Point:
    lon, lat = destination(*start, bearing, distance)
    return float(lon), float(lat)
