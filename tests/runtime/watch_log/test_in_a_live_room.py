"""A live room writes what it goes through: opened, its feed, closed; and a second start goes on from there."""

from __future__ import annotations

import asyncio

from marsad.runtime.watch_log.index import Question
from tests.runtime.test_live_shell import Sender, shell_of, until


def told(shell):
    page = shell.room.watch_log.ask(Question(kind="system"))
    return [entry.text.en for entry in reversed(page.entries)]


def test_a_room_tells_of_its_start_its_feed_and_its_end(tmp_path):
    async def first_time(url):
        shell = shell_of(tmp_path, {"north": url})
        assert told(shell) == []
        await shell.start()
        await until(lambda: len(told(shell)) >= 2)
        seen = told(shell)
        await shell.close()
        assert shell.room.watch_log.trouble is None
        return seen

    async def run():
        async with Sender(b"").open() as url:
            first = await first_time(url)
            assert first == ["The watch room was opened", "Feed north is connected"]
            shell = shell_of(tmp_path, {"north": url})
            assert told(shell) == [*first, "The watch room was closed"]
            await shell.close()
            again = shell_of(tmp_path, {"north": url})
            await again.start()
            await until(lambda: len(told(again)) > 3)
            await until(lambda: again.feeds.status()[0].state == "connected")
            assert told(again) == [*first, "The watch room was closed", "The watch room was opened"]
            await again.close()

    asyncio.run(run())
