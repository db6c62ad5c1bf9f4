"""Compiling the kernels before a command needs them, with something to look at meanwhile."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

DONE, SIMULATOR_DONE = "compiled", "compiled-simulator"


def prepare_kernels(cache: Path, simulator: bool = False) -> None:
    """Compile or load every kernel of the live path; says so on standard error while it compiles the first time.

    With `simulator` those of the simulated sea too; once compiled, they are loaded when they are needed.
    """
    from marsad.runtime.kernel_cache import use_kernel_cache

    folder = use_kernel_cache(cache)
    mark, other = folder / DONE, folder / SIMULATOR_DONE
    new, more = not mark.exists(), simulator and not other.exists()
    finished = threading.Event()
    ticker = threading.Thread(target=_tick, args=(finished, simulator), daemon=True)
    if new or more:
        ticker.start()
    try:
        if (new or more) and len(os.sched_getaffinity(0)) > 1:
            with contextlib.suppress(OSError):  # then all is compiled below
                _compile_beside(new, more)
        from marsad.runtime.warm_up import warm_up, warm_up_detection

        warm_up()
        warm_up_detection()
        mark.touch()
        if more:
            from marsad.testing.simulator.warm_up import warm_up as warm_up_simulator

            warm_up_simulator()
            other.touch()
    finally:
        finished.set()
        if ticker.is_alive():
            ticker.join()


_LIVE: Final = "from marsad.runtime.warm_up import warm_up; warm_up()"
_DETECTORS: Final = "from marsad.runtime.warm_up import warm_up_detection; warm_up_detection({half}, 2)"
_SIMULATOR: Final = "from marsad.testing.simulator.warm_up import warm_up; warm_up()"


def _compile_beside(new: bool, simulator: bool) -> None:
    """Compile in several processes, as one compiles on one core only: what they compiled is then loaded from the disk.

    Detectors come after decoder and picture, which they need compiled too, and in two halves. Where a process fails,
    what it left is compiled afterwards, and what is wrong told then.
    """
    running: list[subprocess.Popen[bytes]] = []
    try:
        sea = [_begin(_SIMULATOR, running)] if simulator else []
        if new:
            _begin(_LIVE, running).wait()
            sea += [_begin(_DETECTORS.format(half=half), running) for half in (0, 1)]
        for one in sea:
            one.wait()
    finally:
        for one in running:
            one.kill()
            one.wait()


def _begin(work: str, running: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    command = [sys.executable, "-c", work]
    running.append(subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere))  # noqa: S603 - our words
    return running[-1]


def _tick(finished: threading.Event, simulator: bool) -> None:
    lasts = "two minutes" if simulator else "a minute"
    print(f"Preparing the kernels, once for this version (about {lasts}) ", end="", file=sys.stderr, flush=True)
    while not finished.wait(1.0):
        print(".", end="", file=sys.stderr, flush=True)
    print(" done.", file=sys.stderr, flush=True)
