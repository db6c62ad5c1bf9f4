"""What a build is asked to do, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from marsad.decode.tabular.column_map import ColumnMap
from marsad.runtime.build.accounts import Accounts
from marsad.runtime.clock import Clock
from marsad.tracks.ways.parameters import Parameters

Progress = Callable[[str, float], None]
"""Told of the step at work and of the share of it that is done, 0 to 1."""


def silent(_step: str, _share: float) -> None:
    """For work that nobody watches."""


@dataclass(frozen=True)
class Plan:
    """Files to bring into a lake, and with what means."""

    files: tuple[Path, ...]
    lake: str
    """A folder, or s3://bucket/prefix."""
    clock: Clock
    start_us: int | None = None
    """When input without times began; None refuses it."""
    workers: int = 2
    """Threads (local) or cores of the session that is started (spark)."""
    memory_mb: int = 2600
    """What the build may hold, about; rows beyond half of it go to disk."""
    scratch: Path | None = None
    """Folder for rows that do not fit; None: in the lake's folder, or the system's where the lake is a bucket."""
    maps: tuple[ColumnMap, ...] = ()
    """What the columns of tables of the user's own mean."""
    tracks: Parameters = field(default_factory=Parameters)
    """By what rules tracks are cut."""
    spark_master: str = ""
    """Where Spark runs; empty: in this process, on as many cores as there are workers."""
    progress: Progress = silent


@dataclass(frozen=True)
class Engine:
    """A way to run a build; every one gives the same lake."""

    about: str
    run: Callable[[Plan], Accounts]
