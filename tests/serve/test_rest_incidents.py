"""Incident reports over HTTP: written on disk, versions side by side, refused with a sentence for each field."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.incidents.incidents import KIND, Incidents
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture

from .serving import bearer, client, served


@pytest.fixture
def room(tmp_path):
    made = WatchRoom(Picture(100), system_clock)
    journal = Journal.open(f"sqlite:///{tmp_path}/journal.db", system_clock)
    made.alerting = Alerting(system_clock, journal=journal)
    made.incidents = Incidents(journal, system_clock, lambda _: False)
    yield made
    made.alerting.close()


def asked(room, talk):
    async def run():
        async with served(room) as port:
            base = f"http://127.0.0.1:{port}"
            async with httpx.AsyncClient(base_url=base, headers=bearer(port)) as http:
                return await talk(http, port)

    return asyncio.run(run())


def said(**more):
    now = system_clock() // 1000
    return {
        "source": "ربان السفينة ليلى", "kind": "attack", "language": "ar", "by": "vhf", "where": "قبالة المكلا",
        "text": "<b>أطلقوا النار</b> \u202ewater\x07", "received_ms": now - 60_000, "reliability": "C",
        "credibility": 3,
    } | more  # fmt: skip


def test_reports_are_written_judged_closed_and_read_back(room):
    async def talk(http, port):
        first = await http.post("/api/incidents/report", json={"report": said(), "author": "omar"})
        assert first.status_code == 200, first.text
        one = first.json()
        assert (one["number"], one["open"], one["status"], one["kind"]) == (1, True, "claimed", "attack")
        version = one["versions"][0]
        assert (version["author"], version["report"]["text"]) == (
            "omar (console)", "<b>أطلقوا النار</b> water")  # fmt: skip
        assert room.alerting.journal.last(KIND).body["report"]["text"].startswith("<b>أطلقوا النار</b> \u202e")
        async with client(port) as page:
            await page.until(lambda c: bool(c.status))
            assert page.status["newest"]["incident"] == one["lead"]
            more = {"report": said(source="UKMTO", language="en"), "incident": 1}
            assert len((await http.post("/api/incidents/report", json=more)).json()["versions"]) == 2
            await page.until(lambda c: c.status["newest"]["incident"] > one["lead"], 3)
        told = {"report": one["lead"], "status": "confirmed", "why": "شاهدتها الدورية"}
        confirmed = (await http.post("/api/incidents/verdict", json=told)).json()
        assert (confirmed["status"], confirmed["lead"]) == ("confirmed", one["lead"])
        closed = await http.post("/api/incidents/turn", json={"incident": 1, "open": False, "why": "She is in port"})
        assert (closed.status_code, closed.json()["open"]) == (200, False)
        assert (await http.get("/api/incidents")).json()["incidents"] == []
        for question in ({"q": "ليلي"}, {"status": "confirmed"}, {"kind": "attack"}, {}):
            page = (await http.get("/api/incidents", params={"show": "all", **question})).json()
            assert (page["total"], page["incidents"]) == (1, [closed.json()]), question
        assert (await http.get("/api/incidents/1")).json() == closed.json()
        assert (await http.get("/api/incidents/2")).status_code == 404

    asked(room, talk)


def test_what_is_wrong_is_told_field_by_field_and_nothing_is_saved(room):
    async def talk(http, _):
        wrong = await http.post("/api/incidents/report", json={"report": said(kind="war", lat_deg=91, text=" ")})
        assert wrong.status_code == 422
        fields = {one["key"]: one["message"] for one in wrong.json()["extra"]}
        assert set(fields) == {"kind", "lat_deg", "lon_deg", "text"}
        for path, told in (("verdict", {"report": 1}), ("turn", {"incident": 1})):
            assert (await http.post(f"/api/incidents/{path}", json=told)).status_code == 422
        assert (await http.post("/api/incidents/report", json={"report": said(mmsi="all")})).status_code == 400
        assert (await http.post("/api/incidents/report", json={"report": said(wrong=1)})).status_code == 400
        assert (await http.get("/api/incidents", params={"limit": 0})).status_code == 400
        assert room.alerting.journal.last(KIND) is None

    asked(room, talk)


def test_a_replay_keeps_none():
    async def talk(http, _):
        assert (await http.get("/api/incidents")).json()["incidents"] == []
        assert (await http.get("/api/incidents/1")).status_code == 404
        refused = await http.post("/api/incidents/report", json={"report": said()})
        assert (refused.status_code, refused.json()["detail"]) == (
            409, "A replay keeps no incidents: report it in a live room.")  # fmt: skip

    asked(WatchRoom(Picture(10), system_clock), talk)
