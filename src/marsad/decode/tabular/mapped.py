"""A column map of the configuration as a layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from marsad.decode.tabular.column_map import UNITS, ColumnMap
from marsad.decode.tabular.head import normal
from marsad.decode.tabular.layout import NUMBER_NULLS, TEXT_NULLS, Layout
from marsad.decode.tabular.time_proof import proven_time
from marsad.schema.refusal import Refusal


def fits(chosen: ColumnMap, names: Sequence[str], file: str) -> bool:
    """Whether a map is meant for a table with these columns (in normal spelling), in a file of this name."""
    plain = file.rsplit("/", 1)[-1]
    unpacked = plain.removesuffix(".gz").removesuffix(".zst")
    if chosen.files and not fnmatchcase(plain, chosen.files) and not fnmatchcase(unpacked, chosen.files):
        return False
    return all(normal(column) in names for column in chosen.columns.values())


def layout_of(chosen: ColumnMap, cells_of: Callable[[str], Sequence[str]], geometry: str | None = None,
              instants: bool = False) -> Layout:  # fmt: skip
    """The layout a map states. `instants` says that the time is stored as one, and needs no reading.

    Raises Refusal where the map does not say how the time is written and its cells do not prove it.
    """
    columns = {field: normal(column) for field, column in chosen.columns.items()}
    cells = cells_of(columns["t"])
    time = chosen.time or ("iso" if instants or not cells else proven_time(cells))
    if time is None:
        raise Refusal(
            f"[columns.{chosen.name}] does not say how {chosen.columns['t']} is written (as in {cells[0]!r}): add time "
            'with the order of its parts, as in time = "%d/%m/%Y %H:%M:%S", or "s" or "ms" for an epoch.'
        )
    scales = {field: UNITS[field][unit] for field, unit in chosen.units.items()}
    spelled = frozenset(text.lower() for text in chosen.nulls)
    has_place = "lat" in columns
    return Layout(
        f"columns.{chosen.name}", columns, time, scales, chosen.zone, NUMBER_NULLS | spelled, TEXT_NULLS | spelled,
        geometry=None if has_place else geometry,
    )  # fmt: skip
