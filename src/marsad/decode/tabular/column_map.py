"""What a configuration says of a table's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

UNITS: Mapping[str, Mapping[str, float]] = {
    "sog": {"kn": 1.0, "m/s": 3600 / 1852, "km/h": 1000 / 1852, "mph": 1609.344 / 1852, "0.1 kn": 0.1},
    "cog": {"deg": 1.0, "0.1 deg": 0.1, "rad": 57.29577951308232},
    "heading": {"deg": 1.0, "0.1 deg": 0.1, "rad": 57.29577951308232},
    "lat": {"deg": 1.0, "1/10000 min": 1 / 600_000, "1e-7 deg": 1e-7},
    "lon": {"deg": 1.0, "1/10000 min": 1 / 600_000, "1e-7 deg": 1e-7},
    "rot": {"deg/min": 1.0, "deg/s": 60.0},
    "length": {"m": 1.0, "ft": 0.3048},
    "width": {"m": 1.0, "ft": 0.3048},
    "draught": {"m": 1.0, "ft": 0.3048, "0.1 m": 0.1},
}
"""Factor to our own unit, the first of each field."""


@dataclass(frozen=True)
class ColumnMap:
    """One table `[columns.NAME]` of the configuration.

    `columns` gives the column's name in the file for each field; `files` restricts it to file names that match, as in
    `suez-*.csv`; `zone` is local time against UTC (see time_kernel); `names` are the columns of a table that has no
    header. Empty texts are not stated.
    """

    name: str
    columns: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    time: str = ""
    zone: tuple[tuple[int, int], ...] = ()
    decimal: str = ""
    delimiter: str = ""
    nulls: tuple[str, ...] = ()
    files: str = ""
    names: tuple[str, ...] = ()
