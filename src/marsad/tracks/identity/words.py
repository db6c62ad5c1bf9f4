"""Which names and call signs can tell a ship from others, and which names are those of net markers."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_EMPTY_WORDS: Final = (
    "NONE", "NONAME", "NO NAME", "UNKNOWN", "TEST", "TESTING", "NIL", "NULL", "VESSEL", "VESSEL NAME", "SHIP",
    "SHIP NAME", "SHIPNAME", "BOAT", "NAME", "CALLSIGN", "CALL SIGN", "NOCALL", "DEFAULT", "NOT SET", "TANKER", "CARGO",
    "FISHING", "AIS", "TRANSPONDER", "CLASS B", "0000", "00000", "000000", "0000000", "ABCD", "ABC123", "ABCDEFG",
    "AAAA", "XXXX", "XXXXX", "XXXXXX", "XXXXXXX",
)  # fmt: skip
"""What stands in a unit whose owner has told it nothing."""

_CALLSIGN = r"^[A-Z0-9]*[A-Z][A-Z0-9]*$"
_BATTERY = r"(^|[^A-Z])[0-9]{1,3}%$"
_VOLTAGE = r"[0-9]+[- ]+[0-9]{1,2}([.,][0-9]+)?V$"
_NET = r"^(FISH(ING)? ?NET|NET ?MARK(ER)?|NET ?BUOY|BUOY ?NET|NETS?[ -]?[0-9]+)\b"
_DIGITS = r"^[0-9]{3,}([- ][0-9]+)*$"

Told = npt.NDArray[np.bool_]


def plain(words: pa.Array) -> pa.Array:
    """Capital letters, without spaces at the ends; empty texts are null."""
    words = pc.utf8_trim_whitespace(pc.utf8_upper(words.cast(pa.string())))
    return pc.if_else(pc.equal(words, ""), pa.scalar(None, pa.string()), words)


def telling_names(words: pa.Array) -> Told:
    """Names of three characters or more that are none of those left empty."""
    return _bools(
        pc.and_(pc.greater_equal(pc.utf8_length(words), 3), pc.invert(pc.is_in(words, pa.array(_EMPTY_WORDS))))
    )


def telling_callsigns(words: pa.Array) -> Told:
    """Call signs of four to seven letters and digits with a letter among them (Radio Regulations, article 19)."""
    length = pc.utf8_length(words)
    formed = pc.and_(pc.and_(pc.greater_equal(length, 4), pc.less_equal(length, 7)), _like(words, _CALLSIGN))
    return _bools(pc.and_(formed, pc.invert(pc.is_in(words, pa.array(_EMPTY_WORDS)))))


def battery_names(words: pa.Array) -> Told:
    """Names that end in the charge of a battery (`12345-87%`, `NET 7 12.4V`) or begin as those of fishing nets do."""
    return _bools(pc.or_(pc.or_(_like(words, _BATTERY), _like(words, _VOLTAGE)), _like(words, _NET)))


def digit_names(words: pa.Array) -> Told:
    """Names that are nothing but a number."""
    return _bools(_like(words, _DIGITS))


def _like(words: pa.Array, pattern: str) -> pa.Array:
    return pc.match_substring_regex(words, pattern)


def _bools(found: pa.Array) -> Told:
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False), np.bool_)
