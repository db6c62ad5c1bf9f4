"""KML 2.2: tracks with their times as gx:Track, so that Google Earth can play them; points with a time stamp."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np

from marsad.geo.date_line import Run
from marsad.runtime.export.described import instant, title, told
from marsad.runtime.export.features import Lines, Points
from marsad.runtime.export.xml_text import xml_text
from marsad.runtime.query.answer import json_rows

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
<Document><name>{title}</name>
<Style id="track"><LineStyle><color>ffd07000</color><width>2</width></LineStyle></Style>
"""


class Writer:
    """Features as the placemarks of one document."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._say(_HEAD.format(title=xml_text(title)))

    def write(self, features: Points | Lines) -> None:
        """Append a batch."""
        rows = json_rows(features.told)
        if isinstance(features, Lines):
            for row, runs in zip(rows, features.runs, strict=True):
                self._say(_placemark(row, "<styleUrl>#track</styleUrl>", _tracks(runs)))
            return
        for row, x, y in zip(rows, features.lon_deg.tolist(), features.lat_deg.tolist(), strict=True):
            place = f"<Point><coordinates>{x:.7f},{y:.7f}</coordinates></Point>" if x == x and y == y else ""
            self._say(_placemark(row, _span(row), place))

    def close(self) -> None:
        """End the document."""
        self._say("</Document>\n</kml>\n")

    def _say(self, text: str) -> None:
        self._out.write(text.encode())


def _placemark(row: dict[str, Any], before: str, geometry: str) -> str:
    data = "".join(f'<Data name="{xml_text(name)}"><value>{xml_text(value)}</value></Data>'
                   for name, value in told(row).items())  # fmt: skip
    return (
        f"<Placemark><name>{xml_text(title(row))}</name>{before}<ExtendedData>{data}</ExtendedData>"
        f"{geometry}</Placemark>\n"
    )


def _span(row: dict[str, Any]) -> str:
    if row.get("t_start") and row.get("t_end"):
        return f"<TimeSpan><begin>{row['t_start']}</begin><end>{row['t_end']}</end></TimeSpan>"
    at = instant(row)
    return "" if at is None else f"<TimeStamp><when>{at}</when></TimeStamp>"


def _tracks(runs: tuple[Run, ...]) -> str:
    pieces = ["".join(_track(run)) for run in runs]
    return pieces[0] if len(pieces) == 1 else f"<gx:MultiTrack>{''.join(pieces)}</gx:MultiTrack>"


def _track(run: Run) -> Iterator[str]:
    yield "<gx:Track>"
    yield "".join(f"<when>{at}Z</when>" for at in np.datetime_as_string(run[2].view("M8[us]"), unit="ms").tolist())
    yield "".join(f"<gx:coord>{x:.7f} {y:.7f} 0</gx:coord>" for x, y in zip(run[0].tolist(), run[1].tolist(),
                                                                            strict=True))  # fmt: skip
    yield "</gx:Track>"
