"""Bounded memory (R13): ten million identities, and fragments never completed, through a whole watch room:
decoder, picture, tracks, detectors and alerts.

python benchmarks/memory.py identities | fragments [--short]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator

import numpy as np

import machine

IDENTITIES, FRAGMENTS = 10_000_000, 10_000_000
SHORT = 300_000
CHUNK = 1 << 16
START_US = 1_790_000_000_000_000


def identities(n: int) -> Iterator[bytes]:
    """Position reports of `n` stations, one each; every tenth tells a name, so that texts are kept too."""
    from marsad.decode.ais.messages import MESSAGE_OF
    from marsad.testing.simulator.feed.columnar import payload
    from marsad.testing.simulator.feed.lines import Lines, merge, sentences

    for first in range(0, n, CHUNK):
        k = np.arange(first, min(first + CHUNK, n))
        fields = {"mmsi": 200_000_000 + k, "lon_deg": k % 3600 / 10 - 180, "lat_deg": k % 1600 / 10 - 80, "second": 60}
        batches = [Lines(k, sentences(payload(MESSAGE_OF[1], 1, 168, fields, k.size), b"A", 0))]
        named = k[k % 10 == 0]
        papers = {"mmsi": 200_000_000 + named, "name": named.astype("S20"), "destination": named.astype("S20")}
        batches.append(Lines(named, sentences(payload(MESSAGE_OF[5], 5, 424, papers, named.size), b"A", named % 10)))
        yield merge(batches)


def fragments(n: int) -> Iterator[bytes]:
    """First sentences of two: half under ever new group numbers and stations, half under the ten sequence numbers."""
    body = b"AIVDM,2,1,%d,A,55MgK40000010SGKS7<DTp4r0@Dr22222222220O1@d4564p0;TSm51DQ0C@,0"
    for first in range(0, n, CHUNK):
        lines = []
        for k in range(first, min(first + CHUNK, n)):
            line = body % (k % 10)
            tag = b"g:1-2-%d,s:S%d" % (k, k) if k % 2 else b"s:S%d" % (k % 7)
            lines.append(b"\\%s*%02X\\!%s*%02X\r\n" % (tag, _check(tag), line, _check(line)))
        yield b"".join(lines)


def _check(text: bytes) -> int:
    return int(np.bitwise_xor.reduce(np.frombuffer(text, np.uint8)))


def measure(kind: str, n: int) -> tuple[int, float]:
    """Feed a flood to a room; the peak of resident memory in bytes, and the seconds it took."""
    from marsad.decode.decoder import Decoder
    from marsad.runtime.detection.chosen import chosen
    from marsad.runtime.detection.detection import Detection
    from marsad.runtime.kept_memory import keep_little_memory
    from marsad.runtime.watch_room import WatchRoom
    from marsad.tracks.picture import Picture

    keep_little_memory()
    now_us = [START_US]
    decoder, room = Decoder(), WatchRoom(Picture(), lambda: now_us[0])
    room.detection = Detection(chosen({}))
    room.detection.listen(room.alerting.take)
    began = time.monotonic()
    for chunk in {"identities": identities, "fragments": fragments}[kind](n):
        now_us[0] += 1_000_000
        batch = decoder.feed(chunk, now_us[0], "flood")
        room.apply(batch.tables, batch.applications)
        for work in (room.refresh, room.detect, room.detect_arrivals):
            work()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("kind", choices=["identities", "fragments"])
    parser.add_argument("--short", action="store_true")
    wanted = parser.parse_args()
    n = SHORT if wanted.short else {"identities": IDENTITIES, "fragments": FRAGMENTS}[wanted.kind]
    peak, took = measure(wanted.kind, n)
    print(f"{machine.banner()}\n{n:,} {wanted.kind}: peak {peak / 2**30:.2f} GiB in {took:.0f} s", flush=True)
    return 0 if peak < 2 << 30 else 1


if __name__ == "__main__":
    sys.exit(main())
