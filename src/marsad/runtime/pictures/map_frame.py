"""What is around and under the data: land, graticule with its figures, scale in nautical miles, title."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from marsad.geo.land import land
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.palette import Ground
from marsad.runtime.pictures.view import Floats, View

_STEPS_MIN = (3600, 1800, 1200, 600, 300, 120, 60, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
"""Distances of graticule lines, minutes of arc."""


@dataclass(frozen=True)
class Frame:
    """Where the map lies on the picture, and the size of its type."""

    left: float
    top: float
    view: View
    type_px: float

    @property
    def right(self) -> float:
        return self.left + self.view.width

    @property
    def bottom(self) -> float:
        return self.top + self.view.height


def draw_land(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """Sea and land inside the frame."""
    view, g = frame.view, canvas.grain
    sheet = Image.new("RGB", (view.width * g, view.height * g), ground.sea)
    pen = ImageDraw.Draw(sheet)
    for x, y, hole, _ in _rings(view, g):
        if not hole:
            pen.polygon(np.column_stack([x, y]).ravel().tolist(), ground.land)
    for x, y, hole, _ in _rings(view, g):
        if hole:
            pen.polygon(np.column_stack([x, y]).ravel().tolist(), ground.sea)
    canvas.paste(sheet, frame.left, frame.top)
    draw_coast(canvas, frame, ground)


def draw_coast(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """The coast line alone, without the cuts along the date line that are none."""
    view, g = frame.view, canvas.grain
    mask = Image.new("L", (view.width * g, view.height * g), 0)
    pen = ImageDraw.Draw(mask)
    for x, y, _, lon in _rings(view, g):
        cut = (np.abs(lon) >= 179.999) & (np.abs(np.roll(lon, -1)) >= 179.999)
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        seen = ~cut & (np.maximum(x, x2) >= 0) & (np.minimum(x, x2) <= view.width * g)
        seen &= (np.maximum(y, y2) >= 0) & (np.minimum(y, y2) <= view.height * g)
        # the bottom edge of Antarctica is where mercator ends, no coast
        seen &= (y < view.height * g - 1) | (y2 < view.height * g - 1)
        for ends in np.column_stack([x, y, x2, y2])[seen].tolist():
            pen.line(ends, 255, max(1, round(0.7 * g)))
    canvas.paste(Image.new("RGB", mask.size, ground.coast), frame.left, frame.top, mask)


def _rings(view: View, grain: int) -> Iterator[tuple[Floats, Floats, bool, Floats]]:
    """Rings that reach into the view, in drawn pixels from its corner; whether each is a hole; its longitudes."""
    lon, lat, starts = land().rings()
    box = view.box
    for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        ring_lon, ring_lat = lon[a:b], lat[a:b]
        if ring_lat.max() < box.south or ring_lat.min() > box.north:
            continue
        for turn in view.turns(float(ring_lon.min()), float(ring_lon.max())):
            x, y = view.x(ring_lon + turn) * grain, view.y(ring_lat) * grain
            area = float(np.sum(ring_lon * np.roll(ring_lat, -1) - np.roll(ring_lon, -1) * ring_lat))
            yield x, y, area > 0.01, ring_lon


def graticule_min(view: View) -> float:
    """The distance of graticule lines in minutes of arc: about seven across the wider side."""
    wanted = max(view.width, view.height) / view.scale * 180.0 / math.pi * 60.0 / 7.0
    return min(_STEPS_MIN, key=lambda step: abs(math.log(step / wanted)))


def angle(minutes: float, step_min: float, letters: str) -> str:
    """Degrees and minutes of latitude (letters NS) or longitude (EW), with as many figures as the step needs."""
    letter = letters[0] if minutes > 0 else letters[1] if minutes < 0 else ""
    if letters == "EW" and abs(abs(minutes) - 10800) < 1e-9:
        letter = ""
    decimals = 0 if step_min >= 1 else 1 if step_min >= 0.1 else 2
    whole, rest = divmod(round(abs(minutes), 4), 60.0)
    if step_min % 60 == 0:
        return f"{int(whole)}°{letter}"
    return f"{int(whole)}°{rest:0{3 + decimals if decimals else 2}.{decimals}f}'{letter}"


def _meridians(view: View, step: float) -> list[int]:
    first = math.ceil(view.west * 60.0 / step - 1e-9)
    return list(range(first, math.floor((view.west + view.width_deg) * 60.0 / step + 1e-9) + 1))


def _parallels(view: View, step: float) -> list[int]:
    south, north = view.box.south, view.box.north
    return list(range(math.ceil(south * 60.0 / step - 1e-9), math.floor(north * 60.0 / step + 1e-9) + 1))


def draw_graticule(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """Lines of latitude and longitude over the map."""
    view, step = frame.view, graticule_min(frame.view)
    for n in _meridians(view, step):
        x = frame.left + float(view.x(n * step / 60.0))
        canvas.line([(x, frame.top), (x, frame.bottom)], ground.grid, 0.8)
    for n in _parallels(view, step):
        y = frame.top + float(view.y(n * step / 60.0))
        canvas.line([(frame.left, y), (frame.right, y)], ground.grid, 0.8)


def draw_figures(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """What the lines of the graticule are, outside the map."""
    view, size, step = frame.view, frame.type_px, graticule_min(frame.view)
    last_right = -math.inf
    for n in _meridians(view, step):
        x = frame.left + float(view.x(n * step / 60.0))
        said = angle((n * step + 10800.0) % 21600.0 - 10800.0, step, "EW")
        half = canvas.text_width(said, size) / 2.0
        if x - half > max(last_right + size, 2.0) and x + half < canvas.width - 2.0:
            canvas.text(x, frame.bottom + size * 0.35, said, size, ground.faint, "ma")
            last_right = x + half
    for n in _parallels(view, step):
        y = frame.top + float(view.y(n * step / 60.0))
        canvas.text(frame.left - size * 0.4, y, angle(n * step, step, "NS"), size, ground.faint, "rm")


def draw_border(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """The edge of the map; what was drawn beyond it is covered by the caller's paper first."""
    canvas.box((frame.left - 1, frame.top - 1, frame.right + 1, frame.bottom + 1), None, ground.faint, 1.0)


def scale_bar(canvas: Canvas, frame: Frame, ground: Ground, right: float, middle: float) -> float:
    """A bar of a round number of nautical miles, true at the middle latitude; returns its left side."""
    view, size = frame.view, frame.type_px
    lat = view.middle_lat_deg
    pixels = view.pixels_of_nm(lat)
    longest = min(view.width * 0.25, canvas.width * 0.2) / pixels
    length = 10.0 ** math.floor(math.log10(longest))
    length *= max(factor for factor in (1, 2, 5) if factor * length <= longest or factor == 1)
    minutes = round(lat * 60.0)
    said = f"{length:g} NM at {angle(minutes, 1, 'NS')}"
    bar, words = length * pixels, canvas.text_width(said, size)
    left = right - max(bar, words)
    y = middle + size * 0.55
    for dx in (0.0, bar):
        canvas.line([(right - bar + dx, y - size * 0.3), (right - bar + dx, y + size * 0.3)], ground.text, 1.4)
    canvas.line([(right - bar, y), (right, y)], ground.text, 1.4)
    canvas.text(right, middle - size * 0.05, said, size, ground.text, "rd")
    return left
