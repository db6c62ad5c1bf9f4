"""Zones of the journal: records of kind `zone`, each a version that holds from an instant on.

A body is {"name", "geometry" (GeoJSON), "properties" (as in a file)} or {"name", "removed": true}. A version holds from
its `since`, else from when it was written, until its `until`, and no longer than until the next version of that name
begins or it is removed: so a run over an old day sees the zones of that day. What was edited when is in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from marsad.plugin.areas import Area, Drawn
from marsad.plugin.side import ALWAYS
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.geojson import drawn_of
from marsad.runtime.places.refusal import ZoneRefusal

KIND: Final = "zone"


class Written(Protocol):
    """A record of the journal: when it was written, of what kind, and what it says."""

    @property
    def t(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def body(self) -> dict[str, Any]: ...


def zone_body(name: str, geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a record for a zone, checked before it is written. Raises ZoneRefusal."""
    body = {"name": name, "geometry": dict(geometry), "properties": {**properties, "name": name}}
    drawn = _drawn(body)
    if not drawn.areas and not drawn.wires:
        raise ZoneRefusal(f"Zone {name} is {geometry.get('type')}: draw a polygon, or a line for a cable.")
    for area in drawn.areas:
        check_zone(area)
    return body


def zone_bodies(told: Any, where: str) -> list[dict[str, Any]]:
    """The bodies of records for the polygons and lines of a GeoJSON FeatureCollection; points are passed over.

    Raises ZoneRefusal, also where two have one name, or one has none: a later version is told by its name.
    """
    features = told.get("features") if isinstance(told, Mapping) else None
    if not isinstance(features, list):
        raise ZoneRefusal(f"{where} holds no features: give a GeoJSON FeatureCollection.")
    bodies: dict[str, dict[str, Any]] = {}
    for feature in features:
        geometry = (feature.get("geometry") or {}) if isinstance(feature, Mapping) else {}
        if geometry.get("type") not in ("Polygon", "MultiPolygon", "LineString", "MultiLineString"):
            continue
        properties = feature.get("properties") or {}
        name = str(properties.get("name") or "").strip()
        if not name or name in bodies:
            what = f"two zones {name}" if name else "a zone without a name"
            raise ZoneRefusal(f"{where} holds {what}: give each a name of its own, the next version goes by it.")
        bodies[name] = zone_body(name, geometry, properties)
    if not bodies:
        raise ZoneRefusal(f"{where} holds no polygon and no line: there is nothing to save.")
    return list(bodies.values())


def removal(name: str) -> dict[str, Any]:
    """The body of a record that takes a zone away."""
    return {"name": name, "removed": True}


def current(records: Iterable[Written]) -> dict[str, dict[str, Any]]:
    """The newest version of every zone that was not taken away, by its name."""
    found = {str(record.body["name"]): record.body for record in records if record.kind == KIND}
    return {name: body for name, body in found.items() if not body.get("removed")}


def zones_of(records: Iterable[Written]) -> Drawn:
    """All versions of all zones, each with from and to when it held; the order of writing decides."""
    versions: dict[str, list[tuple[int, Drawn]]] = {}
    for record in records:
        if record.kind != KIND:
            continue
        drawn = Drawn() if record.body.get("removed") else _drawn(record.body)
        told = drawn.areas or drawn.wires
        since = told[0].holds[0] if told else record.t
        begins = record.t if since == ALWAYS[0] else since
        versions.setdefault(str(record.body["name"]), []).append((begins, drawn))
    found = Drawn()
    for of_name in versions.values():
        for number, (begins, drawn) in enumerate(of_name):
            ends = min((later for later, _ in of_name[number + 1 :]), default=ALWAYS[1])
            found += _held(drawn, begins, ends)
    return found


def _drawn(body: Mapping[str, Any]) -> Drawn:
    told = {**body.get("properties", {}), "name": body["name"]}
    return drawn_of([(body.get("geometry", {}), told)], "Zone")


def _held(drawn: Drawn, begins: int, ends: int) -> Drawn:
    areas: list[Area] = []
    for area in drawn.areas:
        until = min(area.holds[1], ends)
        if begins < until:
            areas.append(replace(area, holds=(begins, until)))
    wires = [replace(wire, holds=(begins, min(wire.holds[1], ends))) for wire in drawn.wires
             if begins < min(wire.holds[1], ends)]  # fmt: skip
    return Drawn(areas, wires)
