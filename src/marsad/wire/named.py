"""A code of a standard, as people read it."""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """English and Arabic name of a code."""

    en: str
    ar: str
