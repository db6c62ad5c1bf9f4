"""All that `marsad interference` writes of disturbed cells, into one folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.detectors.interference_rule.cell_rule import CellRule
from marsad.detectors.interference_rule.cell_watch import YELLOW
from marsad.geo.rings import cut_ring
from marsad.runtime.export.complete_file import complete_file
from marsad.runtime.interference.cell_grid import outlines_of
from marsad.runtime.interference.cell_maps import map_of
from marsad.runtime.interference.daily_file import day_of
from marsad.runtime.interference.judged_cells import Judged, cell_table, event_table
from marsad.runtime.interference.report import numbers_of, report_of
from marsad.runtime.interference.report_words import Language

_DECIMALS: Final = 5


def write_all(judged: Judged, folder: Path, rule: CellRule, language: Language, maps: int) -> pa.Table:
    """Write cells.parquet, events.parquet, cells.geojson (disturbed ones), report.html and PNG maps: the events.

    Raises OSError for a folder that cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cells, events = cell_table(judged), event_table(judged)
    for name, table in (("cells.parquet", cells), ("events.parquet", events)):
        with complete_file(folder / name) as out:
            pq.write_table(table, out, compression="zstd")
    with complete_file(folder / "cells.geojson") as out:
        out.writelines(_geojson(judged, cells))
    pictures = dict(_maps(judged, events, maps, language))
    for number, png in pictures.items():
        with complete_file(folder / ("map.png" if number is None else f"event-{number}.png")) as out:
            out.write(png)
    with complete_file(folder / "report.html") as out:
        out.write(report_of(judged, events, pictures, rule, language).encode())
    return events


def _maps(judged: Judged, events: pa.Table, most: int, language: Language) -> Iterator[tuple[int | None, bytes]]:
    window = judged.counts.window
    period = _span(day_of(window.min()), day_of(window.max()))
    says = language == "en"  # a picture has Latin letters alone: the words of others stand beside it on the page
    yield None, map_of(judged, "Cells by the worst level of the period" if says else "", period, None, says)
    told = {one["number"]: one for one in events.to_pylist()}
    for number in numbers_of(events, most):
        one = told[number]
        facts = [_span(one["t_start"], one["t_end"])]
        if says:
            facts += [f"{one['cells']:,} cells", f"{one['bad']:,} of {one['seen']:,} aircraft-days"]
        yield number, map_of(judged, f"Event {number}" if says else f"{number}", "  ·  ".join(facts), number - 1, says)


def _span(first: date, last: date) -> str:
    return f"{first}" if first == last else f"{first} .. {last}"


def _geojson(judged: Judged, cells: pa.Table) -> Iterator[bytes]:
    """Disturbed cells as polygons, one line of text each."""
    encoder = msgspec.json.Encoder(enc_hook=str)
    rows = np.flatnonzero(judged.judged["level"] >= YELLOW)
    known, place = np.unique(judged.counts.cell[rows], return_inverse=True)
    shapes = [_polygon(outline) for outline in outlines_of(known)]
    yield b'{"type":"FeatureCollection","features":['
    for at, told in enumerate(cells.take(rows).to_pylist()):
        properties: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
        properties["h3"] = f"{told['h3']:x}"
        feature = {"type": "Feature", "geometry": shapes[place[at]], "properties": properties}
        yield (b",\n" if at else b"\n") + encoder.encode(feature)
    yield b"\n]}\n"


def _polygon(outline: npt.NDArray[np.float64]) -> dict[str, Any]:
    """RFC 7946: counterclockwise, cut at the date line."""
    rings = [np.column_stack(ring).round(_DECIMALS).tolist() for ring in cut_ring(outline[:, 0], outline[:, 1])]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
