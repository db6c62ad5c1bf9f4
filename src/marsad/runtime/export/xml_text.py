"""Text from the air inside XML: whatever a ship calls itself, the file stays well-formed (XML 1.0, 2.2)."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def xml_text(value: object) -> str:
    """The value as character data or attribute; characters that XML has no way to say become U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", str(value)).translate(_ESCAPES)
