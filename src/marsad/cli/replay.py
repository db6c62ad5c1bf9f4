"""`marsad replay`: the watch room on recordings, with their clock."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def command(
    *file: Path,
    speed: str = "1",
    start: str | None = None,
    rate: float = 100.0,
    config: Path | None = None,
    data: Path | None = None,
    port: int | None = None,
    host: Annotated[str | None, Parameter(show_default=False)] = None,
) -> int:
    """Show recordings as they were heard, with their own clock.

    A file may be plain, gzip, zstd or zip; a folder is taken as a raw log, as `marsad watch` keeps it under `raw` in
    its data folder. Nothing is written but compiled kernels.

    Examples:

        marsad replay log.nmea --speed 10
        marsad replay ~/.local/share/marsad/raw --speed max
        marsad replay sample.nmea.gz --start 2026-01-31T06:00Z --rate 50

    Parameters
    ----------
    file
        Recordings, replayed one after the other.
    speed
        How many times faster than it was heard, or max.
    start
        When a recording without times began (ISO 8601, UTC).
    rate
        How many lines a second such a recording had.
    config
        Configuration file (TOML); its feeds are not used.
    data
        Folder for compiled kernels and base map; by default the user's data folder.
    port
        Port of the page; 8700 unless the configuration says otherwise, 0 takes any free one.
    host
        Address to listen on; only loopback is allowed.
    """
    import os
    import sys

    from marsad.cli.preparation import prepare_kernels
    from marsad.cli.replay_values import speed_of, start_of
    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_folder
    from marsad.schema.refusal import UsageRefusal

    if not file:
        raise UsageRefusal("Nothing to replay: name a file, as in `marsad replay log.nmea`.")
    if not rate > 0:
        raise UsageRefusal("--rate is a number of lines a second above 0.")
    times, start_us = speed_of(speed), start_of(start)
    options = {"data": str(data) if data else None, "port": port, "host": host}
    resolved = resolve(config, os.environ, options)
    settings, zones_in = resolved.settings, resolved.file and resolved.file.parent
    folder = data_folder(settings.data, os.environ)
    prepare_kernels(folder)
    from marsad.serve.replay_service import run_replay

    run_replay(settings, folder, file, times, start_us, rate, lambda text: print(text, file=sys.stderr, flush=True),
               zones_in)  # fmt: skip
    return 0
