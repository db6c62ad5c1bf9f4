"""What detection has to remember to go on after a restart as if there had been none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import NO_RECORD, Detector, State
from marsad.plugin.found import Found
from marsad.runtime.advance.advance import Advance
from marsad.runtime.advance.hulls import HULL, Hulls
from marsad.runtime.advance.ledger import Ledger
from marsad.runtime.advance.pressed import Pressed
from marsad.runtime.advance.roll import Roll
from marsad.runtime.detection.labels import Labels
from marsad.runtime.detection.packed import MemoryRefusal, Packed
from marsad.runtime.detection.transmissions import Transmissions
from marsad.schema.event import Event
from marsad.tracks.vessels.records import LANE
from marsad.tracks.ways.columns import RECORD

Arrays = dict[str, npt.NDArray[Any] | Pressed]
_I8, _U8, _U1 = np.dtype("i8"), np.dtype("u8"), np.dtype("u1")


def detectors_into(advance: Advance, arrays: Arrays, note: dict[str, Any]) -> None:
    """The memory of each detector and the events that can still change."""
    note["w"] = advance.w
    note["detectors"] = {detector.name: _mark(detector) for detector in advance.detectors}
    note["events"] = ledger_note(advance.ledger)
    for number, part in enumerate(advance.checkpoint()):
        arrays[f"part/{number}/ids"] = part.ids
        arrays[f"part/{number}/hulls"] = part.hulls.known
        for name, state in part.states.items():
            arrays[f"part/{number}/{name}/vessels"] = state.vessels
            for table, rows in state.tables.items():
                arrays[f"part/{number}/{name}/table/{table}"] = rows


def detectors_out_of(packed: Packed, advance: Advance) -> list[str]:
    """Let detectors go on; the names of those that begin anew, as they are of another version or other parameters.

    Raises MemoryRefusal where nothing can be used.
    """
    known: dict[str, str] = packed.note["detectors"]
    same = [detector for detector in advance.detectors if known.get(detector.name) == _mark(detector)]
    parts = []
    for number, part in enumerate(advance.state()):
        ids = packed.array(f"part/{number}/ids", _I8)
        part.roll, part.hulls = Roll(ids), Hulls(packed.array(f"part/{number}/hulls", HULL))
        for detector in [one for one in same if one.name in part.states]:
            part.states[detector.name] = _state(packed, number, detector, ids)
        parts.append(part)
    advance.go_on(parts, int(packed.note["w"]))
    names = frozenset(detector.name for detector in same)
    ledger_from(packed.note["events"], advance.ledger, names)
    return [detector.name for detector in advance.detectors if detector.name not in names]


def _mark(detector: Detector) -> str:
    return f"{detector.version} {detector.parameters.hash()} {detector.partition}"


def _state(packed: Packed, number: int, detector: Detector, ids: npt.NDArray[np.int64]) -> State:
    above = f"part/{number}/{detector.name}"
    dtype = NO_RECORD if detector.state.vessel is None else detector.state.vessel
    tables = {name: packed.array(f"{above}/table/{name}", kind) for name, kind in detector.state.tables.items()}
    return State(ids, packed.array(f"{above}/vessels", dtype), tables)


class _Known(msgspec.Struct, array_like=True):
    known: list[Found]
    said: Event | None


def ledger_note(ledger: Ledger) -> bytes:
    """What a ledger holds."""
    told = {name: {key: _Known(entry.known, entry.said) for key, entry in entries.items()}
            for name, entries in ledger.entries.items()}  # fmt: skip
    return msgspec.json.encode(told)


def ledger_from(told: bytes, ledger: Ledger, names: Iterable[str]) -> None:
    """Put into a ledger what another held of some detectors. Raises MemoryRefusal."""
    try:
        found = msgspec.json.decode(told, type=dict[str, dict[str, _Known]])
    except msgspec.MsgspecError as error:
        raise MemoryRefusal(f"The events that detection remembered cannot be read: {error}.") from None
    for name in names:
        for key, entry in found.get(name, {}).items():
            ledger.put(name, key, entry.known, entry.said)


def labels_into(labels: Labels, arrays: Arrays, note: dict[str, Any]) -> None:
    """Whose each sender's rows are."""
    note["day"] = labels.day
    note["lanes"] = sorted(labels.lanes)
    for day, lanes in labels.lanes.items():
        arrays[f"lanes/{day}"] = lanes
    arrays["ways"] = labels.ways.records.copy()
    arrays |= {f"senders/{name}": rows for name, rows in labels.senders.told().items()}


def labels_out_of(packed: Packed, labels: Labels) -> None:
    """Go on. Raises MemoryRefusal."""
    labels.day = packed.note["day"]
    labels.lanes = {day: packed.array(f"lanes/{day}", LANE) for day in packed.note["lanes"]}
    labels.ways.roll.replace(packed.array("ways", RECORD))
    told = labels.senders.told()
    labels.senders.go_on({name: packed.array(f"senders/{name}", rows.dtype) for name, rows in told.items()})


def transmissions_into(transmissions: Transmissions, arrays: Arrays) -> None:
    """What was heard in the last half minute."""
    arrays["transmissions/key"], arrays["transmissions/t"] = transmissions.key.copy(), transmissions.t.copy()


def transmissions_out_of(packed: Packed, transmissions: Transmissions) -> None:
    """Go on. Raises MemoryRefusal."""
    transmissions.restore(packed.array("transmissions/key", _U8), packed.array("transmissions/t", _I8))
