"""What each MMSI had said of its ship by an instant: joined to positions, so that every detector knows whom it sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records

HULL = np.dtype([("mmsi", "u4"), ("ship_type", "i2"), ("length_m", "f4"), ("beam_m", "f4")])
_PART_A = 0


class Hulls:
    """The newest statement of each MMSI, in the order of MMSI."""

    def __init__(self, known: Records | None = None) -> None:
        self.known: Records = np.zeros(0, HULL) if known is None else known

    def copy(self) -> Hulls:
        return Hulls(self.known.copy())

    def only(self, mmsi: npt.NDArray[np.uint32]) -> Hulls:
        """Of some alone."""
        return Hulls(self.known[np.isin(self.known["mmsi"], mmsi)])

    def put(self, other: Hulls, mmsi: npt.NDArray[np.uint32]) -> None:
        """What `other` knows of these replaces what is known here."""
        left = self.known[~np.isin(self.known["mmsi"], mmsi)]
        self.known = np.sort(np.concatenate([left, other.known]), order="mmsi")

    def join(self, position: Records, static: Records) -> Records:
        """Positions with the hull as told at or before their t; the statements of this step are then known.

        Both are in the order of t, after all that was known before.
        """
        static = static[~((static["type"] == 24) & (static["part"] == _PART_A))]
        said = np.zeros(len(static), HULL)
        for name in HULL.names or ():
            said[name] = static[name]
        everything = np.concatenate([self.known, said])
        told = np.concatenate([np.full(len(self.known), np.iinfo(np.int64).min), static["t"]])
        order = np.argsort(everything["mmsi"], kind="stable")  # within an MMSI in the order of t
        everything, told = everything[order], told[order]
        if len(position) and len(everything):
            position = position.copy()
            at = _last_by(everything["mmsi"], told, position["mmsi"], position["t"], len(static) > 0)
            good = at >= 0
            for name in ("ship_type", "length_m", "beam_m"):
                position[name][good] = everything[name][at[good]]
        newest = np.ones(len(everything), np.bool_)
        newest[:-1] = everything["mmsi"][1:] != everything["mmsi"][:-1]
        self.known = everything[newest]
        return position


def _last_by(
    owner: npt.NDArray[np.uint32], told: npt.NDArray[np.int64], mmsi: npt.NDArray[np.uint32],
    t: npt.NDArray[np.int64], several: bool,
) -> npt.NDArray[np.int64]:  # fmt: skip
    """The last of (owner, told), which are in order, that is of `mmsi` and not after `t`; -1 where there is none."""
    if not several:
        at = np.minimum(np.searchsorted(owner, mmsi), len(owner) - 1)
        return np.where(owner[at] == mmsi, at, -1)
    times = np.unique(np.concatenate([told, t]))
    span = np.int64(len(times) + 1)
    owners = np.unique(np.concatenate([owner, mmsi]))
    keys = np.searchsorted(owners, owner) * span + np.searchsorted(times, told)
    asked = np.searchsorted(owners, mmsi) * span + np.searchsorted(times, t)
    at = np.searchsorted(keys, asked, side="right") - 1
    return np.where((at >= 0) & (owner[np.maximum(at, 0)] == mmsi), at, -1)
