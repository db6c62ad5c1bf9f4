"""The socket of a look back, spoken with a real server and its real processes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from pathlib import Path

import pytest
import websockets

from marsad.runtime.clock import system_clock
from marsad.runtime.watch_room import WatchRoom
from marsad.serve.past import MOST, NO_PAST, TOO_MANY, Pasts
from marsad.store.raw_log import RawLog
from marsad.tracks.picture import Picture
from tests.runtime.past.test_look import minute
from tests.serve.serving import WORLD, bearer, served

MINUTE_US = 60_000_000


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Ten minutes of records that end some minutes ago, and when they begin, microseconds UTC."""
    folder = tmp_path_factory.mktemp("room")
    start = system_clock() // MINUTE_US * MINUTE_US - 12 * MINUTE_US
    now = [start]
    log = RawLog(folder / "raw", lambda: now[0])
    for n in range(10):
        now[0] += MINUTE_US
        log.append("roof", minute(n + 10), now[0])
        log.sync()
    log.close()
    return folder, start


@contextlib.asynccontextmanager
async def looking(port):
    url = f"ws://127.0.0.1:{port}/api/past"
    async with websockets.connect(url, compression=None, max_size=None, additional_headers=bearer(port)) as socket:
        yield socket


async def until(socket, kind, fits=lambda told: True, seconds=60):
    """The first frame of a kind that fits; frames that tell of nothing are passed over."""
    async with asyncio.timeout(seconds):
        while True:
            frame = await socket.recv()
            told = json.loads(frame[1:]) if frame[0] in (1, 5, 8, 9) else None
            if frame[0] == kind and fits(told):
                return told


def a_room():
    return WatchRoom(Picture(100), system_clock)


async def _closed(socket):
    with contextlib.suppress(websockets.ConnectionClosed):
        async for _ in socket:
            pass
    return socket.close_code


def children() -> set[int]:
    """The processes that this one has begun and that have not ended."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found |= {int(pid) for pid in (task / "children").read_text().split()}
    return found


def test_a_moment_is_shown_asked_and_played_and_its_process_goes_with_the_page(data):
    folder, start = data

    async def run():
        before = children()
        room = a_room()
        pasts = Pasts(folder, None)
        async with served(room, pasts=pasts) as port:
            async with looking(port) as socket:
                await socket.send(json.dumps({"at_ms": (start + 5 * MINUTE_US + MINUTE_US // 2) // 1000}))
                await socket.send(json.dumps(WORLD))
                assert (await until(socket, 1))["mode"] == "past"
                status = await until(socket, 5, lambda told: told["counts"]["in_view"] > 0)
                assert status["counts"]["vessels"] == 15
                (process,) = children() - before
                assert os.getpriority(os.PRIO_PROCESS, process) == 15
                await socket.send(json.dumps({"ask": {"number": 7, "path": "/api/search?q=SHIP 7"}}))
                answer = await until(socket, 9)
                assert (answer["number"], answer["status"]) == (7, 200)
                assert [one["name"] for one in answer["body"]["vessels"]] == ["SHIP 7"]
                await socket.send(json.dumps({"ask": {"number": 8, "path": "/api/people"}}))
                assert (await until(socket, 9))["status"] == 404, "of the past no more is told than a picture of it"
                there = await until(socket, 8)
                await socket.send(json.dumps({"speed": 600}))
                on = await until(socket, 8, lambda told: told["at_ms"] > there["at_ms"] + 60_000)
                assert on["speed"] == 600
                end = await until(socket, 8, lambda told: told["speed"] == 0)
                assert abs(end["at_ms"] - system_clock() // 1000) < 30_000, "at now it stands still"
            async with asyncio.timeout(20):
                while children() - before:  # noqa: ASYNC110 - nobody tells when a process has ended
                    await asyncio.sleep(0.05)
            assert pasts.open == 0

    asyncio.run(run())


def test_what_cannot_be_read_is_passed_over(data):
    async def run():
        async with served(a_room(), pasts=Pasts(data[0], None)) as port, looking(port) as socket:
            for said in ("{", "[]", '{"at_ms": "noon"}', '{"speed": 1e9}', '{"ask": {"number": 1, "path": "http://x/"}}',
                         '{"view": {"west": 1}}', "x" * 60_000):  # fmt: skip
                await socket.send(said)
            await socket.send(json.dumps({"at_ms": -5}))
            where = await until(socket, 8, lambda told: told["at_ms"] is not None)
            assert where["at_ms"] == where["from_ms"]

    asyncio.run(run())


def test_no_more_look_back_at_once_than_there_is_room_for(data):
    async def run():
        async with served(a_room(), pasts=Pasts(data[0], None)) as port, contextlib.AsyncExitStack() as stack:
            for _ in range(MOST):
                socket = await stack.enter_async_context(looking(port))
                await socket.recv()
            async with looking(port) as one_more:
                assert await _closed(one_more) == TOO_MANY

    asyncio.run(run())


def test_a_room_without_records_says_so():
    async def run():
        async with served(a_room()) as port, looking(port) as socket:
            assert await _closed(socket) == NO_PAST

    asyncio.run(run())


def test_an_empty_folder_shows_why(tmp_path):
    async def run():
        async with served(a_room(), pasts=Pasts(tmp_path, None)) as port, looking(port) as socket:
            await socket.send(json.dumps({"at_ms": 0}))
            where = await until(socket, 8, lambda told: told["trouble"])
            assert where["trouble"].startswith("Nothing was recorded yet")
            assert where["at_ms"] is None

    asyncio.run(run())
