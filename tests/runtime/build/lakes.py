"""Lakes for tests: built from files, and compared row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.build import build
from marsad.runtime.build.plan import Plan
from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake
from marsad.store.lake.row_hash import RowSum, hash_rows

NOW_US = 1_790_000_000_000_000
PROVENANCE = ("source", "offset")
"""Where a row was read: other than the row itself, it changes when the same rows are cut into other files."""


def clock() -> int:
    return NOW_US


def into(lake: Path, files: Sequence[Path], engine: str = "local", **more: Any) -> Accounts:
    """Build, and check that the sums agree."""
    accounts = build(Plan(files=tuple(files), lake=str(lake), clock=clock, **more), engine)
    assert accounts.check() == []
    return accounts


def digest(lake: Path) -> dict[str, str]:
    """Of every table but `inputs`."""
    found = Lake.open(str(lake), clock).digest()
    return {name: told.digest for name, told in found.items() if name != "inputs"}


def rows(lake: Path, table: str) -> list[tuple[Any, ...]]:
    """All rows of a table in one order, without their provenance."""
    held = Lake.open(str(lake), clock)
    names = [column.name for column in LAKE[table].columns if column.name not in PROVENANCE]
    days = [held.read(table, day, names) for day in held.days(table)]
    if not days:
        return []
    whole = pa.concat_tables(days, promote_options="default")
    found = [tuple(row.values()) for row in whole.to_pylist()]
    return sorted(found, key=repr)


def told(lake: Path) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table but `inputs`, of what the rows say without where they were read.

    Rejects are lines and rows that say nothing, so that no two of them are copies: how many there are is left out.
    """
    held = Lake.open(str(lake), clock)
    found = {}
    for name, table in LAKE.items():
        if name == "inputs":
            continue
        names = [column.name for column in table.columns if column.name not in PROVENANCE]
        total = RowSum()
        for day in held.days(name):
            read = held.read(name, day, names)
            for batch in (read.group_by(names).aggregate([]) if name == "reject" else read).to_batches():
                total.add(hash_rows(table, batch))
        found[name] = total.rows, bytes(total).hex()
    return found


def agree(left: Path, right: Path, but: Sequence[str] = ()) -> None:
    """Every table says the same in both, each row as often; where one does not, its rows are shown."""
    of_left, of_right = told(left), told(right)
    for table in (name for name in of_left if name not in but and of_left[name] != of_right[name]):
        left_rows, right_rows = rows(left, table), rows(right, table)
        only_left = [row for row in left_rows if row not in right_rows]
        only_right = [row for row in right_rows if row not in left_rows]
        assert (only_left[:3], only_right[:3]) == ([], []), f"{table}: {len(left_rows)} rows, {len(right_rows)} rows"
        assert left_rows == right_rows, table
        raise AssertionError(f"{table}: equal rows have unequal digests")


def same(left: Path, right: Path) -> None:
    """Every table has the same rows, apart from where they were read, which files those were, and what is carried.

    A hearing that came by two files is told once for each, as a feed is a witness of its own: here it counts once.
    """
    for table in LAKE:
        if table in ("inputs", "state"):
            continue
        of_left, of_right = rows(left, table), rows(right, table)
        if table == "reception":
            of_left, of_right = sorted(set(of_left), key=repr), sorted(set(of_right), key=repr)
        assert of_left == of_right, table
