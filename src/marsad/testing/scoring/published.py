"""The published rules and Marsad's own detectors, run on a simulation's feed as `runtime` runs them over an archive."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from marsad.plugin.detector import DETECTORS, Detector, DetectorError
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.schema.event import Event
from marsad.testing.baselines import BASELINES
from marsad.testing.scoring.alerts import At, Given, given_of

HOUR_US, MINUTE_US = 3_600_000_000, 60_000_000


def rules_for(kinds: Collection[str]) -> list[Detector]:
    """The published rules that find events of some kinds, by name."""
    found = [rule for _, rule in sorted(BASELINES.load().items()) if set(rule.kinds) & set(kinds)]
    return sorted(found, key=lambda rule: rule.name)


def own_for(kinds: Collection[str]) -> list[Detector]:
    """Marsad's own detectors, and those of other packages, that find events of some kinds, by name."""
    found = [rule for _, rule in sorted(DETECTORS.load().items()) if set(rule.kinds) & set(kinds)]
    return sorted(found, key=lambda rule: rule.name)


def run(rules: Sequence[Detector], rows: Rows, side: Side, start_us: int, end_us: int, at: At) -> dict[str, Given]:
    """What each rule found from start to end.

    Where alerts are timed by when they were raised, time is cut each minute, else each hour. Raises DetectorError
    where a rule fails.
    """
    advance = Advance(rules, side, start_us=start_us - 1, checkpoint_us=1 << 62)
    advance.take(rows)
    step, given = MINUTE_US if at == "raised" else HOUR_US, list[list[Event]]()
    while advance.w is None or advance.w < end_us:
        w = min(((advance.w or start_us) // step + 1) * step, end_us)
        given.append(advance.to(w))
    if advance.faults:
        fault = advance.faults[0]
        raise DetectorError(f"Detector {fault.detector} failed ({fault.sentence}): mend it, or leave it out.")
    found: dict[str, list[Event]] = {rule.name: [] for rule in rules}
    revisions = [event for events in given for event in events] if at == "raised" else last_of(given)
    for event in revisions:
        found[event.detector].append(event)
    return {name: given_of(events, at) for name, events in found.items()}
