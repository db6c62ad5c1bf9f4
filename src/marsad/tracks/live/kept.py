"""Rows of senders whose runs may turn out to be another vessel's than they were taken for, to be traced anew then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from marsad.tracks.live.columns import KEPT_ROW, SETTLED, UNDECIDED, WATCHED
from marsad.tracks.live.sender_kernel import are_held, find_kept, keep_rows, list_unwatched
from marsad.tracks.live.senders import Decided, Heard, Slots
from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.vessels.records import TRACK
from marsad.tracks.vessels.state import Records
from marsad.tracks.ways.roll import Roll

MOST_AT_ONCE: Final = 4096
"""Senders that are begun to be kept rows of in one call."""


@dataclass(frozen=True, slots=True)
class Base:
    """What was made of the vessels under an MMSI before its first kept row."""

    ways: Records
    first: int | None
    """The vessel that the first run, of which rows lie before, was then; None where none do or it is settled."""
    unknown: bool
    """The MMSI had no vessel on the days before."""


class KeptRows:
    """A ring of rows, so that the newest `most` of all senders are held."""

    def __init__(self, most: int) -> None:
        self._rows: Records = np.empty(most, dtype=KEPT_ROW)
        self._end = 0
        self._most_bases = max(16, most // 8)
        self._bases: dict[int, Base] = {}

    def keep(self, heard: Heard, senders: Roll, ways: Roll) -> None:
        """Keep rows of senders of which it is open how many vessels they are; to be called before they are traced."""
        rows, slots = heard.rows, np.empty(heard.found.size, dtype=np.int64)
        slots = slots[: int(list_unwatched(heard.found, heard.stray, senders.all, slots))]
        now = min(MOST_AT_ONCE, self._most_bases - len(self._bases))
        for slot in slots[:now]:
            self._set_base(senders.all[slot], ways)
        senders.all["watched"][slots[now:]] = SETTLED
        self._end = int(
            keep_rows(heard.starts, heard.found, heard.run, rows.tk, rows.lon, rows.lat, rows.sog_kn, rows.kind,
                      rows.type, senders.all, self._rows, self._end)
        )  # fmt: skip

    def _set_base(self, sender: np.void, ways: Roll) -> None:
        mmsi = int(sender["vessel"])
        known = [way for n in range(int(sender["vessels"])) if (way := ways.find(mmsi * 100 + n)) is not None]
        records = np.array(known, dtype=ways.all.dtype)
        partly = sender["watched"] != SETTLED and sender["traced"] > 0
        self._bases[mmsi] = Base(records, int(sender["first"]) if partly else None, sender["lanes"] == 0)
        sender["watched"] = WATCHED

    def whole(self, slots: Slots, senders: Roll) -> npt.NDArray[np.bool_]:
        """Of which senders all rows since the base are held. The others are settled as they are."""
        held: npt.NDArray[np.bool_] = np.empty(slots.size, dtype=np.bool_)
        are_held(slots, senders.all, self._rows, self._end, held)
        for slot in slots[~held]:
            sender = senders.all[slot]
            self._bases.pop(int(sender["vessel"]), None)
            sender["watched"], sender["kept"], sender["last_row"] = SETTLED, 0, 0
        return held

    def go_back(
        self, decided: Decided, which: npt.NDArray[np.int64], senders: Roll, ways: Roll, paces: Roll
    ) -> tuple[PositionArrays, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Put the vessels of some senders back to their base; gives the kept rows, their vessels and outcomes."""
        slots, first, closed = decided.slots[which], decided.first[which], decided.closed
        many = senders.all["kept"][slots].astype(np.int64)
        where: npt.NDArray[np.int64] = np.empty(int(many.sum()), dtype=np.int64)
        find_kept(slots, senders.all, self._rows, where)
        rows = self._rows[where]
        run = np.repeat(first, many) + rows["run"]
        for slot, begin in zip(slots, first, strict=True):
            fits = closed.outcome[begin] == TRACK
            self._restore(senders.all[slot], int(closed.vessel[begin]) if fits else UNDECIDED, ways, paces)
        mmsi = np.repeat(senders.all["vessel"][slots], many).astype(np.uint32)
        return _positions(rows, mmsi), closed.vessel[run], closed.outcome[run]

    def _restore(self, sender: np.void, first: int, ways: Roll, paces: Roll) -> None:
        mmsi = int(sender["vessel"])
        base = self._bases[mmsi]
        # Where nothing was known before the first run, and that is not what it was taken for, nothing is known still.
        known = {} if base.unknown and base.first not in (None, first) else {int(w["vessel"]): w for w in base.ways}
        for vessel in range(mmsi * 100, mmsi * 100 + int(sender["vessels"])):
            for roll, record in ((ways, known.get(vessel)), (paces, None)):
                slot = roll.place_of(vessel)
                if slot >= 0:
                    blank = np.zeros((), dtype=roll.all.dtype)
                    blank["vessel"] = vessel
                    roll.all[slot] = blank if record is None else record

    def forget_day(self) -> None:
        """What was decided at midnight stays."""
        self._bases.clear()
        self._end = 0

    def forget(self, senders: Roll) -> None:
        """Keep nothing of senders that are no longer known."""
        self._bases = {mmsi: base for mmsi, base in self._bases.items() if senders.place_of(mmsi) >= 0}


def _positions(rows: Records, mmsi: npt.NDArray[np.uint32]) -> PositionArrays:
    """Kept rows as tracing takes them; what it does not look at is null."""
    n = len(rows)

    def blank(value: float, dtype: type[Any]) -> npt.NDArray[Any]:
        return np.full(n, value, dtype=dtype)

    return PositionArrays(
        row=np.arange(n), mmsi=mmsi, tk=rows["tk"].copy(), t=rows["tk"].copy(), lon=rows["lon"].copy(),
        lat=rows["lat"].copy(), sog_kn=rows["sog_kn"].copy(), cog_deg=blank(np.nan, np.float32),
        heading_deg=blank(np.nan, np.float32), kind=rows["kind"].copy(), type=rows["type"].copy(),
        repeat=blank(255, np.uint8), flags=blank(0, np.uint32), digest=blank(0, np.uint64),
    )  # fmt: skip
