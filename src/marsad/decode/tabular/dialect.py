"""A layout that archives use: known by the names of its columns, whether in text or in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.decode.tabular.layout import CLASS_TYPES, NUMBER_NULLS, NUMBER_TYPES, TEXT_NULLS, Layout


@dataclass(frozen=True)
class Dialect:
    """Columns by field, each with the names it goes by (in normal spelling, see head.normal), the first there wins.

    `signatures` are sets of names; a header that holds all of one set is this dialect. `time` as in Layout; where a
    dialect writes it in several ways, `time_of` tells by the cells shown.
    """

    name: str
    signatures: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    time: str = "iso"
    time_of: Callable[[Sequence[str]], str] | None = None
    nulls: frozenset[str] = NUMBER_NULLS
    text_nulls: frozenset[str] = TEXT_NULLS
    types: Mapping[str, int] = field(default_factory=lambda: {**CLASS_TYPES, **NUMBER_TYPES})
    statuses: Mapping[str, int] = field(default_factory=dict)
    ship_types: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)

    def knows(self, names: Sequence[str]) -> bool:
        """Whether these columns are of this dialect."""
        return any(signature <= set(names) for signature in self.signatures)

    def layout(self, names: Sequence[str], cells_of: Callable[[str], Sequence[str]]) -> Layout:
        """How a table with these columns is read; `cells_of` shows cells of a column."""
        columns = {}
        for name, spellings in self.columns.items():
            there = [spelling for spelling in spellings if spelling in names]
            if there:
                columns[name] = there[0]
        time = self.time_of(cells_of(columns["t"])) if self.time_of else self.time
        return Layout(self.name, columns, time, self.scales, nulls=self.nulls, text_nulls=self.text_nulls,
                      types=self.types, statuses=self.statuses, ship_types=self.ship_types)  # fmt: skip
