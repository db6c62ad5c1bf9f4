"""Handing over the watch over HTTP: two sessions, two deeds, and a file that `marsad audit verify` checks."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import httpx
import pytest

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import journal_url
from marsad.runtime.handover.document import read
from marsad.runtime.handover.handovers import KIND, Handovers
from marsad.runtime.people.door import Door
from marsad.runtime.shift import left
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture

from .serving import bearer, served
from .test_access import PASSWORD, signed


@pytest.fixture
def room(tmp_path):
    made = WatchRoom(Picture(100), system_clock)
    journal = Journal.open(journal_url(tmp_path), system_clock)
    made.alerting = Alerting(system_clock, journal=journal)
    made.handovers = Handovers(journal, system_clock, tmp_path, lambda: left(made, []))
    made.handovers.begin()
    yield made
    made.alerting.close()


@pytest.fixture
def door(room):
    made = Door(system_clock, room.alerting.journal)
    assert made.accounts is not None
    made.accounts.first("administrator", "", PASSWORD)
    for name, role in (("layla", "operator"), ("omar", "operator"), ("viewer", "viewer")):
        made.accounts.add(name, role, "administrator", password=PASSWORD)
    return made


def asked(room, door, talk):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            return await talk(http, *(signed(door, name) for name in ("layla", "omar", "viewer")))

    return asyncio.run(run())


def verify(folder, file, *more):
    words = [sys.executable, "-m", "marsad", "audit", "verify", "--data", folder, "--handover", file, *more]
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=120)


def test_two_people_hand_over_and_the_file_is_checked(room, door, tmp_path):
    async def talk(http, layla, omar, viewer):
        assert (await http.get("/api/handover/preview", headers=viewer)).json()["alerts"] == []
        told = {"to": "Omar", "remarks": "كل شيء هادئ", "author": "mallory"}
        assert (await http.post("/api/handover/give", json=told, headers=viewer)).status_code == 403
        one = await http.post("/api/handover/give", json=told, headers=layla)
        assert (one.status_code, one.json()["by"], one.json()["number"]) == (200, "layla", 1), one.text
        same = await http.post("/api/handover/take", json={"number": 1}, headers=layla)
        assert (same.status_code, [f["key"] for f in same.json()["extra"]]) == (422, ["number"])
        waiting = (await http.get("/api/handover", headers=viewer)).json()
        assert (waiting["handovers"], waiting["trouble"]) == ([one.json()], None)
        assert len(waiting["key"]) == 64
        assert len(waiting["fingerprint"].split()) == 8
        taken = await http.post("/api/handover/take", json={"number": 1, "remarks": "Good"}, headers=omar)
        assert taken.json()["taken"]["by"] == "omar"
        file = await http.get("/api/handover/1/document", headers=viewer)
        assert file.headers["content-disposition"] == 'attachment; filename="handover-1.json"'
        assert (await http.get("/api/handover/2/document", headers=viewer)).status_code == 404
        wrong = await http.post("/api/handover/give", json={"to": "layla", "from_ms": 0}, headers=layla)
        assert {f["key"] for f in wrong.json()["extra"]} == {"to", "from_ms"}
        return file.content

    content = asked(room, door, talk)
    assert read(content).document["remarks"] == "كل شيء هادئ"
    assert [(r.author, r.body["what"]) for r in room.alerting.journal.records(KIND)] == [
        ("room", "key"), ("layla", "given"), ("omar", "taken")]  # fmt: skip
    file = tmp_path / "handover-1.json"
    file.write_bytes(content)
    right = verify(tmp_path, file)
    assert right.returncode == 0, right.stderr
    assert "Handover 1 is as it was signed: layla handed over, omar took over." in right.stdout
    file.write_bytes(content.replace(b"Omar", b"Amir"))
    changed = verify(tmp_path, file)
    assert (changed.returncode, changed.stdout) == (1, "")
    assert "handover-1.json was changed: its signature does not fit." in changed.stderr
    file.write_bytes(content)
    other = tmp_path / "other"
    journal = Journal.open(journal_url(other), system_clock)
    for _ in range(9):
        journal.append("log", "sami", {"text": "another room"})
    journal.close()
    strange = verify(other, file)
    assert strange.returncode == 1
    assert "is none of its chain" in strange.stderr
    assert verify(tmp_path, tmp_path / "none.json").returncode == 1
    assert "names another record" not in verify(tmp_path, file, "--head", "12").stderr
    assert verify(tmp_path, file, "--head", "12").returncode == 2


def test_a_replay_hands_nothing_over():
    async def run():
        quiet = WatchRoom(Picture(10), system_clock)
        async with served(quiet) as port:
            http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=bearer(port))
            assert (await http.get("/api/handover")).json()["handovers"] == []
            for path in ("give", "take"):
                assert (await http.post(f"/api/handover/{path}", json={})).status_code == 409
            assert (await http.get("/api/handover/preview")).status_code == 409
            await http.aclose()

    asyncio.run(run())
