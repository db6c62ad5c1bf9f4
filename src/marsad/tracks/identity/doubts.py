"""What makes an identity doubtful: values that alternate, and net markers that pass for ships."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.identity.episodes import CONTESTED
from marsad.tracks.identity.evidence import instant
from marsad.tracks.identity.roll import Roll
from marsad.tracks.identity.words import battery_names, digit_names
from marsad.tracks.kind import CLASS_B, UNKNOWN
from marsad.wire.mmsi import MmsiKind, kinds

_SHOWN = 6
"""So many of the alternating values are named."""

Ints = npt.NDArray[np.int64]


def doubts(roll: Roll, rows: Ints, changes: pa.Table, shared: Ints) -> npt.NDArray[np.bool_]:
    """Put down what is doubtful of those heard today (`rows`); which of them are net markers."""
    _contested(roll, changes, shared)
    return _net_markers(roll, rows)


def _contested(roll: Roll, changes: pa.Table, shared: Ints) -> None:
    """Fields that changed too often on this day, or at all where several vessels send the MMSI."""
    mmsi = changes["mmsi"].to_numpy().astype(np.int64)
    count = changes["count"].to_numpy()
    told: dict[tuple[int, str], list[dict[str, object]]] = {}
    for row in changes.filter(pa.array(np.isin(mmsi, np.union1d(mmsi[count >= CONTESTED], shared)))).to_pylist():
        told.setdefault((row["mmsi"], row["field"]), []).append(row)
    every = np.unique(roll["vessel_id"])
    for (number, field), found in told.items():
        changed = max(int(str(row["count"])) for row in found)
        several = number in shared
        if changed < CONTESTED and not several:
            continue
        values = sorted({str(row[name]) for row in found for name in ("value", "before")})
        fact = {
            "what": "contested", "field": field, "since": instant(int(str(found[0]["t"]))), "values": values[:_SHOWN],
            "distinct": len(values), "changes": changed,
        }  # fmt: skip
        low, high = np.searchsorted(every, (number * 100, number * 100 + 100))
        for vessel in every[low:high].tolist():
            roll.evidence.add(vessel, dict(fact))


def _net_markers(roll: Roll, rows: Ints) -> npt.NDArray[np.bool_]:
    code = roll["name"][rows]
    station = roll["station"][rows]
    named = (code >= 0) & ((station == CLASS_B) | (station == UNKNOWN))
    battery, digits = battery_names(roll.words), digit_names(roll.words)
    found = np.zeros(rows.size, np.bool_)
    found[named] = battery[code[named]]
    kind = kinds(roll["vessel_id"][rows] // 100)
    formless = named & ~found & (kind == MmsiKind.UNKNOWN)
    formless[formless] = digits[code[formless]]
    for k in np.flatnonzero(found | formless).tolist():
        because = "name tells a battery or a net" if found[k] else "MMSI of no country, and the name is a number"
        fact = {"what": "net_marker", "since": instant(int(roll["t_from"][rows[k]])), "because": because,
                "name": roll.text("name", int(rows[k]))}  # fmt: skip
        roll.evidence.add(int(roll["vessel_id"][rows[k]]), fact)
    both: npt.NDArray[np.bool_] = found | formless
    return both
