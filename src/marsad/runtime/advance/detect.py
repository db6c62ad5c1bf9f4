"""Detection over a lake that stands: what `marsad build` does once the tables are made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from marsad.plugin.detector import Detector
from marsad.plugin.side import Side
from marsad.runtime.advance.archive import last_of, over_lake
from marsad.runtime.advance.keeping import keep
from marsad.runtime.advance.part import Fault
from marsad.runtime.clock import Clock
from marsad.schema.event import Event
from marsad.store.lake.lake import Lake


@dataclass
class Detected:
    """What detection over a lake gave."""

    kinds: Counter[str] = field(default_factory=Counter)
    """Events by kind, without those withdrawn."""
    faults: list[Fault] = field(default_factory=list)
    """Detectors that raised, each time they did; the others went on."""

    @property
    def events(self) -> int:
        """How many there are."""
        return sum(self.kinds.values())


def detect(
    lake: str,
    detectors: Iterable[Detector],
    clock: Clock,
    side: Side | None = None,
    *,
    satellites: frozenset[str] = frozenset(),
    progress: Callable[[str, float], None] | None = None,
) -> Detected:
    """Run detectors over all days of a lake and keep their events in its table `events`, instead of those they found
    there before. Raises Refusal where the lake cannot be read or written."""
    detectors, done = tuple(detectors), Detected()
    if not detectors:
        return done
    with Lake.open(lake, clock, create=True) as opened:
        runs = over_lake(opened, detectors, side, satellites=satellites, report=done.faults.append)
        events = last_of(_with_progress(runs, progress))
        keep(opened, detectors, events)
    done.kinds.update(event.kind for event in events if event.status != "withdrawn")
    return done


def _with_progress(runs: Iterable[list[Event]], progress: Callable[[str, float], None] | None) -> Iterator[list[Event]]:
    for steps, events in enumerate(runs, 1):
        if progress is not None and steps % 24 == 0:
            progress(f"detection, {steps // 24} days", 1.0)
        yield events
