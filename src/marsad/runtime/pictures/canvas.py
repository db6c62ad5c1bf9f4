"""Drawing with smooth edges: everything is drawn larger than it will be, and made small at the end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, BinaryIO

from PIL import Image, ImageDraw, ImageFont

from marsad.runtime.pictures.palette import Colour

_PIXELS = 48_000_000
"""Of the large drawing, so that memory stays under 200 MB."""
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


@cache
def _font(size: int) -> Any:
    return ImageFont.load_default(size)


def drawable(text: str) -> str:
    """The text in letters that the built-in font has: Latin ones; others become a question mark."""
    return "".join(c if 32 <= ord(c) < 127 or 160 <= ord(c) < 256 or c in "–…·" else "?" for c in text)


class Canvas:
    """A picture in pixels of the finished size, as floats; `grain` drawn pixels make one."""

    def __init__(self, width: int, height: int, paper: Colour) -> None:
        self.width, self.height = width, height
        self.grain = max(1, min(3, int((_PIXELS / (width * height)) ** 0.5)))
        self.image = Image.new("RGB", (width * self.grain, height * self.grain), paper)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through points, its joints round."""
        if len(points) > 1:
            self.pen.line([(x * self.grain, y * self.grain) for x, y in points], colour, self._thick(width), "curve")

    def box(self, sides: Rectangle, fill: Colour | None, outline: Colour | None = None, width: float = 1.0) -> None:
        """A rectangle: left, top, right, bottom."""
        g = self.grain
        left, top, right, bottom = (side * g for side in sides)
        self.pen.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill, outline, self._thick(width))

    def dot(self, x: float, y: float, radius: float, fill: Colour | None, outline: Colour | None = None,
            width: float = 1.0) -> None:  # fmt: skip
        """A disc or a ring."""
        g = self.grain
        sides = ((x - radius) * g, (y - radius) * g, (x + radius) * g, (y + radius) * g)
        self.pen.ellipse(sides, fill, outline, self._thick(width))

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled outline."""
        self.pen.polygon([(x * self.grain, y * self.grain) for x, y in points], fill)

    def text(self, x: float, y: float, said: str, size: float, colour: Colour, anchor: str = "la",
             halo: Colour | None = None) -> None:  # fmt: skip
        """Words at a place; `anchor` as Pillow has it: l m r, and a m s d (top, middle, base line, bottom)."""
        edge = round(size * 0.16 * self.grain) if halo is not None else 0
        self.pen.text((x * self.grain, y * self.grain), drawable(said), colour, self._font(size), anchor,
                      stroke_width=edge, stroke_fill=halo)  # fmt: skip

    def text_width(self, said: str, size: float) -> float:
        """How wide words are."""
        return float(self._font(size).getlength(drawable(said))) / self.grain

    def shortened(self, said: str, size: float, width: float) -> str:
        """The words, or as many letters of them as fit."""
        if self.text_width(said, size) <= width:
            return said
        while said and self.text_width(said + "…", size) > width:
            said = said[:-1]
        return said.rstrip() + "…"

    def paste(self, image: Image.Image, x: float, y: float, mask: Image.Image | None = None) -> None:
        """Another picture in drawn pixels, its upper left corner at a place."""
        self.image.paste(image, (round(x * self.grain), round(y * self.grain)), mask)

    def save(self, out: BinaryIO) -> None:
        """Write it as PNG: no time, no name of a program, so that equal pictures are equal files."""
        small = self.image if self.grain == 1 else self.image.reduce(self.grain)
        small.save(out, "PNG", compress_level=9)

    def _thick(self, width: float) -> int:
        return max(1, round(width * self.grain))

    def _font(self, size: float) -> Any:
        return _font(max(6, round(size * self.grain)))
