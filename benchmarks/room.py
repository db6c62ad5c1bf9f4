"""A watch room in a process of its own, held to one core."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import machine

KERNELS = Path(tempfile.gettempdir()) / "marsad-benchmark-kernels"
"""Compiled kernels are kept from run to run: a watch room compiles at set-up, not under load."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Room:
    """`marsad watch SOURCES` on a port and a data folder, perhaps with a configuration.

    `core` None leaves the processor to the system.
    """

    def __init__(
        self, sources: list[str], data: Path, core: int | None = 0, ready_s: float = 600, config: Path | None = None
    ) -> None:
        self.port, self.data = free_port(), data
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        command = [*pinned, sys.executable, "-m", "marsad", "watch", *sources, "--data", str(data)]
        self.log = data.parent / f"{data.name}.log"
        environment = os.environ | {"NUMBA_CACHE_DIR": str(KERNELS)}
        with self.log.open("ab") as log:
            whole = [*command, "--port", str(self.port), *(["--config", str(config)] if config else [])]
            self.process = subprocess.Popen(whole, stdout=log, stderr=log, env=environment)
        self.started_at = time.monotonic()
        try:
            self._wait_until_ready(ready_s)
        except BaseException:
            self.kill()
            raise

    def get(self, path: str) -> dict:
        """A JSON answer of the room."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=self.key())
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def key(self) -> dict[str, str]:
        """The header that lets in a program of the room's owner."""
        return {"authorization": f"Bearer {(self.data / 'rooms' / f'{self.port}.token').read_text()}"}

    def _wait_until_ready(self, ready_s: float) -> None:
        while time.monotonic() < self.started_at + ready_s:
            if self.process.poll() is not None:
                raise RuntimeError(f"the watch room ended at once: {self.log.read_text()[-2000:]}")
            with contextlib.suppress(OSError):
                self.get("/api/health")
                return
            time.sleep(0.02)
        raise RuntimeError(f"the watch room did not answer within {ready_s} s: {self.log.read_text()[-2000:]}")

    def heard_bytes(self) -> int:
        """Bytes that its feeds have heard and that are in the picture, or nearly so."""
        health = self.get("/api/health")
        return sum(feed["bytes"] for feed in health["feeds"]) - health["queue_bytes"]

    def usage(self) -> machine.Usage:
        return machine.usage(self.process.pid)

    def stop(self) -> None:
        """End it as a user would; it closes its log."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def kill(self) -> None:
        """End it as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(60)


@contextlib.contextmanager
def sender(file: Path, port: int, rate: float, seconds: float, log: Path, core: int = 1) -> Iterator[subprocess.Popen]:
    """The paced sender in a process of its own, listening when this returns."""
    load = [sys.executable, str(Path(__file__).with_name("load.py")), str(file), "--port", str(port)]
    pinned = ["taskset", "-c", str(core)]
    paced = [*pinned, *load, "--rate", str(rate), "--seconds", str(seconds), "--log", str(log)]
    with subprocess.Popen(paced, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        json.loads(process.stdout.readline())
        try:
            yield process
        finally:
            process.kill()
