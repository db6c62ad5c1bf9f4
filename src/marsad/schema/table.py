"""What a table is: named columns with type, unit, range and the meaning of null.

One file per table stands beside this one. Arrow schemas, the data dictionary and the page's types are derived
from these objects and from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal[
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
    "float32", "float64", "text", "category", "bytes", "time", "times", "float64s", "int64s",
]  # fmt: skip
"""How a column is stored. `category` is text under a dictionary; `time` is int64 microseconds UTC; `times`,
`float64s` and `int64s` are lists."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what the number is, in which unit, between which bounds, and what null says.

    `low` and `high` bound a plausible value, both ends included; they are None where every value of the kind can occur.
    `null` says what an absent value means; an empty string marks a column that is never null.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    null: str = ""

    @property
    def nullable(self) -> bool:
        return bool(self.null)


@dataclass(frozen=True, eq=False)
class Table:
    """A table: what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name} names a column twice")

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}
