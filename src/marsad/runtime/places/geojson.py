"""Zones and lines of a GeoJSON file (RFC 7946): what each feature's properties say becomes areas and wires.

Properties that are read, all optional: `name`, `kind`, `since` and `until` (ISO 8601), `watch` (words of
`WATCH`), `ship_types`, `dwell_min`, `speed_max_kn`, `speed_min_kn`, `buffer_m`, `depth_m`, `course_deg` (of a
lane of one direction), `source`. A limit makes the zone watch for it. A `kind` that closes an area (closed,
restricted, prohibited, exclusion) watches for entering.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from marsad.plugin.areas import Area, Drawn, Wire
from marsad.plugin.side import ALWAYS, AREA_KINDS, DWELL, ENTER, FAST, LEAVE, LINE_KINDS, SLOW
from marsad.runtime.places.refusal import ZoneRefusal

_CLOSED: Final = frozenset({"closed", "restricted", "prohibited", "exclusion", "firing", "danger"})
_CALLED: Final = {
    "pilot_station": "pilot", "pilot_ground": "pilot", "terminal": "port", "harbour": "port", "shoal": "depth",
    "fishing_ground": "fishing", "submarine_cable": "cable", "ferry_line": "ferry",
}  # fmt: skip
WATCH: Final = {"enter": ENTER, "leave": LEAVE, "dwell": DWELL, "fast": FAST, "slow": SLOW}
"""The words for what a zone watches."""
_POLYGONS: Final = ("Polygon", "MultiPolygon")
_LINES: Final = ("LineString", "MultiLineString")


def read_geojson(file: Path) -> Drawn:
    """All polygons and lines of a file; points are passed over.

    Raises ZoneRefusal where the file is not there, is no GeoJSON, or a property cannot be used.
    """
    told = json_of(file)
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise ZoneRefusal(f"{file} holds no features: give a GeoJSON FeatureCollection.")
    return drawn_of(((one.get("geometry") or {}, one.get("properties") or {}) for one in features
                     if isinstance(one, dict)), str(file))  # fmt: skip


def json_of(file: Path) -> Any:
    """What a file of JSON tells. Raises ZoneRefusal."""
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ZoneRefusal(f"{file} is not there: check the path of the file of zones.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ZoneRefusal(f"{file} cannot be read ({error}): give a GeoJSON file in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ZoneRefusal(f"{file} is not JSON: {error}; correct that place.") from None


def drawn_of(features: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], where: str) -> Drawn:
    """Geometries with their properties as areas and wires; `where` names the file in refusals.

    What has no name is called by its kind and number; what has the name of another of its kind is told apart by its
    place. Raises ZoneRefusal.
    """
    drawn = Drawn()
    for number, (geometry, told) in enumerate(features, 1):
        kind, shape = geometry.get("type"), geometry.get("coordinates")
        name = str(told.get("name") or f"{told.get('kind') or 'zone'} {number}")
        here = f"{where}: {name}"
        if kind in _POLYGONS:
            drawn.areas.append(area_of(name, _several(shape, kind), told, here))
        elif kind in _LINES:
            drawn.wires.append(_wire_of(name, _several(shape, kind), told, here))
    return Drawn(_told_apart(drawn.areas), _told_apart(drawn.wires))


def _several(shape: Any, kind: str) -> Any:
    """The coordinates as those of several."""
    return shape if kind.startswith("Multi") else [shape]


def area_of(name: str, parts: Sequence[Sequence[Any]], told: Mapping[str, Any], here: str) -> Area:
    """A polygon with its properties. Raises ZoneRefusal where a property cannot be used."""
    said = str(told.get("kind") or "area").lower()
    kind = _CALLED.get(said, said)
    limits = {name: _number(told, name, here) for name in
              ("dwell_min", "speed_max_kn", "speed_min_kn", "buffer_m", "depth_m", "course_deg")}  # fmt: skip
    watch = watch_of(told.get("watch"), here)
    if "watch" not in told:
        watch = ENTER if said in _CLOSED else 0
        for limit, bit in (("dwell_min", DWELL), ("speed_max_kn", FAST), ("speed_min_kn", SLOW)):
            watch |= 0 if math.isnan(limits[limit]) else bit
    types = told.get("ship_types") or []
    if not isinstance(types, list) or not all(isinstance(one, int) and 0 <= one < 128 for one in types):
        raise ZoneRefusal(f"{here} has ship_types {types!r}: write a list of AIS ship types, 0 to 99.")
    return Area(
        name, parts, kind if kind in AREA_KINDS else "area", watch, frozenset(types), limits["dwell_min"] * 60.0,
        limits["speed_max_kn"], limits["speed_min_kn"],
        30.0 if math.isnan(limits["buffer_m"]) else limits["buffer_m"], limits["depth_m"], limits["course_deg"],
        holds_of(told, here),
        str(told.get("source") or ""), closed=bool(told.get("closed")),
    )  # fmt: skip


def watch_of(words: Any, here: str) -> int:
    """The sum of what a zone watches, told by words. Raises ZoneRefusal for a word that there is not."""
    if words is None:
        return 0
    some = [words] if isinstance(words, str) else words
    if not isinstance(some, list) or any(one not in WATCH for one in some):
        raise ZoneRefusal(f"{here} watches {words!r}: write a list of {', '.join(WATCH)}.")
    return sum(WATCH[one] for one in set(some))


def holds_of(told: Mapping[str, Any], here: str) -> tuple[int, int]:
    """From and to when, in microseconds. Raises ZoneRefusal where it ends before it begins."""
    since, until = (instant(told.get(name), other, f"{here}: {name}")
                    for name, other in zip(("since", "until"), ALWAYS, strict=True))  # fmt: skip
    if until <= since:
        raise ZoneRefusal(f"{here} ends before it begins: write until after since.")
    return since, until


def instant(told: Any, other: int, what: str) -> int:
    """An instant of ISO 8601, UTC where it tells no zone of time. Raises ZoneRefusal."""
    if told is None or told == "":
        return other
    try:
        when = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    except ValueError:
        raise ZoneRefusal(f"{what} is {told!r}: write a time such as 2026-03-01T12:00:00Z.") from None
    return round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1e6)


def _wire_of(name: str, lines: Sequence[Any], told: Mapping[str, Any], here: str) -> Wire:
    said = str(told.get("kind") or "boundary").lower()
    kind = _CALLED.get(said, said)
    for line in lines:
        good = isinstance(line, list | tuple) and len(line) > 1 and all(
            isinstance(at, list | tuple) and len(at) > 1 and abs(at[0]) <= 540 and abs(at[1]) <= 90
            for at in line)  # fmt: skip
        if not good:
            raise ZoneRefusal(f"{here} is no line in degrees of longitude and latitude: draw it in WGS 84.")
    return Wire(name, lines, kind if kind in LINE_KINDS else "boundary", holds_of(told, here),
                str(told.get("source") or ""))  # fmt: skip


def _number(told: Mapping[str, Any], name: str, here: str) -> float:
    value = told.get(name)
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ZoneRefusal(f"{here} has {name} = {value!r}: write a number, its unit is in the name.")
    return float(value)


def _told_apart(some: Any) -> Any:
    from dataclasses import replace

    often = Counter((one.kind, one.name) for one in some)
    return [replace(one, key=_place_of(one)) if often[one.kind, one.name] > 1 else one for one in some]


def _place_of(one: Area | Wire) -> str:
    first = one.parts[0][0][0] if isinstance(one, Area) else one.lines[0][0]
    return f"{float(first[0]):.5f} {float(first[1]):.5f}"
