"""The live shell on a real TCP feed: stop, kill, torn picture, configuration that changes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from marsad.decode.decoder import Decoder
from marsad.runtime import alarms, live
from marsad.runtime.clock import system_clock
from marsad.runtime.configuration import resolve
from marsad.runtime.live import LiveShell
from marsad.runtime.people.door import token_file
from marsad.runtime.recent_log import last_stamp_us, recent_lines
from marsad.runtime.settings import Feed
from marsad.schema.refusal import Refusal
from marsad.store.read_raw import read_raw
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash

SAMPLE = Path("nmea/aishub/aishub-85k.nmea")
OPTIONS = {"most_vessels": 20_000}


class Sender:
    """A TCP feed: sends its bytes to each who connects, then stays silent."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.port = 0
        self.writers: list[asyncio.StreamWriter] = []

    async def _serve(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        writer.write(self.data)
        with contextlib.suppress(OSError):
            await writer.drain()

    @contextlib.asynccontextmanager
    async def open(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield f"tcp://127.0.0.1:{self.port}"
        finally:
            server.close()
            for writer in self.writers:
                writer.transport.abort()


async def until(condition, seconds=30.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for raises no event
            await asyncio.sleep(0.02)


def shell_of(folder, feeds, file=None, **options):
    configuration = resolve(file, {}, {**OPTIONS, **options})
    return LiveShell(configuration, folder, system_clock, {n: Feed(url) for n, url in feeds.items()})


def rebuilt(folder):
    picture, decoder = Picture(20_000), Decoder()
    for chunk in read_raw(folder / "raw"):
        picture.apply(decoder.feed(chunk).tables, system_clock())
    return picture


@pytest.fixture(scope="module")
def lines(corpora):
    return b"".join((corpora / SAMPLE).read_bytes().splitlines(keepends=True)[:8000])


def test_what_was_heard_is_there_again_after_an_orderly_stop(tmp_path, lines):
    async def run():
        async with Sender(lines).open() as url:
            shell = shell_of(tmp_path, {"roof": url})
            await shell.start()
            await until(lambda: shell.room.metrics.bytes == len(lines) and shell.room.metrics.queue_bytes == 0)
            await shell.close()
        again = shell_of(tmp_path, {})
        again.recover()
        await again.close()
        return shell.room.picture, again.room.picture

    before, after = asyncio.run(run())
    assert len(before) > 3000
    assert state_hash(after) == state_hash(before) == state_hash(rebuilt(tmp_path))


def test_a_torn_picture_is_set_aside_and_the_raw_log_fills_a_new_one(tmp_path, lines):
    async def run():
        async with Sender(lines).open() as url:
            shell = shell_of(tmp_path, {"roof": url})
            await shell.start()
            await until(lambda: shell.room.metrics.bytes == len(lines))
            await shell.close()
        (file,) = (tmp_path / "picture").glob("*.arrow")
        file.write_bytes(file.read_bytes()[:-100])
        said: list[str] = []
        again = shell_of(tmp_path, {})
        again.recover(said.append)
        alarm_codes = [alarm.code for alarm in again.alarms()]
        await again.close()
        return shell.room.picture, again.room.picture, said, alarm_codes

    before, after, said, alarm_codes = asyncio.run(run())
    assert state_hash(after) == state_hash(before)
    assert any("checksum" in sentence for sentence in said)
    assert "snapshot" in alarm_codes


def test_the_picture_is_right_after_kill_nine(tmp_path, lines):
    async def feed(process, log):
        async with Sender(lines).open() as url:
            port = 0
            child = process(url)
            try:
                async with asyncio.timeout(180):
                    while not port:
                        await asyncio.sleep(0.1)
                        assert child.poll() is None, log.read_text()
                        for word in log.read_text().split():
                            if word.startswith("http://"):
                                port = int(urlsplit(word).port or 0)
                    while True:
                        health = await asyncio.to_thread(ask, port)
                        if f'"bytes":{len(lines)},"rows"'.encode() in health and b'"queue_bytes":0' in health:
                            break
                        await asyncio.sleep(0.2)
                    await asyncio.sleep(2.5)  # the raw log promises to have all on disk within a second or two
            finally:
                child.send_signal(signal.SIGKILL)
                child.wait()

    def ask(port):
        key = token_file(tmp_path / "data", port).read_text()
        url, headers = f"http://127.0.0.1:{port}/api/health", {"authorization": f"Bearer {key}"}
        asked = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.read()

    log = tmp_path / "log"
    log.touch()

    def process(url):
        command = [sys.executable, "-m", "marsad", "watch", url, "--data", str(tmp_path / "data"), "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MARSAD_SNAPSHOT_S": "5"}
        return subprocess.Popen(command, stdout=log.open("ab"), stderr=subprocess.STDOUT, env=environment)

    asyncio.run(feed(process, log))

    async def recover():
        again = shell_of(tmp_path / "data", {})
        again.recover()
        await again.close()
        return again.room.picture

    after = asyncio.run(recover())
    oracle, decoder = Picture(20_000), Decoder()
    oracle.apply(decoder.feed(lines).tables, system_clock())
    assert len(after) == len(oracle) > 3000
    assert state_hash(after) == state_hash(rebuilt(tmp_path / "data"))


def test_feeds_are_taken_up_and_let_go_while_it_runs(tmp_path, lines, monkeypatch):
    monkeypatch.setattr(live, "CONFIG_EVERY_S", 0.1)
    file = tmp_path / "marsad.toml"

    async def run():
        async with Sender(lines[:2000]).open() as first, Sender(lines[2000:4000]).open() as second:
            file.write_text(f'[feeds.first]\nurl = "{first}"\n')
            shell = shell_of(tmp_path / "data", {}, file)
            await shell.start()
            await until(lambda: shell.room.metrics.bytes == 2000)
            file.write_text(f'[feeds.first]\nurl = "{first}"\n[feeds.second]\nurl = "{second}"\n')
            await until(lambda: shell.room.metrics.bytes == 4000)
            assert [feed.name for feed in shell.feeds.status()] == ["first", "second"]
            for wrong in ('[feeds.first]\nurl = "gopher://x"\n', "[feeds", "prot = 1\n", "[feeds.a]\nurl = 7\n"):
                file.write_text(wrong)
                await until(lambda: any(alarm.code == "configuration" for alarm in shell.alarms()))
                assert [feed.name for feed in shell.feeds.status()] == ["first", "second"]
                file.write_text(f'[feeds.second]\nurl = "{second}"\n# {len(wrong)}\n')
                await until(lambda: [feed.name for feed in shell.feeds.status()] == ["second"])
                await until(lambda: not any(alarm.code == "configuration" for alarm in shell.alarms()))
                file.write_text(f'[feeds.first]\nurl = "{first}"\n[feeds.second]\nurl = "{second}"\n# {len(wrong)}\n')
                await until(lambda: len(shell.feeds.status()) == 2)
            await shell.close()

    asyncio.run(run())


def test_a_feed_that_dies_raises_an_alarm_and_the_others_go_on(tmp_path, lines, monkeypatch):
    monkeypatch.setattr(alarms, "DOWN_AFTER_S", 0.5)

    async def run():
        async with Sender(lines[:2000]).open() as living:
            async with Sender(lines[:2000]).open() as dying:
                shell = shell_of(tmp_path, {"living": living, "dying": dying})
                await shell.start()
                await until(lambda: shell.room.metrics.bytes == 4000)
                assert shell.alarms() == []
            await until(lambda: [alarm.code for alarm in shell.alarms()] == ["feed_down:dying"])
            await shell.close()

    asyncio.run(run())


def test_a_data_folder_serves_one_process_only(tmp_path):
    async def run():
        first = shell_of(tmp_path, {})
        with pytest.raises(Refusal):
            shell_of(tmp_path, {})
        await first.close()

    asyncio.run(run())


def test_only_the_recent_part_of_the_log_is_read(tmp_path, lines):
    async def run():
        async with Sender(lines[:4000]).open() as url:
            shell = shell_of(tmp_path, {"roof": url})
            await shell.start()
            await until(lambda: shell.room.metrics.bytes == 4000)
            await shell.close()

    asyncio.run(run())
    whole = b"".join(recent_lines(tmp_path / "raw", 0))
    newest = last_stamp_us(whole)
    assert newest is not None
    assert abs(newest - system_clock()) < 60_000_000
    assert b"".join(recent_lines(tmp_path / "raw", newest + 1)) == b""
    assert b"".join(recent_lines(tmp_path / "raw", 0, most_bytes=1)) == whole
    assert list(recent_lines(tmp_path / "none", 0)) == []
