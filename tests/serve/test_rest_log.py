"""The watch log over HTTP: written on disk, read back the newest first, refused with a sentence for each field."""

from __future__ import annotations

import asyncio
import hashlib

import httpx
import pytest

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import journal_url
from marsad.runtime.people.door import Door
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.aside_process import AsideProcess
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture

from .serving import bearer, served
from .test_access import PASSWORD, signed


@pytest.fixture
def room(tmp_path):
    made = WatchRoom(Picture(100), system_clock)
    made.alerting = Alerting(system_clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", system_clock))
    made.watch_log = WatchLog(made.alerting.journal, tmp_path / "log.db")
    yield made
    made.watch_log.close()
    made.alerting.close()


def asked(room, talk):
    async def run():
        async with served(room) as port:
            base = f"http://127.0.0.1:{port}"
            async with httpx.AsyncClient(base_url=base, headers=bearer(port)) as http:
                return await talk(http)

    return asyncio.run(run())


def test_an_entry_is_written_amended_and_found(room):
    async def talk(http):
        text = "<b>=1+1</b> السفينة ليلى تبلّغ عن عطل"
        told = {"text": text, "mmsi": [235000001], "lon_deg": 44.5, "lat_deg": 12.25, "t_ms": 1_780_000_000_000}
        first = await http.post("/api/log/add", json={**told, "author": "omar"})
        assert first.status_code == 200, first.text
        one = first.json()
        assert (one["text"], one["author"], one["source"]) == (
            {"en": text, "ar": text}, "omar (console)", "operator")  # fmt: skip
        assert room.alerting.journal.last("log").body["text"] == text
        second = await http.post("/api/log/add", json={"text": "It was her sister", "amends": one["seq"]})
        assert second.status_code == 200
        page = (await http.get("/api/log")).json()
        assert [entry["seq"] for entry in page["entries"]] == [second.json()["seq"], one["seq"]]
        assert page["entries"][1] == one | {
            "amended_by": [{name: second.json()[name] for name in ("seq", "t_ms", "author")}]}  # fmt: skip
        assert (page["behind"], page["next_before_seq"]) == (0, None)
        for told, found in (
            ({"q": "ليلي"}, 1), ({"q": "=1+1"}, 1), ({"mmsi": 235000001}, 1), ({"kind": "system"}, 0),
            ({"limit": 1}, 1),
        ):  # fmt: skip
            answer = (await http.get("/api/log", params=told)).json()
            assert len(answer["entries"]) == found, told

    asked(room, talk)


def test_what_is_wrong_is_told_field_by_field_and_nothing_is_saved(room):
    async def talk(http):
        told = {"text": " ", "lat_deg": 91, "amends": 77}
        wrong = await http.post("/api/log/add", json=told)
        assert wrong.status_code == 422
        fields = {one["key"]: one["message"] for one in wrong.json()["extra"]}
        assert set(fields) == {"text", "lon_deg", "lat_deg", "amends"}
        assert all(sentence.endswith(".") for sentence in fields.values())
        assert (await http.post("/api/log/add", json={"text": 5})).status_code == 400
        assert (await http.get("/api/log", params={"limit": 0})).status_code == 400
        assert room.alerting.journal.last("log") is None

    asked(room, talk)


def test_a_replay_keeps_none():
    async def talk(http):
        assert (await http.get("/api/log")).json()["entries"] == []
        refused = await http.post("/api/log/add", json={"text": "Hello"})
        assert (refused.status_code, refused.json()["detail"]) == (
            409, "A replay keeps no watch log: write it in a live room.")  # fmt: skip

    asked(WatchRoom(Picture(10), system_clock), talk)


def test_an_export_is_an_entry_before_it_is_answered_by_whoever_asked(room, tmp_path):
    """A room over its own folder: the document is made aside, the room writes who took which period, once."""
    journal = Journal.open(journal_url(tmp_path), system_clock)
    room.alerting.close()
    room.alerting = Alerting(system_clock, journal=journal)
    door = Door(system_clock, journal)
    assert door.accounts is not None
    door.accounts.first("administrator", "", PASSWORD)
    for name, role in (("layla", "operator"), ("viewer", "viewer")):
        door.accounts.add(name, role, "administrator", password=PASSWORD)
    now = system_clock() // 1000
    period = {"since": now - 3_600_000, "until": now + 86_400_000, "lang": "ar"}

    async def run():
        aside = AsideProcess(tmp_path, None)
        async with (
            served(room, door=door, aside=aside) as port,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as http,
        ):
            assert (await http.get("/api/log/pdf", params=period, headers=signed(door, "viewer"))).status_code == 403
            answer = await http.get("/api/log/pdf", params=period, headers=signed(door, "layla"))
            assert answer.status_code == 200, answer.text
            told = {"since_ms": 0, "until_ms": 1, "language": "en", "sha256": "0" * 64, "author": "omar"}
            assert (await http.post("/api/log/exported", json=told, headers=bearer(port))).status_code == 201
            wrong = told | {"sha256": "<b>"}
            assert (await http.post("/api/log/exported", json=wrong, headers=bearer(port))).status_code == 400
            return answer.content

    pdf = asyncio.run(run())
    assert pdf.startswith(b"%PDF")
    one, other = journal.records("export")
    assert (one.author, one.body["language"], one.body["since_ms"]) == ("layla", "ar", now - 3_600_000)
    assert now <= one.body["until_ms"] <= one.t // 1000, "nothing of after the export is in it"
    assert one.body["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert (other.author, other.body["until_ms"]) == ("omar (console)", 1)
