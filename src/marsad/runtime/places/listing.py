"""The places of a file, or of all files of a configuration, one after another: what a watch room would know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from marsad.plugin.areas import Drawn
from marsad.plugin.side import ALWAYS
from marsad.runtime.configuration import resolve
from marsad.runtime.places.geojson import WATCH
from marsad.runtime.places.read_places import GDAL, GEOJSON, read_places, sentence_of
from marsad.runtime.zone_settings import ZoneSettings

READ: Final = (*GEOJSON, *GDAL)


@dataclass(frozen=True)
class Listed:
    """A place: what it is, its name, what it watches for, from and until when (null: always), and its source, which
    ends with "not for navigation" where it is a chart."""

    kind: str
    name: str
    watch: list[str]
    since: str | None
    until: str | None
    source: str


def listed(file: Path, say: Callable[[str], None]) -> list[Listed]:
    """The places of a file, or of the files and polygons under `[zones]` of a configuration (.toml).

    `say` is told of each file how much was read and what was passed over. Raises ZoneRefusal, or Refusal for a
    configuration that cannot be used.
    """
    if file.suffix.lower() != ".toml":
        return _of_file(file, say)
    made: list[Listed] = []
    for name, told in resolve(file, {}, {}).settings.zones.items():
        if not told.file:
            made.append(_own(name, told))
        elif Path(told.file).suffix.lower() in READ:
            made += _of_file(file.parent / told.file, say)
        else:
            say(f"{told.file}: no zones; depths, receivers or what was learnt.")
    return made


def _of_file(file: Path, say: Callable[[str], None]) -> list[Listed]:
    drawn = read_places(file)
    say(sentence_of(file, drawn))
    return of(drawn)


def of(drawn: Drawn) -> list[Listed]:
    """Areas, then lines, by kind and name."""
    areas = [Listed(one.kind, one.name, _words(one.watch), *_holds(one.holds), one.source) for one in drawn.areas]
    lines = [Listed(one.kind, one.name, [], *_holds(one.holds), one.source) for one in drawn.wires]
    return [*sorted(areas, key=_order), *sorted(lines, key=_order)]


def _order(one: Listed) -> tuple[str, str]:
    return one.kind, one.name


def _own(name: str, told: ZoneSettings) -> Listed:
    return Listed(told.kind, name, list(told.watch or []), told.since or None, told.until or None, "configuration")


def _words(watch: int) -> list[str]:
    return [word for word, bit in WATCH.items() if watch & bit]


def _holds(holds: tuple[int, int]) -> tuple[str | None, str | None]:
    since, until = (None if one == other else f"{datetime.fromtimestamp(one / 1e6, UTC):%Y-%m-%dT%H:%M:%SZ}"
                    for one, other in zip(holds, ALWAYS, strict=True))  # fmt: skip
    return since, until
