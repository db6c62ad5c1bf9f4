"""`marsad demo` as a user starts it: an address, a full picture, and simulated written all over it."""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from websockets.sync.client import connect

VESSELS = 120
WORLD = json.dumps({"view": {"west": -180, "south": -85, "east": 180, "north": 85}})
ROW = np.dtype([("slot", "<u4"), ("x", "<i4"), ("y", "<i4"), ("rest", "V11"), ("bits", "u1"), ("t", "<u4")])
SIMULATED_BIT = 8


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo on a free port: its address and how long it took from there, the process ended afterwards."""
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path_factory.mktemp("home"))}
    command = [sys.executable, "-m", "marsad", "demo", "--port", "0", "--vessels", str(VESSELS), "--seed", "3"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        said = ""
        for line in process.stderr:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/#enter=(\S+)", line):
                break
        else:
            pytest.fail(f"the demo ended: {said}")
        assert "SIMULATED" in said
        yield int(found[1]), found[2]
        process.terminate()
        process.wait(30)


def active_of(rows):
    """How many were heard as lately as their kind of station speaks."""
    return sum(row["bits"] & 3 == 0 for row in rows.values())


def test_the_picture_is_full_within_seconds_and_marked_as_simulated(demo):
    deadline = time.monotonic() + 120
    rows, names, mode = {}, {}, None
    port, token = demo
    page = f"http://127.0.0.1:{port}"
    asked = urllib.request.Request(
        f"{page}/api/session/enter", json.dumps({"token": token}).encode(), {"content-type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        key = {"cookie": answer.headers["set-cookie"].partition(";")[0]}
    with connect(f"ws://127.0.0.1:{port}/api/live", origin=page, additional_headers=key, max_size=None) as link:
        link.send(WORLD)
        # Some vessels are out of reach; aids and base stations are there beside the fleet.
        # Until the warm-up is through, what came of it early looks stale.
        while (
            len(rows) < 0.95 * VESSELS or len(names) < 0.9 * VESSELS or active_of(rows) <= 0.95 * len(rows)
        ) and time.monotonic() < deadline:
            frame = link.recv(timeout=60)
            if frame[0] == 1:
                mode = json.loads(frame[1:])["mode"]
            elif frame[0] == 2:
                some = np.frombuffer(frame, ROW, struct.unpack_from("<I", frame, 4)[0], 16)
                rows.update({int(row["slot"]): row for row in some})
            elif frame[0] == 3:
                names.update({row[0]: row[2] for row in json.loads(frame[1:]) if row[2]})
    assert mode == "simulated"
    assert len(rows) >= 0.95 * VESSELS
    assert len(names) >= 0.9 * VESSELS
    assert all(row["bits"] & SIMULATED_BIT for row in rows.values())
    assert active_of(rows) > 0.95 * len(rows), "what was heard in the warm-up is not stale"


def test_what_the_demo_prepared_is_prepared(demo):
    kernels = Path(os.environ["NUMBA_CACHE_DIR"])
    assert {"compiled", "compiled-simulator"} <= {file.name for file in kernels.iterdir()}
    code = "from marsad.cli.preparation import prepare_kernels as p; from pathlib import Path; p(Path('.'), True)"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert again.stderr == ""


def test_a_taken_port_gets_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "marsad", "demo", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert f"Port {port} is taken" in ended.stderr


@pytest.mark.parametrize("wrong", [["--vessels", "0"], ["--vessels", "6000"], ["--seed", "-1"], ["--port", "99999"]])
def test_what_cannot_be_simulated_is_refused_in_one_sentence(wrong):
    command = [sys.executable, "-m", "marsad", "demo", *wrong]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
