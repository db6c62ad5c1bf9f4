"""Alerts over HTTP: listed with their reasons, dealt with, refused in one sentence."""

import asyncio
import json
import urllib.error
import urllib.request

import pytest

from marsad.runtime.alerting import Alerting
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture
from tests.alerts.made import HOUR, T0, act, event, later, ship

from .serving import bearer, client, served


def ask(port, path, body=None, kind="application/json"):
    headers = bearer(port) | ({"content-type": kind} if body is not None else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.fixture
def room(tmp_path):
    clock = lambda: T0 + HOUR  # noqa: E731
    made = WatchRoom(Picture(1000), clock)
    made.alerting = Alerting(clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", clock))
    yield made
    made.alerting.close()


async def in_thread(*args, **more):
    return await asyncio.to_thread(ask, *args, **more)


def test_alerts_are_listed_and_dealt_with(room):
    room.alerting.take([event(silent_minutes=50), event("distress", (972_111_222,), sog_kn=14),
                        event("zone", (ship(1),), zone="A"), event("port_visit", (ship(2),))], T0 + HOUR)  # fmt: skip

    async def run():
        async with served(room) as port:
            _, told = await in_thread(port, "/api/alerts")
            assert [one["kind"] for one in told["alerts"]] == ["distress", "gap", "zone"]
            first, gap, zone = told["alerts"]
            assert first["doubts"][0]["en"].startswith("it moves at 14 kn")
            assert gap["reason"]["en"].startswith("AIS of MMSI 235098383 was not received since 12:00Z")
            assert gap["reason"]["ar"].startswith("لم تُستقبل")
            assert (first["sounds"], told["counts"]["emergency"]) == (True, 1)
            status, acked = await in_thread(port, f"/api/alerts/{gap['id']}/ack", {"author": "Layla"})
            assert (status, acked["acknowledged_by"], acked["acknowledged_ms"]) == (
                200,
                "Layla (console)",
                (T0 + HOUR) // 1000,
            )
            status, shelved = await in_thread(port, f"/api/alerts/{zone['id']}/shelve", {"author": "Layla", "hours": 6})
            assert (status, shelved["shelved_until_ms"]) == (200, (T0 + 7 * HOUR) // 1000)
            _, told = await in_thread(port, "/api/alerts?show=shelved")
            assert [one["id"] for one in told["alerts"]] == [zone["id"]]
            status, noted = await in_thread(
                port, f"/api/alerts/{gap['id']}/note", {"author": "Layla", "text": "called"}
            )
            assert noted["notes"] == ["Layla (console): called"]
            status, muted = await in_thread(port, f"/api/alerts/{first['id']}/mute", {"author": "Layla"})
            assert (status, muted["sounds"]) == (200, False)
            _, whole = await in_thread(port, f"/api/alerts/{gap['id']}")
            assert whole["events"][0]["evidence"] == {"silent_minutes": 50}
            _, aside = await in_thread(port, "/api/suppressed")
            assert [one["why"] for one in aside["events"]] == ["information only"]
            (one,) = aside["events"]
            assert one["event"]["kind"] == "port_visit"
            assert one["title"]["ar"]
            assert one["reason"]["en"]
            assert (aside["counts"]["information only"], aside["listed"], aside["shelves"]) == (
                1, {"information only": 1}, [],
            )  # fmt: skip
            assert (await in_thread(port, "/api/suppressed?why=rule%20night"))[1]["events"] == []

    asyncio.run(run())


REFUSED = [
    ("/api/alerts/nothing/ack", {}, 409, "There is no alert"),
    ("/api/alerts/DISTRESS/shelve", {"hours": 1}, 409, "not shelved"),
    ("/api/alerts/DISTRESS/shelve", {"hours": 5}, 409, "not shelved for 5 hours"),
    ("/api/alerts/DISTRESS/erase", {}, 409, "There is no action"),
    ("/api/alerts/DISTRESS/note", {"text": " "}, 409, "note is empty"),
    ("/api/alerts/DISTRESS/ack", {"autor": "x"}, 400, None),
    ("/api/rules", {"rules": {"a": {"priority": "none"}}}, 422, "silence everything"),
]


@pytest.mark.parametrize(("path", "body", "status", "sentence"), REFUSED)
def test_what_cannot_be_done_is_refused_in_one_sentence(room, path, body, status, sentence):
    room.alerting.take([event("distress", (972_111_222,))], T0 + HOUR)
    name = room.alerting.desk.listed()[0].id

    async def run():
        async with served(room) as port:
            code, told = await in_thread(port, path.replace("DISTRESS", name), body)
            assert code == status
            assert sentence is None or sentence in told["detail"]
            code, _ = await in_thread(port, f"/api/alerts/{name}/ack", {}, kind="text/plain")
            assert code in (400, 415)

    asyncio.run(run())
    assert room.alerting.desk.listed()[0].acknowledged_us is None


def test_the_status_frame_counts_alerts(room):
    room.alerting.take([event(), event("distress", (972_111_222,))], T0 + HOUR)

    async def run():
        async with served(room) as port, client(port) as screen:
            await screen.until(lambda c: c.status)
            assert (screen.status["alerts"]["emergency"], screen.status["alerts"]["warning"]) == (1, 1)

    asyncio.run(run())


def test_an_alert_that_the_desk_let_go_of_is_told_from_the_journal(tmp_path):
    now = [T0]
    made = WatchRoom(Picture(1000), lambda: now[0])
    journal = Journal.open(f"sqlite:///{tmp_path}/journal.db", lambda: now[0])
    made.alerting = Alerting(lambda: now[0], journal=journal)
    made.watch_log = WatchLog(journal, tmp_path / "log.db")
    gap = event(silent_minutes=50)
    made.alerting.take([gap], T0)
    (name,) = made.alerting.desk.alerts
    made.alerting.act(act("acknowledge", name))
    made.alerting.act(act("note", name, text="Called her owner"))
    made.alerting.take([later(gap, t_end=T0 + HOUR)], T0 + HOUR)
    now[0] = T0 + 50 * HOUR
    made.alerting.tick()
    assert name not in made.alerting.desk.alerts

    async def run():
        async with served(made) as port:
            status, told = await in_thread(port, f"/api/alerts/{name}")
            assert (status, told["on_desk"], told["alert"]["id"], told["members"]) == (200, False, name, [])
            alert = told["alert"]
            assert (alert["acknowledged_by"], alert["active"], alert["sounds"]) == ("Layla", False, False)
            assert alert["notes"] == ["Layla: Called her owner"]
            assert alert["reason"]["en"].startswith("AIS of MMSI 235098383 was not received")
            (line,) = told["events"]
            assert (line["evidence"], line["status"]) == ({"silent_minutes": 50}, "closed")
            assert (await in_thread(port, "/api/alerts/none"))[0] == 404
            assert (await in_thread(port, f"/api/alerts/{name}/ack", {"author": "Layla"}))[0] == 409
        made.watch_log.close()
        made.alerting.close()

    asyncio.run(run())


def test_what_a_group_holds_is_listed_by_itself_and_what_is_shelved_from_now_on_stands_beside(room):
    calls = [event("zone", (636_000_001 + n,), zone="Anchorage B") for n in range(20)]
    room.alerting.take([*calls, event(silent_minutes=50)], T0 + HOUR)
    shown = room.alerting.desk.listed()
    held = room.alerting.desk.grouped()
    assert held
    single = next(one for one in shown if one.kind == "gap")
    room.alerting.act(act("shelve", single, hours=6, by="vessel"))

    async def run():
        async with served(room) as port:
            _, grouped = await in_thread(port, "/api/alerts?show=grouped")
            assert {one["id"] for one in grouped["alerts"]} == {one.id for one in held}
            assert all(one["parent"] for one in grouped["alerts"])
            (shelf,) = (await in_thread(port, "/api/suppressed"))[1]["shelves"]
            assert (shelf["vessel"], shelf["kind"], shelf["by"]) == (single.vessels[0], "gap", "Layla")
            assert shelf["until_ms"] > T0 // 1000

    asyncio.run(run())
