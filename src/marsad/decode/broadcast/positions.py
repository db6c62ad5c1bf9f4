"""Positions in the text of a warning, however they are spelled.

The joint manual on maritime safety information (IMO/IHO/WMO S-53) asks for degrees and minutes as 54-50.0N
004-56.0W; on air stand `54 50,0 N - 004 56,0 W`, `44 543 N`, `5746N 01117E`, `45-49-48N`, `43 45 49.461N`,
`LAT:36-00.1N LONG:`, or sides of a box as two latitudes before two longitudes. A position of which one half is damaged
is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_BETWEEN: Final = r"(?:[ \-°º*#:/]{0,3}|(?<=\d{3})\n)"
_DEGREES: Final = r"(?<!\d)(?<!\d[.,])(?P<deg>\d{2}(?=\d{2}(?!\d))|\d{3}(?=\d{2}(?!\d))|\d{2,3}(?!\d))"
"""Two or three digits; where the two of the minutes follow at once, as in 5746N and 01117E, too."""
_ANGLE: Final = re.compile(
    rf"{_DEGREES}(?:\.(?P<dot>[0-5]\d)(?=['’\s]{{0,2}}[NSEW])|{_BETWEEN}(?P<min>\d{{1,2}})"
    r"(?:[\s\-°º*#:/'’]{1,3}(?P<sec>\d{2})(?!\d)(?P<sec_part>[\s.,]{1,2}\d{1,3})?"
    r"|(?P<part>\s?[.,]\s?\d{1,5}|(?<=\d\d)[.,]|\s\d{1,3}|\d{1,4}))?"
    r")?['’\"\s]{0,3}(?P<side>[NSEW])(?![A-Z])"
)
"""With `dot` the minutes of 49.53N, where a dot parts degrees from minutes."""
_WIDE: Final = 40
"""Characters between the two halves of a position at most."""
_FILLING: Final = re.compile(r"^[\s\-,;:/.()'\"|=]*(?:AND|LONG?|LON|BY|LONGITUDE)?[\s\-,;:/.()'\"|=]*$")


@dataclass(frozen=True)
class Position:
    """Degrees, north and east positive; `at` is where it begins in the text, `end` where it ends."""

    lat_deg: float
    lon_deg: float
    at: int
    end: int


@dataclass(frozen=True)
class _Half:
    degrees: float
    is_lat: bool
    at: int
    end: int


def positions_in(text: str) -> list[Position]:
    """The positions of a text in the order in which they stand there. Four sides (latitude, latitude, longitude,
    longitude) give the four corners of their box, one after the other around it."""
    halves = sorted([*_halves(text)], key=lambda half: half.at)
    found: list[Position] = []
    at = 0
    while at < len(halves):
        some = halves[at : at + 4]
        if [half.is_lat for half in some] == [True, True, False, False] and _close(text, some):
            (lat, lat2), (lon, lon2) = (half.degrees for half in some[:2]), (half.degrees for half in some[2:])
            found += [Position(y, x, some[0].at, some[3].end) for y, x in
                      ((lat, lon), (lat, lon2), (lat2, lon2), (lat2, lon))]  # fmt: skip
            at += 4
        elif [half.is_lat for half in some[:2]] == [True, False] and _close(text, some[:2]):
            found.append(Position(some[0].degrees, some[1].degrees, some[0].at, some[1].end))
            at += 2
        else:
            at += 1
    return found


def _close(text: str, halves: list[_Half]) -> bool:
    """Whether nothing but marks, and a word such as AND, stands between halves."""
    gaps = [(one.end, other.at) for one, other in pairwise(halves)]
    return all(b - a <= _WIDE and _FILLING.match(text[a:b]) for a, b in gaps)


def _halves(text: str) -> list[_Half]:
    halves = []
    for match in _ANGLE.finditer(text):
        degrees = _degrees(match)
        if degrees is not None:
            halves.append(_Half(degrees, match["side"] in "NS", match.start(), match.end()))
    return halves


def _degrees(match: re.Match[str]) -> float | None:
    """Signed degrees; None where they are beyond the pole or the date line, or the minutes are none."""
    told = match.groupdict()
    degrees, minutes = int(told["deg"]), float(told["min"] or told["dot"] or 0)
    if told["part"]:
        minutes += float("0." + re.sub(r"\D", "", told["part"]) + "0")
    seconds = float(told["sec"] or 0)
    if told["sec_part"]:
        seconds += float("0." + re.sub(r"\D", "", told["sec_part"]))
    most = 90 if told["side"] in "NS" else 180
    value = degrees + minutes / 60.0 + seconds / 3600.0
    if minutes >= 60 or seconds >= 60 or value > most:
        return None
    return -value if told["side"] in "SW" else value
