"""A detector in plain Python that keeps the contract, and what becomes of it when it is broken on purpose.

A ship is slow when she has gone below 2 kn for an hour; it ends when she goes faster, or after 2 h without a report.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from marsad.plugin.detector import Detector, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter

SLOW = np.dtype([("since", "i8"), ("last", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"), ("said", "?")])
HOUR_US = 3_600_000_000
remembered: dict[int, int] = {}
"""What no detector may have."""


@dataclass(frozen=True)
class Slow(Parameters):
    knots: float = parameter(2.0, "Below this speed a ship is slow", unit="kn", low=0.1, high=20)


@dataclass(frozen=True)
class SlowShips:
    """The step; each field breaks one rule."""

    timers_at_watermark: bool = False
    module_state: bool = False
    drops_at_edges: bool = False
    names_by_arrival: bool = False
    grows: bool = False
    null_is_zero: bool = False
    looks_at_others: bool = False
    known_early: bool = False
    raises_on_nothing: bool = False
    writes_rows: bool = False
    over_the_line: bool = False
    keeps_slots: bool = False

    def step(self, parameters, state, rows, prev, w, side):
        given: list[Found] = []
        if self.raises_on_nothing and not len(rows.position):
            raise ValueError("no rows")
        if self.drops_at_edges:
            # looks at what came before in this step alone
            state.vessels["since"] = np.where(state.vessels["said"], state.vessels["since"], 0)
        if self.writes_rows:
            rows.position["sog_kn"] = 1.0
        for row in rows.position:
            one = state.vessels[self._kept(state, row) if self.keeps_slots else row["slot"]]
            self._timers(state, row["slot"], int(row["t"]) - 1, w, given)
            speed = row["sog_kn"]
            if self.null_is_zero and np.isnan(speed):
                speed = 0.0
            slow = speed < parameters.knots
            if self.looks_at_others:
                slow = slow and not (state.vessels["last"] == row["t"] - 60_000_000).sum() > 4
            if self.over_the_line and one["since"]:
                slow = slow and abs(row["lon_deg"] - one["lon_deg"]) < 1.0
            if slow and (one["since"] == 0 or row["t"] - one["last"] > HOUR_US * 2):
                one["since"], one["said"] = row["t"], False
                one["lon_deg"], one["lat_deg"] = row["lon_deg"], row["lat_deg"]
            elif not slow and one["since"]:
                if one["said"]:
                    given.append(self._found(state, row["slot"], int(row["t"]), int(one["last"])))
                one["since"], one["said"] = 0, False
            one["last"] = row["t"]
            if self.grows and row["t"] // 60_000_000 % 10 == 0:
                row_kept = np.zeros(1, state.tables["seen"].dtype)
                row_kept["vessel"], row_kept["t"] = row["vessel"], row["t"]
                state.tables["seen"] = np.concatenate([state.tables["seen"], row_kept])
        for slot in range(len(state.ids)):
            self._timers(state, slot, w, w, given)
        return given, state

    def _kept(self, state, row):
        """Where a vessel was when she was first heard, which need not be where she is."""
        seen = state.tables["seen"]
        if row["vessel"] not in seen["vessel"]:
            new = np.array([(row["vessel"], row["slot"])], seen.dtype)
            seen = state.tables["seen"] = np.concatenate([seen, new])
        return min(int(seen["t"][seen["vessel"] == row["vessel"]][0]), len(state.vessels) - 1)

    def _timers(self, state, slot, until, w, given):
        """What becomes true at an instant without a row: an hour is full, or the ship was lost."""
        one = state.vessels[slot]
        if not one["since"]:
            return
        lost = int(one["last"]) + 2 * HOUR_US
        due = int(one["since"]) + HOUR_US
        if not one["said"] and due <= min(until, lost):
            known = w if self.timers_at_watermark else due
            if self.known_early:
                known -= HOUR_US // 2
            one["said"] = True
            if self.module_state:
                if int(state.ids[slot]) in remembered:
                    one["since"] = 0
                    return
                remembered[int(state.ids[slot])] = due
            given.append(self._found(state, slot, known, None))
        if lost <= until:
            if one["said"]:
                given.append(self._found(state, slot, lost, int(one["last"])))
            one["since"], one["said"] = 0, False

    def _found(self, state, slot, known, t_end):
        one = state.vessels[slot]
        began = (slot,) if self.names_by_arrival else None
        event = int(one["since"]) + HOUR_US
        if self.timers_at_watermark and t_end is None:
            event = known
        if self.known_early:
            event -= HOUR_US // 2
        return Found("loitering", (int(state.ids[slot]),), int(one["since"]), event, known, t_end,
                     float(one["lon_deg"]), float(one["lat_deg"]), began_with=began)  # fmt: skip


def detector(name: str = "slow-ships", **broken: bool) -> Detector:
    """The detector, whole or broken."""
    tables = {"seen": np.dtype([("vessel", "i8"), ("t", "i8")])} if {"grows", "keeps_slots"} & broken.keys() else {}
    return Detector(name, "1", ("loitering",), "vessel", Slow(), SlowShips(**broken).step, StateSchema(SLOW, tables))


DETECTOR = detector()
