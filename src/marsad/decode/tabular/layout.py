"""What the columns of a table mean: one object for each layout that archives use, or that a configuration states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NUMBER_NULLS = frozenset({"null", "nan", "none", "n/a", "na", "nil", "\\n", "-", "unknown", "undefined"})
"""Spellings of "not available" where a number is due, besides the empty cell; capitals do not matter."""
TEXT_NULLS = frozenset({"null", "nan", "\\n"})
"""The same where a text is due: a ship may well be called NONE."""

CLASS_TYPES: Mapping[str, int] = {
    "a": 1, "class a": 1, "class_a": 1, "b": 18, "class b": 18, "class_b": 18, "base station": 4, "aton": 21,
    "sar airborne": 9, "sar aircraft": 9,
}  # fmt: skip
"""Class of station to the message number it reports its position by."""
NUMBER_TYPES: Mapping[str, int] = {spelling: n for n in range(1, 28) for spelling in (str(n), f"ais.{n}", f"{n}.0")}
"""Message numbers as archives write them."""


@dataclass(frozen=True)
class Layout:
    """How one kind of table is read.

    `columns` gives the column's name for each field of `fields.FIELDS`; `scales` the factor to our unit where it is not
    1; `time` is `iso`, `s`, `ms`, `us` or a pattern of parts; `zone` says where local time stood against UTC (see
    time_kernel), empty for UTC. `types`, `statuses` and `ship_types` give the codes of words in small letters.
    """

    name: str
    columns: Mapping[str, str]
    time: str = "iso"
    scales: Mapping[str, float] = field(default_factory=dict)
    zone: tuple[tuple[int, int], ...] = ()
    nulls: frozenset[str] = NUMBER_NULLS
    text_nulls: frozenset[str] = TEXT_NULLS
    types: Mapping[str, int] = field(default_factory=lambda: {**CLASS_TYPES, **NUMBER_TYPES})
    statuses: Mapping[str, int] = field(default_factory=dict)
    ship_types: Mapping[str, int] = field(default_factory=dict)
    geometry: str | None = None
