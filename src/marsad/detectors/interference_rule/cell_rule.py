"""What is asked of a cell before it is said to be disturbed.

The defaults for aircraft come from the days of 14 February to 31 March 2022 of the aggregates of gpsjam.org alone, in
cells that were never above 5 %: there the mean share of bad aircraft is 0.0005, the cells differ as a beta distribution
of strength 800 does (by likelihood), and from day to day a cell whose own share is known differs as one of strength 800
to 1,600 does.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.plugin.parameters import Parameters, parameter


@dataclass(frozen=True)
class CellRule(Parameters):
    """Counts are of distinct vessels or aircraft in one cell and one window of time."""

    usual_share: float = parameter(0.0005, "Share of bad ones before a cell is known", low=1e-6, high=0.1)
    usual_strength: float = parameter(800.0, "How alike cells are: as so many sightings", low=1, high=1e6)
    most_strength: float = parameter(1000.0, "How steady a known cell is: as so many sightings", low=1, high=1e6)
    around_strength: float = parameter(300.0, "The same with the cells around it: they share aircraft", low=1, high=1e6)
    most_share: float = parameter(0.02, "More than this never counts as usual", low=0, high=0.5)
    half_life_days: float = parameter(30.0, "What was seen counts half after", unit="d", low=1, high=3650)
    false_share: float = parameter(0.01, "Of the cells told of in a window, wrong at most", low=1e-6, high=0.2)
    yellow_share: float = parameter(0.02, "Disturbed when so many more than usual are bad", low=0, high=1)
    red_share: float = parameter(0.10, "Heavily disturbed from", low=0, high=1)
    stays: float = parameter(0.5, "Once disturbed, it stays so above this part of it", low=0, high=1)
    stays_p: float = parameter(0.05, "while chance alone would explain it no more often than", low=0, high=0.5)
    least_seen: int = parameter(3, "With fewer, a cell without signs is not said to be clear", low=1, high=1000)
    again_weight: float = parameter(100.0, "A cell just disturbed is so much likelier to be again", low=1, high=1e5)
    again_days: float = parameter(7.0, "which half as much is left of after", unit="d", low=0.01, high=365)
    onset_share: float = parameter(0.10, "The onset is looked for of a share of bad ones of", low=0.01, high=1)
