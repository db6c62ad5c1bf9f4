"""One simulation from its beginning to its end: a sea is made and goes on, and who wants to know is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from marsad.testing.simulator.choice import Choice, purpose_of
from marsad.testing.simulator.outputs.folder import Folder
from marsad.testing.simulator.play.outlet import open_outlet
from marsad.testing.simulator.play.pace import Pace
from marsad.testing.simulator.play.player import Player
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.world import Block, World

PLAYED_AT_ONCE_US = 60_000_000
"""Blocks are no longer while the feed is played, so that its first line does not wait for an hour of sea."""


class Listener(Protocol):
    """Is told of a sea block by block."""

    def take(self, block: Block) -> None:
        """The next block."""

    def close(self) -> None:
        """It is over."""


@dataclass(frozen=True)
class Run:
    """What `marsad simulate` is asked for.

    `speed` None is as fast as can be; `steady_s` gives seconds that never step.
    """

    scenario: Scenario
    seed: int
    workers: int
    choice: Choice
    folder: Path | None
    speed: float | None
    beyond_loopback: bool
    steady_s: Callable[[], float]


@dataclass(frozen=True)
class Account:
    """What a run made."""

    scenario: str
    size: str
    seed: int
    purpose: str
    """tuning, reporting or other."""
    hours: float
    vessels: int
    sent: int
    heard: int
    incidents: int
    look_alikes: int
    folder: str | None


def simulate(run: Run, progress: Callable[[str, float], None]) -> Account:
    """Run it to its end. Raises Refusal where a place cannot be written or opened, or nothing can be simulated."""
    t0 = run.scenario.start_us
    t1 = run.scenario.end_us
    with ExitStack() as ending:
        outlets = [open_outlet(place, run.beyond_loopback) for place in run.choice.places]
        for outlet in outlets:
            ending.callback(outlet.close)
        folder = None
        if run.folder is not None:
            folder = Folder(run.folder, run.choice.writes)
            ending.callback(folder.abandon)
        progress("the sea is made", 0.0)
        world = World(run.scenario, run.seed, run.workers)
        ending.callback(world.close)
        listeners: list[Listener] = []
        counts = _Counts()
        listeners.append(counts)
        if folder is not None:
            folder.begin(world, t1)
            listeners.append(folder)
        if outlets:
            listeners.append(Player(world, Pace(outlets, run.speed, run.steady_s)))
        longest = PLAYED_AT_ONCE_US if outlets else None
        _tell(world, t1, longest, listeners, run.workers, lambda t: progress("", (t - t0) / max(t1 - t0, 1)))
    return Account(
        run.scenario.name, run.scenario.size, run.seed, purpose_of(run.seed), run.scenario.hours, len(world.vessels),
        counts.sent, counts.heard, *world.told_events(), None if run.folder is None else str(run.folder),
    )  # fmt: skip


class _Counts:
    """How much was sent and heard."""

    def __init__(self) -> None:
        self.sent = self.heard = 0

    def take(self, block: Block) -> None:
        self.sent += len(block.tx)
        self.heard += sum(len(rows) for rows in block.heard.rx.values())

    def close(self) -> None:
        pass


def _tell(
    world: World, t1_us: int, longest_us: int | None, listeners: Sequence[Listener], workers: int,
    progress: Callable[[int], None],
) -> None:  # fmt: skip
    """Tell every block; with several workers the next block is made while this one is told."""

    def told(block: Block) -> None:
        for listener in listeners:
            listener.take(block)
        progress(block.t1_us)

    blocks = world.blocks(t1_us, longest_us)
    if workers == 1:
        for block in blocks:
            told(block)
    else:
        with ThreadPoolExecutor(1, "tell") as teller:
            waiting: Future[None] | None = None
            for block in blocks:
                if waiting is not None:
                    waiting.result()
                waiting = teller.submit(told, block)
            if waiting is not None:
                waiting.result()
    for listener in listeners:
        listener.close()
