"""Which navigational warnings are in force: repeats are one warning, cancellations cancel, and what was not heard for
weeks has gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

Warning_ = Mapping[str, Any]
"""A row of `nav_warning` as plain values, times in microseconds UTC."""
FORGOTTEN_US: Final = 42 * 86_400_000_000
"""NAVAREA warnings are printed in a bulletin after so long, and no longer sent (S-53, 4.2.3)."""
_WORDS: Final = re.compile(r"WARNINGS?|WARN|WNGS?")
PASSING: Final = frozenset({"weather", "none", "cancel", "in_force", "other"})
"""Subjects of broadcasts that are no warning of a danger at a place."""


def key_of(series: str | None, number: str | None) -> str | None:
    """What names a warning however its series and number are spelled; None where no number is told."""
    if not number:
        return None
    first, _, year = number.partition("/")
    letters = re.sub(r"[^A-Z]", "", _WORDS.sub("W", (series or "").upper()))
    return f"{letters} {int(first)}/{year[-2:]}"


def in_force(rows: Iterable[Warning_], at_us: int) -> list[Warning_]:
    """The newest hearing of each warning that is in force at an instant, in the order in which they were first heard.

    A later broadcast that names a warning among those it cancels ends it, also where it tells no year and the warning
    does, or the other way. One that tells when it cancels itself ends then.
    """
    standing: dict[str, Warning_] = {}
    for row in sorted((row for row in rows if row["t"] is not None and row["t"] <= at_us), key=lambda row: row["t"]):
        for told in (row["cancels"] or "").split("; "):
            series, _, number = told.rpartition(" ")
            ended = key_of(series, number)
            if ended is not None:
                for known in [one for one in standing if _same(one, ended)]:
                    del standing[known]
        if row["subject"] not in PASSING:
            standing[key_of(row["series"], row["number"]) or f"digest {row['digest']}"] = row
    return [row for row in standing.values()
            if at_us - row["t"] <= FORGOTTEN_US and (row["t_until"] is None or at_us < row["t_until"])]  # fmt: skip


def _same(one: str, other: str) -> bool:
    """Whether two keys name the same warning; a year that is not told may be any."""
    (a, _, year), (b, _, year2) = one.partition("/"), other.partition("/")
    return a == b and (year == year2 or not year or not year2)
