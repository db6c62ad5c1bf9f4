"""What became of every row: the sums of a build, which must agree with one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class FileAccount:
    """One file, or one member of an archive."""

    name: str
    content: str
    bytes: int
    format: str = ""
    skipped: bool = False
    """Its content is in the lake already, so it was not read."""
    used: int = 0
    """Rows of a table, or lines with a sentence, that gave a report or a part of one."""
    rejected: int = 0
    """Rows or lines that could not be used."""
    rejects: Counter[str] = field(default_factory=Counter)
    """The same by reason; several lines of one message may be one reject."""
    other: int = 0
    """Lines that no format claims, and blank ones."""
    reports: Counter[str] = field(default_factory=Counter)
    """Rows by family."""
    simulated: bool = False
    """It holds reports that a simulator made."""
    real: bool = False
    """It holds reports that none made."""
    t_first: int | None = None
    t_last: int | None = None

    @property
    def rows(self) -> int:
        """Rows, or lines, in all."""
        return self.used + self.rejected + self.other


@dataclass(slots=True)
class DayAccount:
    """One UTC day that was computed."""

    day: str
    came: Counter[str] = field(default_factory=Counter)
    """Rows by family that this build brought."""
    held: Counter[str] = field(default_factory=Counter)
    """Rows by family that the lake held before."""
    unique: Counter[str] = field(default_factory=Counter)
    """Rows by family that it holds now."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """Of the positions, what became of each."""
    tracks: int = 0
    stops: int = 0
    vessels: int = 0
    changed: bool = False
    """Something was written."""

    def duplicates(self, family: str) -> int:
        """Rows that told what another row tells."""
        return self.came[family] + self.held[family] - self.unique[family]


@dataclass(slots=True)
class Accounts:
    """A whole build."""

    files: list[FileAccount] = field(default_factory=list)
    days: list[DayAccount] = field(default_factory=list)

    def check(self) -> list[str]:
        """Where the sums disagree: a fault of Marsad, one sentence each; empty is as it must be."""
        wrong = []
        for family in sorted({name for day in self.days for name in (*day.came, *day.held, *day.unique)}):
            came = sum(day.came[family] for day in self.days)
            read = sum(file.reports[family] for file in self.files)
            if came != read:
                wrong.append(f"{read} rows of {family} were read, and {came} came to a day")
            wrong += [f"{day.day}: more rows of {family} than came" for day in self.days if day.duplicates(family) < 0]
        for day in self.days:
            if day.outcomes.total() != day.unique["position"]:
                wrong.append(f"{day.day}: {day.unique['position']} positions, {day.outcomes.total()} outcomes")
        return wrong

    def as_json(self) -> dict[str, Any]:
        """All of it, for a program."""
        families = sorted({name for day in self.days for name in day.unique})
        return {
            "files": [
                {"name": f.name, "content": f.content, "bytes": f.bytes, "format": f.format, "skipped": f.skipped,
                 "rows": f.rows, "used": f.used, "rejected": f.rejected, "rejects": dict(sorted(f.rejects.items())),
                 "other": f.other, "reports": dict(sorted(f.reports.items()))}
                for f in self.files
            ],
            "families": {
                name: {"came": sum(d.came[name] for d in self.days), "held": sum(d.held[name] for d in self.days),
                       "unique": sum(d.unique[name] for d in self.days),
                       "duplicates": sum(d.duplicates(name) for d in self.days)}
                for name in families
            },
            "outcomes": dict(sorted(sum((d.outcomes for d in self.days), Counter()).items())),
            "days": [
                {"day": d.day, "positions": d.unique["position"], "tracks": d.tracks, "stops": d.stops,
                 "vessels": d.vessels, "changed": d.changed}
                for d in self.days
            ],
        }  # fmt: skip
