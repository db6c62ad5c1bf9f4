"""The whole stops of a lake, from its table of their parts by day."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.runtime.places.learn import STOP
from marsad.store.lake.lake import Lake


def stops_of(lake: Lake, until_us: int | None = None) -> npt.NDArray[np.void]:
    """Each stop with its first and last instant; of those that end later than `until_us` what was known by then."""
    parts = []
    for day in lake.days("stops"):
        table = lake.read("stops", day)
        some = np.zeros(table.num_rows, np.dtype([("stop", "i8"), *STOP.descr]))
        for name, column in (("stop", "stop_id"), ("vessel", "vessel_id"), ("lon_deg", "lon_deg"),
                             ("lat_deg", "lat_deg"), ("radius_m", "radius_m")):  # fmt: skip
            some[name] = table[column].to_numpy()
        for name in ("t_begin", "t_end"):
            some[name] = table[name].cast("int64").to_numpy()
        parts.append(some if until_us is None else some[some["t_end"] <= until_us])
    joined = np.concatenate(parts) if parts else np.zeros(0, np.dtype([("stop", "i8"), *STOP.descr]))
    joined = joined[np.lexsort((joined["t_end"], joined["stop"]))]
    last = np.append(joined["stop"][1:] != joined["stop"][:-1], True) if len(joined) else np.zeros(0, np.bool_)
    whole = np.zeros(int(last.sum()), STOP)
    for name in STOP.names or ():
        whole[name] = joined[name][last]
    return whole
