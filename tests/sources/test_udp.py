"""UDP with real senders: plain and IEC 61162-450 datagrams, groups, strangers, drops."""

import asyncio
import os
import random
import socket
import subprocess
from pathlib import Path

import pytest

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"
BLOCK = b"\\s:AI0001,g:1-2-1234*3B\\"


class Prompt(random.Random):
    """A generator that shortens each wait to the least."""

    def uniform(self, a, b):
        return a * 0.02


def send(port, *datagrams, source="127.0.0.1", to="127.0.0.1"):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((source, 0))
        for datagram in datagrams:
            sock.sendto(datagram, (to, port))


@pytest.mark.parametrize(
    ("datagram", "heard"),
    [
        (LINE, LINE),
        (LINE[:-2], LINE[:-2] + b"\n"),
        (LINE[:-1], LINE[:-1]),
        (LINE * 20, LINE * 20),
        (b"UdPbC\0" + BLOCK + LINE, BLOCK + LINE),
        (b"UdPbC\0" + BLOCK + LINE[:-2], BLOCK + LINE[:-2] + b"\n"),
        (b"RaUdP\0\1\2\3", b"RaUdP\0\1\2\3\n"),
        (b"x" * 60_000, b"x" * 60_000 + b"\n"),
    ],
)
def test_a_datagram_is_lines(listen, datagram, heard):
    async def scene():
        async with listen("udp://127.0.0.1:0") as listener:
            await listener.until(lambda: listener.source.port)
            send(listener.source.port, b"", b"UdPbC\0", datagram)
            await listener.until(lambda: listener.data == heard)
            assert listener.health.state == "connected"
            assert listener.chunks[0][2] % 1000 == 0

    asyncio.run(scene())


def test_many_datagrams_come_in_few_calls_in_order(listen):
    async def scene():
        async with listen("udp://127.0.0.1:0") as listener:
            await listener.until(lambda: listener.source.port)
            send(listener.source.port, *(b"!%d" % n for n in range(5000)))
            await listener.until(lambda: listener.data.count(b"\n") == 5000)
            assert listener.data.split() == [b"!%d" % n for n in range(5000)]
            assert len(listener.chunks) < 500

    asyncio.run(scene())


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_stranger_is_not_heard_but_counted_and_named(listen, host):
    async def scene():
        async with listen(f"udp://{host}:0?from=127.0.0.2,127.9.0.0/16") as listener:
            await listener.until(lambda: listener.source.port)
            send(listener.source.port, b"!forged\n", b"!forged\n", source="127.0.0.3")
            send(listener.source.port, LINE, source="127.0.0.2")
            send(listener.source.port, LINE, source="127.9.1.1")
            await listener.until(lambda: listener.data == LINE * 2)
            assert listener.health.foreign == 2
            assert listener.health.foreign_senders == {"127.0.0.3": 2}
            assert "127.0.0.3" in listener.health.error

    asyncio.run(scene())


def own_address():
    """An address of this computer beyond loopback, or null."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return sock.getsockname()[0]


def test_beyond_loopback_only_this_computer_is_heard_until_told_otherwise(listen):
    address = own_address()
    if address is None:
        pytest.skip("this computer has no address beyond loopback")

    async def scene():
        async with listen("udp://0.0.0.0:0") as listener:
            await listener.until(lambda: listener.source.port)
            send(listener.source.port, b"!forged\n", source=address, to=address)
            send(listener.source.port, LINE)
            await listener.until(lambda: listener.data == LINE)
            assert listener.health.foreign_senders == {address: 1}
        async with listen("udp://0.0.0.0:0?from=any") as listener:
            await listener.until(lambda: listener.source.port)
            send(listener.source.port, LINE, source=address, to=address)
            await listener.until(lambda: listener.data == LINE)

    asyncio.run(scene())


def test_a_flood_of_strangers_is_counted_in_bounded_memory(listen):
    async def scene():
        async with listen("udp://127.0.0.1:0?from=10.0.0.1") as listener:
            await listener.until(lambda: listener.source.port)
            for n in range(1, 60):
                send(listener.source.port, b"!x", source=f"127.0.1.{n}")
            await listener.until(lambda: listener.health.foreign == 59)
            assert len(listener.health.foreign_senders) == 17
            assert listener.data == b""

    asyncio.run(scene())


def test_loopback_only_unless_told_otherwise(listen):
    async def scene():
        async with listen("udp://:0") as listener:
            await listener.until(lambda: listener.source.port)
            rows = await asyncio.to_thread(lambda: Path("/proc/net/udp").read_text().split())
            assert f"0100007F:{listener.source.port:04X}" in rows
            assert f"00000000:{listener.source.port:04X}" not in rows

    asyncio.run(scene())


@pytest.mark.parametrize("iface", ["127.0.0.1", "lo"])
def test_a_group_is_joined(listen, iface):
    async def scene():
        async with listen(f"udp://239.192.0.4:0?iface={iface}") as listener:
            await listener.until(lambda: listener.source.port)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
                sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
                sock.sendto(b"UdPbC\0" + BLOCK + LINE, ("239.192.0.4", listener.source.port))
            await listener.until(lambda: listener.data == BLOCK + LINE)

    asyncio.run(scene())


def test_an_interface_that_is_not_there_is_told(listen):
    async def scene():
        async with listen("udp://239.192.0.4:0?iface=eth99", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert "`ip address` lists them" in listener.health.error

    asyncio.run(scene())


def test_ipv6(listen):
    async def scene():
        async with listen("udp://[::1]:0") as listener:
            await listener.until(lambda: listener.source.port or listener.health.last_error)
            if listener.source.port is None:
                pytest.skip(f"no IPv6 here: {listener.health.last_error}")
            with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
                sock.sendto(LINE, ("::1", listener.source.port))
            await listener.until(lambda: listener.data == LINE)

    asyncio.run(scene())


def test_what_the_kernel_drops_is_reported(listen):
    async def scene():
        listener = listen("udp://127.0.0.1:0")
        gate = asyncio.Event()

        async def stuck(_name, _data, _t):
            await gate.wait()

        listener._sink = stuck
        async with listener:
            await listener.until(lambda: listener.source.port)
            # Far more than any receive buffer holds, while nobody reads.
            send(listener.source.port, *([b"x" * 60_000] * 2000))
            await listener.until(lambda: listener.health.bytes > 0)
            gate.set()
            while listener.health.drops == 0:
                send(listener.source.port, b"!")
                await asyncio.sleep(0.02)
            assert 0 < listener.health.drops < 2000

    asyncio.run(asyncio.wait_for(scene(), 15))


def test_a_taken_port_is_told_and_taken_later(listen):
    async def scene():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
            listener = listen(f"udp://127.0.0.1:{port}", rng=Prompt())
            await listener.__aenter__()
            await listener.until(lambda: listener.health.last_error is not None)
            assert f"127.0.0.1:{port} is taken by another program" in listener.health.error
            assert listener.health.state == "waiting"
        await listener.until(lambda: listener.health.state == "connected")
        await listener.__aexit__()

    asyncio.run(scene())


@pytest.mark.skipif(os.geteuid() != 0, reason="a veth pair between network namespaces needs root")
def test_a_foreign_host_is_refused_and_a_named_one_heard(listen):
    def run(*words):
        subprocess.run(words, check=True, capture_output=True)

    name = f"m{os.getpid() % 100000}"
    try:
        run("ip", "netns", "add", name)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no network namespaces here: {error}")
    try:
        run("ip", "link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", name)
        run("ip", "address", "add", "198.51.100.1/24", "dev", f"{name}a")
        run("ip", "link", "set", f"{name}a", "up")
        for address in ("198.51.100.2/24", "198.51.100.3/24"):
            run("ip", "-n", name, "address", "add", address, "dev", f"{name}b")
        run("ip", "-n", name, "link", "set", f"{name}b", "up")

        async def scene():
            async with listen("udp://0.0.0.0:0?from=198.51.100.3") as listener:
                await listener.until(lambda: listener.source.port)
                for source, text in (("198.51.100.2", "!forged"), ("198.51.100.3", "!ours")):
                    code = (
                        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); "
                        f"s.bind(('{source}', 0)); s.sendto(b'{text}', ('198.51.100.1', {listener.source.port}))"
                    )
                    await asyncio.to_thread(run, "ip", "netns", "exec", name, "python3", "-c", code)
                await listener.until(lambda: listener.data == b"!ours\n")
                assert listener.health.foreign_senders == {"198.51.100.2": 1}

        asyncio.run(scene())
    finally:
        subprocess.run(["ip", "netns", "delete", name], capture_output=True)
        subprocess.run(["ip", "link", "delete", f"{name}a"], capture_output=True)
