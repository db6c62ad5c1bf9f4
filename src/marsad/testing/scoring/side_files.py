"""What a folder's files tell a watch room beside its feed: lanes, receivers, and where AIS may be switched off."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np

from marsad.geo.sphere import destination
from marsad.plugin.areas import Area, Drawn, Wire
from marsad.plugin.rows import Records
from marsad.plugin.side import ALWAYS, LANE, PLACE, POINT, STATION
from marsad.testing.simulator.scenario_format import Receiver

_NAUTICAL_MILE_M: Final = 1852.0
_HOUR_US: Final = 3_600_000_000
_HOLDS_US: Final = 24 * _HOUR_US
"""A warning without an end holds for a day, as stations repeat what is still in force."""
_ADVICE: Final = re.compile(
    r"WITHIN\s+(\d+)\s+MILES?\s+OF\s+(\d{2})-(\d{2}\.\d)([NS])\s+(\d{3})-(\d{2}\.\d)([EW]).*?SWITCH\s+OFF\s+AIS", re.S
)
_ISSUED: Final = re.compile(r"^(\d{6} UTC [A-Z]{3} \d{2})$", re.M)


def receiver_id(source: str, station: str) -> int:
    """The number of a receiver in the family `reception`."""
    return int.from_bytes(hashlib.blake2b(f"{source}/{station}".encode(), digest_size=8).digest(), "little")


def stations(receivers: Iterable[Receiver]) -> Records:
    """The receivers ashore, each of which writes a file and a tag block under its name."""
    told = [(receiver_id(one.name, one.name), one.lon, one.lat, one.antenna_m, *ALWAYS) for one in receivers]
    return np.array(told, STATION)


def drawn_of_sea(sea: Mapping[str, Any]) -> Drawn:
    """Ports, anchorages, pilot grounds and cables of a sea's file: what charts and port lists tell of real ones."""
    drawn = Drawn()
    for kind, name in (("port", "ports"), ("anchorage", "anchorages"), ("pilot", "pilots")):
        drawn.areas.extend(Area(f"{one['name']} {one.get('locode', one.get('port', ''))}".strip(),
                                [[_circle(one["at"][0], one["at"][1], float(one.get("radius", 1000.0)))]], kind)
                           for one in sea[name])  # fmt: skip
    drawn.wires.extend(Wire(one["name"], [one["line"]], one["what"]) for one in sea["cables"])
    return drawn


def _circle(lon: float, lat: float, radius_m: float) -> list[tuple[float, float]]:
    turns = np.arange(0.0, 360.0, 15.0)
    x, y = destination(lon, lat, turns, radius_m)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def lanes(file: Path) -> dict[str, Records]:
    """The lanes of schemes in a GeoJSON file that tell their general direction; no file, no lanes."""
    if not file.exists():
        return {}
    made: list[tuple[Any, ...]] = []
    points: list[tuple[float, float]] = []
    for feature in json.loads(file.read_text("utf-8"))["features"]:
        told = feature["properties"]
        shape = feature["geometry"]
        if told.get("kind") != "lane" or "course_deg" not in told or shape["type"] not in ("Polygon", "MultiPolygon"):
            continue
        # A lane over the date line comes in two parts.
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        for part in parts:
            ring = [(float(lon), float(lat)) for lon, lat in part[0]][:-1]
            lon, lat = np.array(ring).T
            east = (lon - lon[0] + 180.0) % 360.0 - 180.0
            box = [float((lon[0] + edge + 180.0) % 360.0 - 180.0) for edge in (east.min(), east.max())]
            about = float(told["course_deg"]), *box, float(lat.min()), float(lat.max())
            made.append((len(made), len(points), len(ring), *about, *ALWAYS))
            points += ring
    return {"lanes": np.array(made, LANE), "lane_points": np.array(points, POINT)}


def advised(file: Path) -> dict[str, Records]:
    """Where broadcasts say that masters may switch off AIS, from their issue on, for a day; no file, nowhere."""
    if not file.exists():
        return {}
    made: list[tuple[Any, ...]] = []
    for line in file.read_text("ascii").splitlines():
        told = json.loads(line)
        match = _ADVICE.search(told["text"])
        if match is None:
            continue
        miles, north, north_min, half, east, east_min, side = match.groups()
        lat = (int(north) + float(north_min) / 60.0) * (1 if half == "N" else -1)
        lon = (int(east) + float(east_min) / 60.0) * (1 if side == "E" else -1)
        sent = datetime.fromisoformat(told["t"])
        issued = _ISSUED.search(told["text"])
        if issued is not None:
            sent = datetime.strptime(f"{issued[1]} +0000", "%d%H%M UTC %b %y %z")
        since = round(sent.timestamp()) * 1_000_000
        made.append((len(made), lon, lat, int(miles) * _NAUTICAL_MILE_M, since, since + _HOLDS_US))
    return {"silence_advised": np.array(made, PLACE)}
