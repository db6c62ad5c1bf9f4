"""Every route and every role, generated from the routes there are (S10); signing in, and what a page must send (S9)."""

from __future__ import annotations

import asyncio
import contextlib
import re

import httpx
import pytest
import websockets
from litestar import Litestar, get
from litestar.testing import TestClient

from marsad.runtime.alerting import Alerting
from marsad.runtime.clock import system_clock
from marsad.runtime.people.door import Door
from marsad.runtime.people.role import ROLES, may
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.access import COOKIE, PROOF, guard, rule_of
from marsad.serve.application import application
from marsad.serve.past import Pasts
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture

from .serving import bearer, served

PASSWORD = "three green buoys"


def routes():
    """Method, path and rule of every route that is served."""
    app = application(WatchRoom(Picture(10), system_clock), 1, Door(system_clock)).app
    found = []
    for route in app.routes:
        handlers = getattr(route, "route_handlers", None) or [route.route_handler]
        for handler in handlers:
            for method in sorted(getattr(handler, "http_methods", {"WEBSOCKET"})):
                found.append((method, route.path_format, rule_of(handler)))
    return [one for one in found if one[0] != "OPTIONS"]


ROUTES = routes()


def test_every_route_has_a_rule():
    assert len(ROUTES) > 25
    assert [(method, path) for method, path, rule in ROUTES if rule not in (*ROLES, "anyone")] == []


def test_what_anybody_may_call_is_the_page_and_the_way_in():
    assert {path for _, path, rule in ROUTES if rule == "anyone"} == {
        "/", "/{path}", "/api/session", "/api/session/in", "/api/session/setup", "/api/session/password",
        "/api/session/enter", "/api/session/oidc", "/api/session/oidc/back",
    }  # fmt: skip


def test_a_route_without_a_rule_answers_nobody():
    @get("/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return "secret"

    with TestClient(Litestar([forgotten], guards=[guard])) as asked:
        assert asked.get("/forgotten").status_code == 403


@pytest.fixture
def room(tmp_path):
    made = WatchRoom(Picture(100), system_clock)
    made.alerting = Alerting(system_clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", system_clock))
    yield made
    made.alerting.close()


@pytest.fixture
def door(room):
    made = Door(system_clock, room.alerting.journal)
    assert made.accounts is not None
    made.accounts.first("administrator", "", PASSWORD)
    for role in ROLES[:-1]:
        made.accounts.add(role, role, "administrator", password=PASSWORD)
    return made


def signed(door, name):
    """What a page of somebody who is signed in sends."""
    token = door.sign_in(name, PASSWORD, "127.0.0.1")
    inside = door.who(token, None)
    return {"cookie": f"{COOKIE}={token}", PROOF: inside.proof}


def test_every_route_for_every_role(room, door):
    async def run():
        wrong = []
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            for role in (None, *ROLES):
                for method, path, rule in ROUTES:
                    if method == "WEBSOCKET" or path == "/api/session/out":
                        continue
                    headers = {} if role is None else signed_once(role)
                    asked = re.sub(r"\{[^}]*\}", "1", path)
                    body = {"json": {}} if method in ("POST", "PUT", "PATCH") else {}
                    answer = await http.request(method, asked, headers=headers, **body)
                    status = answer.status_code
                    passes = rule == "anyone" or (role is not None and may(role, rule))
                    refused = status == (401 if role is None else 403)
                    if passes == refused and not (rule == "anyone" and status in (200, 400, 404)):
                        wrong.append((role, method, path, rule, status))
        return wrong

    kept = {}

    def signed_once(role):
        return kept.setdefault(role, signed(door, role))

    assert asyncio.run(run()) == []


@pytest.mark.parametrize("name", ["live", "past"])
def test_a_socket_is_for_who_is_signed_in_and_ends_with_the_session(room, door, tmp_path, name):
    async def run():
        async with served(room, door=door, pasts=Pasts(tmp_path, None)) as port:
            url = f"ws://127.0.0.1:{port}/api/{name}"
            with pytest.raises(websockets.InvalidStatus) as refused:
                await websockets.connect(url)
            assert refused.value.response.status_code in (401, 403)
            headers = {"cookie": signed(door, "viewer")["cookie"]}
            async with websockets.connect(url, additional_headers=headers) as live:
                assert (await live.recv())[0] == (1 if name == "live" else 0)
                door.accounts.change("viewer", "administrator", active=False)
                async with asyncio.timeout(10):
                    with contextlib.suppress(websockets.ConnectionClosed):
                        async for _ in live:
                            pass
                return live.close_code

    assert asyncio.run(run()) == 4401


def test_a_deed_without_the_proof_of_the_page_is_refused(room, door):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            headers = signed(door, "supervisor")
            bare = {"cookie": headers["cookie"]}
            forged = bare | {PROOF: "0" * 64}
            told = {"rules": {"quiet": {"kinds": ["gap"], "priority": "caution"}}}
            return [
                (await http.post("/api/rules", json=told, headers=some)).status_code
                for some in (bare, forged, headers, bearer(port))
            ]

    assert asyncio.run(run()) == [403, 403, 200, 200]


def test_signing_in_and_out_as_a_page_does(room, door):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            nobody = (await http.get("/api/session")).json()
            assert (nobody["name"], nobody["can_setup"], nobody["has_accounts"]) == (None, False, True)
            wrong = await http.post("/api/session/in", json={"name": "viewer", "password": "not this one"})
            assert (wrong.status_code, wrong.json()["detail"]) == (401, "Name or password is wrong.")
            right = await http.post("/api/session/in", json={"name": "viewer", "password": PASSWORD})
            assert right.status_code == 200
            cookie = right.headers["set-cookie"]
            assert cookie.startswith(f"{COOKIE}=")
            for attribute in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
                assert attribute.lower() in cookie.lower()
            assert "domain" not in cookie.lower()
            token = cookie.partition("=")[2].partition(";")[0]
            page = {"cookie": f"{COOKIE}={token}", PROOF: right.json()["proof"]}
            assert (await http.get("/api/session", headers=page)).json()["role"] == "viewer"
            assert (await http.get("/api/vessels", headers=page)).status_code == 200
            assert (await http.post("/api/session/out", headers=page)).status_code == 200
            assert (await http.get("/api/vessels", headers=page)).status_code == 401

    asyncio.run(run())


def test_guessing_is_slowed_down(room, door):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            told = [
                await http.post("/api/session/in", json={"name": "viewer", "password": f"guess number {n}"})
                for n in range(7)
            ]
            assert [one.status_code for one in told] == [401] * 5 + [429] * 2
            assert int(told[-1].headers["retry-after"]) >= 1

    asyncio.run(run())


def test_a_form_from_elsewhere_signs_nobody_in(room, door):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            told = {"name": "viewer", "password": PASSWORD}
            form = await http.post("/api/session/in", data=told)
            foreign = await http.post("/api/session/in", json=told, headers={"origin": "http://evil.example"})
            return form.status_code, foreign.status_code

    assert asyncio.run(run()) in ((415, 403), (400, 403))


def test_the_author_of_a_deed_is_who_is_signed_in_whatever_the_page_says(room, door):
    async def run():
        async with served(room, door=door) as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
            rule = {"kinds": ["gap"], "priority": "caution"}
            for headers, name in ((signed(door, "supervisor"), "a"), (bearer(port), "b")):
                body = {"rules": {name: rule}, "author": "mallory"}
                answer = await http.post("/api/rules", json=body, headers=headers)
                assert answer.status_code == 200, answer.text
        return [record.author for record in room.alerting.journal.records("rule")]

    assert asyncio.run(run()) == ["supervisor", "mallory (console)"]
