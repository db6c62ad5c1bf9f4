"""What a person read in 300 messages of the archive of NAVTEX, see labels.tsv."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

ARCHIVE = Path("broadcasts") / "navtex-2013_2018.jsonl.gz"
_ANGLE = re.compile(r"(\d+)-(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?([NSEW])")


@dataclass(frozen=True)
class Label:
    line: int
    file: str
    subject: str
    places: tuple[tuple[float, float], ...]


def _degrees(said: str) -> float:
    found = _ANGLE.fullmatch(said)
    assert found is not None, said
    value = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return -value if found[4] in "SW" else value


def labels() -> list[Label]:
    """All of them, places as latitude and longitude in degrees."""
    told = []
    for line in Path(__file__).with_name("labels.tsv").read_text().splitlines():
        if not line.startswith("#"):
            number, file, subject, *places = line.split("\t")
            pairs = places[0].split("; ") if places and places[0] else []
            lat_lon = tuple((_degrees(lat), _degrees(lon)) for lat, lon in (pair.split() for pair in pairs))
            told.append(Label(int(number), file, subject, lat_lon))
    return told


def messages(corpora: Path) -> list[dict[str, str]]:
    """The archive."""
    with gzip.open(corpora / ARCHIVE, "rt") as lines:
        return [json.loads(line) for line in lines]


def same_places(told: list[tuple[float, float]], label: Label) -> bool:
    """Whether the places are those of a label, in any order, to a hundredth of a minute."""
    if len(told) != len(label.places):
        return False
    pairs = zip(sorted(told), sorted(label.places), strict=True)
    return all(abs(a - c) < 2e-4 and abs(b - d) < 2e-4 for (a, b), (c, d) in pairs)
