"""Text that people wrote or vessels sent, made fit to be read and to be found; it stays text whatever it holds."""

from __future__ import annotations

import unicodedata
from typing import Final

_STEERING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""What turns the text around it, and is not seen."""
_SAME: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "\u0640": None})


def readable(text: str) -> str:
    """Without controls and what steers the direction of text; line ends and tabulators stay."""
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _STEERING))


def folded(text: str) -> str:
    """What a search compares: without case, accents, Arabic vowel signs and stretching, and with one form of alef, yaa
    and taa marbuta, which people write in several ways."""
    apart = unicodedata.normalize("NFKD", readable(text).translate(_SAME).casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).translate(_SAME).split())
