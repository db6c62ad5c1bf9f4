"""Made tracks of one ship, and a detector led over them in steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from marsad.plugin.detector import Detector
from marsad.plugin.found import Found
from marsad.plugin.rows import NO_TIME, POSITION, Records, no_rows, ordered
from marsad.plugin.side import Side
from marsad.testing.detector_contract.tracks import Leg, Ship, made_good, sail

T0 = 1_772_402_400_000_000
"""2026-03-01T22:00:00Z, so that things happen over midnight."""
MINUTE = 60_000_000


def sailed(legs: list[Leg], *, mmsi: int = 211_000_001, lon: float = 20.0, lat: float = 38.0, kind: int = 70,
           length: float = 150.0, t0: int = T0) -> Records:  # fmt: skip
    """The reports of a ship, who has told her type and length."""
    rows = sail(Ship(mmsi), t0, lon, lat, legs)
    rows["ship_type"], rows["length_m"] = kind, length
    return rows


def found(detector: Detector, *tracks: Records, side: Side | None = None, steps: int = 1, after_h: float = 3.0
          ) -> list[Found]:  # fmt: skip
    """What is known in the end of every event, in the order they began."""
    rows = ordered(np.concatenate(tracks))
    vessels = np.unique(rows["vessel"])
    rows["slot"] = np.searchsorted(vessels, rows["vessel"])
    state = detector.first_state()
    state.ids, state.vessels = vessels, np.zeros(len(vessels), state.vessels.dtype)
    given: dict[tuple[object, ...], Found] = {}
    cuts = np.linspace(int(rows["t"][0]) - 1, int(rows["t"][-1]) + after_h * 3.6e9, steps + 1).astype(np.int64)
    for prev, w in zip(cuts[:-1], cuts[1:], strict=True):
        part = replace(no_rows(), position=rows[(rows["t"] > prev) & (rows["t"] <= w)])
        some, state = detector.step(detector.parameters, state, part, int(prev), int(w), side or Side())
        for one in sorted(some, key=lambda one: one.t_known):
            given[one.kind, one.vessel_ids, one.t_start] = one
    return sorted(given.values(), key=lambda one: (one.t_start, one.vessel_ids))


def spells(some: list[Found]) -> list[tuple[int, int, int | None]]:
    """Start, when it became true, end."""
    return [(one.t_start, one.t_event, one.t_end) for one in some]


def drawn(rng: np.random.Generator, legs: list[Leg], lost: float = 0.3) -> Records:
    """A track of which some reports are lost, some speeds and headings not told, and the status changes."""
    rows = sailed(legs)
    rows = made_good(rows[rng.random(len(rows)) > lost])
    for name in ("sog_kn", "cog_deg", "heading_deg"):
        rows[name][rng.random(len(rows)) < 0.1] = np.nan
    rows["status"][rng.random(len(rows)) < 0.03] = rng.choice([0, 1, 2, 5, 7])
    return rows


def told(t_end: int | None) -> int:
    """As records have it."""
    return NO_TIME if t_end is None else t_end


EMPTY = np.zeros(0, POSITION)
