"""Silence of ships as found things."""

from __future__ import annotations

from typing import Final

import numpy as np

from marsad.plugin.detector import State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.rows import Records, Rows
from marsad.testing.baselines.rules.silence_kernel import SILENT, silence

STATE: Final = StateSchema(SILENT)


def silent(
    state: State, rows: Rows, w: int, *, hours: float, hours_in_port: float | None = None,
    ports: Records, port_m: float = 0.0,
) -> tuple[list[Found], State]:  # fmt: skip
    """Ships of which nothing was heard for `hours` (in port for `hours_in_port`), and those heard again."""
    out = np.zeros(2 * len(rows.position) + len(state.vessels), FOUND)
    limit = round(hours * 3.6e9)
    in_port = limit if hours_in_port is None else round(hours_in_port * 3.6e9)
    n = silence(rows.position, state.vessels, ports, limit, in_port, port_m, w, out)
    return found_of(out[:n], "gap", ("limit_h", "silent_h")), state
