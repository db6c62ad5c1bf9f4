"""The document: pages of A4 with what was gathered, in English or, from right to left, in Arabic."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from marsad.alerts.reasons.told import chart_place
from marsad.runtime.watch_log.entry import LogEntry
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_record.fonts import letters, unpacked
from marsad.runtime.watch_record.gather import Record, Spot
from marsad.runtime.watch_record.maps import map_of
from marsad.runtime.watch_record.words import WORDS, Words

_INK, _SOFT, _RULE, _BAND = (18, 35, 46), (80, 96, 106), (196, 206, 213), (233, 238, 241)
_MARGIN_MM: Final = 16.0
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_ARABIC: Final = (range(0x0590, 0x0900), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))


Tell = Callable[[float], None]


def document(record: Record, language: str, author: str, made_ms: int, tell: Tell = lambda share: None) -> bytes:
    """The PDF of a record in `en` or `ar`; `tell` is told the share that is done. Equal arguments give equal bytes."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with unpacked() as fonts:
        sheet = _Sheet(Path(fonts), WORDS[language], language == "ar", made_ms)
        sheet.front(record, author, made_ms)
        sheet.places(record, tell)
        sheet.log(record, tell)
        return sheet.output()


def clock(t_ms: int) -> str:
    """An instant as it stands in the document: UTC with a Z."""
    try:
        return f"{datetime.fromtimestamp(t_ms / 1000, UTC):%Y-%m-%d %H:%M:%SZ}"
    except (OverflowError, ValueError, OSError):
        return f"{t_ms} ms"


class _Sheet:
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
        return bytes(self.pdf.output())

    # -- parts

    def front(self, record: Record, author: str, made_ms: int) -> None:
        """Title, period, who made it, the head of the journal, and what happened in numbers."""
        words = self.words
        self.pdf.add_page()
        self.line("Marsad · مرصد", 11, soft=True)
        self.line(words.title, 24, bold=True)
        self.line(words.period.format(_ltr(clock(record.since_ms)), _ltr(clock(record.until_ms))), 13)
        self.line(words.made.format(_own(author), _ltr(clock(made_ms))), 10, soft=True)
        self.line(words.head.format(record.head[0], _ltr(record.head[1])), 8, soft=True)
        self.heading(words.summary)
        self.line(words.alerts.format(record.alerts), 11)
        if record.alerts:
            self.line(words.acknowledged.format(record.acknowledged), 11)
        if record.median_s is not None:
            self.line(words.median.format(f"{record.median_s:.0f}"), 11)
        for kind, many in sorted(record.kinds.items(), key=lambda pair: (-pair[1], pair[0])):
            self.line(f"{words.kinds.get(kind, kind)}: {many}", 10, soft=True)

    def places(self, record: Record, tell: Tell) -> None:
        """The overview, and a map of each place with its entry."""
        self.heading(self.words.overview)
        if not record.spots:
            self.line(self.words.nobody, 10, soft=True)
            return
        self.picture(map_of(record.spots), 0.64)
        for number, spot in enumerate(record.spots, 1):
            self.spot(spot)
            tell(0.6 * number / len(record.spots))
        if record.unmapped:
            self.line(self.words.unmapped.format(record.unmapped), 10, bold=True)

    def spot(self, spot: Spot) -> None:
        """One place: its number, when, what, and its map."""
        height = (self.pdf.w - 2 * _MARGIN_MM) * 0.5
        if self.pdf.will_page_break(height + 16):
            self.pdf.add_page()
        self.pdf.ln(3)
        place = _ltr(chart_place(spot.lat_deg, spot.lon_deg))
        self.line(f"{self.words.place.format(spot.number)} · {place} · {_ltr(clock(spot.entry.t_ms))}", 10, bold=True)
        self.line(self.text_of(spot.entry), 9, own=spot.entry.kind == "log")
        self.picture(map_of([spot], 1200, 620), 620 / 1200)

    def log(self, record: Record, tell: Tell) -> None:
        """All entries, the oldest first."""
        self.pdf.add_page()
        self.heading(self.words.entries)
        if not record.entries:
            self.line(self.words.none, 10, soft=True)
        for number, entry in enumerate(record.entries):
            self.entry(entry)
            if number % 200 == 0:
                tell(0.6 + 0.4 * number / len(record.entries))
        if record.left_out:
            self.line(self.words.left_out.format(record.left_out), 10, bold=True)
        if self.is_lossy:
            self.line(self.words.unwritable, 8, soft=True)

    def entry(self, entry: LogEntry) -> None:
        """When, who, and what; then what it is about."""
        words, links = self.words, entry.links
        if self.pdf.will_page_break(18):
            self.pdf.add_page()
        who = words.system if entry.source == "system" else f"{words.person}: {_own(entry.author)}"
        self.line(f"{_ltr(clock(entry.t_ms))} · {who} · {_ltr(f'#{entry.seq}')}", 8, soft=True)
        self.line(self.text_of(entry), 10, own=entry.kind == "log")
        about = [
            _ltr(words.vessels.format(", ".join(map(str, links.mmsi[:8])))) if links.mmsi else "",
            "" if links.lat_deg is None or links.lon_deg is None else _ltr(chart_place(links.lat_deg, links.lon_deg)),
            words.moment.format(_ltr(clock(links.t_ms))) if links.t_ms is not None else "",
            words.amends.format(_ltr(f"#{links.amends}")) if links.amends else "",
            words.amended.format(_ltr(", ".join(f"#{seq}" for seq in entry.amended_by))) if entry.amended_by else "",
        ]  # fmt: skip
        told = " · ".join(filter(None, about))
        if told:
            self.line(told, 8, soft=True)
        y = self.pdf.get_y() + 1
        self.pdf.set_draw_color(*_RULE)
        self.pdf.line(_MARGIN_MM, y, self.pdf.w - _MARGIN_MM, y)
        self.pdf.ln(2.5)

    def text_of(self, entry: LogEntry) -> str:
        """In the language of the document; what a person wrote stands as it was written."""
        return entry.text.ar if self.rtl else entry.text.en

    # -- looks

    def heading(self, text: str) -> None:
        self.pdf.ln(4)
        if self.pdf.will_page_break(24):
            self.pdf.add_page()
        self.pdf.set_fill_color(*_BAND)
        self._write(text, 14, True, _INK, self.rtl, fill=True)
        self.pdf.ln(1.5)

    def line(self, text: str, size: float, *, bold: bool = False, soft: bool = False, own: bool = False) -> None:
        """A paragraph. `own`: it is of a person, and each of its lines has its own direction."""
        for part in text.split("\n"):
            rtl = _is_arabic(part) if own else self.rtl
            self._write(part, size, bold, _SOFT if soft else _INK, rtl)

    def picture(self, png: bytes, high: float) -> None:
        wide = self.pdf.w - 2 * _MARGIN_MM
        if self.pdf.will_page_break(wide * high):
            self.pdf.add_page()
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


def _ltr(text: str) -> str:
    """Numbers and positions stand in one piece in every language."""
    return f"{_LRI}{text}{_PDI}"


def _own(text: str) -> str:
    """The name of a person in its own direction."""
    return f"{_RLI if _is_arabic(text) else _LRI}{readable(text)}{_PDI}"


def _is_arabic(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left."""
    return next((any(ord(letter) in some for some in _ARABIC) for letter in text if letter.isalpha()), False)
