"""The two six-bit alphabets: of text inside a message, and of the armour that carries bits in a sentence.

Text: ITU-R M.1371-6, table 45. Armour: IEC 61162-1, VDM. Plain functions, one character at a time.
"""

from __future__ import annotations

from marsad.wire.bits import Bits

TEXT = "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?"
"""The character of each text code. Code 0, @, ends a text."""

ARMOUR = b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
"""The payload character of each six bits."""

_TEXT_CODE = {character: code for code, character in enumerate(TEXT)}
_ARMOUR_CODE = {character: code for code, character in enumerate(ARMOUR)}


def text_codes(text: str) -> list[int]:
    """Codes of a text. Raises ValueError on a character that the alphabet lacks, as lower case."""
    unknown = sorted({character for character in text if character not in _TEXT_CODE})
    if unknown:
        raise ValueError(f"six-bit text has no {''.join(unknown)!r}: use capitals, digits and the signs {TEXT[32:48]}")
    return [_TEXT_CODE[character] for character in text]


def text_of(codes: list[int]) -> str:
    """The text of some codes as they stand, with its end marks and padding."""
    return "".join(TEXT[code] for code in codes)


def until_end(text: str) -> str:
    """What stands before the end mark."""
    return text.partition("@")[0]


def armour(bits: Bits) -> tuple[bytes, int]:
    """The payload of a sentence and its count of fill bits."""
    fill = -bits.length % 6
    value, count = bits.value << fill, (bits.length + fill) // 6
    return bytes(ARMOUR[value >> 6 * (count - 1 - n) & 63] for n in range(count)), fill


def unarmour(payload: bytes, fill: int = 0) -> Bits:
    """The bits of a payload. Raises ValueError on a character outside the armour, or on fill bits outside 0 to 5."""
    if not 0 <= fill <= 5 or (fill and not payload):
        raise ValueError(f"{fill} fill bits cannot be: a payload has 0 to 5")
    value = 0
    for character in payload:
        if character not in _ARMOUR_CODE:
            raise ValueError(f"{chr(character)!r} is not a payload character: they are {ARMOUR.decode()}")
        value = value << 6 | _ARMOUR_CODE[character]
    return Bits(value >> fill, 6 * len(payload) - fill)
