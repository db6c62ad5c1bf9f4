"""The page's own fonts (Noto Sans and Noto Sans Arabic, SIL Open Font License 1.1) for a document."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

import marsad

ASSETS: Final = Path(marsad.__file__).parent / "serve" / "page" / "assets"
FACES: Final = {
    ("latin", ""): "noto-sans-latin-400-normal.woff2", ("latin", "B"): "noto-sans-latin-600-normal.woff2",
    ("arabic", ""): "noto-sans-arabic-arabic-400-normal.woff2",
    ("arabic", "B"): "noto-sans-arabic-arabic-600-normal.woff2",
}  # fmt: skip


@cache
def letters() -> frozenset[int]:
    """The characters that these fonts can write."""
    return frozenset().union(*(TTFont(ASSETS / file, lazy=True).getBestCmap() for file in FACES.values()))


def unpacked() -> tempfile.TemporaryDirectory[str]:
    """A folder with each face as TrueType, which goes when it is let go."""
    folder = tempfile.TemporaryDirectory(prefix="marsad-fonts-")
    for (family, style), file in FACES.items():
        face = TTFont(ASSETS / file, recalcTimestamp=False)
        face.flavor = None
        face.save(Path(folder.name) / f"{family}{style}.ttf")
    return folder
