"""Lanes of traffic separation schemes with their general direction, and one's own receivers, from files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from marsad.plugin.rows import Records
from marsad.plugin.side import ALWAYS, LANE, POINT, STATION
from marsad.runtime.advance.rows_of import receiver_of
from marsad.runtime.places.refusal import ZoneRefusal

COLUMNS: Final = ("source", "station", "lon_deg", "lat_deg", "antenna_m")
"""Of a CSV file of receivers: the names that reports give, where it stands, how high its antenna is."""


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


def joined(parts: list[dict[str, Records]]) -> dict[str, Records]:
    """Lanes of several files as one table."""
    made = {"lanes": np.zeros(0, LANE), "lane_points": np.zeros(0, POINT)}
    for part in parts:
        if part:
            more = part["lanes"].copy()
            more["first"] += len(made["lane_points"])
            more["id"] += len(made["lanes"])
            made["lanes"] = np.concatenate([made["lanes"], more])
            made["lane_points"] = np.concatenate([made["lane_points"], part["lane_points"]])
    return made


def read_stations(file: Path) -> Records:
    """One's own receivers of a CSV file with the columns `COLUMNS`. Raises ZoneRefusal for what cannot be used."""
    try:
        with file.open(newline="", encoding="utf-8") as text:
            lines = [*csv.DictReader(text)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ZoneRefusal(f"{file} cannot be read as CSV of receivers: {error}.") from error
    told: list[tuple[Any, ...]] = []
    for number, line in enumerate(lines, 2):
        try:
            lon, lat, antenna = (float(line[name]) for name in COLUMNS[2:])
            source, station = line["source"], line["station"]
        except (KeyError, TypeError, ValueError) as error:
            raise ZoneRefusal(f"{file}, line {number}: write {', '.join(COLUMNS)} in every line.") from error
        if not (abs(lon) <= 180.0 and abs(lat) <= 90.0 and 0.0 <= antenna <= 5_000.0):
            raise ZoneRefusal(f"{file}, line {number}: no receiver stands at {lon}, {lat}, {antenna} m.")
        told.append((receiver_of(source or "", station or ""), lon, lat, antenna, *ALWAYS))
    return np.array(told, STATION)
