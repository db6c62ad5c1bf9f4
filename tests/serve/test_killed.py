"""R1 through the whole way of a deed: what a screen was told is done is in the journal after kill -9, and only once."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import random
import signal
import socket
import threading
import time

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.people.door import Door, token_file
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import application
from marsad.serve.server import WebServer
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture
from tests.alerts.made import event, ship

KILLS = int(os.environ.get("MARSAD_KILLS", "25"))
"""200 in the long form."""
SCREENS = 3


def test_no_deed_that_was_told_as_done_is_lost_when_the_room_is_killed(tmp_path):
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    url = f"sqlite:///{tmp_path}/journal.db"
    alerting = Alerting(system_clock, journal=Journal.open(url, system_clock))
    now = system_clock()
    alerting.take([event("zone", (ship(n),), now, zone=f"Z{n}", raised=now) for n in range(SCREENS)], now)
    names = sorted(alerting.desk.alerts)
    alerting.close()
    done: list[str] = []
    for kill in range(KILLS):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            child = os.fork()
            if child == 0:
                _serve_for_ever(url, listening, tmp_path)
            told = threading.Event()
            over = threading.Event()
            screens = [
                threading.Thread(target=_act, args=(port, tmp_path, name, f"{kill}-{at}", done, told, over))
                for at, name in enumerate(names)
            ]
            for screen in screens:
                screen.start()
            try:
                assert told.wait(60), f"nothing was done (seed {seed}, kill {kill})"
                time.sleep(rng.random() * 0.04)
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                over.set()
        for screen in screens:
            screen.join(30)
        assert _noted(url).keys() >= set(done), f"seed {seed}, kill {kill}"
    noted = _noted(url)
    assert set(noted.values()) == {1}, f"seed {seed}: a deed stands twice"
    assert len(done) > KILLS
    journal = Journal.open(url, system_clock)
    assert journal.verify().fault is None, f"seed {seed}"
    journal.close()


def _noted(url: str) -> dict[str, int]:
    """How often each note stands in the journal."""
    journal = Journal.read_only(url)
    found: dict[str, int] = {}
    for record in journal.records("alert_action"):
        found[record.body["text"]] = found.get(record.body["text"], 0) + 1
    journal.close()
    return found


def _act(port, data, alert, who, done, told, over):
    """Notes on an alert, one after the other, as fast as they are told as done."""
    key = None
    for number in range(1 << 20):
        text = f"{who}-{number}"
        while not over.is_set():
            try:
                key = key or token_file(data, port).read_text()
                answer = _post(port, key, f"/api/alerts/{alert}/note", {"text": text})
            except (OSError, http.client.HTTPException):
                key = None
                if told.is_set():
                    return
                time.sleep(0.005)
                continue
            if answer == 200:
                done.append(text)
                told.set()
            break
        if over.is_set():
            return


def _post(port: int, key: str, path: str, body: dict[str, str]) -> int:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        link.request("POST", path, json.dumps(body), headers)
        return link.getresponse().status
    finally:
        link.close()


def _serve_for_ever(url: str, listening: socket.socket, data) -> None:
    try:
        room = WatchRoom(Picture(100), system_clock)
        room.alerting = Alerting(system_clock, journal=Journal.open(url, system_clock))
        door, port = Door(system_clock, room.alerting.journal), listening.getsockname()[1]
        with door.for_console(data, port):
            asyncio.run(WebServer(application(room, port, door), room, listening).run())
    finally:
        os._exit(1)
