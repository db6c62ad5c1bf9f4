"""How often each cell of a grid was reported from, or crossed by a track."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from PIL import Image

from marsad.geo.date_line import Run, unrolled
from marsad.runtime.export.features import Lines
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.map_frame import Frame
from marsad.runtime.pictures.palette import Ground, ramp
from marsad.runtime.pictures.view import View

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Density:
    """Counts on a grid of square cells over a view; row 0 is the northernmost."""

    def __init__(self, view: View, cell_px: int) -> None:
        self._view, self.cell_px = view, cell_px
        self.columns, self.rows = math.ceil(view.width / cell_px), math.ceil(view.height / cell_px)
        self.counts: Counts = np.zeros(self.rows * self.columns, np.int64)

    def add_positions(self, batches: Iterable[pa.RecordBatch]) -> None:
        """Count positions, columns lon_deg and lat_deg."""
        for batch in batches:
            lon, lat = (np.asarray(batch.column(i), np.float64) for i in (0, 1))
            inside = self._cells(self._view.point_x(lon), self._view.y(lat))
            self.counts += np.bincount(inside, minlength=self.counts.size)

    def add_tracks(self, batches: Iterable[Lines]) -> None:
        """Count tracks: each once in every cell that its line crosses."""
        for lines in batches:
            for runs in lines.runs:
                crossed = [self._crossed(run) for run in runs]
                self.counts[np.unique(np.concatenate(crossed))] += 1

    def _cells(self, x: Floats, y: Floats) -> npt.NDArray[np.int64]:
        column, row = np.floor(x / self.cell_px), np.floor(y / self.cell_px)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.asarray(row[inside] * self.columns + column[inside], np.int64)

    def _crossed(self, run: Run) -> npt.NDArray[np.int64]:
        lon, y = unrolled(run[0]), self._view.y(run[1])
        found = [np.zeros(0, np.int64)]
        for turn in self._view.turns(float(lon.min()), float(lon.max())):
            x = self._view.x(lon + turn)
            if x.size == 1:
                found.append(self._cells(x, y))
                continue
            ends = [np.stack([v[:-1], v[1:]]) for v in (x, y)]
            near = np.ones(x.size - 1, np.bool_)
            for pair, size in zip(ends, (self._view.width, self._view.height), strict=True):
                near &= (pair.max(axis=0) >= 0) & (pair.min(axis=0) <= size)
            found.append(self._walked(x[:-1][near], y[:-1][near], x[1:][near], y[1:][near]))
        return np.concatenate(found)

    def _walked(self, x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> npt.NDArray[np.int64]:
        """Cells under straight legs, looked at every half cell."""
        steps = np.ceil(np.maximum(np.abs(x2 - x1), np.abs(y2 - y1)) / (self.cell_px * 0.5)).astype(np.int64) + 1
        leg = np.repeat(np.arange(steps.size), steps)
        place = np.arange(leg.size) - np.repeat(np.cumsum(steps) - steps, steps)
        share = place / np.maximum(steps[leg] - 1, 1)
        return self._cells(x1[leg] + share * (x2 - x1)[leg], y1[leg] + share * (y2 - y1)[leg])


def draw_density(canvas: Canvas, frame: Frame, density: Density) -> None:
    """The cells, brighter the more there are, on a logarithmic scale; empty cells show what is below."""
    most = max(int(density.counts.max()), 2)
    share = np.log(np.maximum(density.counts, 1)) / math.log(most)
    colours = ramp(share).reshape(density.rows, density.columns, 3)
    seen = ((density.counts > 0) * np.uint8(255)).reshape(density.rows, density.columns)
    size = (density.columns * density.cell_px * canvas.grain, density.rows * density.cell_px * canvas.grain)
    image, mask = (Image.fromarray(a).resize(size, Image.Resampling.NEAREST) for a in (colours, seen.astype(np.uint8)))
    canvas.paste(image, frame.left, frame.top, mask)


def draw_legend(canvas: Canvas, frame: Frame, ground: Ground, density: Density, what: str, left: float, right: float,
                middle: float) -> None:  # fmt: skip
    """A bar of the colours with the counts they stand for."""
    size = frame.type_px
    most = max(int(density.counts.max()), 2)
    cell = density.cell_px / frame.view.pixels_of_nm(frame.view.middle_lat_deg)
    title = f"{what} per cell of {cell:.2g} NM"
    wide = min(canvas.width * 0.32, right - left - canvas.text_width(title, size) - size * 5.0)
    if wide < size * 6.0:
        title, wide = what, min(canvas.width * 0.3, right - left - canvas.text_width(what, size) - size * 4.0)
    bar_left = left + canvas.text_width(title, size) + size
    canvas.text(left, middle - size * 0.15, title, size, ground.text, "lm")
    steps = max(2, round(wide * canvas.grain))
    strip = Image.fromarray(ramp(np.linspace(0.0, 1.0, steps))[None, :, :])
    canvas.paste(strip.resize((steps, round(size * canvas.grain))), bar_left, middle - size * 0.65)
    last = -math.inf
    figures = sorted({10**n for n in range(int(math.log10(most)) + 1)} | {most}, key=lambda n: (n != most, n))
    placed: list[tuple[float, float]] = []
    for count in figures:
        x = bar_left + wide * math.log(count) / math.log(most)
        said = f"{count:,}"
        half = canvas.text_width(said, size * 0.85) / 2.0
        if any(x - half - size * 0.4 < b and x + half + size * 0.4 > a for a, b in placed):
            continue
        placed.append((x - half, x + half))
        canvas.line([(x, middle + size * 0.35), (x, middle + size * 0.6)], ground.faint, 1.0)
        canvas.text(x, middle + size * 0.7, said, size * 0.85, ground.faint, "ma")
        last = max(last, x)
