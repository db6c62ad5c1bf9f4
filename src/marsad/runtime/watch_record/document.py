"""The document: pages of A4 with what was gathered, in English or, from right to left, in Arabic."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from marsad.alerts.reasons.told import chart_place
from marsad.runtime.watch_log.entry import LOG, LogEntry
from marsad.runtime.watch_record.alert_part import why, write_alerts
from marsad.runtime.watch_record.fonts import unpacked
from marsad.runtime.watch_record.gather import Record, Spot
from marsad.runtime.watch_record.incident_part import write_incidents
from marsad.runtime.watch_record.maps import map_of
from marsad.runtime.watch_record.part_words import PARTS, PartWords
from marsad.runtime.watch_record.sheet import Sheet, clock, ltr, own, pieces
from marsad.runtime.watch_record.shift_part import write_shifts
from marsad.runtime.watch_record.words import WORDS, Words

Tell = Callable[[float], None]


def document(record: Record, language: str, author: str, made_ms: int, tell: Tell = lambda share: None) -> bytes:
    """The PDF of a record in `en` or `ar`; `tell` is told the share that is done. Equal arguments give equal bytes."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    words, parts = WORDS[language], PARTS[language]
    with unpacked() as fonts:
        sheet = Sheet(Path(fonts), words, language == "ar", made_ms)
        _front(sheet, record, words, author, made_ms)
        write_alerts(sheet, record, parts)
        write_incidents(sheet, record, parts)
        write_shifts(sheet, record, parts)
        _places(sheet, record, words, parts, tell)
        _log(sheet, record, words, tell)
        return sheet.output()


def _front(sheet: Sheet, record: Record, words: Words, author: str, made_ms: int) -> None:
    """Title, period, who made it, the head of the journal, and what happened in numbers."""
    sheet.pdf.add_page()
    sheet.line("Marsad · مرصد", 11, soft=True)
    sheet.line(words.title, 24, bold=True)
    sheet.line(words.period.format(ltr(clock(record.since_ms)), ltr(clock(record.until_ms))), 13)
    sheet.line(words.made.format(own(author), ltr(clock(made_ms))), 10, soft=True)
    sheet.line(words.head.format(record.head[0], ltr(record.head[1])), 8, soft=True)
    sheet.heading(words.summary)
    sheet.line(words.alerts.format(record.alerts), 11)
    if record.alerts:
        sheet.line(words.acknowledged.format(record.acknowledged), 11)
    if record.median_s is not None:
        sheet.line(words.median.format(f"{record.median_s:.0f}"), 11)
    for kind, many in sorted(record.kinds.items(), key=lambda pair: (-pair[1], pair[0])):
        sheet.line(f"{words.kinds.get(kind, kind)}: {many}", 10, soft=True)


def _places(sheet: Sheet, record: Record, words: Words, parts: PartWords, tell: Tell) -> None:
    """The overview, and a map of each place with its entry."""
    if record.spots:
        sheet.keep(sheet.wide * 0.64 + 20)  # the title stays with its map
    sheet.heading(words.overview)
    if not record.spots:
        sheet.line(words.nobody, 10, soft=True)
        return
    sheet.picture(map_of(record.spots), 0.64)
    for number, spot in enumerate(record.spots, 1):
        _spot(sheet, spot, words, parts)
        tell(0.6 * number / len(record.spots))
    if record.unmapped:
        sheet.line(words.unmapped.format(record.unmapped), 10, bold=True)
    if record.unheard:
        sheet.line(parts.unheard.format(record.unheard), 10, bold=True)


def _spot(sheet: Sheet, spot: Spot, words: Words, parts: PartWords) -> None:
    """One place: its number, when, what, and its map with what was heard of the vessels of an alert."""
    sheet.keep(sheet.wide * 0.52 + 22)
    sheet.pdf.ln(3)
    place = ltr(chart_place(spot.lat_deg, spot.lon_deg))
    sheet.line(f"{words.place.format(spot.number)} · {place} · {ltr(clock(spot.entry.t_ms))}", 10, bold=True)
    sheet.line(_text_of(sheet, spot.entry), 9, own=spot.entry.kind == LOG)
    if spot.alert is not None:
        sheet.line(why(sheet, spot.alert), 8, soft=True)
    if spot.ways:
        last = max(int(run[2][-1]) for _, runs in spot.ways for run in runs) // 1000
        whom = ", ".join(ltr(f"MMSI {mmsi}") for mmsi, _ in spot.ways)
        sheet.line(f"{parts.heard.format(ltr(clock(last)))} {whom}", 8, soft=True)
    sheet.picture(map_of([spot], 900, 465), 465 / 900)


def _log(sheet: Sheet, record: Record, words: Words, tell: Tell) -> None:
    """All entries, the oldest first."""
    sheet.pdf.add_page()
    sheet.heading(words.entries)
    if not record.entries:
        sheet.line(words.none, 10, soft=True)
    for number, entry in enumerate(record.entries):
        _entry(sheet, entry, words)
        if number % 200 == 0:
            tell(0.6 + 0.4 * number / len(record.entries))
    if record.left_out:
        sheet.line(words.left_out.format(record.left_out), 10, bold=True)
    if sheet.is_lossy:
        sheet.line(words.unwritable, 8, soft=True)


def _entry(sheet: Sheet, entry: LogEntry, words: Words) -> None:
    """When, who, and what; then what it is about."""
    links = entry.links
    sheet.keep(18)
    who = words.system if entry.source == "system" else f"{words.person}: {own(entry.author)}"
    sheet.line(f"{ltr(clock(entry.t_ms))} · {who} · {ltr(f'#{entry.seq}')}", 8, soft=True)
    sheet.line(_text_of(sheet, entry), 10, own=entry.kind == LOG)
    about = [
        ltr(words.vessels.format(", ".join(map(str, links.mmsi[:8])))) if links.mmsi else "",
        "" if links.lat_deg is None or links.lon_deg is None else ltr(chart_place(links.lat_deg, links.lon_deg)),
        words.moment.format(ltr(clock(links.t_ms))) if links.t_ms is not None else "",
        words.amends.format(ltr(f"#{links.amends}")) if links.amends else "",
        *(words.amended.format(ltr(f"#{one.seq}"), own(one.author), ltr(clock(one.t_ms))) for one in entry.amended_by),
    ]
    told = " · ".join(filter(None, about))
    if told:
        sheet.line(told, 8, soft=True)
    sheet.rule()


def _text_of(sheet: Sheet, entry: LogEntry) -> str:
    """In the language of the document; what a person wrote stands as it was written."""
    text = entry.text.ar if sheet.rtl else entry.text.en
    return text if entry.kind == LOG else pieces(text)
