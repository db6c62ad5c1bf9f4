"""Where something happened, as receivers see it: within reach of the shore, at its edge, or under satellites alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.incidents.observable import REPORTS

Coverage = Literal["shore", "edge", "satellite", "unheard", "unknown"]
COVERAGES: Final[tuple[Coverage, ...]] = ("shore", "edge", "satellite", "unheard", "unknown")
BEFORE_US: Final = 3_600_000_000
"""Reports count from so long before the start: what goes dark was heard before."""
SATELLITE: Final = "SIMSAT"
"""What the names of satellites begin with."""

Numbers = npt.NDArray[np.int64]


class Hearing:
    """Who was heard when, by stations ashore and by satellites, of one simulation."""

    def __init__(self, ashore: tuple[Numbers, Numbers] | None, above: tuple[Numbers, Numbers] | None) -> None:
        self._ashore, self._above = _by_mmsi(ashore), _by_mmsi(above)

    def coverage(self, vessels: Iterable[int], t_start: int, t_end: int) -> Coverage:
        """The class of what concerned some vessels (MMSI) for some time.

        shore: at least five reports of each were received ashore; satellite: of none any ashore, of some by satellites;
        unheard: of none any; edge: the rest. Without a vessel, or where the folder does not tell, unknown.
        """
        some = tuple(vessels)
        if self._ashore is None or self._above is None or not some:
            return "unknown"
        ashore = [_count(self._ashore, one, t_start - BEFORE_US, t_end) for one in some]
        if min(ashore) >= REPORTS:
            return "shore"
        if any(ashore):
            return "edge"
        above = any(_count(self._above, one, t_start - BEFORE_US, t_end) for one in some)
        return "satellite" if above else "unheard"


def hearing(folder: Path) -> Hearing:
    """Of the rows (rx) in a folder of `simulate`; where it has none nothing is known."""
    import pyarrow.parquet as pq

    files = sorted((folder / "rx").glob("*.parquet"))
    if not files:
        return Hearing(None, None)
    parts: dict[bool, list[tuple[Numbers, Numbers]]] = {False: [], True: []}
    for file in files:
        rows = pq.read_table(file, columns=["mmsi", "t_sent"])
        mmsi = rows["mmsi"].to_numpy().astype(np.int64)
        sent = rows["t_sent"].cast("int64").to_numpy()
        parts[file.name.startswith(SATELLITE)].append((mmsi, sent))
    return Hearing(*(_joined(parts[above]) for above in (False, True)))


def _joined(parts: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    nothing = np.zeros(0, np.int64)
    mmsi, sent = (np.concatenate([nothing, *(part[at] for part in parts)]) for at in (0, 1))
    # One transmission that several stations heard is one report.
    both = np.unique(np.stack([mmsi, sent], axis=1), axis=0) if mmsi.size else np.zeros((0, 2), np.int64)
    return both[:, 0], both[:, 1]


def _by_mmsi(heard: tuple[Numbers, Numbers] | None) -> dict[int, Numbers] | None:
    if heard is None:
        return None
    mmsi, sent = heard
    order = np.lexsort((sent, mmsi))
    mmsi, sent = mmsi[order], sent[order]
    starts = np.flatnonzero(np.diff(mmsi, prepend=-1))
    return {int(mmsi[at]): part for at, part in zip(starts, np.split(sent, starts[1:]), strict=False)}


def _count(heard: dict[int, Numbers], mmsi: int, since: int, until: int) -> int:
    times = heard.get(mmsi)
    return 0 if times is None else int(np.searchsorted(times, until, "right") - np.searchsorted(times, since, "left"))
