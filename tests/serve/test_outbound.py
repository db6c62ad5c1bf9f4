"""S13: a room opens no connection but those to the sources that it was given, from its start to its end."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

LINE = b"!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*41\r\n"


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here: install the Debian package strace")
def test_a_room_connects_to_its_sources_and_to_nobody_else(tmp_path):
    trace, log = tmp_path / "trace", tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as feed:
        source = feed.getsockname()[1]
        command = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", trace,
                   sys.executable, "-m", "marsad", "watch", f"tcp://127.0.0.1:{source}",
                   "--data", tmp_path / "data", "--port", "0"]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with log.open("wb") as out:
            room = subprocess.Popen(
                list(map(str, command)), stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        try:
            client, _ = feed.accept()
            with client:
                client.sendall(LINE * 10)
                address = _address(room, log)
                deadline = time.monotonic() + 60
                key = tmp_path / "data" / "rooms" / f"{address.port}.token"
                while b'"rows":10' not in _health(address, key) and time.monotonic() < deadline:
                    time.sleep(0.2)
                assert b'"rows":10' in _health(address, key)
        finally:
            os.killpg(room.pid, signal.SIGTERM)
            room.wait(60)
    told = trace.read_text()
    reached = set(re.findall(r"sin_port=htons\((\d+)\), sin_addr=inet_addr\(\"([^\"]+)\"\)", told))
    assert (str(source), "127.0.0.1") in reached, "the trace sees the source"
    assert {one for one in reached if one[0] != str(address.port)} == {(str(source), "127.0.0.1")}
    assert "AF_INET6" not in told
    assert "connect(" in told


def _address(room, log):
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert room.poll() is None, log.read_text()
        for word in log.read_text().split():
            if word.startswith("http://"):
                return urlsplit(word)
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


def _health(address, key) -> bytes:
    request = urllib.request.Request(
        f"http://127.0.0.1:{address.port}/api/health", headers={"authorization": f"Bearer {key.read_text()}"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()
