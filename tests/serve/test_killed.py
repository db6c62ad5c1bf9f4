"""R1 through the whole way of a deed: what a screen was told is done is in the journal after kill -9, and only once."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import journal_url, log_index
from marsad.runtime.given import Given
from marsad.runtime.handover.handovers import Handovers
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.people.door import Door, token_file
from marsad.runtime.settings import Settings
from marsad.runtime.shift import left
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.application import application
from marsad.serve.server import WebServer
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record
from marsad.tracks.picture import Picture
from tests.alerts.made import event, ship

from .serving import served

KILLS = int(os.environ.get("MARSAD_KILLS", "25"))
"""200 in the long form."""
DEEDS = {
    "acknowledge", "note", "shelve", "assign", "entry", "amendment", "report", "version", "zone saved", "zone removed",
    "handover given", "handover taken",
}  # fmt: skip
Do = Callable[..., dict[str, Any]]
"""Does a deed: its word, its path, what is sent; gives the answer. Raises _RoomGoneError where the room is."""


class _RoomGoneError(Exception):
    """The room was killed before it answered."""


def test_no_deed_that_was_told_as_done_is_lost_when_the_room_is_killed(tmp_path, capsys):
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    room = _room(tmp_path)
    now = system_clock()
    room.alerting.take([event("zone", (ship(n),), now, zone=f"Z{n}", raised=now) for n in range(3)], now)
    alerts = sorted(room.alerting.desk.alerts)
    asyncio.run(_served_once(room))  # what a child would load after each fork is loaded
    room.watch_log.close()
    room.alerting.close()
    done, kept, upto = list[str](), Counter[str](), 0
    for kill in range(KILLS):
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            token_file(tmp_path, port).unlink(missing_ok=True)  # of a room that was killed at the same port
            child = os.fork()
            if child == 0:
                _serve_for_ever(listening, tmp_path)
            told, over, faults = threading.Event(), threading.Event(), list[str]()
            do = _doing(port, tmp_path, kill, done, told, over)
            ways = [_at_the_desk(do, alerts), _at_the_log(do), _in_charge(do)]
            screens = [threading.Thread(target=_act, args=(rounds, rng.random(), over, faults)) for rounds in ways]
            for screen in screens:
                screen.start()
            try:
                assert told.wait(60), f"nothing was done (seed {seed}, kill {kill}): {faults}"
                time.sleep(rng.random() * 0.06)
                deadline = time.monotonic() + 60
                while kill == 0 and not _words(done).keys() >= DEEDS and not faults and time.monotonic() < deadline:
                    time.sleep(0.005)  # the first room lives until everything was done once
            finally:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                over.set()
        for screen in screens:
            screen.join(30)
        assert not faults, f"seed {seed}, kill {kill}: {faults}"
        upto = _read(tmp_path, upto, kept)
        assert kept.keys() >= set(done), f"seed {seed}, kill {kill}: {set(done) - kept.keys()} are lost"
    assert set(kept.values()) == {1}, f"seed {seed}: a deed stands twice"
    of = _words(done)
    assert of.keys() == DEEDS, f"seed {seed}: {DEEDS - of.keys()} were never done"
    journal = Journal.open(journal_url(tmp_path), system_clock)
    assert journal.verify().fault is None, f"seed {seed}"
    journal.close()
    with capsys.disabled():
        print(f"\n{KILLS} kills, {len(done)} deeds told as done, all kept: {dict(sorted(of.items()))}")


# The room.


def _room(data: Path) -> WatchRoom:
    """With all that people act on, over one journal, as the live shell puts it together."""
    room = WatchRoom(Picture(100), system_clock)
    journal = Journal.open(journal_url(data), system_clock)
    room.alerting = Alerting(system_clock, journal=journal)
    room.watch_log = WatchLog(journal, log_index(data))
    room.incidents = Incidents(journal, system_clock, room.watch_log.knows_alert)
    room.given = Given(Settings(), None, journal)
    room.handovers = Handovers(journal, system_clock, data, lambda: left(room, []))
    room.handovers.begin()
    return room


async def _served_once(room: WatchRoom) -> None:
    async with served(room) as port:
        await asyncio.to_thread(_post, port, "", "/api/log/add", {})


def _serve_for_ever(listening: socket.socket, data: Path) -> None:
    try:
        room, port = _room(data), listening.getsockname()[1]
        door = Door(system_clock, room.alerting.journal)
        with door.for_console(data, port):
            asyncio.run(WebServer(application(room, port, door), room, listening).run())
    finally:
        os._exit(1)


# The people.


def _at_the_desk(do: Do, alerts: list[str]) -> list[Callable[[], None]]:
    path = "/api/alerts/{}/{}"
    return [
        lambda: do("acknowledge", path.format(alerts[0], "ack")),
        lambda: do("note", path.format(alerts[1], "note"), text="Called on channel 16"),
        lambda: do("shelve", path.format(alerts[2], "shelve"), hours=1),
        lambda: do("assign", path.format(alerts[0], "assign"), text="Omar"),
    ]


def _at_the_log(do: Do) -> list[Callable[[], None]]:
    said = {
        "source": "UKMTO", "kind": "attack", "text": "Two skiffs, ladders seen", "where": "off Mukalla", "by": "vhf",
        "received_ms": system_clock() // 1000,
    }  # fmt: skip

    def entries() -> None:
        first = do("entry", "/api/log/add", text="Radio check")
        do("amendment", "/api/log/add", text="On channel 14", amends=first["seq"])

    def incidents() -> None:
        first = do("report", "/api/incidents/report", report=said)
        do("version", "/api/incidents/report", report=said, incident=first["number"])

    return [entries, incidents]


def _in_charge(do: Do) -> list[Callable[[], None]]:
    shape = {"type": "Polygon", "coordinates": [[[45, 12], [46, 12], [46, 13], [45, 12]]]}

    def zones() -> None:
        name = f"Anchorage {system_clock()}"  # to save what is there already is no deed
        feature = {"type": "Feature", "geometry": shape, "properties": {"name": name, "kind": "area"}}
        do("zone saved", "/api/zones", zones={"type": "FeatureCollection", "features": [feature]})
        do("zone removed", "/api/zones", remove=[name])

    def handover() -> None:
        given = do("handover given", "/api/handover/give", to="Omar")
        do("handover taken", "/api/handover/take", number=given["number"])

    return [zones, handover]


def _act(rounds: list[Callable[[], None]], seed: float, over: threading.Event, faults: list[str]) -> None:
    """One screen: deed after deed, in any order, as fast as they are told as done."""
    rng = random.Random(seed)
    while not over.is_set():
        for one in rng.sample(rounds, len(rounds)):
            try:
                one()
            except _RoomGoneError:
                return
            except AssertionError as fault:
                faults.append(str(fault))
                return


def _doing(port: int, data: Path, kill: int, done: list[str], told: threading.Event, over: threading.Event) -> Do:
    """Each deed has an author of its own: by this mark it is found again."""
    numbers = itertools.count()

    def do(deed: str, path: str, **body: Any) -> dict[str, Any]:
        mark = f"{deed}/{kill}-{next(numbers)}"
        while not over.is_set():
            try:
                status, answer = _post(port, token_file(data, port).read_text(), path, body | {"author": mark})
            except (OSError, http.client.HTTPException):
                if told.is_set():
                    break
                time.sleep(0.005)
                continue
            assert status == 200, f"{deed}: {status} {answer}"
            done.append(mark)
            told.set()
            return answer
        raise _RoomGoneError

    return do


def _post(port: int, key: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        link.request("POST", path, json.dumps(body), headers)
        answer = link.getresponse()
        return answer.status, json.loads(answer.read() or b"{}")
    finally:
        link.close()


# The journal.


def _read(data: Path, upto: int, kept: Counter[str]) -> int:
    """Count what people did since a record, by their marks; gives the number of the newest record."""
    journal = Journal.read_only(journal_url(data))
    for record in journal.records(after=upto):
        upto = record.seq
        mark = record.author.removesuffix(" (console)")
        if mark != record.author:
            assert mark.partition("/")[0] == _deed(record), f"{mark} stands as {record.kind} {record.body}"
            kept[mark] += 1
    journal.close()
    return upto


def _words(marks: list[str]) -> Counter[str]:
    """How many of which deed."""
    return Counter(mark.partition("/")[0] for mark in marks)


def _deed(record: Record) -> str:
    """The word of the deed that a record tells."""
    body = record.body
    match record.kind:
        case "alert_action":
            return str(body["verb"])
        case "log":
            return "entry" if body["amends"] is None else "amendment"
        case "incident":
            return "report" if body["version"] == 1 else "version"
        case "zone":
            return "zone removed" if body.get("removed") else "zone saved"
        case _:
            return f"{record.kind} {body['what']}"
