"""GPX 1.1: tracks with a time at every point, other rows as waypoints; all times UTC with a Z."""

from __future__ import annotations

from typing import Any, BinaryIO

import numpy as np

from marsad import __version__
from marsad.geo.date_line import Run
from marsad.runtime.export.described import instant, title, told
from marsad.runtime.export.features import Lines, Points
from marsad.runtime.export.xml_text import xml_text
from marsad.runtime.query.answer import json_rows

_LAST = 179.9999999
"""The schema's longitudes end before 180."""


class Writer:
    """Features as the tracks or waypoints of one file; a row without a place has none and is left out."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._say(
            '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" '
            f'creator="Marsad {__version__}" xmlns="http://www.topografix.com/GPX/1/1">\n'
            f"<metadata><name>{xml_text(title)}</name></metadata>\n"
        )

    def write(self, features: Points | Lines) -> None:
        """Append a batch."""
        rows = json_rows(features.told)
        if isinstance(features, Lines):
            for row, runs in zip(rows, features.runs, strict=True):
                segments = "".join(f"<trkseg>{_points(run)}</trkseg>" for run in runs)
                self._say(f"<trk>{_named(row)}{segments}</trk>\n")
            return
        for row, x, y in zip(rows, features.lon_deg.tolist(), features.lat_deg.tolist(), strict=True):
            if x == x and y == y:
                at = instant(row)
                time = "" if at is None else f"<time>{at}</time>"
                self._say(f'<wpt lat="{y:.7f}" lon="{min(x, _LAST):.7f}">{time}{_named(row)}</wpt>\n')

    def close(self) -> None:
        """End the file."""
        self._say("</gpx>\n")

    def _say(self, text: str) -> None:
        self._out.write(text.encode())


def _named(row: dict[str, Any]) -> str:
    text = "; ".join(f"{name} {value}" for name, value in told(row).items() if name not in ("name", "t"))
    return f"<name>{xml_text(title(row))}</name><desc>{xml_text(text)}</desc>"


def _points(run: Run) -> str:
    times = np.datetime_as_string(run[2].view("M8[us]"), unit="ms").tolist()
    places = zip(run[1].tolist(), np.minimum(run[0], _LAST).tolist(), times, strict=True)
    return "".join(f'<trkpt lat="{y:.7f}" lon="{x:.7f}"><time>{at}Z</time></trkpt>' for y, x, at in places)
