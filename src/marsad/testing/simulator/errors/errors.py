"""The error world: which vessel has which fault, drawn by the rates of the scenario."""

from __future__ import annotations

import numpy as np

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.errors.faults import FAULTS, Faults
from marsad.testing.simulator.errors.share_kernel import shares
from marsad.testing.simulator.records import EFFECT, PAPER, Records
from marsad.testing.simulator.scenario_format import ErrorRates

NONE = ErrorRates()
"""Nothing is wrong."""


def errors(
    vessels: Records, papers: Records, rates: ErrorRates, t0_us: int, t1_us: int, seed: int, first_paper: int
) -> tuple[Records, Records]:
    """EFFECT rows of the faults of a fleet in t0 <= t < t1, and the PAPER rows that they name.

    `papers` row n is vessel n's own; the rows that come back are to be laid behind all others, from row `first_paper`
    on. A rate is the share of the vessels with such a station that have the fault. The same arguments give the same.
    """
    drawn = shares(seed, int(Purpose.ERROR), 0, vessels.size, len(FAULTS))
    faults = Faults(vessels, papers, t0_us, t1_us, first_paper)
    for nth, (name, fault) in enumerate(FAULTS.items()):
        could = np.isin(vessels["station"], fault.stations)
        for who in np.flatnonzero(could & (drawn[:, nth] < getattr(rates, name))).tolist():
            fault.bring(faults, who, Draw(seed, Purpose.ERROR, who, nth + 1))
    return (
        np.concatenate([np.zeros(0, EFFECT), *faults.effects]),
        np.concatenate([np.zeros(0, PAPER), *faults.told]),
    )
