"""One broadcast as a row of `nav_warning`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from marsad.decode.broadcast.positions import positions_in
from marsad.decode.broadcast.subjects import is_gnss, subject_of
from marsad.schema import Flag

Row = dict[str, Any]
_HEAD: Final = re.compile(r"ZCZC[ \t]*([A-Z])([A-Z])(\d\d)\b")
_MONTHS: Final = {"JAN": 1, "FEB": 2, "MAR": 3, "APR": 4, "MAY": 5, "MAI": 5, "JUN": 6, "JUL": 7, "AUG": 8, "SEP": 9,
                  "OCT": 10, "OKT": 10, "NOV": 11, "DEC": 12, "DES": 12}  # fmt: skip
_MONTH: Final = rf"({'|'.join(_MONTHS)})[A-Z]*"
_GROUP: Final = re.compile(rf"\b(\d\d)(\d\d)(\d\d)[ ]?(?:UTC|Z)?[ ]?{_MONTH}[ .]*(\d{{4}}|\d\d)?(?!\d)")
"""A date-time group: day, hour, minute, month, and mostly the year."""
_UNTIL: Final = re.compile(r"(?:CANCEL (?:THIS )?(?:MESSAGE|MSG|WARNING|WARN)?|AUTO ?CANCEL)[ :.]*(?:AT |ON )?")
_SERIES: Final = (
    r"(?P<series>NAVAREA [IVX]+|WZ|AVURNAV [A-Z]+|(?:[A-Z]+ ){0,2}NAV\.? ?(?:WARNINGS?|WNGS?|WARN|WNG)\b\.?|"
    r"NAVWARN|(?:[A-Z]+ )?(?:NAVIGATIONAL|COASTAL) WARNING(?: [A-Z]{4,})?|NX)"
)
_REFERENCE: Final = re.compile(rf"{_SERIES}[ .]*(?:NR|NO)?[ .]*(?P<number>\d{{1,4}}(?: ?/ ?\d{{2,4}})?)(?!\d)")
_CANCELS: Final = re.compile(r"CANCEL(?!LED|LING)S?[ :]+(?!THIS)([^.;\n]*(?:\n[^.;\n]*)?)")
_RADIUS: Final = re.compile(
    r"(?:WITHIN|RADIUS(?: OF)?|R ?=) ?(\d{1,3}(?:[.,]\d+)?) ?(?:NAUTICAL )?(MILES?|NM|M\b|METRES?|MTRS?|CABLES?)"
    r"|(\d{1,3}(?:[.,]\d+)?) ?(MILES?|NM|METRES?|MTRS?|CABLES?) RADIUS"
)
_AREA: Final = re.compile(r"AREA|BOUNDED|ZONE|POLYGON")
_LINE: Final = re.compile(r"LINE JOINING|BETWEEN|ALONG|ROUTE|TRACK|PIPELINE|CABLE")
_METRES: Final = {"C": 185.2, "N": 1852.0}
_RUN: Final = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{6}")
"""Six consonants in a row stand in no word."""
_USUAL: Final = dict.fromkeys(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \t\r\n.,:;()'\"/+-=?!°#*&%_<>"))


def row_of(text: str, t_us: int | None) -> Row:
    """What a text tells, as a row without source and offset. It never fails: what cannot be read is null."""
    head = _HEAD.search(text)
    said = text.upper()
    body = re.sub(r"NNNN\s*\Z", "", said[head.end() :] if head else said)
    letter = head[2] if head else None
    issued = _GROUP.search(body[:120])
    content = _content(body)
    subject = subject_of(content, letter)
    positions = [] if subject in ("weather", "none") else positions_in(body)
    own = _REFERENCE.search(content if content.lstrip().startswith("CANCEL") else body[:160])
    if content.lstrip().startswith(("CANCEL", "SELF")):
        own = None
    row: Row = {
        "t": t_us, "digest": int.from_bytes(blake2b(body.encode(), digest_size=8).digest(), "little"),
        "flags": int(Flag.TABLE), "code": head[1] + head[2] + head[3] if head else None, "letter": letter,
        "series": None if own is None else " ".join(own["series"].strip(" .").split()),
        "number": None if own is None else own["number"].replace(" ", ""), "subject": subject,
        "gnss": subject not in ("weather", "none") and is_gnss(content),
        "t_issued": None if issued is None else _instant(issued, t_us), "t_until": _until(body, t_us),
        "cancels": "; ".join(_cancelled(body)) or None, "lat_deg": [round(one.lat_deg, 6) for one in positions],
        "lon_deg": [round(one.lon_deg, 6) for one in positions], "text": text, "damaged": _damaged(body),
    }  # fmt: skip
    if positions:
        row["shape"] = _shape(body, len(positions))
        row["radius_m"] = _radius_m(body)
    return row


def _content(body: str) -> str:
    """The text after the date-time group and the name of the station."""
    lines = [line for line in body.strip().splitlines() if line.strip()]
    while lines and (_GROUP.fullmatch(lines[0].strip(" .")) or not re.search(r"[A-Z]{3}", lines[0])):
        lines.pop(0)
    return "\n".join(lines)


def _instant(group: re.Match[str], heard_us: int | None) -> int | None:
    """Microseconds UTC of a date-time group; without a year the one that brings it nearest to when it was heard."""
    day, hour, minute, month, year = group.groups()
    if year is not None:
        years = [int(year) + (2000 if len(year) == 2 else 0)]
    elif heard_us is not None:
        near = datetime.fromtimestamp(heard_us / 1e6, UTC).year
        years = [near, near - 1, near + 1]
    else:
        return None
    found = []
    for one in years:
        try:
            at = datetime(one, _MONTHS[month], int(day), tzinfo=UTC) + timedelta(hours=int(hour), minutes=int(minute))
        except ValueError:
            continue
        found.append(round(at.timestamp() * 1e6))
    if int(hour) > 24 or int(minute) > 59 or not found:
        return None
    return found[0] if heard_us is None else min(found, key=lambda at: abs(at - heard_us))


def _until(body: str, heard_us: int | None) -> int | None:
    for match in _UNTIL.finditer(body):
        group = _GROUP.match(body, match.end())
        if group is not None:
            return _instant(group, heard_us)
    return None


def _cancelled(body: str) -> list[str]:
    told: list[str] = []
    for match in _CANCELS.finditer(body.replace("NAV.", "NAV")):
        for one in _REFERENCE.finditer(match[1]):
            told.append(f"{' '.join(one['series'].strip(' .').split())} {one['number'].replace(' ', '')}")
    return list(dict.fromkeys(told))


def _shape(body: str, many: int) -> str:
    if many >= 3 and _AREA.search(body):
        return "area"
    return "line" if many >= 2 and _LINE.search(body) else "points"


def _radius_m(body: str) -> float | None:
    match = _RADIUS.search(body)
    if match is None:
        return None
    number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
    value = float(number.replace(",", "."))
    metres = unit.startswith(("MET", "MTR")) or unit == "M"
    return value if metres else value * (_METRES["C"] if unit.startswith("CABLE") else _METRES["N"])


def _damaged(body: str) -> float:
    many = len(body.split())
    return min(1.0, (len(_RUN.findall(body)) + len(body.translate(_USUAL))) / many) if many else 0.0
