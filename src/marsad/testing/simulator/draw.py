"""Draws for the parts that are Python: one stream for each purpose and drawer, in the order of its calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from marsad.testing.simulator import draw_kernel

T = TypeVar("T")


class Purpose(IntEnum):
    """What is drawn for. Numbers are part of what a seed means: never give one away again."""

    FLEET = 1
    VOYAGE = 2
    MOTION = 3
    SENSOR = 4
    SCHEDULE = 5
    SLOT = 6
    RECEPTION = 7
    SATELLITE = 8
    ERROR = 9
    INCIDENT = 10
    CONTACT = 11
    AIRCRAFT = 12
    WEATHER = 13


@dataclass
class Draw:
    """A stream of draws. Two streams of other purpose, drawer or hour have nothing to do with one another."""

    seed: int
    purpose: Purpose
    who: int
    hour: int = 0
    drawn: int = 0

    def share(self) -> float:
        """A number from 0 to below 1."""
        self.drawn += 1
        return float(draw_kernel.uniform(self.seed, int(self.purpose), self.who, self.hour, self.drawn))

    def between(self, low: float, high: float) -> float:
        """A number from `low` to below `high`."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, some: Sequence[T]) -> T:
        """One of some."""
        return some[self.whole(0, len(some) - 1)]

    def weighted(self, some: Sequence[T], weights: Sequence[float]) -> T:
        """One of some, each as often as its weight says."""
        left = self.share() * sum(weights)
        for one, weight in zip(some, weights, strict=True):
            left -= weight
            if left < 0:
                return one
        return some[-1]

    def normal(self, mean: float, deviation: float) -> float:
        """A normal deviate."""
        self.drawn += 1
        return mean + deviation * float(
            draw_kernel.normal(self.seed, int(self.purpose), self.who, self.hour, self.drawn)
        )
