"""How the cells of a column write instants, as far as they prove it themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}(:\d{1,2}([.,]\d*)?)? ?(Z|z|UTC|[+-]\d\d(:?\d\d)?)?)?$")
_NUMBER = re.compile(r"(\d+)(\.\d*)?(e\+?\d+)?$", re.IGNORECASE)
_COMPACT = re.compile(r"\d{8}([_T -]?)(\d{6}|\d{4})$")
_PARTS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})([ T])(\d{1,2}):\d{1,2}(:\d{1,2})?(\.\d+)?(Z)?$")
_EARLIEST_S, _LATEST_S = 631_152_000, 4_102_444_800  # 1990 and 2100
_UNITS = (("s", 1), ("ms", 1_000), ("us", 1_000_000))
_LAST_MONTH = 12


def proven_time(cells: Sequence[str]) -> str | None:
    """`iso`, an epoch unit or a pattern that these cells can only mean; None where they leave it open.

    Day and month are told apart where a cell shows a number beyond 12. No cells at all prove nothing.
    """
    if not cells:
        return None
    if 2 * sum(_ISO.match(cell) is not None for cell in cells) > len(cells):
        return "iso"  # the others are rejected, row by row
    compact = {match.groups() for match in map(_COMPACT.match, cells) if match}
    stamps = {(gap, len(clock)) for gap, clock in compact}
    if len(stamps) == 1 and all(_COMPACT.match(cell) for cell in cells) and all(_year_of(cell) for cell in cells):
        ((gap, clock),) = stamps
        return f"%Y%m%d{gap}%H%M" + ("%S" if clock == 6 else "")
    if all(_NUMBER.match(cell) for cell in cells):
        values = [float(cell) for cell in cells]
        fitting = [unit for unit, per in _UNITS if all(_EARLIEST_S <= v / per <= _LATEST_S for v in values)]
        return fitting[0] if len(fitting) == 1 else None
    return _parts(cells)


def _year_of(cell: str) -> bool:
    return "1990" <= cell[:4] <= "2100" and "01" <= cell[4:6] <= "12" and "01" <= cell[6:8] <= "31"


def _parts(cells: Sequence[str]) -> str | None:
    matches = [_PARTS.match(cell) for cell in cells]
    found = [match for match in matches if match]
    if len(found) < len(cells):
        return None
    shapes = {(m[2], m[5], m[7] is not None, m[8] is not None, m[9] is not None, len(m[1]) > 2) for m in found}
    if len(shapes) > 1:
        return None
    sign, gap, seconds, fraction, zulu, year_first = shapes.pop()
    clock = "%H:%M" + (":%S" if seconds else "") + (".%f" if fraction else "") + ("Z" if zulu else "")
    if year_first:
        return f"%Y{sign}%m{sign}%d{gap}{clock}"
    if any(len(m[4]) != 4 for m in found):
        return None
    first, second = max(int(m[1]) for m in found), max(int(m[3]) for m in found)
    if first > _LAST_MONTH >= second:
        return f"%d{sign}%m{sign}%Y{gap}{clock}"
    if second > _LAST_MONTH >= first:
        return f"%m{sign}%d{sign}%Y{gap}{clock}"
    return None
