"""Compiling every kernel of a simulated sea before a person waits for it: once for each version of Marsad."""

from __future__ import annotations

from marsad.testing.simulator.play.demonstration import Demonstration

_START_US = 1_770_000_000_000_000


def warm_up() -> None:
    """Run a small sea for some minutes."""
    demonstration = Demonstration(1, 30, _START_US)
    for _ in range(3):
        demonstration.make()
