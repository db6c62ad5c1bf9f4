"""Plays what a sea's receivers hear."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.feed.encode import Payloads, encode
from marsad.testing.simulator.feed.sentence_kernel import LONGEST
from marsad.testing.simulator.feed.sentences import sentences
from marsad.testing.simulator.play.merge import Feed, merged
from marsad.testing.simulator.play.pace import Pace
from marsad.testing.simulator.world import Block, World


class Player:
    """All receivers as one feed, in the order in which it is delivered."""

    def __init__(self, world: World, pace: Pace) -> None:
        self._world, self._pace = world, pace

    def take(self, block: Block) -> None:
        """Play a block to its end."""
        one = delivered(self._world, block)
        self._pace.play(one.t_us, one.ends, one.lines, block.t1_us)

    def close(self) -> None:
        """The pace's outlets belong to who opened them."""


def delivered(world: World, block: Block) -> Feed:
    """What all receivers of a world deliver in a block, as one feed."""
    heard = block.heard
    payloads = encode(heard.air, world.papers, world.texts)
    feeds = []
    for name, rx in heard.rx.items():
        data = sentences(payloads, rx, heard.row[name], name)
        feeds.append(Feed(rx["t_deliver"], _ends(payloads, heard.row[name], data), data))
    return merged(feeds)


def _ends(payloads: Payloads, row: npt.NDArray[np.int64], data: bytes) -> npt.NDArray[np.int64]:
    """Where each message ends; a long one has several lines."""
    length = payloads.first[row + 1] - payloads.first[row]
    lines = np.maximum(-(-length // LONGEST), 1)
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n")) + 1
    chosen: npt.NDArray[np.int64] = ends[np.cumsum(lines) - 1].astype(np.int64)
    return chosen
