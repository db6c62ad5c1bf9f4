"""Places for words on a map: none upon another, none out of the map, as little as can be upon the track."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.runtime.pictures.canvas import Point, Rectangle

_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))
"""Directions in which words may lie from their point, the liked ones first; right, left, above, below, aslant."""
_REACHES = (1.0, 2.2, 4.0, 6.5)
_CELL = 4.0


class LabelPlaces:
    """Hands out room inside a rectangle."""

    def __init__(self, sides: Rectangle) -> None:
        self._left, self._top, self._right, self._bottom = sides
        shape = (int((self._bottom - self._top) / _CELL) + 2, int((self._right - self._left) / _CELL) + 2)
        self._drawn: npt.NDArray[np.bool_] = np.zeros(shape, np.bool_)
        self._taken: list[Rectangle] = []

    def note_line(self, points: list[Point]) -> None:
        """A line has been drawn here: words had better lie elsewhere."""
        if not points:
            return
        xy = np.asarray(points)
        legs = np.diff(xy, axis=0)
        steps = np.ceil(np.abs(legs).max(axis=1) / _CELL).astype(int).clip(1, 4096) if len(legs) else np.zeros(0, int)
        walked = [xy[i] + legs[i] * np.linspace(0, 1, n + 1)[:, None] for i, n in enumerate(steps.tolist())]
        cells = np.concatenate([xy, *walked]) - (self._left, self._top)
        cells = np.floor(cells / _CELL).astype(int)
        rows, columns = cells[:, 1], cells[:, 0]
        inside = (rows >= 0) & (rows < self._drawn.shape[0]) & (columns >= 0) & (columns < self._drawn.shape[1])
        self._drawn[rows[inside], columns[inside]] = True

    def take(self, sides: Rectangle) -> None:
        """Nothing else may lie here."""
        self._taken.append(sides)

    def place(self, x: float, y: float, width: float, height: float, gap: float) -> Rectangle | None:
        """Room for words of this size beside a point, now taken; None where all is full."""
        best: tuple[float, Rectangle] | None = None
        for reach in _REACHES:
            for rank, (dx, dy) in enumerate(_WAYS):
                left = x + dx * gap * reach + (dx - 1) * width / 2.0
                top = y + dy * gap * reach + (dy - 1) * height / 2.0
                sides = (left, top, left + width, top + height)
                if not self._free(sides):
                    continue
                cost = self._covered(sides) * 3.0 + reach * 2.0 + rank * 0.1
                if best is None or cost < best[0]:
                    best = (cost, sides)
        if best is None:
            return None
        self.take(best[1])
        return best[1]

    def _free(self, sides: Rectangle) -> bool:
        left, top, right, bottom = sides
        pad = 3.0
        if left < self._left + pad or right > self._right - pad or top < self._top + pad or bottom > self._bottom - pad:
            return False
        return not any(left < r + pad and right > a - pad and top < b + pad and bottom > t - pad
                       for a, t, r, b in self._taken)  # fmt: skip

    def _covered(self, sides: Rectangle) -> float:
        left, top, right, bottom = sides
        rows = slice(int((top - self._top) / _CELL), int((bottom - self._top) / _CELL) + 1)
        columns = slice(int((left - self._left) / _CELL), int((right - self._left) / _CELL) + 1)
        return float(self._drawn[rows, columns].sum()) / 4.0
