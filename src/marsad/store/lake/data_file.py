"""One Parquet file of a lake."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class DataFile:
    """A file that holds rows of one table and, where the table has days, of one day. It never changes."""

    table: str
    day: date | None
    """UTC day of its rows; None in a table without days."""
    path: str
    """Place under the table's folder; empty where there were no rows, and so no file."""
    bytes: int
    stats: str
    """Delta's statistics as JSON: rows, and least and greatest value of the columns that readers prune by."""

    @cached_property
    def told(self) -> dict[str, Any]:
        """The statistics."""
        return dict(json.loads(self.stats)) if self.stats else {}

    @property
    def rows(self) -> int:
        return int(self.told.get("numRecords", 0))

    def between(self, column: str) -> tuple[Any, Any]:
        """Least and greatest value of a column as in JSON, times widened to whole milliseconds; None: not told."""
        return self.told.get("minValues", {}).get(column), self.told.get("maxValues", {}).get(column)
