"""What days give, on its way into the lake: files first, then the commits, several days at once."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pyarrow as pa

from marsad.runtime.build.days import date_of
from marsad.schema.lake import LAKE
from marsad.store.lake.data_file import DataFile
from marsad.store.lake.lake import Lake

_TABLES = tuple(name for name in LAKE if name not in ("inputs", "events", "alerts"))
"""What a build makes; events and alerts are found in what it made, and written by who finds them."""
_DAYS_AT_ONCE = 8


class LakeWriter:
    """Collects the files of days, and commits them."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._lock = threading.Lock()
        self._waiting: dict[int, dict[str, list[DataFile]]] = {}

    def write(self, table: str, day: int, rows: pa.Table) -> list[DataFile]:
        """One file of a day, not yet visible; none where there are no rows. Thread-safe."""
        return [self._lake.write(table, date_of(day), rows)] if rows.num_rows else []

    def finish(self, day: int, files: Mapping[str, list[DataFile]]) -> bool:
        """The day consists of these files from now on; says whether that changes anything."""
        whole = {table: list(files.get(table, ())) for table in _TABLES}
        at = date_of(day)
        changed = any(
            {f.path for f in found} != {f.path for f in self._lake.files(table, at)} for table, found in whole.items()
        )
        if changed:
            self._waiting[day] = whole
            if len(self._waiting) >= _DAYS_AT_ONCE:
                self.commit()
        return changed

    def commit(self) -> None:
        """Make all finished days visible, in one step."""
        if self._waiting:
            days = sorted(self._waiting.items())
            self._lake.commit({table: {date_of(day): files[table] for day, files in days} for table in _TABLES})
        self._waiting.clear()
