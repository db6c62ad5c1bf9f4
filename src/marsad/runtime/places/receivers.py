"""One's own receivers, from a file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

import numpy as np

from marsad.plugin.rows import Records
from marsad.plugin.side import ALWAYS, STATION
from marsad.runtime.advance.rows_of import receiver_of
from marsad.runtime.places.refusal import ZoneRefusal

COLUMNS: Final = ("source", "station", "lon_deg", "lat_deg", "antenna_m")
"""Of a CSV file of receivers: the names that reports give, where it stands, how high its antenna is."""


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
