"""Compiling the kernels before a command needs them, with something to look at meanwhile."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

DONE, SIMULATOR_DONE = "compiled", "compiled-simulator"


def prepare_kernels(cache: Path, simulator: bool = False) -> None:
    """Compile or load every kernel of the live path; says so on standard error while it compiles the first time.

    With `simulator` those of the simulated sea too; once compiled, they are loaded when they are needed.
    """
    from marsad.runtime.kernel_cache import use_kernel_cache

    folder = use_kernel_cache(cache)
    mark, other = folder / DONE, folder / SIMULATOR_DONE
    if mark.exists() and (other.exists() or not simulator):
        from marsad.runtime.warm_up import warm_up, warm_up_detection

        warm_up()
        warm_up_detection()
        return
    finished = threading.Event()
    ticker = threading.Thread(target=_tick, args=(finished, simulator), daemon=True)
    ticker.start()
    try:
        from marsad.runtime.warm_up import warm_up, warm_up_detection

        warm_up()
        warm_up_detection()
        mark.touch()
        if simulator:
            from marsad.testing.simulator.warm_up import warm_up as warm_up_simulator

            warm_up_simulator()
            other.touch()
    finally:
        finished.set()
        ticker.join()


def _tick(finished: threading.Event, simulator: bool) -> None:
    lasts = "two minutes" if simulator else "a minute"
    print(f"Preparing the kernels, once for this version (about {lasts}) ", end="", file=sys.stderr, flush=True)
    while not finished.wait(1.0):
        print(".", end="", file=sys.stderr, flush=True)
    print(" done.", file=sys.stderr, flush=True)
