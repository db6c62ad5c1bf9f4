"""A watch room of real parts behind a real server, in a thread of its own: journal, alerts, people, pages."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import Clock, system_clock
from marsad.runtime.data_folder import journal_url
from marsad.runtime.given import Given
from marsad.runtime.handover.handovers import Handovers
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.people.door import Door
from marsad.runtime.people.role import ROLES
from marsad.runtime.settings import Settings
from marsad.runtime.shift import left
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import application
from marsad.serve.aside_process import AsideProcess
from marsad.serve.past import Pasts
from marsad.serve.server import WebServer, listen
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture

PASSWORD = "three green buoys"


class RealRoom:
    """Open while the `with` lasts. `people`: one person of each role, called by it, with PASSWORD. `clock`: what time
    it is in the room."""

    def __init__(self, folder: Path, people: bool = True, clock: Clock = system_clock) -> None:
        self.room = WatchRoom(Picture(1000), clock)
        (folder / "journal").mkdir(exist_ok=True)
        journal = Journal.open(journal_url(folder), clock)
        self.room.alerting = Alerting(clock, journal=journal)
        self.room.watch_log = WatchLog(journal)
        self.room.incidents = Incidents(journal, system_clock, self.room.watch_log.knows_alert)
        self.room.handovers = Handovers(journal, system_clock, folder, lambda: left(self.room, ["loitering"]))
        self.room.handovers.begin()
        self.room.given = Given(Settings(), None, journal)
        self._folder = folder
        self.pasts: Pasts | None = Pasts(folder, None)
        self.door = Door(system_clock, journal)
        self.csp_reports: list[str] = []
        """None comes: the policy of the real server names nobody to report to, the browser tells its console."""
        if people and self.door.accounts is not None:
            self.door.accounts.first("administrator", "", PASSWORD)
            for role in ROLES[:-1]:
                self.door.accounts.add(role, role, "administrator", password=PASSWORD)
        self.url = ""
        self._ready = threading.Event()
        self._port = 0

    def __enter__(self) -> RealRoom:
        self._open()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        if self.room.watch_log is not None:
            self.room.watch_log.close()
        self.room.alerting.close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody answers while this lasts; then the room is back under its address."""
        self._close()
        yield
        self._open()

    def _open(self) -> None:
        self._ready.clear()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._ready.wait(30), "the room does not open"

    def _close(self) -> None:
        self._server.stop()
        self._thread.join(20)

    async def _run(self) -> None:
        listening = listen("127.0.0.1", self._port)
        port = self._port = listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self._server = WebServer(
            application(self.room, port, self.door, aside=AsideProcess(self._folder, None), pasts=self.pasts),
            self.room,
            listening,
        )
        running = asyncio.create_task(self._server.run())
        while not self._server.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
            await asyncio.sleep(0.01)
        self._ready.set()
        try:
            await running
        finally:
            listening.close()
