"""A table of a lake as DuckDB and Arrow read it: its files, what each is known to hold, and how many rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class TableFiles:
    """One table at the version that the lake has now."""

    dataset: Any
    """A pyarrow dataset in the stored types; each fragment is guaranteed a day and bounds of its columns."""
    rows: int
    days: tuple[date, ...]
    """Days with rows, in order; empty where the table has no days."""
