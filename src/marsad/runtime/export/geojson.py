"""GeoJSON as RFC 7946 has it: WGS 84, lines cut at the date line, one feature to a line of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
import numpy as np

from marsad.geo.date_line import Run
from marsad.runtime.export.features import Lines, Points
from marsad.runtime.query.answer import json_rows

DECIMALS = 7
"""Of a degree: a centimetre."""


class Writer:
    """Features as one FeatureCollection."""

    def __init__(self, out: BinaryIO, title: str) -> None:
        self._out = out
        self._encoder = msgspec.json.Encoder(enc_hook=str)
        self._out.write(b'{"type":"FeatureCollection","name":' + self._encoder.encode(title) + b',"features":[')
        self._first = True

    def write(self, features: Points | Lines) -> None:
        """Append a batch."""
        for geometry, properties in zip(_geometries(features), json_rows(features.told), strict=True):
            properties = {name: value for name, value in properties.items() if value is not None}
            feature = {"type": "Feature", "geometry": geometry, "properties": properties}
            self._out.write((b"\n" if self._first else b",\n") + self._encoder.encode(feature))
            self._first = False

    def close(self) -> None:
        """End the collection."""
        self._out.write(b"\n]}\n")


def _geometries(features: Points | Lines) -> Iterator[dict[str, Any] | None]:
    if isinstance(features, Lines):
        yield from map(_line, features.runs)
        return
    for x, y in zip(features.lon_deg.round(DECIMALS).tolist(), features.lat_deg.round(DECIMALS).tolist(), strict=True):
        yield {"type": "Point", "coordinates": [x, y]} if x == x and y == y else None  # NaN is not itself


def _line(runs: Sequence[Run]) -> dict[str, Any]:
    pieces = [np.column_stack([lon, lat]).round(DECIMALS).tolist() for lon, lat, _ in runs]
    if len(pieces) == 1 and len(pieces[0]) == 1:
        return {"type": "Point", "coordinates": pieces[0][0]}
    pieces = [piece * 2 if len(piece) == 1 else piece for piece in pieces]
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}
