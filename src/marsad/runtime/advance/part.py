"""A part of the run: some vessels, and the memory of each detector about them; pressed together, a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.rows import FAMILIES, Records, Rows
from marsad.plugin.side import Side
from marsad.runtime.advance.hulls import Hulls
from marsad.runtime.advance.pressed import Pressed, press
from marsad.runtime.advance.roll import Roll

Mmsi = npt.NDArray[np.uint32]
_SPARE = 256
"""Memory is grown by a quarter and this at once: vessels are new all the time."""
_AT_ONCE = 4096
"""Records moved up in one piece, which stays near the processor."""


@dataclass(frozen=True)
class Fault:
    """A detector raised: what it had in hand in (prev, w] it did not see."""

    detector: str
    prev: int
    w: int
    sentence: str


class Part:
    """Roll, hulls and states at one instant."""

    def __init__(self, detectors: Iterable[Detector], expected: int = 0) -> None:
        self.roll, self.hulls = Roll(expected=expected), Hulls()
        self.states = {detector.name: detector.first_state() for detector in detectors}

    def copy(self) -> Part:
        """Another that says the same."""
        return self.press().part()

    def press(self) -> PressedPart:
        """The same as a checkpoint."""
        states = {
            name: PressedState(press(state.vessels), {key: press(rows) for key, rows in state.tables.items()})
            for name, state in self.states.items()
        }
        return PressedPart(self.roll.ids.copy(), self.hulls.copy(), states, self.roll.expected)

    def knows_the_same(self, other: Part) -> bool:
        """Whether it has the same vessels in the same slots, and the same hulls, as another."""
        return np.array_equal(self.roll.ids, other.roll.ids) and np.array_equal(
            np.sort(self.hulls.known, order="mmsi"), np.sort(other.hulls.known, order="mmsi")
        )

    def only(self, mmsi: Mmsi) -> Part:
        """What is known of the vessels under some MMSI."""
        slots = np.flatnonzero(np.isin(self.roll.ids // 100, mmsi))
        other = Part(())
        other.roll, other.hulls = Roll(self.roll.ids[slots]), self.hulls.only(mmsi)
        for name, state in self.states.items():
            _grow(state, self.roll)
            tables = {key: rows[np.isin(rows["vessel"] // 100, mmsi)] for key, rows in state.tables.items()}
            other.states[name] = State(other.roll.ids, state.vessels[slots], tables)
        return other

    def press_over(self, before: PressedPart, detectors: Iterable[Detector]) -> PressedPart:
        """The same as a checkpoint; of the detectors those that are not here are as they were, in its slots."""
        pressed = self.press()
        if len(pressed.states) == len(before.states):
            return pressed
        lost = [one for one in detectors if one.name not in self.states]
        whole = before.part([one.name for one in lost])
        slots = self.roll.slots(whole.roll.ids)
        for detector in lost:
            state = whole.states[detector.name]
            _grow(state, whole.roll)
            vessels = np.zeros(len(self.roll), state.vessels.dtype)
            vessels[slots] = state.vessels
            tables = {
                name: press(_in_slots(rows, slots) if name in detector.state.pairs else rows)
                for name, rows in state.tables.items()
            }
            pressed.states[detector.name] = PressedState(press(vessels), tables)
        return replace(pressed, ids=self.roll.ids.copy())

    def forget(self, detectors: Iterable[Detector], slots: npt.NDArray[np.int64], roll: Roll, hulls: Hulls) -> None:
        """Go on with the vessels of some slots alone, in order, whom `roll` and `hulls` have so."""
        moved = np.full(len(self.roll), -1, np.int64)
        moved[slots] = np.arange(len(slots))
        for detector in detectors:
            state = self.states[detector.name]
            _grow(state, self.roll)
            tables = {
                name: _in_slots(rows, moved) if name in detector.state.pairs else rows[_is_known(rows, roll)]
                for name, rows in state.tables.items()
            }
            self.states[detector.name] = State(roll.ids, _moved_up(state.vessels, slots), tables)
        self.roll, self.hulls = roll, hulls

    def put(self, other: Part, mmsi: Mmsi) -> None:
        """Take over what detectors in `other` know of the vessels under some MMSI, for what was known of them here."""
        slots = self.roll.slots(other.roll.ids)
        ours = np.flatnonzero(np.isin(self.roll.ids // 100, mmsi))
        self.hulls.put(other.hulls, mmsi)
        for name, told in other.states.items():
            state = self.states[name]
            _grow(state, self.roll)
            _grow(told, other.roll)
            state.vessels[ours] = np.zeros((), state.vessels.dtype)  # of a vessel that there is not, nothing is known
            state.vessels[slots] = told.vessels
            for key, rows in state.tables.items():
                left = rows[~np.isin(rows["vessel"] // 100, mmsi)]
                state.tables[key] = np.concatenate([left, told.tables[key]])

    def seated(self, rows: Rows) -> Rows:
        """The rows with the slots of their vessels and with hulls, which are known from now on."""
        mine = {family: rows.of(family) for family in FAMILIES if family != "contact" and len(rows.of(family))}
        if not mine:
            return _read_only(rows)
        slots = self.roll.slots(np.concatenate([some["vessel"] for some in mine.values()]))
        self.roll.hear(slots, np.concatenate([some["t"] for some in mine.values()]))
        at, new = 0, {}
        for family, some in mine.items():
            new[family] = some.copy()
            new[family]["slot"] = slots[at : at + len(some)]
            at += len(some)
        rows = Rows(**{family: new.get(family, rows.of(family)) for family in FAMILIES})
        if "position" not in new and "static" not in new:
            return _read_only(rows)
        self.hulls.join(rows.position, rows.static)
        return _read_only(rows)

    def step(self, detector: Detector, rows: Rows, prev: int, w: int, side: Side) -> list[Found]:
        """One detector over seated rows. Raises what it raises; its state then is not to be trusted."""
        state = self.states[detector.name]
        _grow(state, self.roll)
        found, self.states[detector.name] = detector.step(
            detector.parameters, state, rows.only(detector.reads), prev, w, side.only(detector.side)
        )
        return found


def moved(again: Part, detector: Detector, part: Part) -> State:
    """The state of a detector in slots of another roll; its first where pairs stand in it by slots that differ."""
    state, slots = again.states[detector.name], part.roll.known(again.roll.ids)
    if np.array_equal(slots, np.arange(len(slots))):
        return state
    if detector.partition not in ("row", "vessel"):
        return detector.first_state()
    _grow(state, again.roll)
    vessels, here = np.zeros(len(part.roll), state.vessels.dtype), slots >= 0  # others have been forgotten since
    vessels[slots[here]] = state.vessels[here]
    return State(part.roll.ids, vessels, {key: rows[_is_known(rows, part.roll)] for key, rows in state.tables.items()})


def _read_only(rows: Rows) -> Rows:
    """A detector that writes into its rows fails at once, and not the one after it."""
    for family in FAMILIES:
        rows.of(family).flags.writeable = False
    return rows


@dataclass(frozen=True)
class PressedState:
    """The memory of one detector."""

    vessels: Pressed
    tables: dict[str, Pressed]


@dataclass(frozen=True)
class PressedPart:
    """What a part was at one instant."""

    ids: npt.NDArray[np.int64]
    hulls: Hulls
    states: dict[str, PressedState]
    expected: int = 0
    """Vessels for which memory is set aside, see `Roll`."""

    def part(self, names: Iterable[str] | None = None) -> Part:
        """The part again, with some detectors alone where they are named."""
        other = Part(())
        other.roll, other.hulls = Roll(self.ids.copy(), self.expected), self.hulls.copy()
        for name in self.states if names is None else names:
            state = self.states[name]
            tables = {key: rows.records() for key, rows in state.tables.items()}
            other.states[name] = State(other.roll.ids, state.vessels.records(self.expected), tables)
        return other


def _is_known(rows: Records, roll: Roll) -> npt.NDArray[np.bool_]:
    """Which records of a table are of vessels that a roll has; one that names no vessel stays."""
    if "vessel" not in (rows.dtype.names or ()):
        return np.ones(len(rows), np.bool_)
    return roll.known(np.ascontiguousarray(rows["vessel"])) >= 0


def _in_slots(rows: Records, slots: npt.NDArray[np.int64]) -> Records:
    """A table of pairs by the slots that vessels have now (-1: none), in the order of these.

    A slot of before that stood in it would be read beyond the end of the vessels: kernels do not look.
    """
    one, other = slots[rows["key"] >> 32], slots[rows["key"] & 0xFFFFFFFF]
    both = (one >= 0) & (other >= 0)
    left: Records = rows[both]
    left["key"] = np.minimum(one, other)[both] << 32 | np.maximum(one, other)[both]
    return left[np.argsort(left["key"])]


def _grow(state: State, roll: Roll) -> None:
    have, wanted = len(state.vessels), len(roll)
    if wanted > have:
        room = _room_of(state.vessels)
        if len(room) < wanted:
            room = np.zeros(max(wanted + wanted // 4 + _SPARE, roll.expected), state.vessels.dtype)
            _bytes_of(room)[:have] = _bytes_of(state.vessels)
        _bytes_of(room)[have:wanted] = 0
        state.vessels = room[:wanted]
    state.ids = roll.ids


def _moved_up(vessels: Records, slots: npt.NDArray[np.int64]) -> Records:
    """The records of some slots, in order, at the beginning of where all of them lie: no second copy is made of what
    200,000 vessels are remembered by, and behind it there is room for those who come."""
    lying = _bytes_of(vessels)
    for at in range(0, len(slots), _AT_ONCE):
        some = slots[at : at + _AT_ONCE]
        lying[at : at + len(some)] = lying.take(some, axis=0)
    return vessels[: len(slots)]


def _bytes_of(vessels: Records) -> npt.NDArray[np.uint8]:
    """Records as rows of bytes, in place: NumPy moves and clears bytes several times faster than records."""
    return vessels.view(np.uint8).reshape(len(vessels), vessels.itemsize)


def _room_of(vessels: Records) -> Records:
    """What records lie at the beginning of: behind them there is room for more."""
    base = vessels.base
    if isinstance(base, np.ndarray) and base.dtype == vessels.dtype and base.ctypes.data == vessels.ctypes.data:
        return base
    return vessels
