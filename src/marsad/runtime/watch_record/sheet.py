"""A sheet of A4: lines one below the other, from left to right or from right to left, and pictures."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_record.fonts import letters
from marsad.runtime.watch_record.words import Words

_INK, _SOFT, _RULE, _BAND = (18, 35, 46), (80, 96, 106), (196, 206, 213), (233, 238, 241)
_MARGIN_MM: Final = 16.0
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_PIECES: Final = re.compile(
    r"\d\d-\d\d\.\d[NS] \d{3}-\d\d\.\d[EW]|\bMMSI \d+(?:, \d+)*|[\d.,]*\d (?:NM|kn|km|m|h|s)\b"
    r"|\d{4}-\d\d-\d\dT[\d:.]+Z"
)
"""What another direction around it would tear apart."""
_ARABIC: Final = (range(0x0590, 0x0900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))


class Sheet:
    """Writes lines one below the other; knows nothing of what they mean but their looks."""

    def __init__(self, fonts: Path, words: Words, rtl: bool, made_ms: int) -> None:
        self.words, self.rtl = words, rtl
        self.is_lossy = False
        """Something was written that the fonts have no letters for."""
        self.pdf = pdf = FPDF(format="A4")
        pdf.set_creation_date(datetime.fromtimestamp(made_ms / 1000, UTC))
        pdf.set_title(words.title)
        pdf.set_producer("Marsad")
        pdf.set_lang("ar" if rtl else "en")
        for family in ("latin", "arabic"):
            for style in ("", "B"):
                pdf.add_font(family, style, fonts / f"{family}{style}.ttf")
        pdf.set_fallback_fonts(["arabic", "latin"], exact_match=False)
        pdf.alias_nb_pages("")  # nothing that anybody wrote is taken for a number of pages
        pdf.set_margin(_MARGIN_MM)
        pdf.set_auto_page_break(True, 20)
        pdf.footer = self._foot  # type: ignore[method-assign]

    def output(self) -> bytes:
        """The PDF."""
        return bytes(self.pdf.output())

    @property
    def wide(self) -> float:
        """What is between the margins, in millimetres."""
        return float(self.pdf.w) - 2 * _MARGIN_MM

    def keep(self, height: float) -> None:
        """A new page where so many millimetres have no room on this one."""
        if self.pdf.will_page_break(height):
            self.pdf.add_page()

    def rule(self) -> None:
        """A thin line across."""
        y = self.pdf.get_y() + 1
        self.pdf.set_draw_color(*_RULE)
        self.pdf.line(_MARGIN_MM, y, self.pdf.w - _MARGIN_MM, y)
        self.pdf.ln(2.5)

    def heading(self, text: str) -> None:
        """The title of a part."""
        self.pdf.ln(4)
        self.keep(24)
        self.pdf.set_fill_color(*_BAND)
        self._write(text, 14, True, _INK, self.rtl, fill=True)
        self.pdf.ln(1.5)

    def line(self, text: str, size: float, *, bold: bool = False, soft: bool = False, own: bool = False) -> None:
        """A paragraph. `own`: it is of a person, and each of its lines has its own direction."""
        for part in text.split("\n"):
            rtl = is_arabic(part) if own else self.rtl
            self._write(part, size, bold, _SOFT if soft else _INK, rtl)

    def below(self, text: str) -> None:
        """The title of what belongs together within a part."""
        self.keep(16)
        self.pdf.ln(1)
        self._write(text, 11.5, True, _INK, self.rtl)

    def picture(self, png: bytes, high: float) -> None:
        """As wide as the sheet, `high` times as high as wide."""
        wide = self.wide
        self.keep(wide * high)
        self.pdf.image(BytesIO(png), w=wide, h=wide * high)
        self.pdf.ln(2)

    def _write(self, text: str, size: float, bold: bool, colour: tuple[int, int, int], rtl: bool, **more: Any) -> None:
        pdf = self.pdf
        pdf.set_font("arabic" if rtl else "latin", "B" if bold else "", size)
        pdf.set_text_color(*colour)
        pdf.set_text_shaping(True, direction="rtl" if rtl else "ltr")
        said, side = self._writable(text), "R" if rtl else "L"
        pdf.multi_cell(0, size * 0.52, said, align=side, new_x=XPos.LMARGIN, new_y=YPos.NEXT, **more)

    def _writable(self, text: str) -> str:
        """With a question mark for every character that the fonts have not: it would vanish."""
        known, made = letters(), list[str]()
        for letter in text:
            if ord(letter) in known or letter in (_LRI, _RLI, _PDI):
                made.append(letter)
            elif letter.isspace():
                made.append(" ")
            else:
                made.append("?")
                self.is_lossy = True
        return "".join(made) or " "

    def _foot(self) -> None:
        self.pdf.set_y(-13)
        page = self.words.page.format(self.pdf.page_no())
        self.pdf.set_font("arabic" if self.rtl else "latin", "", 8)
        self.pdf.set_text_color(*_SOFT)
        self.pdf.set_text_shaping(self.rtl, direction="rtl" if self.rtl else "ltr")
        self.pdf.cell(0, 5, page, align="C")


def ltr(text: str) -> str:
    """Numbers and positions stand in one piece in every language."""
    return f"{_LRI}{text}{_PDI}"


def pieces(text: str) -> str:
    """A sentence of the room with its positions and quantities in one piece each."""
    return _PIECES.sub(lambda found: ltr(found[0]), text)


def own(text: str) -> str:
    """The name of a person in its own direction."""
    return f"{_RLI if is_arabic(text) else _LRI}{readable(text)}{_PDI}"


def is_arabic(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    return next((any(ord(letter) in some for some in _ARABIC) for letter in text if letter.isalpha()), False)


def clock(t_ms: int) -> str:
    """An instant as it stands in the document: UTC with a Z."""
    try:
        return f"{datetime.fromtimestamp(t_ms / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"
    except (OverflowError, ValueError, OSError):
        return f"{t_ms} ms"
