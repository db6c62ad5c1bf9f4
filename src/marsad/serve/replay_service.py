"""`marsad replay`: a replay shell behind a served page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from marsad.runtime.clock import system_clock
from marsad.runtime.detection.chosen import chosen
from marsad.runtime.people.door import Door
from marsad.runtime.places.configured import side_of_settings
from marsad.runtime.recording import open_recording
from marsad.runtime.replay import ReplayShell
from marsad.runtime.saved_records import records_in
from marsad.runtime.settings import Settings
from marsad.serve.server import listen
from marsad.serve.service import Say, serve_room


def run_replay(
    settings: Settings,
    data: Path,
    paths: Sequence[Path],
    speed: float | None,
    start_us: int | None,
    rate: float,
    say: Say,
    zones_in: Path | None = None,
) -> None:
    """Open a watch room on recordings and serve it until a signal comes; `zones_in` is where files of zones lie.
    Zones and watch lists of the journal in `data` hold as they did at the time of the recording.

    Raises Refusal (a missing file, one without times, a taken port).
    """
    detectors = chosen(settings.detectors)
    side = side_of_settings(settings, zones_in, records_in(data, settings.alerts.journal), say)
    batches = open_recording(paths, start_us, rate)
    listening = listen(settings.host, settings.port)

    async def serve() -> None:
        shell = ReplayShell(", ".join(path.name for path in paths), batches, speed, settings, detectors, side)
        door, port = Door(system_clock), int(listening.getsockname()[1])
        with door.for_console(data, port):
            await serve_room(shell.room, door, listening, settings, shell.run(), say, basemap=data / "basemap")

    try:
        asyncio.run(serve())
    finally:
        listening.close()
