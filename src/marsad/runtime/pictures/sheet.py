"""The page of a picture: a title, the map as large as it can be, and a line below it."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.geo.box import Box
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.map_frame import Frame
from marsad.runtime.pictures.palette import Colour, Ground
from marsad.runtime.pictures.view import fitted

SIMULATED: Colour = (200, 30, 40)


@dataclass(frozen=True)
class Layout:
    """Sizes of a page of so many pixels; lengths follow from the size of type."""

    width: int
    height: int
    lines: int = 1
    """Of facts below the title."""

    @property
    def type_px(self) -> float:
        return max(10.0, min(26.0, min(self.width, self.height * 1.6) / 85.0))

    @property
    def head(self) -> float:
        return self.type_px * (4.4 + 1.3 * (self.lines - 1))

    @property
    def foot(self) -> float:
        return self.type_px * 5.6

    @property
    def left(self) -> float:
        return self.type_px * 5.0

    @property
    def right(self) -> float:
        return self.type_px * 1.5

    def frame(self, box: Box, margin: float) -> Frame:
        """The map that shows a box, in the middle of the room that there is."""
        across = round(self.width - self.left - self.right)
        up = round(self.height - self.head - self.foot)
        view = fitted(box, across, up, margin)
        left = round(self.left + (across - view.width) / 2.0)
        return Frame(left, round(self.head + (up - view.height) / 2.0), view, self.type_px)

    @property
    def foot_y(self) -> float:
        """Middle of the line below the map."""
        return self.height - self.type_px * 2.2


def draw_head(canvas: Canvas, layout: Layout, ground: Ground, title: str, below: str, simulated: bool) -> None:
    """Title and a line of facts, or as many as the layout has; what is simulated says so in red."""
    size, left = layout.type_px, layout.left
    room = canvas.width - left - layout.right
    if simulated:
        word = "SIMULATED"
        wide = canvas.text_width(word, size * 1.3) + size
        canvas.box((canvas.width - layout.right - wide, size * 0.9, canvas.width - layout.right, size * 2.9), SIMULATED)
        canvas.text(canvas.width - layout.right - wide / 2.0, size * 1.9, word, size * 1.3, (255, 255, 255), "mm")
        room -= wide + size
    canvas.text(left, size * 2.2, canvas.shortened(title, size * 1.6, room), size * 1.6, ground.text, "ls")
    for at, line in enumerate(_wrapped(canvas, layout, below)):
        canvas.text(left, size * (3.7 + 1.3 * at), line, size, ground.faint, "ls")


def wants_two_lines(canvas: Canvas, layout: Layout, below: str) -> bool:
    """Whether facts are wider than the map."""
    return canvas.text_width(below, layout.type_px) > canvas.width - layout.left - layout.right


def _wrapped(canvas: Canvas, layout: Layout, below: str) -> list[str]:
    """Words on the lines that there are, the last one shortened."""
    room, lines, words = canvas.width - layout.left - layout.right, list[str](), below.split()
    while words and len(lines) < layout.lines - 1:
        many = next((n for n in range(len(words), 1, -1)
                     if canvas.text_width(" ".join(words[:n]), layout.type_px) <= room), 1)  # fmt: skip
        lines.append(" ".join(words[:many]))
        words = words[many:]
    return [*lines, canvas.shortened(" ".join(words), layout.type_px, room)] if words else lines


def cover_margins(canvas: Canvas, frame: Frame, ground: Ground) -> None:
    """Paper over everything outside the map, so that nothing runs out of it."""
    canvas.box((0, 0, canvas.width, frame.top), ground.paper)
    canvas.box((0, frame.bottom, canvas.width, canvas.height), ground.paper)
    canvas.box((0, 0, frame.left, canvas.height), ground.paper)
    canvas.box((frame.right, 0, canvas.width, canvas.height), ground.paper)
