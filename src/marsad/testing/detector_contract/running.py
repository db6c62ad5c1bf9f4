"""Leading one detector through a feed, cut and mixed as a property asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from marsad.plugin.detector import Detector
from marsad.plugin.rows import Rows
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.schema.event import Event
from marsad.testing.detector_contract.feed import Feed

HOUR_US: Final = 3_600_000_000


class ContractBroken(AssertionError):  # noqa: N818 - says what happened to the contract
    """A detector does not keep a property; the text says which, and how it showed."""


def facts(events: Iterable[list[Event]]) -> dict[str, tuple[object, ...]]:
    """What is said in the end of every event that was not withdrawn."""
    return {event.id: event.facts() for event in last_of(events) if event.status != "withdrawn"}


def advance(
    detector: Detector, feed: Feed, *, parts: int = 1, horizon_us: int = 0, most_vessels: int | None = None
) -> Advance:
    """A run of one detector that begins with a feed."""
    return Advance((detector,), feed.side, start_us=feed.start_us, vessel_parts=parts, horizon_us=horizon_us,
                   most_vessels=most_vessels)  # fmt: skip


def run(detector: Detector, feed: Feed, cuts: Sequence[int] = (), *, parts: int = 1) -> dict[str, tuple[object, ...]]:
    """The events of a feed when time is cut at some instants. Raises ContractBroken where the detector raises."""
    leading = advance(detector, feed, parts=parts)
    return facts(lead(leading, feed, cuts))


def lead(leading: Advance, feed: Feed, cuts: Sequence[int]) -> list[list[Event]]:
    """Lead a run that stands somewhere in a feed to its end, stopping at the cuts that lie ahead."""
    given = []
    for w in [*sorted({cut for cut in cuts if feed.start_us < cut < feed.end_us}), feed.end_us]:
        if leading.w is not None and w > leading.w:
            leading.take(feed.rows.within(leading.w, w))
            given.append(leading.to(w))
            check_faults(leading)
    return given


def check_faults(leading: Advance) -> None:
    """Raises ContractBroken where a detector raised."""
    if leading.faults:
        fault = leading.faults[0]
        raise ContractBroken(f"{fault.detector} raised in a step that ended at {fault.w}: {fault.sentence}")


def hours(feed: Feed) -> list[int]:
    """The full hours of a feed."""
    return list(range(feed.start_us // HOUR_US * HOUR_US, feed.end_us, HOUR_US))


def same(
    detector: Detector, found: dict[str, tuple[object, ...]], asked: dict[str, tuple[object, ...]], how: str
) -> None:
    """Raises ContractBroken where two runs do not agree on every fact."""
    if found == asked:
        return
    lost, new = sorted(set(asked) - set(found)), sorted(set(found) - set(asked))
    other = sorted(name for name in set(found) & set(asked) if found[name] != asked[name])
    shown = [f"lost {asked[name]}" for name in lost[:2]] + [f"new {found[name]}" for name in new[:2]]
    shown += [f"{asked[name]} became {found[name]}" for name in other[:2]]
    raise ContractBroken(f"{detector.name}, {how}: {len(lost)} events lost, {len(new)} new, {len(other)} other: "
                         + "; ".join(shown))  # fmt: skip


def seated(rows: Rows) -> tuple[Rows, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Rows with slots, and whose they are: for calling `step` without a run."""
    from marsad.runtime.advance.part import Part

    part = Part(())
    return part.seated(rows), part.roll.ids
