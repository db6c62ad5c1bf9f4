"""Bringing the roll up to the end of a day: who was heard, what they say now, and who became another."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.tracks.identity.roll import Roll
from marsad.tracks.identity.words import plain, telling_callsigns
from marsad.wire.imo import own_numbers

CONTESTED = 4
"""An IMO number or call sign that changes so often in a day is contested: which ship says it cannot be told."""

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def said_of(said: pa.Table, mmsi: Ints) -> pa.Table:
    """What each sender says now; null where it says nothing."""
    senders = said["mmsi"].to_numpy()
    place = np.searchsorted(senders, mmsi)
    known = place < senders.size
    known[known] = senders[place[known]] == mmsi[known]
    return said.take(pa.array(place, mask=~known))


def enter(roll: Roll, heard: dict[str, npt.NDArray[Any]]) -> None:
    """Vessels that were never heard before begin."""
    ids = heard["vessel_id"]
    new = ~np.isin(ids, roll["vessel_id"])
    roll.append(vessel_id=ids[new], t_first=heard["t_first"][new], t_from=heard["t_first"][new])


def split(roll: Roll, changes: pa.Table, shared: Ints) -> Ints:
    """Begin another identity where a sender began to tell another IMO number, or another call sign without one.

    Gives the MMSI that changed so often that nothing was split.
    """
    serious = changes.filter(pc.is_in(changes["field"], pa.array(["imo", "callsign"])))
    mmsi = serious["mmsi"].to_numpy().astype(np.int64)
    senders, count = np.unique(mmsi, return_counts=True)
    most = np.zeros(senders.size, np.int64)
    np.maximum.at(most, np.searchsorted(senders, mmsi), serious["count"].to_numpy())
    contested = senders[(np.maximum(count // 2, most) >= CONTESTED)]
    taken = np.isin(mmsi, np.concatenate([contested, shared]))
    rows = serious.filter(pa.array(~taken)).to_pylist()
    ids, present = roll.present()
    at: dict[int, int] = {}
    if rows:
        wanted = np.unique(mmsi[~taken]) * 100
        place = np.minimum(np.searchsorted(ids, wanted), ids.size - 1)
        there = ids[place] == wanted
        at = dict(zip(wanted[there].tolist(), present[place[there]].tolist(), strict=True))
    callsigns = plain(pa.array([word for row in rows for word in (row["before"], row["value"])], pa.string()))
    telling = np.asarray(telling_callsigns(callsigns).reshape(-1, 2).all(axis=1))
    for row, good in zip(rows, map(bool, telling), strict=True):
        vessel = row["mmsi"] * 100
        if vessel not in at or row["t"] <= roll["t_from"][at[vessel]]:
            continue
        if row["field"] == "imo":
            if not own_numbers([int(row["before"]), int(row["value"])]).all():
                continue
            roll["imo"][at[vessel]] = roll["imo"][at[vessel]] or int(row["before"])
        elif not good or roll["imo"][at[vessel]]:
            continue
        at[vessel] = _begin(roll, at[vessel], row)
    return contested


def _begin(roll: Roll, old: int, change: dict[str, Any]) -> int:
    """The row of a new identity of a vessel; the old one ends where it was last told."""
    roll["t_until"][old] = max(int(change["told_before"]), int(roll["t_from"][old]))
    if change["t_end"] and not np.isnan(change["lon_end"]):
        for name in ("t_end", "lon_end", "lat_end"):
            roll[name][old] = change[name]
        if np.isnan(roll["lon_begin"][old]):
            for name in ("t", "lon", "lat"):
                roll[f"{name}_begin"][old] = change[f"{name}_end"]
    places = {f"{part}_{end}": [change[f"{part}_begin"]] for part in ("t", "lon", "lat") for end in ("begin", "end")}
    roll.append(
        vessel_id=[roll["vessel_id"][old]], episode=[roll["episode"][old] + 1], t_first=[roll["t_first"][old]],
        t_from=[change["t"]], t_until=[change["t"]], top_kn=[roll["top_kn"][old]], station=[roll["station"][old]],
        **places,
    )  # fmt: skip
    return len(roll) - 1


def bring_up(roll: Roll, rows: Ints, heard: dict[str, npt.NDArray[Any]]) -> None:
    """The present identity (`rows`) of those heard was heard until now, and is where it was last."""
    roll["t_until"][rows] = np.maximum(roll["t_until"][rows], heard["t_last"])
    placed = ~np.isnan(heard["lon_end"])
    first = placed & np.isnan(roll["lon_begin"][rows])
    later = placed & (heard["t_end"] >= np.where(np.isnan(roll["lon_end"][rows]), 0, roll["t_end"][rows]))
    for name in ("t", "lon", "lat"):
        roll[f"{name}_begin"][rows[first]] = heard[f"{name}_begin"][first]
        roll[f"{name}_end"][rows[later]] = heard[f"{name}_end"][later]
    roll["top_kn"][rows] = np.fmax(roll["top_kn"][rows], heard["top_kn"])
    told = heard["station"] > 0
    roll["station"][rows[told]] = heard["station"][told]


def tell(roll: Roll, rows: Ints, values: dict[str, Ints]) -> Ints:
    """Give those `rows` what they say now (missing: 0, or -1 for texts); the rows for which that is something new."""
    fresh: Mask = roll["t_until"][rows] < 0
    for name, value in values.items():
        told = value >= 0 if name in {"callsign", "name"} else value > 0
        new = told & (roll[name][rows] != value)
        roll[name][rows[new]] = value[new]
        fresh = fresh | new
    return rows[fresh]
