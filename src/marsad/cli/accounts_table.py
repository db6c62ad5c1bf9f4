"""What became of every row of a build, as tables for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from marsad.runtime.build.accounts import Accounts


def tables(accounts: Accounts) -> Iterator[Table]:
    """Files, families, outcomes of the positions."""
    yield _table(
        ("file", "format", "rows or lines", "used", "rejected", "other"),
        [(f.name, "in the lake already" if f.skipped else f.format, f.rows, f.used, f.rejected, f.other)
         for f in accounts.files],
    )  # fmt: skip
    rejects: Counter[str] = sum((f.rejects for f in accounts.files), Counter())
    if rejects:
        yield _table(("rejected because", "times"), rejects.most_common())
    families = accounts.as_json()["families"]
    if families:
        yield _table(
            ("family", "read", "in the lake before", "duplicates", "in the lake now"),
            [(name, one["came"], one["held"], one["duplicates"], one["unique"]) for name, one in families.items()],
        )
    outcomes: Counter[str] = sum((day.outcomes for day in accounts.days), Counter())
    if outcomes:
        yield _table(("outcome of a position", "positions"), outcomes.most_common())
    if accounts.days:
        days = accounts.days
        changed = sum(day.changed for day in days)
        yield _table(
            ("days computed", "of these changed", "parts of tracks", "parts of stops"),
            [(len(days), changed, sum(day.tracks for day in days), sum(day.stops for day in days))],
        )


def _table(headings: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, heading in enumerate(headings):
        numbers = bool(rows) and isinstance(rows[0][place], int)
        table.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    return table
