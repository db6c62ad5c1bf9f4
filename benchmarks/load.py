"""A paced sender: waits for one TCP client on loopback and sends a file of sentences to it at a steady rate.

    python benchmarks/load.py FILE --port 4001 --rate 20000 --seconds 300 [--log SENT]

The file is sent over and over. `--log` takes pairs of int64: the steady clock in nanoseconds just before a block was
sent, and the bytes sent before it; the last pair closes the list. Ends by itself, and tells what it did on one line.
"""

from __future__ import annotations

import argparse
import json
import mmap
import socket
import sys
import time
from pathlib import Path

import numpy as np

BLOCKS_PER_S = 100


def line_ends(path: Path) -> np.ndarray:
    """Offsets just behind each line of a file."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        step = 1 << 24
        found = [np.flatnonzero(np.frombuffer(data[at : at + step], np.uint8) == 10) + at + 1
                 for at in range(0, len(data), step)]  # fmt: skip
    return np.concatenate(found)


def send(path: Path, listening: socket.socket, rate: float, seconds: float) -> np.ndarray:
    """Serve one client. Returns the log: (steady ns, bytes sent before) of each block, and a last pair for the end."""
    ends = line_ends(path)
    data = path.read_bytes()
    per_block = max(1, round(rate / BLOCKS_PER_S))
    total = int(rate * seconds)
    client, _ = listening.accept()
    log, sent, lines = [], 0, 0
    began = time.monotonic_ns()
    with client:
        while lines < total:
            due = began + int(lines / rate * 1e9)
            if (wait := due - time.monotonic_ns()) > 0:
                time.sleep(wait / 1e9)
            at = lines % ends.size
            until = min(at + per_block, ends.size, at + total - lines)
            block = data[int(ends[at - 1]) if at else 0 : int(ends[until - 1])]
            log.append((time.monotonic_ns(), sent))
            client.sendall(block)
            sent += len(block)
            lines += until - at
        log.append((time.monotonic_ns(), sent))
        client.shutdown(socket.SHUT_WR)
        # Hold the link until the other side hangs up, so that nothing is cut off.
        client.settimeout(60)
        try:
            while client.recv(4096):
                pass
        except (TimeoutError, ConnectionError):
            pass
    return np.array(log, np.int64)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=4001)
    parser.add_argument("--rate", type=float, default=20_000, help="sentences a second")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--log", type=Path)
    wanted = parser.parse_args()
    with socket.create_server(("127.0.0.1", wanted.port)) as listening:
        print(json.dumps({"port": listening.getsockname()[1]}), flush=True)
        log = send(wanted.file, listening, wanted.rate, wanted.seconds)
    if wanted.log:
        log.tofile(wanted.log)
    took = (log[-1, 0] - log[0, 0]) / 1e9
    lines = int(wanted.rate * wanted.seconds)
    print(json.dumps({"lines": lines, "bytes": int(log[-1, 1]), "seconds": took, "rate": lines / took}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
