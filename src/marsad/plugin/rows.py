"""The rows that a detector sees: records of NumPy, one array for each family, in the order (t, vessel, digest).

They are the lake's unique rows with what cleaning found (whose they are, how the vessel moved to them). A field has the
name and the unit of its column in the lake; those that no table has are told of in `DERIVED`. Null is NaN in a real
number, `NO_TIME` in an instant, -1 in a whole number with a sign, empty in text: never a value that could be read.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[np.void]

NO_TIME: Final = -(1 << 63)
"""An instant that is not known."""

_WHO = [("t", "i8"), ("vessel", "i8"), ("slot", "i4"), ("mmsi", "u4"), ("digest", "u8")]
_PLACE = [("lon_deg", "f8"), ("lat_deg", "f8")]
_MOTION = [("sog_kn", "f4"), ("cog_deg", "f4")]
_HULL = [("ship_type", "i2"), ("length_m", "f4"), ("beam_m", "f4")]

POSITION: Final = np.dtype(
    [*_WHO, ("t_fix", "i8"), *_PLACE, *_MOTION, ("heading_deg", "f4"), ("rot_deg_min", "f4"), ("step_m", "f4"),
     ("made_kn", "f4"), ("made_deg", "f4"), ("turn_deg_min", "f4"), ("flags", "u4"), ("status", "i1"),
     ("second", "i1"), ("accuracy", "i1"), ("raim", "i1"), ("type", "u1"), ("outcome", "u1"), ("satellite", "?"),
     *_HULL]
)  # fmt: skip
"""A moving station told where it is."""
STATIC: Final = np.dtype(
    [*_WHO, ("type", "u1"), ("part", "i1"), ("name", "S40"), ("callsign", "S14"), ("imo", "i8"), ("destination", "S40"),
     ("draught_m", "f4"), *_HULL]
)  # fmt: skip
"""A station said who it is."""
SAFETY_TEXT: Final = np.dtype([*_WHO, ("type", "u1"), ("text", "S324")])
"""A safety related text (messages 12 and 14)."""
BASE_STATION: Final = np.dtype([*_WHO, *_PLACE, ("utc", "i8"), ("accuracy", "i1"), ("raim", "i1")])
"""A base station told its place and time (messages 4 and 11)."""
ATON: Final = np.dtype(
    [
        *_WHO,
        *_PLACE,
        ("aid_type", "i2"),
        ("off_position", "i1"),
        ("virtual", "i1"),
        ("second", "i1"),
        ("aton_status", "i2"),
    ]
)
"""An aid to navigation told its place and state."""
RECEPTION: Final = np.dtype([*_WHO, ("receiver", "u8"), ("signal_dbm", "f4")])
"""A transmission was heard by one more receiver."""
CONTACT: Final = np.dtype([*_WHO, ("sensor", "u8"), ("track_number", "u4"), *_PLACE, *_MOTION])
"""A sensor or a satellite saw something without an identity: vessel is -1, digest a hash of all that was told."""

FAMILIES: Final[dict[str, np.dtype[np.void]]] = {
    "position": POSITION, "static": STATIC, "safety_text": SAFETY_TEXT, "base_station": BASE_STATION, "aton": ATON,
    "reception": RECEPTION, "contact": CONTACT,
}  # fmt: skip
"""Every family by its name, which is that of the lake's table."""

DERIVED: Final[dict[str, str]] = {
    "vessel": "vessel_id: MMSI x 100 + number of the vessel under that MMSI; where it is not told MMSI x 100",
    "slot": "the vessel's place in `State.vessels`; -1 for a contact",
    "t_fix": "instant for kinematics: that of the fix where the message tells it, else t; never null",
    "outcome": "what cleaning made of it: place in `schema.lake.resolved.OUTCOMES`, 0 is a position of a track",
    "satellite": "heard by a satellite: its source is of a lane that says so",
    "ship_type": "as the MMSI had said it last by t, 0 and -1 are not known",
    "length_m": "of the hull, as the MMSI had said it last by t",
    "beam_m": "of the hull, as the MMSI had said it last by t",
    "receiver": "hash of source and station",
    "sensor": "hash of source and station",
}
"""Fields that are no column of the lake's table of that name."""


@dataclass(frozen=True)
class Rows:
    """What was heard in some time, by family; each array in the order (t, vessel, digest), no two rows alike in it."""

    position: Records
    static: Records
    safety_text: Records
    base_station: Records
    aton: Records
    reception: Records
    contact: Records

    def __len__(self) -> int:
        return sum(len(self.of(family)) for family in FAMILIES)

    def of(self, family: str) -> Records:
        """The rows of one family."""
        found: Records = getattr(self, family)
        return found

    def within(self, prev_us: int, until_us: int) -> Rows:
        """Those with prev < t <= until."""
        return self.cut({family: slice(after(self.of(family), prev_us), after(self.of(family), until_us))
                         for family in FAMILIES})  # fmt: skip

    def cut(self, chosen: dict[str, slice | npt.NDArray[np.bool_] | npt.NDArray[np.int64]]) -> Rows:
        """Some rows of the families that are named, all of the others."""
        return replace(self, **{family: self.of(family)[some] for family, some in chosen.items()})

    def only(self, families: tuple[str, ...]) -> Rows:
        """The same with every other family empty."""
        return replace(self, **{family: self.of(family)[:0] for family in FAMILIES if family not in families})


def after(records: Records, t_us: int) -> int:
    """The place of the first record, of those in order, that is later than an instant; their number if none is."""
    return bisect_right(records["t"], t_us) if len(records) else 0  # NumPy would copy all times, which lie apart


def no_rows() -> Rows:
    """Nothing was heard."""
    return Rows(**{family: np.zeros(0, dtype) for family, dtype in FAMILIES.items()})


def join(some: list[Rows]) -> Rows:
    """All of them, in order, none twice."""
    if not some:
        return no_rows()
    if len(some) == 1:
        return Rows(**{family: ordered(some[0].of(family)) for family in FAMILIES})
    return Rows(**{family: ordered(np.concatenate([rows.of(family) for rows in some])) for family in FAMILIES})


def ordered(records: Records) -> Records:
    """Records in the order (t, vessel, digest), hearings of one transmission by receiver; none twice."""
    if len(records) < 2:
        return records
    names = ("t", "vessel", "digest", "receiver") if "receiver" in (records.dtype.names or ()) else _KEY
    if not _rises(records, names):
        records = records[np.lexsort([records[name] for name in reversed(names)])]
        same = np.ones(len(records) - 1, np.bool_)
        for name in names:
            same &= records[name][1:] == records[name][:-1]
        if same.any():
            records = records[np.concatenate([[True], ~same])]
    return records


_KEY: Final = ("t", "vessel", "digest")


def _rises(records: Records, names: tuple[str, ...]) -> bool:
    """Whether they are in order and none is there twice."""
    tied = np.ones(len(records) - 1, np.bool_)
    for name in names:
        column = records[name]
        if np.any(tied & (column[1:] < column[:-1])):
            return False
        tied &= column[1:] == column[:-1]
        if not tied.any():
            return True
    return False
