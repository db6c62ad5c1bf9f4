"""Objects of S-57 cells (IHO S-57, appendix A) as zones and lines of a watch room: not for navigation.

Each carries that label in its `source`, and it is shown with every event that rests on it. Objects are many and drawn
for another use, so one that cannot be used is passed over and counted, and never refuses its cell. They watch for
nothing unless the configuration says so for the restricted ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from marsad.plugin.areas import NOT_FOR_NAVIGATION, Drawn
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.geojson import drawn_of
from marsad.runtime.places.refusal import ZoneRefusal

LAYERS: Final[Mapping[str, tuple[str, str]]] = {
    "TSSLPT": ("lane", ""), "TSSBND": ("", "boundary"), "TSELNE": ("", "boundary"), "TSSRON": ("roundabout", ""),
    "TSEZNE": ("separation", ""), "FAIRWY": ("fairway", ""), "DWRTPT": ("lane", ""), "RECTRC": ("lane", "track"),
    "ACHARE": ("anchorage", ""), "ACHBRT": ("anchorage", ""), "PILBOP": ("pilot", ""), "CBLSUB": ("", "cable"),
    "CBLARE": ("cable_area", ""), "PIPSOL": ("", "pipeline"), "PIPARE": ("cable_area", ""), "DEPARE": ("depth", ""),
    "DRGARE": ("depth", ""), "HRBARE": ("port", ""), "RESARE": ("restricted", ""),
}  # fmt: skip
"""Object classes that are read: what their areas are here, and what their lines; empty: passed over."""
POINTS_M: Final[Mapping[str, float]] = {"ACHARE": 500.0, "ACHBRT": 300.0, "PILBOP": 1000.0}
"""Classes whose points are made discs, and how wide they are where the object tells no RADIUS."""
_ONE_WAY: Final = ("1", "2", "3")
"""TRAFIC: inbound, outbound, one-way; 4 is two-way."""
_CLOSED: Final = frozenset(("7", "14"))
"""RESTRN: entry prohibited, area to be avoided."""


def chart_object(told: Mapping[str, Any], layer: str, file: Path, number: int) -> dict[str, Any]:
    """What an object says, as the properties of a zone: name, depth it is sure to have, direction, and until when."""
    name = told.get("OBJNAM") or f"{layer} {told.get('FIDN') or told.get('RCID') or number}"
    said: dict[str, Any] = {"name": str(name), "layer": layer, "watch": [], "radius_m": told.get("RADIUS"),
                            "source": f"{file.name[-40:]}, {NOT_FOR_NAVIGATION}",
                            "closed": bool(_CLOSED & set(told.get("RESTRN") or ()))}  # fmt: skip
    if told.get("DRVAL1") is not None and LAYERS[layer][0] == "depth":
        said["depth_m"] = float(told["DRVAL1"])
    if told.get("ORIENT") is not None and (layer == "TSSLPT" or str(told.get("TRAFIC")) in _ONE_WAY):
        said["course_deg"] = float(told["ORIENT"]) % 360.0
    for word, when, more in (("DATSTA", "since", 0), ("DATEND", "until", 1)):
        try:
            day = datetime.strptime(str(told.get(word)), "%Y%m%d").replace(tzinfo=UTC)
        except ValueError:
            continue  # not told, or a day of every year
        said[when] = (day + timedelta(days=more)).isoformat()
    return said


def drawn_of_chart(objects: Iterable[tuple[Mapping[str, Any], dict[str, Any]]], where: str) -> Drawn:
    """The objects that can be used; the others are counted by why not."""
    passed: Counter[str] = Counter()
    kept = []
    for geometry, said in objects:
        try:
            feature = _feature(geometry, said)
            drawn = drawn_of([feature], where)
            for area in drawn.areas:
                check_zone(area)
        except ZoneRefusal as refusal:
            passed["too small" if "encloses no area" in str(refusal) else "of no shape that can be used"] += 1
        except _PassedOverError as over:
            passed[str(over)] += 1
        else:
            kept.append(feature)
    drawn = drawn_of(kept, where)
    return Drawn(drawn.areas, drawn.wires, passed)


class _PassedOverError(ValueError):
    """Why an object is none of ours."""


def _feature(geometry: Mapping[str, Any], said: dict[str, Any]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """With its kind; points that stand for an area as one."""
    shape = str(geometry.get("type", ""))
    if not shape:
        raise _PassedOverError("without a shape")
    of_area, of_line = LAYERS[said["layer"]]
    if shape.endswith("Point"):
        if said["layer"] not in POINTS_M or shape != "Point":
            raise _PassedOverError("points")
        radius_m = float(said["radius_m"] or POINTS_M[said["layer"]])
        lon, lat = geometry["coordinates"][:2]
        geometry = {"type": "Polygon", "coordinates": [_circle(float(lon), float(lat), radius_m)]}
    kind = of_line if shape.endswith("LineString") else of_area
    if not kind:
        raise _PassedOverError("lines of areas" if shape.endswith("LineString") else "areas of lines")
    return geometry, {**said, "kind": kind}


def _circle(lon: float, lat: float, radius_m: float) -> list[list[float]]:
    import numpy as np

    from marsad.geo.sphere import destination

    x, y = destination(lon, lat, np.append(np.arange(0.0, 360.0, 15.0), 0.0), radius_m)
    return [[float(one), float(other)] for one, other in zip(x, y, strict=True)]
