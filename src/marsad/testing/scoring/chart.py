"""Precision and recall as a picture: a bar each, with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont

from marsad.schema.refusal import Refusal
from marsad.testing.scoring.report import head, tables

_WIDTH: Final = 1240
_KIND, _FINDER, _LEFT, _BAR, _GAP = 16, 156, 352, 316, 130
_LINE, _TOP = 26, 92
_INK, _DIM, _BACK = (20, 30, 40), (90, 100, 110), (255, 255, 255)
_COLOURS: Final = {"precision": (104, 172, 214), "recall": (240, 166, 92)}
"""Told apart without seeing red and green, and so light that the interval is seen upon them."""


def draw(score: Mapping[str, Any], file: Path) -> None:
    """Write the picture. Raises Refusal where the file cannot be written."""
    shown = [(kind, row) for kind, rows in tables(score["rows"], False).items() for row in rows if row["observable"]]
    if not shown:
        raise Refusal("There is no incident that could be observed, so there is nothing to draw: leave out --chart.")
    image = Image.new("RGB", (_WIDTH, _TOP + _LINE * (len(shown) + 2)), _BACK)
    pen = ImageDraw.Draw(image)
    large, small = ImageFont.load_default(18), ImageFont.load_default(13)
    name, rest = head(score)[0].split(". ", 1)
    pen.text((16, 12), _cut(name, 100), _INK, large)
    pen.text((16, 38), _cut(rest, 150), _DIM, small)
    pen.text((_KIND, _TOP - 26), "kind", _DIM, small)
    pen.text((_FINDER, _TOP - 26), "found by", _DIM, small)
    for at, name in enumerate(_COLOURS):
        left = _LEFT + at * (_BAR + _GAP)
        pen.text((left, _TOP - 26), f"{name}, with its 95 % interval", _INK, small)
        for tenth in (0, 5, 10):
            x = left + _BAR * tenth // 10
            pen.line((x, _TOP - 6, x, _TOP + _LINE * len(shown)), (220, 224, 228))
            pen.text((x, _TOP + _LINE * len(shown) + 6), f"{10 * tenth} %", _DIM, small, anchor="ma")
    before = None
    for nth, (kind, row) in enumerate(shown):
        top = _TOP + _LINE * nth
        if kind != before:
            pen.line((16, top - 3, _WIDTH - 16, top - 3), (200, 206, 212))
            pen.text((_KIND, top + 4), kind, _INK, small)
        before = kind
        pen.text((_FINDER, top + 4), row["finder"], _INK, small)
        for at, (name, colour) in enumerate(_COLOURS.items()):
            of = row["true"] + row["false"] if name == "precision" else row["observable"]
            _bar(pen, _LEFT + at * (_BAR + _GAP), top, row[name], colour, f"{row['true']}/{of}", small)
    try:
        image.save(file, "PNG")
    except OSError as error:
        raise Refusal(f"{file} cannot be written ({error.strerror or error}): name another with --chart.") from error


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 3].rstrip() + "..."


def _bar(
    pen: ImageDraw.ImageDraw, left: int, top: int, told: Mapping[str, float | None], colour: tuple[int, int, int],
    counts: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:  # fmt: skip
    value, low, high = told["value"], told["low"], told["high"]
    if value is None or low is None or high is None:
        pen.text((left + 4, top + 2), "no event", _DIM, font)
        return
    pen.rectangle((left, top + 3, left + round(_BAR * value), top + 17), colour)
    y, x0, x1 = top + 10, left + round(_BAR * low), left + round(_BAR * high)
    pen.line((x0, y, x1, y), _INK, 2)
    for x in (x0, x1):
        pen.line((x, y - 4, x, y + 4), _INK, 2)
    pen.text((left + _BAR + 10, top + 2), f"{value:.0%} {counts}".replace("%", " %"), _INK, font)
