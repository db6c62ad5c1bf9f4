"""Going dark: reports of a ship under way are missing although they were to be expected.

A fixed number of hours misses a ship who is silent for the two hours of a passage of Bab el-Mandeb, and is wrong about
every ship who leaves the range of the coast. So it is asked minute by minute instead: where would she be by now, does
anybody hear ships there, and how probable is it that all her reports were lost by chance? Four things may explain a
silence, and their probabilities are added up:

- *chance*: each expected report (M.1371's intervals) is heard with the share that hers were heard with until then;
- *a hole*: what she is behind ends somewhere. Only her way through water counts where she would be heard: three times
  where other ships are heard right now, one and a half times where the cell was heard well before and a receiver of
  hers is up, once near a receiver whose place is known. A ship that came out of a silence nobody put down to her
  teaches where a hole is;
- *the receiver*: it is up when it hears somebody else. When it hears nobody else, outages of receivers end sooner than
  a passage does. When it hears less of everybody than usual, or no fewer ships fell silent than are heard, it is the
  receiver's fault, and nothing is said;
- *of class B* that a base station bade her be quiet, or that she found no free slot.

Not looked for: ships who were fading before (a smaller share of their reports was heard than of others'), at rest or in
port, ships who would be ashore or in port by now, ships that only satellites heard last. Where an authority advised
masters to switch off (side table `silence_advised`) nothing is said either. Satellites that hear her end a silence, and
she then is out of the receivers' range. Whoever is heard again ends her gap.

Evidence, as it was when the gap became known: `silent_minutes`, `expected_reports` (in water that is well heard),
`heard_share` (of hers, before), `neighbours_heard` (other ships in the cells where she would be), `receivers_up` (of
those that heard her), `well_heard_way_km`, `chance` (that all was lost though she sent), `last_speed_kn` and
`last_course_deg`. Class B, and where nobody else proves that a receiver is up, is a caution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.cells.table_kernel import moved
from marsad.detectors.gap_rule.records import CELL, EVIDENCE, RECEIVER, SHIP, TOLD
from marsad.detectors.gap_rule.silence_kernel import lead
from marsad.geo.land import land
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

_MINUTE_US = 60_000_000
_FEWEST = 1024
_MOST_CELLS = 1 << 20
_MEMORY_US = 14 * 86_400_000_000


@dataclass(frozen=True)
class Gap(Parameters):
    limit: float = parameter(0.01, "Told when chance explains the silence with less", low=1e-6, high=0.5)
    minutes: float = parameter(25.0, "No shorter silence of class A is told", unit="min", low=5, high=1440)
    minutes_b: float = parameter(90.0, "No shorter silence of class B is told", unit="min", low=5, high=1440)
    under_way_kn: float = parameter(1.5, "A ship slower than this is not looked for", unit="kn", low=0, high=10)
    hours: float = parameter(12.0, "After so long nobody knows where she would be", unit="h", low=0.5, high=240)
    near_share: float = parameter(
        0.4, "So near a receiver, as a share of its radio horizon, she would be heard", low=0.0, high=1.0
    )
    well_heard: float = parameter(
        0.85, "Share of her reports until then, as a multiple of that of all ships: else she was fading", low=0, high=2
    )
    well_heard_cell: float = parameter(
        0.75, "Share of reports in a cell that counts, as a multiple of that of all cells", low=0, high=2
    )
    hole: float = parameter(0.2, "Probability that a ship who is lost is behind something", low=0.001, high=1)
    hole_km: float = parameter(3.5, "Mean way behind something", unit="km", low=0.1, high=100)
    outage: float = parameter(0.02, "Probability that a lone receiver is out of order", low=0.0001, high=1)
    outage_minutes: float = parameter(45.0, "Mean time that it stays so", unit="min", low=1, high=1440)
    quiet_minutes: float = parameter(
        20.0, "Mean time that a class B unit finds no slot or is bidden to be quiet", unit="min", low=1, high=240,
        source="ITU-R M.1371-6: a quiet time lasts at most 15 minutes",
    )  # fmt: skip


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Gap, parameters)
    values = np.array([
        p.limit, p.minutes, p.minutes_b, p.well_heard, p.under_way_kn, p.hours, p.near_share, p.hole,
        1_000.0 * p.hole_km, p.outage, p.outage_minutes, p.quiet_minutes, p.well_heard_cell,
    ])  # fmt: skip
    receivers, cells = _with(state.tables["receivers"], rows.reception), state.tables["cells"]
    if not len(cells):
        cells = np.zeros(_FEWEST, CELL)
    coast = land()
    shore = coast.grid, coast.lon_deg, coast.lat_deg, coast.following, coast.edges, coast.band_starts
    tables = side.table("stations"), side.table("silence_advised"), side.table("ports"), side.table("coverage")
    out = np.zeros(len(state.vessels) + 512, TOLD)
    tick, i, j, used, done = (prev // _MINUTE_US + 1) * _MINUTE_US, 0, 0, int(np.count_nonzero(cells["key"])), False
    given: list[Found] = []
    while not done:
        i, j, tick, n, used, done = lead(
            rows.position, rows.reception, state.vessels, receivers, cells, used, tables, shore, values, i, j, tick, w,
            _MINUTE_US, out,
        )  # fmt: skip
        given += [replace(one, severity="caution") if code else one
                  for one, code in zip(found_of(out[:n], "gap", EVIDENCE), out["code"][:n], strict=True)]  # fmt: skip
        if not done and (used + 200) * 10 > len(cells) * 7:
            cells, used = _room(cells, tick)
    state.tables = {"receivers": receivers, "cells": cells}
    return given, state


def _with(receivers: Records, reception: Records) -> Records:
    """The receivers with those that are new among the rows; the first is the feed as a whole."""
    known = np.zeros(1, RECEIVER) if not len(receivers) else receivers
    new = np.setdiff1d(reception["receiver"], known["id"])
    if not len(new):
        return known
    more = np.zeros(len(new), RECEIVER)
    more["id"] = new
    return np.concatenate([known, more])


def _room(cells: Records, now: int) -> tuple[Records, int]:
    """A table with room for more: without cells where nobody was heard for two weeks, and of bounded size."""
    kept = cells[(cells["key"] != 0) & ((cells["t1"] > now - _MEMORY_US) | (cells["t1"] == 0))]
    if len(kept) > _MOST_CELLS // 2:
        kept = kept[np.argsort(kept["t1"], kind="stable")[-_MOST_CELLS // 4 :]]
    size = _FEWEST
    while len(kept) * 3 + 500 > size:
        size *= 2
    wider: npt.NDArray[np.void] = np.zeros(size, CELL)
    moved(wider, kept)
    return wider, len(kept)


DETECTOR = Detector(
    "gap", "1", ("gap",), "all", Gap(), _step, StateSchema(SHIP, {"receivers": RECEIVER, "cells": CELL}),
    reads=("position", "reception"), side=("stations", "silence_advised", "ports", "coverage"),
)  # fmt: skip
