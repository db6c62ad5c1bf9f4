"""Answers on a terminal: tables that fit, and no control character of what came over the air."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

SHOWN = 200
"""Rows of an answer that a terminal is given."""


def show_rows(names: list[str], rows: Iterator[dict[str, Any]], console: Console | None = None) -> None:
    """Draw the first rows; say so where there are more."""
    console = console or Console()
    table = Table(header_style="bold", box=None, pad_edge=False)
    first = list(itertools.islice(rows, SHOWN + 1))
    numbers = {name for name in names if all(isinstance(row[name], int | float | None) for row in first)}
    for name in names:
        table.add_column(Text(name), justify="right" if name in numbers else "left", overflow="fold")
    for row in first[:SHOWN]:
        table.add_row(*(_cell(row[name]) for name in names))
    console.print(table)
    if len(first) > SHOWN:
        console.print(f"(the first {SHOWN} rows; `--to csv -o FILE` writes all)", style="dim")


def show_listing(tables: list[dict[str, Any]], console: Console | None = None) -> None:
    """Draw the tables of a lake with their columns."""
    console = console or Console()
    for told in tables:
        rows = "a view" if told["rows"] is None else f"{told['rows']:,} rows"
        days = f", {told['first_day']} to {told['last_day']}" if told["first_day"] else ""
        console.print(Text.assemble((told["table"], "bold"), f"  {rows}{days}. {told['row']}"))
        table = Table(show_header=False, box=None, padding=(0, 1, 0, 2))
        for column in told["columns"]:
            unit = f" [{column['unit']}]" if column["unit"] else ""
            table.add_row(Text(column["name"]), Text(column["type"].lower(), "dim"), Text(column["meaning"] + unit))
        console.print(table)


def _cell(value: Any) -> Text:
    if value is None:
        return Text("-", style="dim")
    return Text("".join(c if c.isprintable() else "\ufffd" for c in str(value)))
