"""The batch shell over files: built into a lake first, since detectors see what cleaning made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from marsad.plugin.detector import Detector
from marsad.plugin.side import Side
from marsad.runtime.advance.archive import last_of, over_lake
from marsad.runtime.advance.keeping import keep
from marsad.runtime.advance.part import Fault
from marsad.runtime.build.build import build
from marsad.runtime.build.plan import Plan
from marsad.runtime.clock import Clock
from marsad.schema.event import Event
from marsad.store.lake.lake import Lake


def over_files(
    files: Iterable[Path],
    lake: Path,
    detectors: Iterable[Detector],
    clock: Clock,
    side: Side | None = None,
    *,
    satellites: frozenset[str] = frozenset(),
    workers: int = 2,
    report: Callable[[Fault], None] | None = None,
) -> list[Event]:
    """The events that detectors find in files of any supported format, kept in the lake that is made of them too.

    For the folder of a simulation: the files of its `rx`. Raises Refusal where the files cannot be built.
    """
    detectors = tuple(detectors)
    build(Plan(tuple(files), str(lake), clock, workers=workers))
    with Lake.open(str(lake), clock, create=True) as opened:
        events = last_of(over_lake(opened, detectors, side, satellites=satellites, report=report))
        keep(opened, detectors, events)
    return events
