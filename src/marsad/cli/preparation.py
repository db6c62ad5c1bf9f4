"""Compiling the kernels before a command needs them, with something to look at meanwhile."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

DONE = "compiled"


def prepare_kernels(cache: Path) -> None:
    """Compile or load every kernel of the live path; says so on standard error while it compiles the first time."""
    from marsad.runtime.kernel_cache import use_kernel_cache

    folder = use_kernel_cache(cache)
    mark = folder / DONE
    if mark.exists():
        from marsad.runtime.warm_up import warm_up

        warm_up()
        return
    finished = threading.Event()
    ticker = threading.Thread(target=_tick, args=(finished,), daemon=True)
    ticker.start()
    try:
        from marsad.runtime.warm_up import warm_up

        warm_up()
        mark.touch()
    finally:
        finished.set()
        ticker.join()


def _tick(finished: threading.Event) -> None:
    print("Preparing the kernels, once for this version (about a minute) ", end="", file=sys.stderr, flush=True)
    while not finished.wait(1.0):
        print(".", end="", file=sys.stderr, flush=True)
    print(" done.", file=sys.stderr, flush=True)
