"""A DuckDB in memory over the tables of a lake: it reads them and nothing else, and its configuration is locked."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.runtime.query.table_files import TableFiles
from marsad.runtime.query.view_sql import JOINED, JOINED_OF, select_list
from marsad.schema.refusal import UsageRefusal

if TYPE_CHECKING:
    import duckdb

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)
LEAST = 64 << 20


def memory_bytes(said: str | None) -> int:
    """The memory limit in bytes from words such as 800M or 2GiB; None is half of what the machine has."""
    if said is None:
        return max(LEAST, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2)
    match = _SIZE.fullmatch(said.strip())
    if not match:
        raise UsageRefusal(f"{said!r} is no amount of memory: write a number and a unit, as in 500MB or 2GB")
    size = int(float(match[1]) * _UNITS[match[2].lower()])
    if size < LEAST:
        raise UsageRefusal(f"{said} of memory is too little for any query: give at least 64MB")
    return size


@contextmanager
def open_database(
    tables: Mapping[str, TableFiles], memory: int, spill: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose views are the tables, and the joined ones; what exceeds `memory` bytes goes under `spill`.

    No statement can read or write another file, reach the network, load an extension or change a setting.
    """
    import duckdb

    if spill is not None and not spill.is_dir():
        raise UsageRefusal(f"{spill}: there is no such folder to spill to: make it, or name another")
    with tempfile.TemporaryDirectory(prefix="marsad-query-", dir=spill) as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory >> 10}KiB",
                "temp_directory": folder,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
                "allow_community_extensions": "false",
            },
        )
        try:
            connection.execute("SET TimeZone = 'UTC'; SET errors_as_json = true; SET enable_progress_bar = false")
            for name, files in tables.items():
                shown = connection.from_arrow(files.dataset).project(select_list(name, files.dataset.schema.names))
                shown.create_view(name)
            for name, of in JOINED_OF.items():
                if of in tables:
                    connection.execute(f"CREATE VIEW {name} AS {JOINED[name]}")
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
            yield connection
        finally:
            connection.close()
