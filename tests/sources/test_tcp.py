"""TCP both ways, with real peers on loopback: loss, return, silence, nonsense, strangers."""

import asyncio
import random
import shutil
import socket
import struct

import pytest

from marsad.sources.link.backoff import CAP_S, Backoff

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"


class Prompt(random.Random):
    """A generator that shortens each wait to the least, so that a test reconnects soon."""

    def uniform(self, a, b):
        return a * 0.02


class Peer:
    """A TCP server whose every connection runs `script`."""

    def __init__(self, script, port=0):
        self.script = script
        self.port = port
        self.calls = 0

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._called, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()

    async def _called(self, reader, writer):
        self.calls += 1
        try:
            await self.script(self.calls, reader, writer)
        except OSError:
            pass
        finally:
            writer.close()


async def for_ever(reader):
    """Wait for the other side to go, which is the end of the test."""
    await reader.read()


def test_what_is_sent_is_heard_stamped_once(listen):
    async def scene():
        async def script(_, reader, writer):
            writer.write(LINE * 3)
            await for_ever(reader)

        async with Peer(script) as peer, listen(f"tcp://127.0.0.1:{peer.port}", "north") as listener:
            await listener.until(lambda: len(listener.data) == len(LINE) * 3)
            assert listener.data == LINE * 3
            assert {(name, t) for name, _, t in listener.chunks} == {("north", 1_700_000_000_123_000)}
            assert listener.health.state == "connected"
            assert listener.health.last_heard_us == 1_700_000_000_123_000
            assert listener.health.bytes == len(LINE) * 3
            assert listener.health.sentences == 3
            assert listener.health.error is None

    asyncio.run(scene())


@pytest.mark.parametrize("parting", ["close", "half-close", "reset"])
def test_a_peer_that_leaves_is_called_back_and_no_line_is_glued(listen, parting):
    async def scene():
        async def script(call, reader, writer):
            writer.write(LINE + b"!AIVDM,half a li")
            await writer.drain()
            if call < 3:
                # The reader has it before the peer goes: a reset throws away what is still under way.
                await listener.until(lambda: listener.data.count(b"half a li") == call)
                if parting == "half-close":
                    writer.write_eof()
                    await for_ever(reader)
                elif parting == "reset":
                    linger = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            else:
                await for_ever(reader)

        async with Peer(script) as peer:
            listener = listen(f"tcp://127.0.0.1:{peer.port}", rng=Prompt())
            async with listener:
                await listener.until(lambda: listener.data.count(b"half a li") == 3)
                assert listener.data == (LINE + b"!AIVDM,half a li\n") * 2 + LINE + b"!AIVDM,half a li"
                assert listener.health.reconnects == 2
                assert listener.health.state == "connected"
                assert "connection" in listener.health.last_error

    asyncio.run(scene())


def test_a_peer_that_is_not_there_yet_is_waited_for(listen):
    async def scene():
        async def script(_, reader, writer):
            writer.write(LINE)
            await for_ever(reader)

        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
        async with listen(f"tcp://localhost:{port}", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert listener.health.state == "waiting"
            assert f"localhost:{port} refuses the connection" in listener.health.error
            async with Peer(script, port):
                await listener.until(lambda: listener.data == LINE)
                assert listener.health.error is None
                assert listener.health.reconnects == 0

    asyncio.run(scene())


def test_an_unknown_name_is_told(listen):
    async def scene():
        async with listen("tcp://no-such-host.invalid:4001", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert "is not a name that this network knows" in listener.health.error

    asyncio.run(scene())


def test_garbage_and_endless_lines_pass_in_bounded_memory(listen):
    async def scene():
        async def script(_, reader, writer):
            for _ in range(64):
                writer.write(bytes(range(256)).replace(b"\n", b"").replace(b"\r", b"") * 4096)
                await writer.drain()
            writer.write(b"\n" + LINE)
            await for_ever(reader)

        async with Peer(script) as peer:
            listener = listen(f"tcp://127.0.0.1:{peer.port}")
            longest = 0
            end = b""

            async def measure(_name, data, _t):
                nonlocal longest, end
                longest = max(longest, len(data))
                end = (end + data)[-len(LINE) :]

            listener._sink = measure
            async with listener:
                await listener.until(lambda: end == LINE)
                assert listener.health.bytes == 64 * 254 * 4096 + 1 + len(LINE)
                assert longest <= 256 * 1024

    asyncio.run(scene())


def test_a_slow_sink_holds_the_sender_back(listen):
    async def scene():
        sent = 0
        gate = asyncio.Event()

        async def script(_, reader, writer):
            nonlocal sent
            while sent < 512:
                writer.write(LINE * 2000)
                await writer.drain()
                sent += 1
            await for_ever(reader)

        async with Peer(script) as peer:
            listener = listen(f"tcp://127.0.0.1:{peer.port}")
            heard = 0

            async def stuck(_name, data, _t):
                nonlocal heard
                await gate.wait()
                heard += len(data)

            listener._sink = stuck
            async with listener:
                seen = -1
                # The sender stands still once every buffer between is full.
                while seen != sent or sent == 0:
                    seen = sent
                    await asyncio.sleep(0.1)
                assert sent < 512
                gate.set()
                await listener.until(lambda: heard == 512 * 2000 * len(LINE), 30)

    asyncio.run(scene())


def test_silence_and_a_link_that_is_down_are_told_apart(listen):
    async def scene():
        async def script(_, reader, writer):
            writer.write(LINE)
            await for_ever(reader)

        async with Peer(script) as peer, listen(f"tcp://127.0.0.1:{peer.port}?silent=1", rng=Prompt()) as listener:
            await listener.until(lambda: listener.data == LINE)
            assert listener.health.state == "connected"
            await listener.until(lambda: listener.health.state == "silent")
            assert "The link is up but nothing came" in listener.health.error
            peer._server.close()
            for task in asyncio.all_tasks():
                if "_called" in repr(task):
                    task.cancel()
            await listener.until(lambda: listener.health.state == "waiting")
            assert "trying again" in listener.health.error

    asyncio.run(scene())


def test_back_off_doubles_to_its_cap_and_starts_over_after_a_good_link():
    now = 0.0
    backoff = Backoff(random.Random(7), lambda: now)
    waits = [backoff.next_s() for _ in range(12)]
    for n, wait in enumerate(waits):
        longest = min(CAP_S, 0.5 * 2**n)
        assert longest / 2 <= wait <= longest
    assert len(set(waits[7:])) == 5
    backoff.linked()
    now = 4.0
    assert backoff.next_s() > 10
    backoff.linked()
    now = 10.0
    assert backoff.next_s() <= 0.5


def test_the_same_generator_gives_the_same_waits():
    one, two = (Backoff(random.Random(3), lambda: 0.0) for _ in range(2))
    assert [one.next_s() for _ in range(5)] == [two.next_s() for _ in range(5)]


async def call(listener, data=b"", local=None):
    await listener.until(lambda: listener.source.port)
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.source.port, local_addr=local)
    writer.write(data)
    await writer.drain()
    return reader, writer


def test_senders_that_call_never_mix_within_a_line(listen):
    async def scene():
        async with listen("tcp-listen://127.0.0.1:0") as listener:
            _, one = await call(listener, b"!ONE,a")
            _, two = await call(listener, b"!TWO,b")
            for n in range(50):
                one.write(b"%d\r\n!ONE,a" % n)
                two.write(b"%d\r\n!TWO,b" % n)
                await asyncio.gather(one.drain(), two.drain())
            one.close()
            await listener.until(lambda: listener.data.count(b"\n") == 101)
            assert listener.health.state == "connected"
            two.close()
            await listener.until(lambda: listener.health.state == "waiting")
            lines = listener.data.splitlines()
            assert sorted(lines) == sorted(
                [b"!ONE,a%d" % n for n in range(50)] + [b"!TWO,b%d" % n for n in range(50)] + [b"!ONE,a", b"!TWO,b"]
            )
            assert "waiting for one to call" in listener.health.error

    asyncio.run(scene())


def test_a_caller_without_line_ends_is_cut_at_64_kib(listen):
    async def scene():
        async with listen("tcp-listen://127.0.0.1:0") as listener:
            _, writer = await call(listener, b"x" * (1 << 20))
            await listener.until(lambda: len(listener.data) >= (1 << 20) - (64 << 10))
            assert max(map(len, listener.data.splitlines())) <= (64 << 10) + (256 << 10)
            writer.close()
            await listener.until(lambda: listener.data.count(b"x") == 1 << 20)

    asyncio.run(scene())


def test_a_stranger_is_turned_away_and_named(listen):
    async def scene():
        async with listen("tcp-listen://127.0.0.1:0?allow=127.0.0.2,10.0.0.0/8") as listener:
            reader, writer = await call(listener)
            assert await reader.read() == b""
            writer.close()
            assert listener.health.foreign_senders == {"127.0.0.1": 1}
            assert listener.data == b""
            _, known = await call(listener, LINE, ("127.0.0.2", 0))
            await listener.until(lambda: listener.data == LINE)
            assert "127.0.0.1" in listener.health.error
            known.close()

    asyncio.run(scene())


def test_a_taken_port_is_told_and_taken_later(listen):
    async def scene():
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = holder.getsockname()[1]
            listener = listen(f"tcp-listen://127.0.0.1:{port}", rng=Prompt())
            await listener.__aenter__()
            await listener.until(lambda: listener.health.last_error is not None)
            assert f"127.0.0.1:{port} is taken by another program" in listener.health.error
        _, writer = await call(listener, LINE)
        await listener.until(lambda: listener.data == LINE)
        writer.close()
        await listener.__aexit__()

    asyncio.run(scene())


def test_an_address_that_is_not_ours_is_told(listen):
    async def scene():
        async with listen("tcp-listen://192.0.2.1:4001", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert "192.0.2.1 or its interface is not one of this computer" in listener.health.error

    asyncio.run(scene())


@pytest.mark.skipif(shutil.which("socat") is None, reason="socat is not installed")
def test_a_real_forwarder_is_heard(listen, tmp_path):
    path = tmp_path / "feed.nmea"
    path.write_bytes(LINE * 1000)

    async def scene():
        async with listen("tcp-listen://127.0.0.1:0") as listener:
            await listener.until(lambda: listener.source.port)
            done = await asyncio.create_subprocess_exec(
                "socat", "-u", f"OPEN:{path}", f"TCP:127.0.0.1:{listener.source.port}"
            )
            await done.wait()
            await listener.until(lambda: listener.data == LINE * 1000)

    asyncio.run(scene())
