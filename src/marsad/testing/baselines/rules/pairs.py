"""Pairs of ships as found things: looks at fixed instants of event time, each at both ships at that instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.frame import ticks
from marsad.plugin.rows import Records, Rows
from marsad.testing.baselines.rules.episodes_kernel import PAIR, follow
from marsad.testing.baselines.rules.fleet_kernel import FLEET, afloat, remember
from marsad.testing.baselines.rules.pairs_kernel import pairs

STATE: Final = StateSchema(FLEET, {"pairs": PAIR}, ("pairs",))

_UNDER_ONE: Final = 100
"""Vessels that can be told under one MMSI."""

Floats = npt.NDArray[np.float64]
Meant = Callable[[Records, Records, Floats], npt.NDArray[np.bool_]]
"""Which pairs are meant: the records of the first ships, of the second, and the rows of `pairs`."""


@dataclass(frozen=True)
class Look:
    """How pairs are looked at."""

    every_s: float
    max_age_s: float
    near_m: float
    horizon_s: float = 0.0
    need_s: float = 0.0
    close_m: float = -1.0
    close_need_s: float = 0.0
    grace_s: float = 0.0
    top_kn: float = 60.0
    need_motion: bool = False


def spells(
    state: State, rows: Rows, prev: int, w: int, look: Look, kind: str, numbers: tuple[str, ...],
    meant: Meant | None = None,
) -> tuple[list[Found], State]:  # fmt: skip
    """Spells for which pairs of ships are, or come, within a distance."""
    position, given, at = rows.position, list[Found](), 0
    for tick in ticks(prev, w, round(look.every_s * 1e6)):
        until = int(np.searchsorted(position["t"], tick, side="right"))
        remember(position[at:until], state.vessels)
        at = until
        there: Any = afloat(state.vessels, tick, round(look.max_age_s * 1e6), look.top_kn, look.need_motion)
        slots, lon, lat, east, north = there
        near = pairs(lon, lat, east, north, float(look.near_m), float(look.horizon_s))
        if len(near):
            one, other = (state.vessels[slots[near[:, side].astype(np.int64)]] for side in (0, 1))
            # All of them know ships by MMSI: two under one number, or a ship and her echo, are no pair to them.
            pair = one["vessel"] // _UNDER_ONE != other["vessel"] // _UNDER_ONE
            near, one, other = near[pair], one[pair], other[pair]
            if meant is not None:
                near = near[meant(one, other, near)]
        if not len(near) and not len(state.tables["pairs"]):
            continue
        out = np.zeros(len(near) + len(state.tables["pairs"]), FOUND)
        state.tables["pairs"], n = follow(
            state.tables["pairs"], state.vessels, slots, lon, lat, near, tick, round(look.need_s * 1e6),
            float(look.close_m), round(look.close_need_s * 1e6), round(look.grace_s * 1e6), out,
        )  # fmt: skip
        given += found_of(out[:n], kind, numbers)
    remember(position[at:], state.vessels)
    return given, state
