"""The one way in which detectors are led through time: live, replay and batch differ only in where they cut it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import Detector, DetectorError, State
from marsad.plugin.found import Found
from marsad.plugin.rows import FAMILIES, Records, Rows, after, join, no_rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance.hulls import Hulls
from marsad.runtime.advance.ledger import Ledger
from marsad.runtime.advance.part import Fault, Mmsi, Part, PressedPart
from marsad.runtime.advance.roll import Roll
from marsad.schema.event import Event

_CHECKPOINT_US = 600_000_000
_MOST_ROWS = 1 << 62
_STRETCH_ROWS = 50_000
"""A rerun takes so many rows at once: each step of a detector costs something even without rows."""


@dataclass
class _Checkpoint:
    w: int
    parts: list[PressedPart]


@dataclass(frozen=True)
class _Chunk:
    prev: int
    w: int
    rows: Rows
    size: int


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
        self._horizon, self._every, self._most_rows = horizon_us, checkpoint_us, most_rows
        self._most_vessels = most_vessels
        apart = [detector for detector in self.detectors if detector.partition in ("row", "vessel")]
        whole = [detector for detector in self.detectors if detector.partition in ("cell", "all")]
        self._members = [*([apart] * vessel_parts), whole]
        self._parts = [Part(members) for members in self._members]
        self._seat_together()
        self.ledger = Ledger()
        self._waiting: list[Rows] = []
        self._log: list[_Chunk] = []
        self._logged = 0
        self._checkpoints: list[_Checkpoint] = []

    def take(self, rows: Rows) -> None:
        """Rows that have come. They wait until the watermark reaches them; late ones until the next `to`."""
        if len(rows):
            self._waiting.append(rows)

    def to(self, w: int) -> list[Event]:
        """Lead all detectors to the watermark `w`: revisions of events, late rows' first, each raised at `w`."""
        waiting = join(self._waiting)
        if self.w is None:
            times = [int(waiting.of(family)["t"][0]) for family in FAMILIES if len(waiting.of(family))]
            self.w = min([*times, w]) - 1
        prev = self.w
        if not self._checkpoints:
            self._checkpoints.append(_Checkpoint(prev, [part.press() for part in self._parts]))
        late, now = waiting.within(-(1 << 62), prev), waiting.within(prev, w)
        later = waiting.within(w, 1 << 62)
        self._waiting = [later] if len(later) else []
        events = self._late(late, w) if len(late) else []
        if w > prev:
            events += self._on(_Chunk(prev, w, now, len(now)))
            self.w = w
            self._note(w)
            if self._most_vessels is not None:
                self._forget(self._most_vessels)
        return events

    @property
    def size_bytes(self) -> int:
        """What the detectors remember."""
        return sum(state.size_bytes for part in self._parts for state in part.states.values())

    def checkpoint(self) -> list[PressedPart]:
        """The memory of all detectors at the watermark, from which a rerun can begin too."""
        if self.w is not None and (not self._checkpoints or self._checkpoints[-1].w < self.w):
            self._checkpoints.append(_Checkpoint(self.w, [part.press() for part in self._parts]))
            self._drop_checkpoints(self.w)
        return self._checkpoints[-1].parts if self._checkpoints else []

    def state(self) -> list[Part]:
        """A copy of it: with it another `Advance` can go on."""
        return [part.copy() for part in self._parts]

    def go_on(self, state: list[Part], w: int) -> None:
        """Begin with the memory that another had at the watermark `w`. Call it before anything is taken."""
        self._parts, self.w = [part.copy() for part in state], w
        for part in self._parts:  # when they were heard is not told: not of late
            part.roll.hear(np.arange(len(part.roll)), np.ones(len(part.roll), np.int64))
        self._seat_together()

    # -- forward

    def _on(self, chunk: _Chunk) -> list[Event]:
        self._log.append(chunk)
        self._logged += chunk.size
        found = self._run(self._parts, chunk)
        return [event for detector in self.detectors
                for event in self.ledger.take(detector, in_order(found.get(detector.name, [])), chunk.w)]  # fmt: skip

    def _seat_together(self) -> None:
        """Where all parts see all rows and know the same vessels, rows are seated once for all."""
        first, last = self._parts[0], self._parts[-1]
        if len(self._parts) == 2 and first.knows_the_same(last):
            last.roll, last.hulls = first.roll, first.hulls

    def _run(self, parts: list[Part], chunk: _Chunk) -> dict[str, list[Found]]:
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

    def _failed(self, detector: Detector, number: int, part: Part, chunk: _Chunk, error: Exception) -> None:
        """Isolate a detector that raised: it goes on from its last checkpoint, without the rows it failed at."""
        sentence = " ".join(f"{type(error).__name__}: {error}".split())
        self.faults.append(Fault(detector.name, chunk.prev, chunk.w, sentence))
        checkpoint = self._checkpoints[-1]
        again = checkpoint.parts[number].part([detector.name])
        for done in self._log:
            if checkpoint.w < done.w <= chunk.prev:
                rows = again.seated(self._share(done.rows, number))
                try:
                    again.step(detector, rows, done.prev, done.w, self._side)
                except Exception:  # noqa: BLE001 - it was reported when it failed there first
                    again.states[detector.name] = detector.first_state()
        part.states[detector.name] = _moved(again, detector, part)

    def _note(self, w: int) -> None:
        """Checkpoints as often as asked, and no more of them and of rows than a rerun can need."""
        if w - self._checkpoints[-1].w >= self._every or (
            self._logged > self._most_rows and len(self._checkpoints) == 1
        ):
            self._checkpoints.append(_Checkpoint(w, [part.press() for part in self._parts]))
        self._drop_checkpoints(w)

    def _drop_checkpoints(self, w: int) -> None:
        while len(self._checkpoints) > 1 and (
            self._checkpoints[1].w <= w - self._horizon or self._logged > self._most_rows
        ):
            del self._checkpoints[0]
            gone = sum(chunk.w <= self._checkpoints[0].w for chunk in self._log)
            self._logged -= sum(chunk.size for chunk in self._log[:gone])
            del self._log[:gone]
            self.ledger.forget(self._checkpoints[0].w)

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
        oldest = self._checkpoints[0].w
        fresh = late.within(oldest, 1 << 62)
        self.too_late += len(late) - len(fresh)
        first = min((int(fresh.of(family)["t"][0]) for family in FAMILIES if len(fresh.of(family))), default=None)
        if first is None:
            return []
        chosen = max(at for at, checkpoint in enumerate(self._checkpoints) if checkpoint.w < first)
        since = self._checkpoints[chosen].w
        changed = False
        for at, chunk in enumerate(self._log):
            more = fresh.within(chunk.prev, chunk.w) if chunk.w > since else no_rows()
            if len(more):
                both = join([chunk.rows, more])
                changed |= len(both) > len(chunk.rows)
                self._log[at] = _Chunk(chunk.prev, chunk.w, both, len(both))
        if not changed:
            # all of them had been seen before
            return []
        mmsi = np.unique(np.concatenate([fresh.of(family)["mmsi"] for family in FAMILIES if family != "contact"]))
        return [*self._vessels_again(chosen, mmsi, w), *self._whole_again(chosen, w)]

    def held(self, family: str, mmsi: Mmsi) -> Records:
        """The rows of a family under some MMSI that can be run again, in order: those after `held_since`."""
        some = [rows[np.isin(rows["mmsi"], mmsi)] for rows in (chunk.rows.of(family) for chunk in self._log)]
        return np.concatenate([np.zeros(0, FAMILIES[family]), *some])

    @property
    def held_since(self) -> int | None:
        """The instant after which all rows are held; None before the first step."""
        return self._checkpoints[0].w if self._checkpoints else None

    def knows(self, detector: str, name: str) -> bool:
        """Whether an event is known, or was and has been forgotten since."""
        return self.ledger.knows(detector, name)

    def amend(self, mmsi: Mmsi, families: Mapping[str, Records]) -> list[Event]:
        """Put rows of some families, in order, in place of all that are held of these under some MMSI, and run again
        what that touches: revisions of events, raised at the watermark."""
        if self.w is None or not self._checkpoints:
            return []
        oldest, first = self._checkpoints[0].w, None
        for family, told in families.items():
            records = told[after(told, oldest) :]
            for at, chunk in enumerate(self._log):
                rows = chunk.rows.of(family)
                ours = np.isin(rows["mmsi"], mmsi)
                low, high = after(records, chunk.prev), after(records, chunk.w)
                changed = _first_change(rows[ours], records[low:high])
                if changed is not None:
                    first = changed if first is None else min(first, changed)
                    whole = ordered(np.concatenate([rows[~ours], records[low:high]]))
                    self._log[at] = replace(chunk, rows=replace(chunk.rows, **{family: whole}))
        if first is None:
            return []
        chosen = max(at for at, checkpoint in enumerate(self._checkpoints) if checkpoint.w < first)
        return [*self._vessels_again(chosen, mmsi, self.w), *self._whole_again(chosen, self.w)]

    def _vessels_again(self, chosen: int, mmsi: Mmsi, w: int) -> list[Event]:
        given: list[Event] = []
        for number, members in enumerate(self._members[:-1]):
            mine = mmsi[_bucket(mmsi, len(self._members) - 1) == number]
            if not len(mine) or not members:
                continue
            checkpoint = self._checkpoints[chosen]
            part = checkpoint.parts[number].part().only(mine)
            found, able = dict[str, list[Found]](), list(members)
            for chunk in self._stretches(checkpoint.w):
                self._patch(chosen, chunk.prev, number, part, mine)
                wanted = chunk.rows.cut({family: np.isin(chunk.rows.of(family)["mmsi"], mine) for family in FAMILIES})
                self._again(able, part, wanted, chunk, found)
            self._parts[number].put(part, mine)
            self._patch(chosen, self._log[-1].w, number, part, mine)
            for detector in able:
                given += self.ledger.again(
                    detector, frozenset(mine.tolist()), checkpoint.w, in_order(found.get(detector.name, [])), w
                )
        return given

    def _stretches(self, since: int) -> Iterator[_Chunk]:
        """What was heard after a checkpoint, in fewer steps than it came in; each checkpoint lies at the end of one."""
        ends = {checkpoint.w for checkpoint in self._checkpoints}
        some: list[_Chunk] = []
        for chunk in self._log:
            if chunk.w > since:
                some.append(chunk)
                if chunk.w in ends or sum(one.size for one in some) >= _STRETCH_ROWS:
                    yield _one(some)
                    some = []
        if some:
            yield _one(some)

    def _patch(self, chosen: int, at: int, number: int, part: Part, mine: Mmsi) -> None:
        """Correct the checkpoint that lies at an instant of the rerun."""
        for later in self._checkpoints[chosen + 1 :]:
            if later.w == at:
                whole = later.parts[number].part()
                whole.put(part.copy(), mine)
                later.parts[number] = whole.press()

    def _whole_again(self, chosen: int, w: int) -> list[Event]:
        members, checkpoint = self._members[-1], self._checkpoints[chosen]
        if not members:
            return []
        part, found, able = checkpoint.parts[-1].part(), dict[str, list[Found]](), list(members)
        for chunk in self._stretches(checkpoint.w):
            self._again(able, part, chunk.rows, chunk, found)
            for later in self._checkpoints[chosen + 1 :]:
                if later.w == chunk.w:
                    later.parts[-1] = part.press_over(later.parts[-1])
        now = self._parts[-1]
        part.states |= {one.name: _moved(now, one, part) for one in members if one.name not in part.states}
        part.roll.heard_like(now.roll)
        self._parts[-1] = part
        self._seat_together()
        return [event for detector in able for event in self.ledger.again(
            detector, None, checkpoint.w, in_order(found.get(detector.name, [])), w)]  # fmt: skip

    def _again(
        self, able: list[Detector], part: Part, rows: Rows, chunk: _Chunk, found: dict[str, list[Found]]
    ) -> None:
        """One step of a rerun. A detector that raises in it is `able` no longer: it keeps what it knew before."""
        rows = part.seated(rows)
        for detector in tuple(able):
            try:
                new = part.step(detector, rows, chunk.prev, chunk.w, self._side)
            except Exception as error:  # noqa: BLE001 - as above
                able.remove(detector)
                del part.states[detector.name]
                self.faults.append(Fault(detector.name, chunk.prev, chunk.w, f"{type(error).__name__}: {error}"))
            else:
                found.setdefault(detector.name, []).extend(new)


def _one(some: list[_Chunk]) -> _Chunk:
    """Chunks that follow upon each other as one."""
    if len(some) == 1:
        return some[0]
    rows = Rows(**{family: np.concatenate([chunk.rows.of(family) for chunk in some]) for family in FAMILIES})
    return _Chunk(some[0].prev, some[-1].w, rows, len(rows))


def _first_change(old: Records, new: Records) -> int | None:
    """The first instant at which two stretches of rows differ; both are in order."""
    many = min(len(old), len(new))
    differ = np.ones(many, np.bool_)
    if many:
        differ = (_bytes(old[:many]) != _bytes(new[:many])).any(axis=1)
    if differ.any():
        at = int(np.argmax(differ))
        return min(int(old["t"][at]), int(new["t"][at]))
    rest = old if len(old) > many else new
    return int(rest["t"][many]) if len(rest) > many else None


def _bytes(records: Records) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.ascontiguousarray(records).view(np.uint8).reshape(len(records), records.dtype.itemsize)


def in_order(found: list[Found]) -> list[Found]:
    """By when it became known, then by what it is: the order does not tell how the run was taken apart."""
    return sorted(found, key=lambda one: (one.t_known, one.kind, one.vessel_ids, one.t_start, one.t_end is not None))


def _bucket(
    mmsi: np.ndarray[tuple[int], np.dtype[np.uint32]], parts: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return (mmsi.astype(np.int64) * 2654435761 >> 7) % parts


def _moved(again: Part, detector: Detector, part: Part) -> State:
    """The state of a detector in slots of another part's roll."""
    state, slots = again.states[detector.name], part.roll.known(again.roll.ids)
    if np.array_equal(slots, np.arange(len(slots))):
        return state
    if detector.partition not in ("row", "vessel"):
        return detector.first_state()
    vessels = np.zeros(len(part.roll), state.vessels.dtype)
    vessels[slots] = state.vessels[: len(slots)]
    return State(part.roll.ids, vessels, state.tables)
