"""A sea that never ends: the fleet sails on, and every half hour a world with the next incidents takes over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from marsad.testing.simulator.play.merge import Feed, cut, merged
from marsad.testing.simulator.play.player import delivered
from marsad.testing.simulator.play.programme import Act, Programme
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.world import World

TURN_US = 1_800_000_000
"""How long a world lasts."""
BLOCK_US = 60_000_000


class Endless:
    """The feed of a scenario's receivers from `start_us` (a full minute) on, for ever.

    Its incidents are those of a `Programme`: the first ones are counted from `opens_us`.
    """

    def __init__(
        self, scenario: Scenario, seed: int, start_us: int, opens_us: int, opening: Sequence[tuple[str, float]],
        every_s: float,
    ) -> None:  # fmt: skip
        self._scenario, self._seed, self._at_us = scenario, seed, start_us
        self._programme = Programme(scenario, Sea.of(scenario), seed, opens_us, opening, every_s)
        self._acts: list[Act] = []
        self._late = _NOTHING
        self.world = self._next(None)
        """The one of now."""

    def _next(self, before: World | None) -> World:
        start, end = self._at_us, (self._at_us // TURN_US + 1) * TURN_US
        # Whose part comes within the next turn is there before.
        self._acts = [act for act in self._acts if act.over_us > start]
        self._acts += self._programme.until(end + (TURN_US if before is not None else 0))
        here = replace(self._scenario, start_us=start, hours=(end - start) / 3.6e9, incidents={}, look_alikes={})
        return World(here, self._seed, casts=[act.cast for act in self._acts], before=before)

    def pieces(self) -> Iterator[tuple[int, Feed]]:
        """Until when, and what is delivered up to then; a minute each, without end."""
        while True:
            end = self.world.scenario.end_us
            for block in self.world.blocks(end, BLOCK_US):
                feed = merged([self._late, delivered(self.world, block)])
                if block.t1_us > block.t0_us:
                    due, self._late = cut(feed, block.t1_us)
                    yield block.t1_us, due
                else:
                    self._late = feed
            self._at_us = end
            self.world = self._next(self.world)


_NOTHING = Feed(np.zeros(0, np.int64), np.zeros(0, np.int64), b"")
