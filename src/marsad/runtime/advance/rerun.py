"""A rerun: detectors are led once more through what is held, from a checkpoint to the watermark, a stretch at a time.

Meanwhile detectors go on with what they know. When the rerun has come to where they are, what it knows takes the place
of what they know, and the events that it found that of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from marsad.plugin.detector import Detector
from marsad.plugin.found import Found
from marsad.plugin.rows import FAMILIES
from marsad.plugin.side import Side
from marsad.runtime.advance.part import Fault, Mmsi, Part, moved
from marsad.runtime.advance.past import STRETCH_ROWS, Checkpoint, Chunk, Past


@dataclass
class Leg:
    """A part that is run again. `mmsi`: whom it concerns, None for all that the part knows."""

    number: int
    part: Part
    mmsi: Mmsi | None
    members: list[Detector]
    able: list[Detector]
    """Those that have not raised in it; the others keep what they knew before."""
    found: dict[str, list[Found]] = field(default_factory=dict)


class Rerun:
    """`mine` says which of the MMSI belong to a part of vessels; the last part has all. What is held is `held` as long
    as the rerun is under way."""

    def __init__(
        self, past: Past, since: Checkpoint, mmsi: Mmsi, members: list[list[Detector]],
        mine: Callable[[Mmsi, int], Mmsi],
    ) -> None:  # fmt: skip
        self.since, self.w, self.mmsi = since.w, since.w, mmsi
        self.legs: list[Leg] = []
        self._past = past
        past.is_held = True
        last = len(members) - 1
        for number, detectors in enumerate(members):
            some = mine(mmsi, number) if number < last else None
            if detectors and (some is None or len(some)):
                part = since.parts[number].part()
                self.legs.append(
                    Leg(number, part if some is None else part.only(some), some, detectors, list(detectors))
                )

    def step(self, side: Side, faults: list[Fault], rows: int = STRETCH_ROWS) -> bool:
        """Run the next stretch again; False, and nothing is done, when it has come to the newest row."""
        chunk = self._past.stretch(self.w, rows)
        if chunk is None:
            return False
        for leg in self.legs:
            _run(leg, chunk, side, faults)
        self.w = chunk.w
        checkpoint = self._past.at(chunk.w)
        if checkpoint is not None:
            for leg in self.legs:
                _correct(checkpoint, leg)
        return True

    def put(self, parts: list[Part]) -> None:
        """What it knows takes the place of what is known."""
        for leg in self.legs:
            now = parts[leg.number]
            if leg.mmsi is not None:
                now.put(leg.part, leg.mmsi)
                continue
            lost = [one for one in leg.members if one.name not in leg.part.states]
            leg.part.states |= {one.name: moved(now, one, leg.part) for one in lost}
            leg.part.roll.heard_like(now.roll)
            parts[leg.number] = leg.part
        self._past.is_held = False


def _run(leg: Leg, chunk: Chunk, side: Side, faults: list[Fault]) -> None:
    rows = chunk.rows
    if leg.mmsi is not None:
        rows = rows.cut({family: np.isin(rows.of(family)["mmsi"], leg.mmsi) for family in FAMILIES})
    rows = leg.part.seated(rows)
    for detector in tuple(leg.able):
        try:
            new = leg.part.step(detector, rows, chunk.prev, chunk.w, side)
        except Exception as error:  # noqa: BLE001 - whatever a plug-in raises, the others go on
            leg.able.remove(detector)
            del leg.part.states[detector.name]
            faults.append(Fault(detector.name, chunk.prev, chunk.w, f"{type(error).__name__}: {error}"))
        else:
            leg.found.setdefault(detector.name, []).extend(new)


def _correct(checkpoint: Checkpoint, leg: Leg) -> None:
    """A checkpoint that lies on the way knows from now on what the rerun found."""
    before = checkpoint.parts[leg.number]
    if leg.mmsi is None:
        checkpoint.parts[leg.number] = leg.part.press_over(before, leg.members)
    else:
        whole = before.part()
        whole.put(leg.part.copy(), leg.mmsi)
        checkpoint.parts[leg.number] = whole.press()
