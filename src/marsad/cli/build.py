"""`marsad build`: archives to a lake of clean reports and tracks."""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from marsad.runtime.build.accounts import Accounts


def command(
    files: Annotated[list[Path], Parameter(allow_leading_hyphen=True)],
    /,
    *,
    into: str,
    engine: Literal["local", "spark"] = "local",
    start: str | None = None,
    workers: int = 0,
    memory: int = 2600,
    config: Path | None = None,
    data: Path | None = None,
    detect: bool = True,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Turn archives into a lake of clean reports, vessels, tracks, stops and events.

    Files of any supported format, in any order, at any time: what is in the lake already changes nothing, late rows
    find their place, and a build that was killed is simply run again. At the end it tells what became of every row: a
    table on a terminal, JSON in a pipe.

    Examples:

        marsad build ais-2024-*.csv.zip --into lake
        marsad build positions.parquet --into s3://bucket/lake
        marsad build heard.nmea --into lake --start 2024-05-01T12:00:00Z
        marsad build archive/*.parquet --into lake --engine spark
        curl https://example.org/2024-05-01.csv.gz | marsad build - --into lake

    Parameters
    ----------
    files
        Files to read: what each is, and how it is packed, is told by its content; the folder of a raw log; - reads
        standard input to its end.
    into
        The lake: a folder, made where there is none, or s3://bucket/prefix.
    engine
        local uses the cores of this machine; spark a cluster (extra `spark`, see docs/spark.md). Both give the same.
    start
        When input that tells no times began, ISO 8601; without it such input is refused.
    workers
        Threads, or cores of a Spark session that is started here; 0 is as many as there are cores.
    memory
        Megabytes to stay under, about; rows that do not fit wait on disk beside the lake.
    config
        Configuration file: column maps, parameters of the tracks and of the detectors, zones, watch
        lists, and what a desk is asked to hear.
    data
        Folder of a watch room: the zones, watch lists and rules of its journal hold as they did at the time; that of
        the configuration or the user's by default.
    detect
        Run the detectors over all days of the lake once its tables are made, and keep their events in it with the
        alerts that they would have raised; --no-detect leaves both as they are.
    quiet
        No progress, and nothing printed at the end.
    """
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kept_memory import keep_freed_memory
    from marsad.runtime.kernel_cache import use_kernel_cache

    keep_freed_memory()
    from marsad.runtime.configuration import resolve

    settings = resolve(config, os.environ, {"data": str(data) if data else None}).settings
    folder = data_folder(settings.data, os.environ)
    use_kernel_cache(folder)
    from marsad.cli.progress import WorkProgress
    from marsad.runtime.advance.detect import detect as over
    from marsad.runtime.archive_alerts import keep_alerts
    from marsad.runtime.build.build import build
    from marsad.runtime.build.plan import Plan
    from marsad.runtime.build.start_time import microseconds
    from marsad.runtime.clock import system_clock
    from marsad.runtime.column_maps import column_maps
    from marsad.runtime.detection.chosen import chosen
    from marsad.runtime.places.configured import side_of_settings
    from marsad.runtime.rule_records import over_time
    from marsad.runtime.saved_records import records_in

    maps, raised = column_maps(config), Counter[str]()
    detectors = chosen(settings.detectors) if detect else ()
    records = records_in(folder, settings.alerts.journal) if detect else []
    here, say = config.parent if config else None, partial(print, file=sys.stderr)
    side = side_of_settings(settings, here, records, say) if detect else None
    rules, trouble = over_time(settings.alerts.rules, records)
    cores = len(os.sched_getaffinity(0))
    with WorkProgress("begins", 1.0, quiet) as steps:
        plan = Plan(
            files=tuple(files), lake=into, clock=system_clock, start_us=None if start is None else microseconds(start),
            workers=workers or cores, memory_mb=memory, maps=maps,
            tracks=settings.tracks.parameters(), progress=steps.told,
        )  # fmt: skip
        accounts = build(plan, engine)
        satellites = settings.lanes.lanes().satellites
        detected = over(into, detectors, system_clock, side, satellites=satellites, progress=steps.told)
        if detect:
            steps.told("alerts", 1.0)
            raised = keep_alerts(into, system_clock, rules, settings.alerts.limits())
    for sentence in trouble:
        print(f"A saved rule was left out: {sentence}", file=sys.stderr)
    for fault in detected.faults[:20]:
        print(f"Detector {fault.detector} failed and went on without those rows: {fault.sentence}", file=sys.stderr)
    if not quiet:
        _print(accounts, dict(detected.kinds) if detect else None, dict(raised))
    return 0


def _print(accounts: Accounts, events: dict[str, int] | None, alerts: dict[str, int]) -> None:
    if not sys.stdout.isatty():
        from json import dumps

        told = accounts.as_json() if events is None else accounts.as_json() | {"events": events, "alerts": alerts}
        print(dumps(told, indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from marsad.cli.accounts_table import tables

    console = Console(highlight=False)
    for table in tables(accounts):
        console.print(table)
        console.print()
    if events:
        console.print("Events: " + ", ".join(f"{many} {kind}" for kind, many in sorted(events.items())))
    if alerts:
        console.print("Alerts: " + ", ".join(f"{many} {level}" for level, many in sorted(alerts.items())))
