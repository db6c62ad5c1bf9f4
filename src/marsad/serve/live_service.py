"""`marsad watch`: a live shell behind a served page."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from marsad.runtime.clock import Clock, system_clock
from marsad.runtime.configuration import Configuration
from marsad.runtime.kept_memory import keep_little_memory
from marsad.runtime.live import LiveShell
from marsad.runtime.people.door import Door
from marsad.runtime.people.oidc import provider_of
from marsad.runtime.settings import Feed
from marsad.runtime.watch_room import Mode
from marsad.serve.aside_process import AsideProcess
from marsad.serve.past import Pasts
from marsad.serve.reach import Reach, reach_of
from marsad.serve.server import listen
from marsad.serve.service import Say, address, serve_room
from marsad.sources import Source, open_source

TURN_S: Final = 0.001
"""A thread of the room computes so long before another may go on. Kernels let go of the interpreter hundreds of times a
second: with Python's own 5 ms detection waits longer for its turns than it works."""


def named_feeds(urls: Sequence[str], taken: Sequence[str] = (), clock: Clock = system_clock) -> dict[str, Feed]:
    """Feeds for URLs that came without a name: each gets the one its source derives, with a number where it is taken.

    Raises SourceError for a URL that no source reads.
    """
    feeds: dict[str, Feed] = {}
    for url in urls:
        derived = open_source(url, None, clock).name
        name, number = derived, 2
        while name in feeds or name in taken:
            suffix = f"-{number}"
            name, number = derived[: 48 - len(suffix)] + suffix, number + 1
        feeds[name] = Feed(url)
    return feeds


def run_live(
    configuration: Configuration,
    data: Path,
    urls: Sequence[str],
    say: Say,
    mode: Mode = "live",
    clock: Clock = system_clock,
    opener: Callable[[str, str | None, Clock], Source] = open_source,
    keys: Path | None = None,
) -> None:
    """Open a live watch room, serve it until a signal comes, and close it in order.

    `keys`: the folder in which the command line looks for the key of the room, where it is not `data`.

    Raises Refusal (a taken port, a feed that cannot be opened, a data folder in use).
    """
    feeds = named_feeds(urls, list(configuration.settings.feeds), clock)
    for name, feed in configuration.settings.feeds.items():
        opener(feed.url, name, clock)  # refuses what cannot be, before anything is started
    settings = configuration.settings
    reach = reach_of(settings, data, clock() if mode == "live" else system_clock())
    listening = listen(settings.host, settings.port, reach.scheme == "https")
    if reach.news:
        say(reach.news)
    keep_little_memory()
    sys.setswitchinterval(TURN_S)
    try:
        shell = LiveShell(configuration, data, clock, feeds, mode, opener=opener, say=say)
        asyncio.run(_serve(shell, listening, configuration, data, keys, say, reach))
    finally:
        listening.close()


async def _serve(
    shell: LiveShell,
    listening: socket.socket,
    configuration: Configuration,
    data: Path,
    keys: Path | None,
    say: Say,
    reach: Reach,
) -> None:
    await asyncio.to_thread(shell.recover, say)
    await shell.start()
    try:
        settings, port = configuration.settings, int(listening.getsockname()[1])
        provider = provider_of(settings.oidc, shell.room.clock)
        door = Door(shell.room.clock, shell.room.alerting.journal, provider=provider)
        with door.for_console(keys or data, port, address(listening, reach), reach.authority):
            await serve_room(
                shell.room,
                door,
                listening,
                settings,
                shell.failed(),
                say,
                basemap=data / "basemap",
                reach=reach,
                aside=AsideProcess(data, configuration.file),
                pasts=Pasts(data, configuration.file),
            )
    finally:
        await shell.close()
