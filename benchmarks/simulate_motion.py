"""The simulator's vessels alone: how long a fleet and its first voyages take, an hour of courses, and a state.

python benchmarks/simulate_motion.py [scenario] [size] [--vessels N] [--block-minutes M]
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from marsad.runtime.kernel_cache import use_kernel_cache

T = TypeVar("T")
MINUTE_US = 60_000_000


def timed(what: str, make: Callable[[], T]) -> T:
    """Say how long it took, on the clock and on the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    made = make()
    print(
        f"{what:34} {time.perf_counter() - wall:8.2f} s   {time.process_time() - processor:8.2f} s of processor   "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:6,} MiB at most"
    )
    return made


def main() -> None:
    """Make the fleet of a scenario and let it sail for an hour."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("scenario", nargs="?", default="gulf-of-aden")
    arguments.add_argument("size", nargs="?", default="medium")
    arguments.add_argument("--vessels", type=int)
    arguments.add_argument("--block-minutes", type=int, default=60)
    given = arguments.parse_args()
    use_kernel_cache(Path(__file__).parents[1] / ".pytest_cache", os.environ)

    import numpy as np

    from marsad.testing.simulator import scenario
    from marsad.testing.simulator.fleet.fleet import fleet
    from marsad.testing.simulator.motion.states import states
    from marsad.testing.simulator.sea.sea import Sea
    from marsad.testing.simulator.voyages.voyages import Voyages

    loaded = scenario.load(given.scenario, given.size)
    if given.vessels:
        loaded = replace(loaded, vessels=given.vessels)
    # Once on a small fleet, so that no kernel is compiled while it is timed.
    few = replace(scenario.load("gulf-of-aden", "small"), vessels=60)
    vessels, _ = fleet(few, Sea.of(few), 2)
    states(Voyages(few, Sea.of(few), vessels, 2).block(few.start_us, few.start_us + MINUTE_US), [0], [few.start_us])

    sea = timed("the sea", lambda: Sea.of(loaded))
    vessels, _ = timed(f"a fleet of {loaded.vessels:,}", lambda: fleet(loaded, sea, 1))
    voyages = timed("first voyages", lambda: Voyages(loaded, sea, vessels, 1))
    for begin in range(0, 60, given.block_minutes):
        t0 = loaded.start_us + begin * MINUTE_US
        t1 = t0 + given.block_minutes * MINUTE_US
        course = timed(f"courses of {given.block_minutes} minutes", lambda t0=t0, t1=t1: voyages.block(t0, t1))
        times = np.arange(t0, t1, MINUTE_US)
        who, when = np.repeat(np.arange(vessels.size), times.size), np.tile(times, vessels.size)
        processor = time.process_time()
        timed(f"{who.size:,} states", lambda c=course, w=who, t=when: states(c, w, t))
        print(f"{'':34} {(time.process_time() - processor) / who.size * 1e9:8.0f} ns a state")


if __name__ == "__main__":
    main()
