"""What the raw log costs at 200,000 lines/s: tagging, compressing, hashing, writing, fsync each second.

    python benchmarks/raw_log.py [--seconds 20] [--chunk 65536] [--file PATH]

Feeds the lines of a real file as fast as they are taken, 200,000 between two syncs, and prints the processor time in
parts of one core, beside writing the same bytes to a plain file. The promise (R11) is less than 35 %.
"""

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from marsad.store.raw.tag_lines import SourceLines
from marsad.store.raw_log import RawLog

PER_SECOND = 200_000
SAMPLE = Path(__file__).parents[2] / "shared/data/nmea/aishub/aishub-85k.nmea"
LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"


def second_of_lines(path):
    """200,000 lines, of the file again and again."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else [LINE]
    return b"".join(lines[n % len(lines)] for n in range(PER_SECOND))


def cpu_s(work):
    """Processor seconds of this process, user and system, and wall seconds."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    after, ended = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, ended - began


def measure(seconds=20, chunk=65_536, path=SAMPLE):
    """Shares of one core: the log, its tagging alone, a plain file; and the log's bytes for each byte heard."""
    data = second_of_lines(path)
    chunks = [data[at : at + chunk] for at in range(0, len(data), chunk)]
    with tempfile.TemporaryDirectory() as folder:
        log = RawLog(Path(folder) / "raw", lambda: time.time_ns() // 1000, reserve_bytes=0)

        def write_log():
            for _ in range(seconds):
                now_us = time.time_ns() // 1000
                for piece in chunks:
                    log.append("north", piece, now_us)
                status = log.sync()
                assert status.alarm is None, status.message
            log.close()

        def write_plain():
            with (Path(folder) / "plain").open("wb") as file:
                for _ in range(seconds):
                    for piece in chunks:
                        file.write(piece)
                    file.flush()
                    os.fsync(file.fileno())

        def tag():
            source = SourceLines("north")
            for _ in range(seconds):
                for piece in chunks:
                    source.feed(piece, 1_700_000_000_000_000)

        used, wall = cpu_s(write_log)
        assert log.status().lines >= seconds * PER_SECOND - 1
        written = sum(file.stat().st_size for file in Path(folder).rglob("*.zst"))
        tagging, _ = cpu_s(tag)
        plain, _ = cpu_s(write_plain)
    return {
        "raw log": used / seconds,
        "of which tagging": tagging / seconds,
        "plain file": plain / seconds,
        "lines/s reached": seconds * PER_SECOND / wall,
        "bytes written for each heard": written / (len(data) * seconds),
    }


def told(found):
    """The figures as lines of text."""
    shares = ("raw log", "of which tagging", "plain file")
    return "\n".join(
        f"{name:30} {f'{value:10.1%} of one core' if name in shares else f'{value:12,.2f}'}"
        for name, value in found.items()
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--chunk", type=int, default=65_536)
    parser.add_argument("--file", type=Path, default=SAMPLE)
    args = parser.parse_args()
    print(told(measure(args.seconds, args.chunk, args.file)))
