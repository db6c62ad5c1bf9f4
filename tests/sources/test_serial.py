"""Serial lines over pseudo-terminals: loss, return, and each way a port cannot be opened."""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import termios
import tty
from pathlib import Path

import pytest

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"


class Prompt(random.Random):
    """A generator that shortens each wait to the least."""

    def uniform(self, a, b):
        return a * 0.02


class Line:
    """A pseudo-terminal whose far end is reached by a fixed path, as a device that is plugged in."""

    def __init__(self, path):
        self.path = path

    def plug(self):
        self.ours, self.far = os.openpty()
        tty.setraw(self.far)
        self.path.symlink_to(os.ttyname(self.far))

    def unplug(self):
        self.path.unlink()
        os.close(self.far)
        os.close(self.ours)


def test_a_receiver_is_heard_and_heard_again_after_it_was_unplugged(listen, tmp_path):
    line = Line(tmp_path / "ttyAIS")

    async def scene():
        async with listen(f"serial://{line.path}?baud=38400", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert "is not there: plug the receiver in" in listener.health.error
            line.plug()
            await listener.until(lambda: listener.health.state == "connected")
            assert termios.tcgetattr(line.far)[4:6] == [termios.B38400] * 2
            os.write(line.ours, LINE + b"!AIVDM,half")
            await listener.until(lambda: listener.data.endswith(b"half"))
            line.unplug()
            await listener.until(lambda: listener.health.state == "waiting")
            assert "plug the receiver in" in listener.health.error
            line.plug()
            await listener.until(lambda: listener.health.state == "connected")
            os.write(line.ours, LINE)
            await listener.until(lambda: listener.data == LINE + b"!AIVDM,half\n" + LINE)
            assert listener.health.reconnects == 1
            line.unplug()

    asyncio.run(scene())


def test_the_wrong_baud_rate_is_suspected_when_only_noise_comes(listen, tmp_path):
    line = Line(tmp_path / "ttyAIS")
    line.plug()

    async def scene():
        async with listen(f"serial://{line.path}") as listener:
            await listener.until(lambda: listener.health.state == "connected")
            os.write(line.ours, b"\xfe\x80\xf8\x00" * 600)
            await listener.until(lambda: listener.health.bytes >= 2048)
            assert "no NMEA sentence is among them: check the port, and the baud rate" in listener.health.error

    asyncio.run(scene())
    line.unplug()


def test_a_port_in_use_is_told(listen, tmp_path):
    line = Line(tmp_path / "ttyAIS")
    line.plug()

    async def scene():
        async with listen(f"serial://{line.path}") as first:
            await first.until(lambda: first.health.state == "connected")
            async with listen(f"serial://{line.path}", rng=Prompt()) as second:
                await second.until(lambda: second.health.last_error is not None)
                assert "is used by another program" in second.health.error

    asyncio.run(scene())
    line.unplug()


@pytest.mark.parametrize("device", ["/etc/hostname", "/dev/null", "/"])
def test_what_is_no_serial_port_is_told(listen, device):
    async def scene():
        async with listen(f"serial://{device}", rng=Prompt()) as listener:
            await listener.until(lambda: listener.health.last_error is not None)
            assert device in listener.health.error
            assert listener.health.state == "waiting"
            assert "\n" not in listener.health.error

    asyncio.run(scene())


def test_a_port_without_permission_names_the_group():
    code = """
import asyncio, contextlib, os, sys
from marsad.sources import open_source
import serial

source = open_source("serial://" + sys.argv[1], None, lambda: 0)

async def sink(*_):
    pass

async def scene():
    # Only now: an ordinary user may have no right to the library's own files.
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    task = asyncio.ensure_future(source.run(sink))
    while source.health.last_error is None:
        await asyncio.sleep(0.005)
    print(source.health.error)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task

asyncio.run(asyncio.wait_for(scene(), 10))
"""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        device = Path(folder) / "ttyUSB0"
        device.touch(0)
        device.chmod(0)
        done = subprocess.run([sys.executable, "-c", code, str(device)], capture_output=True, text=True)
    assert "may not be read: join its group (`sudo usermod -aG dialout $USER`)" in done.stdout, done.stderr
