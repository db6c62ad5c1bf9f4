"""From decoded tables to rows that wait for the watermark, and there to one row for each transmission."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.plugin.rows import FAMILIES, RECEPTION, Records, Rows, join
from marsad.runtime.advance.lanes import Lanes
from marsad.runtime.advance.rows_of import COLUMNS, receivers_of, rows_of
from marsad.runtime.detection.transmissions import Transmissions, unique_of

NO_STATION: Final = -2
"""In `slot` of a hearing: nobody says which receiver it was."""
_HEARD: Final = ("source", "station", "signal_dbm")
SENT: Final = ("position", "static", "safety_text", "base_station", "aton")
_NEEDED: Final = {family: {*columns, "t_recv", "repeat", *_HEARD} for family, columns in COLUMNS.items()}


class Hearing:
    """Remembers what was heard in the last half minute. `receptions` says whether hearings are wanted too."""

    def __init__(self, receptions: bool) -> None:
        self.transmissions = Transmissions()
        self._receptions = receptions
        self._itself: deque[Records] = deque()
        """Hearings that are not told because they are the row that is kept: an earlier one that comes late may be kept
        in its place."""

    @property
    def copies(self) -> int:
        """Rows that told again what another had."""
        return self.transmissions.copies

    def needed(self, family: str, table: pa.Table) -> pa.Table:
        """The columns that rows are made of: what waits keeps no more of what was decoded."""
        wanted = _NEEDED[family]
        return table.select([name for name in table.column_names if name in wanted])

    def rows_of(self, tables: Mapping[str, pa.Table], lanes: Lanes) -> Rows:
        """Every hearing as a row, in order."""
        tables = {family: _timed(table) for family, table in tables.items()}
        rows = rows_of(tables, lanes.satellites)
        if not self._receptions:
            return rows
        heard = [_hearings(tables[family]) for family in SENT if family in tables]
        return join([rows.only(tuple(family for family in FAMILIES if family != "reception")), *map(_as_rows, heard)])

    def unheard(self, tables: Mapping[str, pa.Table], until_us: int, since_recv_us: int | None, lanes: Lanes) -> int:
        """How many reports of up to an instant were received after another, and are no copies of what was heard."""
        early: dict[str, pa.Table] = {}
        for family, table in tables.items():
            table = _timed(table)
            wanted = pc.less_equal(table.column("t").cast(pa.int64()), until_us)
            if since_recv_us is not None and "t_recv" in table.column_names:
                came = pc.greater(table.column("t_recv").cast(pa.int64()), since_recv_us)
                wanted = pc.and_(wanted, pc.fill_null(came, True))
            early[family] = table.filter(wanted)
        if not any(table.num_rows for table in early.values()):
            return 0
        rows = rows_of(early, lanes.satellites)
        unknown = (~self.transmissions.known(f, rows.of(f)) for f in FAMILIES if f != "reception" and len(rows.of(f)))
        return sum(int(some.sum()) for some in unknown)

    def firsts(self, rows: Rows) -> Rows:
        """One row for each transmission; rows come in the order of time, all later than those of the call before."""
        kept = {family: rows.of(family)[self.transmissions.firsts(family, rows.of(family))] for family in FAMILIES}
        if len(rows.reception):
            itself = _is_itself(rows.reception, kept)
            kept["reception"] = rows.reception[~itself]
            if itself.any():
                self._itself.append(rows.reception[itself])
        return Rows(**kept)

    def forget(self, before_us: int) -> None:
        """No row of before is put together anew any more."""
        while self._itself and int(self._itself[0]["t"][-1]) <= before_us:
            self._itself.popleft()

    def united(self, family: str, held: Records, late: Records) -> Records:
        """What is held of some senders, and what came late, as if all had come in time."""
        both = np.concatenate([held, late])
        return _as_rows_of(family, both) if family == "contact" else unique_of(family, both)

    def heard(self, held: Records, late: Records, mmsi: npt.NDArray[np.uint32], kept: Mapping[str, Records]) -> Records:
        """The same for the hearings of some senders, whose transmissions are `kept`."""
        nobody = late[late["slot"] == NO_STATION]
        if len(nobody):
            self._itself.append(nobody)
        before = [some[np.isin(some["mmsi"], mmsi)] for some in self._itself]
        both = _as_rows_of("reception", np.concatenate([held, late, *before]))
        return both[~_is_itself(both, kept)]


def _timed(table: pa.Table) -> pa.Table:
    """With `t` as the stages after decoding have it: where nothing tells it, when it was received."""
    if "t_recv" not in table.column_names or not table.column("t").null_count:
        return table
    at = table.column_names.index("t")
    return table.set_column(at, "t", pc.coalesce(table.column("t"), table.column("t_recv")))


def _hearings(table: pa.Table) -> Records:
    table = table.filter(pc.is_valid(table.column("t"))) if table.column("t").null_count else table
    made: Records = np.zeros(table.num_rows, RECEPTION)
    made["t"] = table.column("t").cast(pa.int64()).to_numpy()
    for name in ("mmsi", "digest"):
        made[name] = table.column(name).to_numpy()
    made["vessel"] = made["mmsi"].astype(np.int64) * 100
    made["receiver"] = receivers_of(table)
    made["signal_dbm"] = np.nan
    if "signal_dbm" in table.column_names:
        made["signal_dbm"] = table.column("signal_dbm").cast(pa.float32()).fill_null(float("nan")).to_numpy()
    made["slot"][table.column("station").is_null().to_numpy()] = NO_STATION
    return made


def _as_rows(reception: Records) -> Rows:
    return join([Rows(**{**{f: np.zeros(0, d) for f, d in FAMILIES.items()}, "reception": reception})])


def _as_rows_of(family: str, records: Records) -> Records:
    whole = Rows(**{**{f: np.zeros(0, d) for f, d in FAMILIES.items()}, family: records})
    return join([whole]).of(family)


def _is_itself(reception: Records, kept: Mapping[str, Records]) -> npt.NDArray[np.bool_]:
    """Hearings that name no receiver and are the row that is kept of their transmission: they add nothing to it."""
    itself: npt.NDArray[np.bool_] = reception["slot"] == NO_STATION
    if itself.any():
        known = np.concatenate([_key(kept[family]) for family in SENT])
        itself[itself] = np.isin(_key(reception[itself]), known)
    return itself


def _key(records: Records) -> npt.NDArray[np.uint64]:
    key: npt.NDArray[np.uint64] = records["t"].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ records["digest"]
    return key
