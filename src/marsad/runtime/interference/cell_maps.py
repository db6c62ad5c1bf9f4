"""Maps of disturbed cells: land, graticule and scale as on other pictures, each cell by the worst that it was."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.detectors.interference_rule.cell_watch import CLEAR, RED, YELLOW
from marsad.geo.box import Box
from marsad.runtime.interference.cell_grid import Cells, outlines_of
from marsad.runtime.interference.judged_cells import Judged
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.map_frame import (
    Frame,
    draw_border,
    draw_coast,
    draw_figures,
    draw_graticule,
    draw_land,
    scale_bar,
)
from marsad.runtime.pictures.palette import LIGHT, Colour
from marsad.runtime.pictures.sheet import Layout, cover_margins, draw_head

COLOURS: Final[dict[int, Colour]] = {CLEAR: (196, 219, 200), YELLOW: (232, 168, 0), RED: (190, 18, 50)}
"""Of levels; a cell without data shows the land or the sea."""
_AROUND_DEG: Final = 4.0
_WIDE_DEG: Final = 250.0
_WORLD: Final = Box(-180.0, -60.0, 180.0, 78.0)


def map_of(judged: Judged, title: str, facts: str, event: int | None = None, key: bool = True,
           size: tuple[int, int] = (1600, 1000)) -> bytes:  # fmt: skip
    """A PNG of all cells, or of an event and what is around it, with a key in English words or none. Equal cells give
    equal bytes."""
    rows = np.arange(len(judged.event)) if event is None else np.flatnonzero(judged.event == event)
    box = _around(judged.lon_deg[rows], judged.lat_deg[rows])
    if box.width > _WIDE_DEG:
        box = _WORLD
    layout = Layout(*size)
    frame = layout.frame(box, 0.0)
    canvas = Canvas(*size, LIGHT.paper)
    draw_land(canvas, frame, LIGHT)
    if event is not None:
        days = judged.counts.window[rows]
        seen = (judged.counts.window >= days.min()) & (judged.counts.window <= days.max())
        rows = np.flatnonzero(seen & frame.view.box.holds(judged.lon_deg, judged.lat_deg))
    cells, place = np.unique(judged.counts.cell[rows], return_inverse=True)
    worst = np.zeros(len(cells), np.uint8)
    np.maximum.at(worst, place, judged.judged["level"][rows])
    _cells(canvas, frame, cells[worst >= CLEAR], worst[worst >= CLEAR])
    draw_coast(canvas, frame, LIGHT)
    draw_graticule(canvas, frame, LIGHT)
    cover_margins(canvas, frame, LIGHT)
    draw_figures(canvas, frame, LIGHT)
    draw_head(canvas, layout, LIGHT, title, facts, False)
    draw_border(canvas, frame, LIGHT)
    scale_bar(canvas, frame, LIGHT, canvas.width - layout.right, layout.foot_y)
    if key:
        _key(canvas, layout)
    out = BytesIO()
    canvas.save(out)
    return out.getvalue()


def _cells(canvas: Canvas, frame: Frame, cells: Cells, level: npt.NDArray[np.uint8]) -> None:
    """The worst last, so that none is hidden by its neighbours."""
    order = np.argsort(level, kind="stable")
    for ring, worst in zip(outlines_of(cells[order]), level[order].tolist(), strict=True):
        for turn in frame.view.turns(float(ring[:, 0].min()), float(ring[:, 0].max())):
            x, y = frame.view.x(ring[:, 0] + turn) + frame.left, frame.view.y(ring[:, 1]) + frame.top
            canvas.polygon(list(zip(x.tolist(), y.tolist(), strict=True)), COLOURS[worst])


def _key(canvas: Canvas, layout: Layout) -> None:
    size, x, y = layout.type_px, layout.left, layout.foot_y
    for level, word in ((CLEAR, "clear"), (YELLOW, "disturbed"), (RED, "heavily disturbed")):
        canvas.box((x, y - size * 0.5, x + size * 1.4, y + size * 0.5), COLOURS[level], LIGHT.faint, 1.0)
        canvas.text(x + size * 1.9, y, word, size, LIGHT.text, "lm")
        x += size * 3.6 + canvas.text_width(word, size)


def _around(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> Box:
    """Around some places, on the shorter way round the world."""
    lons = np.sort(np.mod(lon, 360.0))
    gaps = np.diff(np.append(lons, lons[0] + 360.0))
    widest = int(np.argmax(gaps))
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    low, high = max(-84.0, float(lat.min()) - _AROUND_DEG), min(84.0, float(lat.max()) + _AROUND_DEG)
    wide = _AROUND_DEG / max(0.1, float(np.cos(np.radians((low + high) / 2.0))))
    if (east - west) % 360.0 + 2.0 * wide >= 360.0:
        return Box(-180.0, low, 180.0, high)
    return Box(_turned(west - wide), low, _turned(east + wide), high)


def _turned(lon_deg: float) -> float:
    return float((lon_deg + 180.0) % 360.0 - 180.0)
