"""`marsad simulate`: a sea in a seed."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

from cyclopts import Parameter

if TYPE_CHECKING:
    from marsad.testing.simulator.run import Account


MOST_HOURS = 87_600
"""Ten years."""


def command(
    scenario: str | None = None,
    /,
    *,
    out: Annotated[Path | None, Parameter(name=["--out", "-o"])] = None,
    seed: str = "1",
    size: Literal["small", "medium", "large"] = "small",
    hours: float | None = None,
    outputs: str = "all",
    speed: str = "max",
    workers: int = 0,
    beyond_loopback: bool = False,
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Make traffic, radio, reception, faults and incidents with the truth beside them.

    The same scenario, seed and size give the same bytes, whatever the number of workers. Into the folder go the truth
    (truth, vessels), what was sent (tx) and heard (rx, as rows and as sentences), radar satellites' contacts, aircraft
    (adsb), NAVTEX texts (broadcasts), the incidents (events) and the look-alikes that must not alert (negatives).
    Every sentence names a station that begins with SIM; what is simulated can never be taken for real.

    Examples:

        marsad simulate --list
        marsad simulate gulf-of-aden -o sea --seed 7 --hours 2
        marsad simulate incidents-rendezvous -o worlds --seed 100-199
        marsad simulate singapore --outputs tcp://127.0.0.1:4001 --speed 10
        marsad simulate danish-straits --hours 1 --outputs - | gpsdecode

    Parameters
    ----------
    scenario
        Name of a scenario, or a TOML file of your own.
    out
        Folder to write; made where there is none, and it must be empty.
    seed
        A whole number, or a range such as 100-199: a folder seed-N for each. 1 to 99 are for tuning, 100 to 199 for
        reporting.
    size
        How many vessels the sea holds.
    hours
        How long; without it as long as the scenario says.
    outputs
        all, or a comma-separated choice of truth, tx, rx, nmea, contacts, adsb, broadcasts, events; and places to play
        the feed to: - (standard output), tcp://host:port (serves those who connect), udp://host:port.
    speed
        Of what is played: so many times as fast as time, or max.
    workers
        Threads; 0 is as many as there are cores.
    beyond_loopback
        Let the feed be played to other machines.
    list_
        Name the scenarios.
    quiet
        No progress, and nothing printed at the end.
    """
    from marsad.schema.refusal import UsageRefusal

    if list_:
        return _list()
    if scenario is None:
        raise UsageRefusal("no scenario is named: `marsad simulate --list` shows them")

    from marsad.cli.progress import WorkProgress
    from marsad.runtime.clock import steady_s
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kernel_cache import use_kernel_cache
    from marsad.testing.simulator.choice import chosen, seeds_of, speed_of

    choice = chosen(outputs)
    seeds = seeds_of(seed)
    pace = speed_of(speed)
    if choice.writes and out is None:
        raise UsageRefusal("no folder is named: add -o FOLDER, or play with --outputs - and the like")
    if not choice.writes and out is not None:
        raise UsageRefusal(f"--outputs {outputs} writes nothing: leave out -o, or name what to write")
    if choice.places and len(seeds) > 1:
        raise UsageRefusal(f"--seed {seed} names several seeds: play them one by one")
    use_kernel_cache(data_folder("", os.environ))

    from marsad.testing.simulator.run import Run, simulate
    from marsad.testing.simulator.scenario import load

    told = load(scenario, size)
    if hours is not None:
        if not 0 < hours <= MOST_HOURS:
            raise UsageRefusal(f"--hours {hours:g} cannot be simulated: name a number above 0, to {MOST_HOURS}")
        told = replace(told, hours=hours)
    accounts = []
    for one in seeds:
        folder = None if out is None else out if len(seeds) == 1 else out / f"seed-{one}"
        run = Run(
            told, one, workers or len(os.sched_getaffinity(0)), choice, folder, pace, beyond_loopback, steady_s,
        )  # fmt: skip
        with WorkProgress(f"{told.name}, seed {one}", 1.0, quiet) as steps:
            accounts.append(simulate(run, steps.told))
    if not quiet:
        _tell(accounts, sys.stderr if "-" in choice.places else sys.stdout)
    return 0


def _list() -> int:
    """Name the scenarios: a table on a terminal, JSON in a pipe."""
    import json

    from marsad.testing.simulator.scenario import load, names

    known = [load(name, "small") for name in names()]
    if not sys.stdout.isatty():
        for one in known:
            sizes = {size: vessels for size, (vessels, _) in one.sizes.items()}
            print(json.dumps({"scenario": one.name, "title": one.title, "kind": one.kind, **sizes}))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(header_style="bold", box=None, pad_edge=False)
    for column in ("scenario", "title", "small", "medium", "large"):
        table.add_column(column, justify="left" if column in ("scenario", "title") else "right")
    for one in known:
        held = (f"{one.sizes[size][0]:,}" if size in one.sizes else "-" for size in ("small", "medium", "large"))
        table.add_row(one.name, one.title, *held)
    Console().print(table)
    return 0


def _tell(accounts: list[Account], stream: TextIO) -> None:
    """What was made: a table on a terminal, JSON in a pipe."""
    import json
    from dataclasses import asdict

    if not stream.isatty():
        for account in accounts:
            print(json.dumps(asdict(account)), file=stream)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(header_style="bold", box=None, pad_edge=False)
    for column in (
        "scenario",
        "seed",
        "for",
        "hours",
        "vessels",
        "sent",
        "heard",
        "incidents",
        "look-alikes",
        "folder",
    ):
        table.add_column(column, justify="right" if column in ("hours", "vessels", "sent", "heard") else "left")
    for one in accounts:
        table.add_row(
            one.scenario, str(one.seed), one.purpose, f"{one.hours:g}", f"{one.vessels:,}", f"{one.sent:,}",
            f"{one.heard:,}", str(one.incidents), str(one.look_alikes), one.folder or "-",
        )  # fmt: skip
    Console(file=stream).print(table)
