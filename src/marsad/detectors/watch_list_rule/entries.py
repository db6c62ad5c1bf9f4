"""Entries of watch lists from CSV: whom they mean, who says so, and from when to when they hold.

The first line names the columns: `mmsi`, `imo`, `name`, `callsign` (any of them, at least one in each line), `source`,
`since` (or `date`), `until` (or `expiry`). Times are ISO 8601 in UTC; a date alone begins at its midnight, and an
expiry of a date alone is the end of that day. Every entry expires: a list without an end is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from marsad.plugin.rows import Records
from marsad.plugin.side import WATCHED
from marsad.schema.refusal import Refusal
from marsad.wire.imo import valid_numbers

_WHO: Final = ("mmsi", "imo", "name", "callsign")
_SINCE, _UNTIL = ("since", "date", "listed", "from"), ("until", "expiry", "expires", "to")
_TIME: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?)?(?:Z|\+00:00)?\Z")
_DAY_US: Final = 86_400_000_000
_LONGEST: Final = 100_000


def read_csv(text: str, source: str = "", name: str = "") -> Records:
    """The entries of a list as records of the side table `watch_list`, in the order of lines.

    `source` stands where a line names none; `name` is what the list is called. Raises Refusal, which names the line,
    for what is no entry.
    """
    entries, faults = read_lines(text, source, name)
    if faults:
        raise Refusal(faults[0])
    return entries


def read_lines(text: str, source: str = "", name: str = "") -> tuple[Records, list[str]]:
    """The same of the lines that are entries, and a sentence with its number for each that is none.

    Raises Refusal for a list whose columns cannot be told.
    """
    lines = csv.reader(text.lstrip("\ufeff").splitlines())
    made, faults = list[tuple[Any, ...]](), list[str]()
    try:
        head = [cell.strip().lower() for cell in next(lines, [])]
        at, dates = _columns(head)
        for line in lines:
            cells = [cell.strip() for cell in line]
            if not any(cells):
                continue
            if len(made) >= _LONGEST:
                raise Refusal(f"The watch list has more than {_LONGEST} entries: split it.")
            told: dict[str, str] = {word: cells[column] if column < len(cells) else "" for word, column in at.items()}
            since, until = (cells[column] if 0 <= column < len(cells) else "" for column in dates)
            try:
                made.append((len(made), *_who(told, lines.line_num), _text(told.get("source", "") or source, 40),
                             _text(name, 40), *_valid(since, until, lines.line_num)))  # fmt: skip
            except Refusal as refusal:
                faults.append(str(refusal))
    except csv.Error as error:
        raise Refusal(f"Line {lines.line_num} of the watch list is no CSV ({error}): save the list as CSV.") from None
    return np.array(made, WATCHED), faults


def _columns(head: list[str]) -> tuple[dict[str, int], tuple[int, int]]:
    at: dict[str, int] = {word: head.index(word) for word in (*_WHO, "source") if word in head}
    since, until = (next((head.index(word) for word in words if word in head), -1) for words in (_SINCE, _UNTIL))
    if not any(word in at for word in _WHO):
        raise Refusal("The watch list's first line names no column mmsi, imo, name or callsign: add it.")
    if until < 0:
        raise Refusal("The watch list has no column until: say when each entry expires.")
    return at, (since, until)


def _who(told: Mapping[str, str], line: int) -> tuple[int, int, bytes, bytes]:
    mmsi, imo = _number(told.get("mmsi", ""), "MMSI", line), _number(told.get("imo", "").upper().removeprefix("IMO"),
                                                                     "IMO number", line)  # fmt: skip
    name, callsign = _text(told.get("name", ""), 40), _text(told.get("callsign", ""), 14)
    if mmsi >= 1_000_000_000:
        raise Refusal(f"Line {line} of the watch list: {mmsi} is no MMSI: it has nine digits.")
    if imo and not 1_000_000 <= imo <= 9_999_999:
        raise Refusal(f"Line {line} of the watch list: {imo} is no IMO number: it has seven digits.")
    if not (mmsi or imo or name or callsign):
        raise Refusal(
            f"Line {line} of the watch list names nobody: give an MMSI, an IMO number, a name or a call sign."
        )
    return mmsi, imo, name, callsign


def doubtful(entries: Records) -> list[str]:
    """A sentence for each entry whose IMO number has a wrong check digit: it may be mistyped, and is kept."""
    odd = entries[(entries["imo"] > 0) & ~valid_numbers(entries["imo"])]
    return [f"IMO {int(one['imo'])} has a wrong check digit: look whether it is mistyped." for one in odd]


def _number(text: str, what: str, line: int) -> int:
    plain = text.replace(" ", "")
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 12:
        raise Refusal(f"Line {line} of the watch list: {text!r} is no {what}: write digits.")
    return int(plain)


def _text(text: str, most: int) -> bytes:
    return " ".join(text.upper().split()).encode()[:most]


def _valid(since: str, until: str, line: int) -> tuple[int, int]:
    begin = -(1 << 62) if not since else _instant(since, line)
    if not until:
        raise Refusal(f"Line {line} of the watch list says not until when it holds: add the date.")
    end = _instant(until, line) + (_DAY_US if len(until) == 10 else 0)
    if end <= begin:
        raise Refusal(f"Line {line} of the watch list ends before it begins: exchange the dates.")
    return begin, end


def _instant(text: str, line: int) -> int:
    found = _TIME.match(text)
    if found:
        try:
            day = np.datetime64(text[:10], "us").astype(np.int64)
        except ValueError:
            found = None
    if not found:
        raise Refusal(f"Line {line} of the watch list: {text!r} is no date: write 2026-03-01 or 2026-03-01T12:00:00Z.")
    hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
    if hour > 23 or minute > 59 or second > 59:
        raise Refusal(f"Line {line} of the watch list: {text!r} is no time of day: write 2026-03-01T12:00:00Z.")
    micro = int((found[7] or "").ljust(6, "0") or 0)
    return int(day) + ((hour * 60 + minute) * 60 + second) * 1_000_000 + micro
