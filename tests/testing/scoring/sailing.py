"""True states of hand-made ships, as a folder of `simulate` holds them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.schema.event_lines import instant_text
from marsad.testing.simulator.outputs.truth import SCHEMA, VESSELS
from tests.testing.scoring.cases import MIN, T0

METRES = 111195.0797


@dataclass
class Ship:
    """On a plane about a place: metres east and north of it at a minute, and her bow; speeds follow from that."""

    mmsi: int
    at: Callable[[float], tuple[float, float]]
    bow: float = 0.0
    length_m: float = 100.0
    status: int = 0
    role: str = "cargo"
    station: str = "class_a"
    since: float = 0.0
    until: float = 1e9


def going(east: float, north: float, course: float, knots: float) -> Callable[[float], tuple[float, float]]:
    """Straight on, from where she is at minute 0."""
    mps, way = knots * 1852.0 / 3600.0, math.radians(course)
    return lambda t: (east + 60.0 * t * mps * math.sin(way), north + 60.0 * t * mps * math.cos(way))


Feature = dict[str, Any]


def sailed(folder: Path, ships: list[Ship], minutes: int = 30, lon: float = 50.0, lat: float = 12.0,
           zones: list[Feature] | None = None, told: list[Feature] | None = None) -> Path:  # fmt: skip
    """Write them, minute by minute."""
    folder.mkdir(parents=True)
    rows = []
    for t in range(minutes):
        for number, ship in enumerate(ships):
            if not ship.since <= t < ship.until:
                continue
            (x0, y0), (x, y), (x1, y1) = (ship.at(t + off) for off in (-0.01, 0.0, 0.01))
            mps = math.hypot(x1 - x0, y1 - y0) / 1.2
            cog = math.degrees(math.atan2(x1 - x0, y1 - y0)) % 360.0
            east = lon + x / METRES / math.cos(math.radians(lat))
            rows.append((T0 + t * MIN, number, ship.mmsi, (east + 180.0) % 360.0 - 180.0, lat + y / METRES,
                         mps * 3600.0 / 1852.0, cog, ship.bow or cog, 0.0, ship.status))  # fmt: skip
    columns = [pa.array(list(column)) for column in zip(*rows, strict=True)]
    states = [column.cast(field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(states, schema=SCHEMA), folder / "truth.parquet")
    who = {name: [None] * len(ships) for name in VESSELS.names}
    who |= {"vessel": list(range(len(ships))), "mmsi": [ship.mmsi for ship in ships],
            "station": [ship.station for ship in ships], "role": [ship.role for ship in ships],
            "length_m": [np.float32(ship.length_m) for ship in ships]}  # fmt: skip
    pq.write_table(pa.Table.from_pydict(who, schema=VESSELS), folder / "vessels.parquet")
    if zones is not None:
        (folder / "zones.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": zones}))
    if told is not None:
        (folder / "identities.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told))
    return folder


def box(
    west: float, south: float, east: float, north: float, lon: float = 50.0, lat: float = 12.0
) -> list[list[float]]:
    """A ring of the plane, in metres."""
    squeeze = METRES * math.cos(math.radians(lat))
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[(lon + x / squeeze + 180.0) % 360.0 - 180.0, lat + y / METRES] for x, y in corners]


def area(rings: list[list[list[float]]], **properties: object) -> Feature:
    """A feature."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def under(vessel: int, mmsi: int, because: str, start: float = 0, end: float = 600) -> Feature:
    """She tells that number."""
    return {"vessel": vessel, "mmsi": 0, "told_mmsi": mmsi, "t_start": instant_text(T0 + round(start * MIN)),
            "t_end": instant_text(T0 + round(end * MIN)), "because": because}  # fmt: skip
