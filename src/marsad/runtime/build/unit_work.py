"""A unit from the parts that hold its rows to what is left of it once its large tables are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa

from marsad.runtime.build.carried import Carried
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.solve import Rows, Solved, solve, together
from marsad.runtime.build.units import Unit
from marsad.schema import FAMILIES
from marsad.store.lake.data_file import DataFile
from marsad.tracks.cleaning import Offsets
from marsad.tracks.ways.parameters import Parameters

HELD = "held:"
"""Before the name of a family: rows that the lake held."""
_LARGE = 250_000
"""Rows of a unit that get a file of their own; fewer are written with those of the day's other units."""


@dataclass(frozen=True)
class UnitDone:
    """What a unit gave: small tables in `solved`, the others in files."""

    solved: Solved
    files: dict[str, list[DataFile]]


def rows_of(parts: Parts, day: int, low: int, high: int) -> Rows:
    """The rows of senders in buckets low to below high."""
    names = parts.families(day)
    return Rows(
        {name: parts.take(day, name, low, high) for name in names if name in FAMILIES},
        {name.removeprefix(HELD): parts.take(day, name, low, high) for name in names if name.startswith(HELD)},
        parts.take(day, "reception", low, high),
    )


def work(parts: Parts, unit: Unit, offsets: Offsets, carried: Carried, parameters: Parameters) -> Solved:
    """Solve a unit, a few rows at once."""
    return together(
        [
            solve(unit.day, rows_of(parts, unit.day, low, high), offsets, carried.part(low, high), parameters)
            for low, high in pairwise(unit.edges)
        ]
    )


def written(solved: Solved, write: Callable[[str, pa.Table], list[DataFile]]) -> UnitDone:
    """Write the large tables and positions; they are taken out of what was solved."""
    files: dict[str, list[DataFile]] = {}
    for name in list(solved.tables):
        if name == "position" or solved.tables[name].num_rows >= _LARGE:
            files[name] = write(name, solved.tables.pop(name))
    return UnitDone(solved, files)
