"""The words of `marsad doctor`: a setting with its origin, and a thing looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `text` says what was found; where the level is `wrong`, also what to do."""

    level: Level
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One resolved setting. `origin` is default, command line, or the file or variable that it comes from."""

    name: str
    value: object
    origin: str
