"""Ships adrift as found things."""

from __future__ import annotations

from typing import Final

import numpy as np

from marsad.plugin.detector import State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.rows import Rows
from marsad.testing.baselines.rules.hold_kernel import HOLD, adrift

STATE: Final = StateSchema(HOLD)


def drifting(
    state: State, rows: Rows, w: int, *, speed_kn: tuple[float, float], angle_deg: tuple[float, float],
    longer_m: float = 0.0, at_anchor_too: bool = True, minutes: float = 0.0, way_m: float = 0.0, hits: float = 1,
    silence_minutes: float = 60.0,
) -> tuple[list[Found], State]:  # fmt: skip
    """Ships that go with such speeds at such angles to where they point, for so long, so far and in so many reports."""
    out = np.zeros(3 * len(rows.position) + len(state.vessels), FOUND)
    (low_kn, high_kn), (low_deg, high_deg) = speed_kn, angle_deg
    n = adrift(rows.position, state.vessels, float(low_kn), float(high_kn), float(low_deg), float(high_deg),
               float(longer_m), bool(at_anchor_too), round(minutes * 6e7), float(way_m), int(hits),
               round(silence_minutes * 6e7), w, out)  # fmt: skip
    return found_of(out[:n], "drift", ("minutes", "way_m", "reports")), state
