"""One record of the journal, its canonical spelling (RFC 8785) and its hash."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, Final

from marsad.store.store_error import StoreError

FIRST_PREVIOUS: Final = "0" * 64
"""What stands as the hash before the first record."""
_EXACT = 1 << 53


@dataclass(frozen=True, slots=True)
class Record:
    """What happened: `seq` counts from 1 without a gap, `t` is the clock's microseconds UTC when it was written."""

    seq: int
    t: int
    kind: str
    author: str
    body: dict[str, Any]
    previous: str
    hash: str


def spelled(value: Any) -> str:
    """The JSON Canonicalization Scheme of RFC 8785: one spelling for each value.

    Raises StoreError for what it cannot say exactly: NaN, infinity, whole numbers beyond 2**53, names that are no text.
    """
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        if abs(value) > _EXACT:
            raise StoreError(f"{value} is too large for the journal: write it as text.")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                raise StoreError(f"{name!r} cannot name a value in the journal: write it as text.")
        names = sorted(value, key=None if all(map(str.isascii, value)) else _utf16)
        return "{" + ",".join([f"{_text(name)}:{spelled(value[name])}" for name in names]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(spelled, value)) + "]"
    raise StoreError(f"{type(value).__name__} is nothing that the journal can keep: write plain values.")


def chained(previous: str, seq: int, t: int, kind: str, author: str, body: str) -> str:
    """SHA-256 of the hash before and the canonical record, in hexadecimal; `body` is spelled already."""
    # The names stand in their canonical order: author, body, kind, seq, t.
    whole = f'{{"author":{_text(author)},"body":{body},"kind":{_text(kind)},"seq":{seq},"t":{t}}}'
    return hashlib.sha256((previous + whole).encode()).hexdigest()


def _utf16(name: str) -> bytes:
    """What RFC 8785 orders names by; for ASCII the text itself has the same order."""
    return name.encode("utf-16-be", "surrogatepass")


def _text(text: str) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise StoreError(
                "Text with half a character cannot be kept in the journal: write whole characters."
            ) from None
    return encode_basestring(text)


def _number(value: float) -> str:
    """As ECMAScript writes a number: the shortest digits that give it back."""
    if not math.isfinite(value):
        raise StoreError(f"{value} is no number that the journal can keep: leave it out where it is not known.")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, _, power = f"{abs(value)!r}".partition("e")
    whole, _, part = digits.partition(".")
    part = "" if part == "0" else part
    point = len(whole) + int(power or 0)
    figures = (whole + part).lstrip("0")
    point -= len(whole + part) - len(figures)
    figures = figures.rstrip("0")
    if len(figures) <= point <= 21:
        return sign + figures + "0" * (point - len(figures))
    if 0 < point <= 21:
        return f"{sign}{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{figures}"
    mantissa = figures[0] + (f".{figures[1:]}" if len(figures) > 1 else "")
    return f"{sign}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"
