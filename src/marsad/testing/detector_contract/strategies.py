"""Rows that hold anything their fields can: values within and at the bounds of the schema, and nulls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from marsad.plugin.rows import FAMILIES, Records, Rows, ordered
from marsad.schema import FAMILIES as TABLES
from marsad.testing.detector_contract.feed import START_US

_SPAN_US: Final = 3_600_000_000
_OWN: Final = ("t", "t_fix", "vessel", "slot", "mmsi", "digest", "outcome", "utc")


def any_rows(rng: np.random.Generator, count: int) -> Iterator[Rows]:
    """Some batches of rows: few vessels and many, all families, an hour from the start of the feed."""
    for size in np.linspace(1, 160, count).astype(int):
        yield Rows(**{family: ordered(_records(family, int(size), rng)) for family in FAMILIES})


def _records(family: str, size: int, rng: np.random.Generator) -> Records:
    rows: Records = np.zeros(size, FAMILIES[family])
    rows["t"] = START_US + np.sort(rng.integers(0, _SPAN_US, size))
    rows["mmsi"] = rng.choice([211_000_001, 412_000_002, 970_000_003, 0, 1_073_741_823, 111_222_333], size)
    rows["vessel"] = rows["mmsi"].astype(np.int64) * 100 + rng.integers(0, 2, size)
    rows["digest"] = rng.integers(0, 1 << 63, size)
    named = TABLES[family].by_name if family in TABLES else {}
    for name in rows.dtype.names or ():
        if name in _OWN:
            continue
        column, dtype = named.get(name), rows.dtype[name]
        if dtype.kind == "S":
            rows[name] = rng.choice([b"", b"SART ACTIVE", b"<SCRIPT SRC=//A.BC>", b"\xff"], size)
        elif dtype.kind in "fi":
            low = -1e3 if column is None or column.low is None else column.low
            high = 1e4 if column is None or column.high is None else column.high
            bounds = np.iinfo(dtype) if dtype.kind == "i" else np.finfo(dtype)
            low, high = max(float(low), float(bounds.min)), min(float(high), float(bounds.max))
            rows[name] = rng.choice([low, high, 0.0], size) if rng.random() < 0.3 else rng.uniform(low, high, size)
            rows[name][rng.random(size) < 0.3] = np.nan if dtype.kind == "f" else -1
        elif dtype.kind == "u":
            rows[name] = rng.integers(0, np.iinfo(dtype).max, size, dtype)
        else:
            rows[name] = rng.random(size) < 0.5
    if "t_fix" in (rows.dtype.names or ()):
        rows["t_fix"] = rows["t"] + rng.integers(-30_000_000, 30_000_000, size)
        rows["outcome"] = rng.integers(0, 7, size)
        if rng.random() < 0.5:  # all at one place: everybody near everybody
            rows["lon_deg"], rows["lat_deg"] = 179.9999, rng.uniform(-1e-3, 1e-3, size)
    return rows
