"""Column maps out of the configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from marsad.decode.tabular.column_map import UNITS, ColumnMap
from marsad.decode.tabular.time_kernel import DIRECTIVES
from marsad.runtime.column_settings import FIELDS, Columns
from marsad.runtime.local_time import local_time
from marsad.schema.refusal import UsageRefusal

_EPOCHS = ("iso", "s", "ms", "us")


def column_maps(file: Path | None) -> tuple[ColumnMap, ...]:
    """The column maps of a configuration file, none without one. Raises UsageRefusal for what cannot be used."""
    if file is None:
        return ()
    from marsad.runtime.configuration import resolve

    return maps_of(resolve(file, {}, {}).settings.columns, str(file))


def maps_of(tables: Mapping[str, Columns], where: str) -> tuple[ColumnMap, ...]:
    """The maps that these tables state; `where` names their file."""
    return tuple(_map(name, stated, f"{where}: columns.{name}") for name, stated in tables.items())


def _map(name: str, stated: Columns, where: str) -> ColumnMap:
    columns = {field: getattr(stated, field) for field in FIELDS if getattr(stated, field)}
    if not columns.get("t") or not columns.get("mmsi"):
        raise UsageRefusal(f"{where}: t and mmsi name the columns of time and identity; neither may be empty.")
    if ("lat" in columns) != ("lon" in columns):
        raise UsageRefusal(f"{where}: lat and lon go together: name both columns, or neither for GeoParquet.")
    for field, unit in stated.units.items():
        known = UNITS.get(field)
        if known is None or unit not in known:
            allowed = ", ".join(known) if known else f"of {', '.join(UNITS)} only"
            raise UsageRefusal(f"{where}: the unit {unit!r} of {field} is not known: write one {allowed}.")
    if len(stated.delimiter) > 1 or (stated.delimiter and not stated.delimiter.isascii()):
        raise UsageRefusal(f'{where}: the delimiter is one character, as in ";" or "\\t".')
    if stated.decimal not in ("", ".", ","):
        raise UsageRefusal(f'{where}: the decimal mark is "." or ",".')
    if stated.names and not stated.files:
        raise UsageRefusal(f"{where}: a table without a header is known by its file name only: add files.")
    missing = [column for column in columns.values() if stated.names and column not in stated.names]
    if missing:
        raise UsageRefusal(f"{where}: {missing[0]!r} is not among names: write the columns as they are called there.")
    _check_time(stated.time, where)
    zone = local_time(stated.time_zone, where)
    return ColumnMap(name, columns, stated.units, stated.time, zone, stated.decimal, stated.delimiter,
                     tuple(stated.nulls), stated.files, tuple(stated.names))  # fmt: skip


def _check_time(time: str, where: str) -> None:
    if not time or time in _EPOCHS:
        return
    unknown = [part for part in re.findall(r"%(.)", time) if part not in DIRECTIVES and part != "%"]
    dated = ("%j" in time or ("%d" in time and ("%m" in time or "%b" in time))) and ("%Y" in time or "%y" in time)
    if unknown or not dated:
        raise UsageRefusal(
            f'{where}: time cannot be {time!r}: write iso, s, ms, us, or parts as in "%d/%m/%Y %H:%M:%S" '
            f"(known are {' '.join('%' + part for part in DIRECTIVES)})."
        )
