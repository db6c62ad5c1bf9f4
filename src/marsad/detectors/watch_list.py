"""Watch list: a vessel that a list names is heard, while her entry is in force.

An entry means whoever tells its MMSI or its IMO number. A name is no identity: hundreds of ships share one, so name and
call sign count only in an entry that gives no number, both where both are given. She is heard once until
nothing came from her for hours; then she is heard again. An entry that has expired means nobody any more.

Entries come from CSV (`watch_list_rule/entries.read_csv`) as the side table `watch_list`. Evidence: `entry` (its
number), `by` (what of her was listed), `list` (its name, where it has one), `source`, `expires` (ISO 8601).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.watch_list_rule.listed_kernel import HEARD, heard
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

_LISTED = np.dtype([("entry", "i8"), ("by", "i8"), ("t_from", "i8"), ("t_to", "i8"), ("mmsi", "i8")])
_BY = {1: "MMSI", 2: "IMO number", 4: "name", 8: "call sign"}


@dataclass(frozen=True)
class WatchList(Parameters):
    silence_hours: float = parameter(6.0, "She is heard again after so long a silence", unit="h", low=0.1, high=240)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(WatchList, parameters)
    entries = side.table("watch_list")
    going = state.vessels["entry"] != 0
    if not len(entries) and not going.any():
        return [], state
    _renew(state.vessels, going, entries)
    mmsi = state.ids // 100
    asked = np.isin(mmsi, entries["mmsi"][entries["mmsi"] > 0])
    said = {at: meant for at, row in _statics(rows.static, entries) if (meant := _meant(row, entries))}
    asked |= np.isin(mmsi, mmsi[going])
    if said:
        asked |= np.isin(mmsi, rows.static["mmsi"][list(said)].astype(np.int64))
    if not asked.any():
        return [], state
    mine = np.flatnonzero(asked)
    _, first_of, which = np.unique(mmsi[mine], return_index=True, return_inverse=True)
    owner_of = np.zeros(len(mmsi), np.int64)
    owner_of[mine] = mine[first_of[which]]
    position = rows.position[asked[rows.position["slot"]]]
    static = np.flatnonzero(asked[rows.static["slot"]]) if len(rows.static) else np.zeros(0, np.int64)
    listed, first, count = _lists(position["mmsi"], entries, [said.get(int(at), []) for at in static])
    told = rows.static[static]
    times = np.concatenate([position["t"], told["t"]])
    slots = np.concatenate([position["slot"], told["slot"]])
    nowhere = np.full(len(told), np.nan)
    lon, lat = (np.concatenate([position[name], nowhere]) for name in ("lon_deg", "lat_deg"))
    order = np.argsort(times, kind="stable")
    out = np.zeros(2 * len(times) + len(state.vessels), FOUND)
    n = heard(times[order], owner_of[slots[order]], lon[order], lat[order], first[order], count[order], state.vessels,
              listed, round(p.silence_hours * 3.6e9), w, out)  # fmt: skip
    return found_of(out[:n], "watch_list", (), lambda one: _evidence(int(one["code"]), entries)), state


def _renew(vessels: Records, going: npt.NDArray[np.bool_], entries: Records) -> None:
    """An entry holds no longer than its list says now: it may have been taken away since she was heard first."""
    at = np.flatnonzero(going)
    some = entries[np.isin(entries["id"], vessels["entry"][at] - 1)] if len(at) else entries[:0]
    for one in some[::-1]:  # of several that are alike the first holds
        mine = at[(vessels["entry"][at] - 1 == one["id"])]
        mine = mine[(one["t_from"] <= vessels["last"][mine]) & (vessels["last"][mine] < one["t_to"])]
        vessels["until"][mine] = one["t_to"]


def _statics(static: Records, entries: Records) -> list[tuple[int, np.void]]:
    """Statements that some entry may mean, and where they stand."""
    words = [entries[name][entries[name] != b""] for name in ("name", "callsign")]
    some = np.isin(static["imo"], entries["imo"][entries["imo"] > 0])
    some |= np.isin(static["mmsi"], entries["mmsi"][entries["mmsi"] > 0])
    some |= np.isin(static["name"], words[0]) | np.isin(static["callsign"], words[1])
    return [(int(at), static[at]) for at in np.flatnonzero(some)]


def _meant(row: np.void, entries: Records) -> list[tuple[int, int, int, int, int]]:
    """The entries that mean what a statement says."""
    found = []
    for entry in entries:
        by = 1 if entry["mmsi"] == row["mmsi"] else 2 if 0 < entry["imo"] == row["imo"] else 0
        if not by and entry["mmsi"] == 0 and entry["imo"] == 0:
            alike = [(bit, entry[name] == row[name]) for bit, name in ((4, "name"), (8, "callsign")) if entry[name]]
            by = sum(bit for bit, _ in alike) if all(same for _, same in alike) else 0
        if by:
            found.append((int(entry["id"]), by, int(entry["t_from"]), int(entry["t_to"]), int(row["mmsi"])))
    return found


def _lists(
    mmsi: npt.NDArray[np.uint32], entries: Records, statics: list[list[tuple[int, int, int, int, int]]]
) -> tuple[Records, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The entries that rows mean, one after the other, and for each row the first of its own and their number."""
    numbered = np.sort(entries[entries["mmsi"] > 0], order=("mmsi", "id"))
    listed = [(int(one["id"]), 1, int(one["t_from"]), int(one["t_to"]), int(one["mmsi"])) for one in numbered]
    first, last = (np.searchsorted(numbered["mmsi"], mmsi.astype(np.int64), side=side) for side in ("left", "right"))
    counts = [len(one) for one in statics]
    begins = len(listed) + np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0)
    listed += [one for some in statics for one in some]
    return (np.array(listed, _LISTED), np.concatenate([first, begins]).astype(np.int64),
            np.concatenate([last - first, counts]).astype(np.int64))  # fmt: skip


def _evidence(code: int, entries: Records) -> dict[str, Any]:
    number, by = code & 0xFFFFFFFF, code >> 32
    told: dict[str, Any] = {"entry": number, "by": " and ".join(name for bit, name in _BY.items() if by & bit)}
    for entry in entries[entries["id"] == number][:1]:
        if entry["list"]:
            told["list"] = bytes(entry["list"]).decode("utf-8", "replace")
        told["source"] = bytes(entry["source"]).decode("utf-8", "replace")
        told["expires"] = f"{np.datetime64(int(entry['t_to']), 'us').astype('datetime64[s]')}Z"
    return told


DETECTOR = Detector(
    "watch-list", "1", ("watch_list",), "vessel", WatchList(), _step, StateSchema(HEARD),
    reads=("position", "static"), side=("watch_list",),
)  # fmt: skip
