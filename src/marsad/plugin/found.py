"""What a detector gives: the part of an event that it alone knows. `runtime` adds name, revision and watermark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from marsad.plugin.rows import NO_TIME, Records


@dataclass(frozen=True)
class Found:
    """One thing that became known about one event: that it began, or that it changed or ended.

    All with equal (kind, began_with, t_start) of one detector are the same event; the one known last holds.
    `t_known` lies in (prev, w] of the step that gives it. The first is known when the event's condition became true, so
    `t_known == t_event`; those that follow carry the same `t_event`. `t_end` None: it lasts.
    """

    kind: str
    vessel_ids: tuple[int, ...]
    t_start: int
    t_event: int
    t_known: int
    t_end: int | None = None
    lon_deg: float | None = None
    lat_deg: float | None = None
    radius_m: float | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    """The numbers that a person can check, names with units. Real numbers are kept to six decimals."""
    severity: str = ""
    """Empty: that of the kind."""
    began_with: tuple[int, ...] | None = None
    """Vessels in the event's name; None: `vessel_ids`. An area that grows names those it began with."""
    joins_us: int = 0
    """Of a detector that remembers nothing: what was found of the same vessels and kind, with `joins_us` too, no longer
    before than this is the same event, which keeps its first start and lasts to this one's end."""


NUMBERS: Final = 6
FOUND: Final = np.dtype(
    [("t_start", "i8"), ("t_end", "i8"), ("t_event", "i8"), ("t_known", "i8"), ("a", "i8"), ("b", "i8"),
     ("lon_deg", "f8"), ("lat_deg", "f8"), ("radius_m", "f8"), ("code", "i8"), ("n", "f8", (NUMBERS,))]
)  # fmt: skip
"""The same as a kernel writes it: `a` and `b` are vessels, b 0 where there is one; t_end NO_TIME: it lasts; NaN: not
known; `code` and the numbers `n` mean what the detector says."""


def found_of(
    records: Records, kind: str, numbers: tuple[str, ...], more: Callable[[np.void], dict[str, Any]] | None = None
) -> list[Found]:
    """What a kernel wrote as `Found`, `numbers` naming the first of `n` in the evidence; `more` adds to it."""
    given = []
    for one in records:
        told: dict[str, Any] = {name: float(one["n"][at]) for at, name in enumerate(numbers)}
        if more is not None:
            told |= more(one)
        pair = (int(one["a"]),) if one["b"] == 0 else tuple(sorted((int(one["a"]), int(one["b"]))))
        place = one["lon_deg"], one["lat_deg"], one["radius_m"]
        lon, lat, radius = (None if np.isnan(value) else float(value) for value in place)
        given.append(
            Found(kind, pair, int(one["t_start"]), int(one["t_event"]), int(one["t_known"]),
                  None if one["t_end"] == NO_TIME else int(one["t_end"]), lon, lat, radius, told)
        )  # fmt: skip
    return given
