"""What identity makes of the reports of some senders on one day, before the day is put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.identity.changes import changes_of
from marsad.tracks.identity.heard import HEARD, heard_positions, heard_reports, joined_heard
from marsad.tracks.identity.history import static_history
from marsad.tracks.identity.splits import splits_of
from marsad.tracks.position_arrays import PositionArrays

_PASSED_OVER = frozenset({"position", "reject", "contact", "reception"})


@dataclass(frozen=True)
class IdentityPart:
    """Some senders' part of a day. Parts of different senders are concatenated table by table, in any order."""

    history: pa.Table
    """Rows for the table static_history."""
    said: pa.Table
    """What these senders say now (tracks/identity/said): for the next day, and for `vessels_of_day`."""
    heard: pa.Table
    """Who was heard (tracks/identity/heard): for `vessels_of_day`."""
    changes: pa.Table
    """Who changed IMO number or call sign (tracks/identity/changes): for `vessels_of_day`."""
    splits: pa.Table
    """Why vessels were told apart (tracks/identity/splits): for `vessels_of_day`."""


def identity_of_part(
    positions: PositionArrays,
    number: npt.NDArray[np.uint8],
    tables: Mapping[str, pa.Table],
    said: pa.Table | None = None,
    known: pa.Table | None = None,
    splits: npt.NDArray[np.void] | None = None,
) -> IdentityPart:
    """Statements, changes and who was heard, of all senders in `tables` (unique rows of one day, by family).

    `positions` are the rows of `tables["position"]` and `number` the vessel of each, 255 for none. `said` is what these
    senders said up to the day before, `known` what `vessels_of_day` of the day before knew; of both, rows of other
    senders do no harm. `splits` says why vessels were told apart, as `tracks.vessels.assign` gives it.
    """
    others = [heard_reports(table) for family, table in sorted(tables.items()) if family not in _PASSED_OVER]
    lost = number == 255
    if lost.any():
        nowhere = pa.table({"t": pa.array(positions.t[lost], pa.timestamp("us", "UTC")), "mmsi": positions.mmsi[lost]})
        others.append(heard_reports(nowhere))
    heard = (
        joined_heard(heard_positions(positions, number), others) if len(positions) or others else HEARD.empty_table()
    )
    ids = heard["vessel_id"].to_numpy()
    if known is not None:
        ids = np.union1d(ids, known["vessel_id"].to_numpy())
    shared = np.unique(ids[ids % 100 > 0] // 100)
    static = tables.get("static")
    history = static_history(_empty_static() if static is None else static, said, shared)
    changes = changes_of(history, positions, number, shared)
    return IdentityPart(history.rows, history.said, heard, changes, splits_of(splits))


def _empty_static() -> pa.Table:
    from marsad.schema import FAMILIES
    from marsad.schema.arrow import arrow_schema

    return arrow_schema(FAMILIES["static"]).empty_table()
