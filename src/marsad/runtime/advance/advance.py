"""The one way in which detectors are led through time: live, replay and batch differ only in where they cut it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import Detector, DetectorError
from marsad.plugin.found import Found
from marsad.plugin.rows import FAMILIES, Records, Rows, join
from marsad.plugin.side import Side
from marsad.runtime.advance.hulls import Hulls
from marsad.runtime.advance.ledger import Ledger
from marsad.runtime.advance.part import Fault, Mmsi, Part, PressedPart, moved
from marsad.runtime.advance.past import SHORT_ROWS, Checkpoint, Chunk, Past
from marsad.runtime.advance.rerun import Rerun
from marsad.runtime.advance.roll import Roll
from marsad.schema.event import Event

_CHECKPOINT_US = 600_000_000
_MOST_ROWS = 1 << 62


class Advance:
    """Detectors, their memory, and the rows that they may have to see again.

    `take` what was heard as it comes, in any order; `to` an instant up to which it is complete. `horizon_us` says how
    far behind the watermark a row may come and still be run again; an older one is only counted (`too_late`).
    `most_rows` bounds how many are kept to be run again, which then shortens the horizon; `most_vessels` how many
    vessels are remembered: beyond, those that were heard once and those that were silent longest go (`forgotten`).
    `vessel_parts` takes vessels apart as a cluster would. Equal rows, however they come and wherever time is cut, give
    events with equal facts.
    """

    def __init__(
        self,
        detectors: Iterable[Detector],
        side: Side | None = None,
        *,
        start_us: int | None = None,
        horizon_us: int = 0,
        vessel_parts: int = 1,
        checkpoint_us: int = _CHECKPOINT_US,
        most_rows: int = _MOST_ROWS,
        most_vessels: int | None = None,
    ) -> None:
        self.detectors = tuple(detectors)
        if len({detector.name for detector in self.detectors}) < len(self.detectors):
            raise DetectorError("Two detectors have one name: leave one of them out.")
        self.w = start_us
        self.faults: list[Fault] = []
        self.too_late = self.forgotten = 0
        self._side = Side() if side is None else side
        self._most_vessels = most_vessels
        apart = [detector for detector in self.detectors if detector.partition in ("row", "vessel")]
        whole = [detector for detector in self.detectors if detector.partition in ("cell", "all")]
        self._members = [*([apart] * vessel_parts), whole]
        self._parts = [Part(members, most_vessels or 0) for members in self._members]
        self._seat_together()
        self.ledger = Ledger()
        self._waiting: list[Rows] = []
        self._past = Past(checkpoint_us, horizon_us, most_rows, self.ledger.forget)
        self._rerun: Rerun | None = None

    def see(self, side: Side) -> None:
        """Other side tables hold from the next step on, and in what is run again."""
        self._side = side

    def take(self, rows: Rows) -> None:
        """Rows that have come. They wait until the watermark reaches them; late ones until the next `to`."""
        if len(rows):
            self._waiting.append(rows)

    def to(self, w: int) -> list[Event]:
        """Lead all detectors to the watermark `w`: revisions of events, late rows' first, each raised at `w`."""
        events = self.lead(w)
        self.tidy()
        return events

    def lead(self, w: int) -> list[Event]:
        """The same, but for what can wait until people are told: `tidy` has to be called before the next `lead`."""
        waiting = join(self._waiting)
        if self.w is None:
            times = [int(waiting.of(family)["t"][0]) for family in FAMILIES if len(waiting.of(family))]
            self.w = min([*times, w]) - 1
        prev = self.w
        if not self._past.checkpoints:
            self._past.put(self._checkpoint(prev))
        late, now = waiting.within(-(1 << 62), prev), waiting.within(prev, w)
        later = waiting.within(w, 1 << 62)
        self._waiting = [later] if len(later) else []
        events = self._late(late, w) if len(late) else []
        if w > prev:
            events += self._on(Chunk(prev, w, now, len(now)))
            self.w = w
        return events

    def tidy(self) -> None:
        """Make a checkpoint where one is due, and let go what no rerun needs and the vessels that are too many."""
        if self.w is None:
            return
        if self._past.wants_checkpoint(self.w):
            self._past.put(self._checkpoint(self.w))
        self._past.drop(self.w)
        if self._most_vessels is not None:
            self._forget(self._most_vessels)

    @property
    def size_bytes(self) -> int:
        """What the detectors remember."""
        return sum(state.size_bytes for part in self._parts for state in part.states.values())

    def checkpoint(self) -> list[PressedPart]:
        """The memory of all detectors at the watermark, from which a rerun can begin too."""
        kept = self._past.checkpoints
        if self.w is not None and (not kept or kept[-1].w < self.w):
            self._past.put(self._checkpoint(self.w))
            self._past.drop(self.w)
        return kept[-1].parts if kept else []

    def _checkpoint(self, w: int) -> Checkpoint:
        return Checkpoint(w, [part.press() for part in self._parts])

    def state(self) -> list[Part]:
        """A copy of it: with it another `Advance` can go on."""
        return [part.copy() for part in self._parts]

    def go_on(self, state: list[Part], w: int) -> None:
        """Begin with the memory that another had at the watermark `w`. Call it before anything is taken."""
        self._parts, self.w = [part.copy() for part in state], w
        for part in self._parts:  # when they were heard is not told: not of late
            part.roll.expected = self._most_vessels or 0
            part.roll.hear(np.arange(len(part.roll)), np.ones(len(part.roll), np.int64))
        self._seat_together()

    # -- forward

    def _on(self, chunk: Chunk) -> list[Event]:
        self._past.add(chunk)
        found = self._run(self._parts, chunk)
        return [event for detector in self.detectors
                for event in self.ledger.take(detector, in_order(found.get(detector.name, [])), chunk.w)]  # fmt: skip

    def _seat_together(self) -> None:
        """Where all parts see all rows and know the same vessels, rows are seated once for all."""
        first, last = self._parts[0], self._parts[-1]
        if len(self._parts) == 2 and first.knows_the_same(last):
            last.roll, last.hulls = first.roll, first.hulls

    def _run(self, parts: list[Part], chunk: Chunk) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        rows: Rows | None = None
        for number, (part, members) in enumerate(zip(parts, self._members, strict=True)):
            if not members:
                continue
            if rows is None or part.roll is not parts[0].roll:
                rows = part.seated(self._share(chunk.rows, number))
            for detector in members:
                try:
                    new = part.step(detector, rows, chunk.prev, chunk.w, self._side)
                except Exception as error:  # noqa: BLE001 - whatever a plug-in raises, the others go on
                    self._failed(detector, number, part, chunk, error)
                else:
                    found.setdefault(detector.name, []).extend(new)
        return found

    def _share(self, rows: Rows, number: int) -> Rows:
        """The rows of one part: of vessel parts by MMSI, the last has all."""
        parts = len(self._parts) - 1
        if number == parts or parts == 1:
            return rows
        return rows.cut({family: _bucket(rows.of(family)["mmsi"], parts) == number for family in FAMILIES})

    def _failed(self, detector: Detector, number: int, part: Part, chunk: Chunk, error: Exception) -> None:
        """Isolate a detector that raised: it goes on from its last checkpoint, without the rows it failed at."""
        sentence = " ".join(f"{type(error).__name__}: {error}".split())
        self.faults.append(Fault(detector.name, chunk.prev, chunk.w, sentence))
        checkpoint = self._past.checkpoints[-1]
        again = checkpoint.parts[number].part([detector.name])
        for done in self._past.log:
            if checkpoint.w < done.w <= chunk.prev:
                rows = again.seated(self._share(done.rows, number))
                try:
                    again.step(detector, rows, done.prev, done.w, self._side)
                except Exception:  # noqa: BLE001 - it was reported when it failed there first
                    again.states[detector.name] = detector.first_state()
        part.states[detector.name] = moved(again, detector, part)

    def _forget(self, most: int) -> None:
        """Remember no more than `most` vessels, and no more than half as many that were heard only once: a flood of
        numbers that come once each would fill all the room. More go at once, as it takes as long for many as for one.
        """
        busy: npt.NDArray[np.int64] | None = None
        done: dict[int, tuple[npt.NDArray[np.int64], Roll, Hulls]] = {}
        for part, members in zip(self._parts, self._members, strict=True):
            roll = part.roll
            more = roll.heard_once - most // 2
            if more <= 0 and len(roll) <= most:
                continue
            if id(roll) not in done:
                busy = np.array(sorted(self.ledger.busy()), np.int64) if busy is None else busy
                keep = min(most * 9 // 10, len(roll) - more - most // 4 if more > 0 else len(roll))
                self.forgotten += len(roll) - keep
                slots = roll.worth_keeping(keep, busy)
                left = roll.only(slots)
                done[id(roll)] = slots, left, part.hulls.only((left.ids // 100).astype(np.uint32))
            part.forget(members, *done[id(roll)])

    # -- again

    def _late(self, late: Rows, w: int) -> list[Event]:
        """Run again what late rows touch, from the last checkpoint before the first of them."""
        given = self._whole(w)
        fresh = late.within(self._past.checkpoints[0].w, 1 << 62)
        self.too_late += len(late) - len(fresh)
        first = self._past.join(fresh)
        if first is None:
            return given
        families = [family for family in FAMILIES if family != "contact"]
        self._begin(first, np.unique(np.concatenate([fresh.of(family)["mmsi"] for family in families])))
        return [*given, *self._whole(w)]

    def held(self, family: str, mmsi: Mmsi) -> Records:
        """The rows of a family under some MMSI that can be run again, in order: those after `held_since`."""
        return self._past.held(family, mmsi)

    @property
    def held_since(self) -> int | None:
        """The instant after which all rows are held; None before the first step."""
        return self._past.since

    def knows(self, detector: str, name: str) -> bool:
        """Whether an event is known, or was and has been forgotten since."""
        return self.ledger.knows(detector, name)

    @property
    def rerunning(self) -> Mmsi | None:
        """Whom the rerun concerns that is under way; None while there is none."""
        return None if self._rerun is None else self._rerun.mmsi

    def amend(self, mmsi: Mmsi, families: Mapping[str, Records]) -> bool:
        """Put rows of some families, in order, in place of all that are held of these under some MMSI; whether that
        touches anything. Then a rerun has begun: `again` until it is over. No other may be under way."""
        first = self._past.replace(mmsi, families) if self._past.checkpoints else None
        if first is not None:
            self._begin(first, mmsi)
        return first is not None

    def again(self, whole: bool = False) -> list[Event]:
        """Go on with the rerun that is under way by one stretch, or to its end: then revisions of events, raised at the
        watermark. Until then detectors go on with what they know."""
        if self._rerun is None or self.w is None:
            return []
        if whole or self._past.is_full:
            return self._whole(self.w)
        self._rerun.step(self._side, self.faults, SHORT_ROWS)
        return self._whole(self.w) if self._rerun.w >= self.w else []

    def _begin(self, first: int, mmsi: Mmsi) -> None:
        self._rerun = Rerun(self._past, self._past.before(first), mmsi, self._members, self._mine)

    def _mine(self, mmsi: Mmsi, number: int) -> Mmsi:
        mine: Mmsi = mmsi[_bucket(mmsi, len(self._members) - 1) == number]
        return mine

    def _whole(self, w: int) -> list[Event]:
        """Lead a rerun to its end."""
        rerun, self._rerun = self._rerun, None
        given: list[Event] = []
        if rerun is None:
            return given
        while rerun.step(self._side, self.faults):
            pass
        rerun.put(self._parts)
        self._seat_together()
        for leg in rerun.legs:
            some = None if leg.mmsi is None else frozenset(leg.mmsi.tolist())
            for detector in leg.able:
                found = in_order(leg.found.get(detector.name, []))
                given += self.ledger.again(detector, some, rerun.since, found, w)
        return given


def in_order(found: list[Found]) -> list[Found]:
    """By when it became known, then by what it is: the order does not tell how the run was taken apart."""
    return sorted(found, key=lambda one: (one.t_known, one.kind, one.vessel_ids, one.t_start, one.t_end is not None))


def _bucket(
    mmsi: np.ndarray[tuple[int], np.dtype[np.uint32]], parts: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return (mmsi.astype(np.int64) * 2654435761 >> 7) % parts
