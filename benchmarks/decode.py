"""How fast a file becomes tables, beside gpsdecode and pyais on the same file.

    python benchmarks/decode.py [--short] [--tiles 60]

The file is a real one, over and over, from the page cache; each figure is the median of seven runs (--short: three).
Marsad gives complete Arrow tables: every family, every application, strings, fragments, the columns of the tag blocks.
gpsdecode writes JSON to /dev/null. pyais decodes each message to a dictionary; it gets the beginning of the file, for
it would not end. One thread each; then two threads on two files.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import machine

ROOT = Path(__file__).parents[1]
CORPORA = Path(os.environ.get("MARSAD_CORPORA") or ROOT.parent / "shared" / "data")
SAMPLE = CORPORA / "nmea" / "aishub" / "aishub-85k.nmea"
LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"

TILES, SHORT_TILES = 60, 6
RUNS, SHORT_RUNS = 7, 3
PYAIS_LINES = 85_000

MUST = {"gpsdecode": 15, "pyais": 50}
GOAL = {"gpsdecode": 30, "pyais": 100}
TAGGED_MUST, THREADS_MUST, FIRST_ROW_MUST_S = 0.6, 1.7, 1.0

# Runs in an interpreter of its own: prints when each step was done, in seconds since its first line.
FIRST_ROW = """
import time; began = time.perf_counter()
import numba, numpy, pyarrow; libraries = time.perf_counter()
from marsad import Decoder; imported = time.perf_counter()
decoder = Decoder(); decoder.feed({line!r}); batch = decoder.flush(); first = time.perf_counter()
rows = decoder.feed({line!r}).rows; second = time.perf_counter()
assert rows == 1
print(libraries - began, imported - libraries, first - imported, second - first)
"""


@dataclass(frozen=True)
class Files:
    """The inputs: plain, with a tag block before each sentence, and the beginning that pyais gets."""

    plain: Path
    tagged: Path
    beginning: Path
    sentences: int
    beginning_sentences: int


def write_files(folder: Path, tiles: int) -> Files:
    """The sample, `tiles` times over, in a folder."""
    data = SAMPLE.read_bytes()
    lines = data.splitlines(keepends=True)
    tagged = b"".join(_tag(number) + line for number, line in enumerate(lines))
    files = Files(folder / "plain.nmea", folder / "tagged.nmea", folder / "beginning.nmea", len(lines) * tiles,
                  min(len(lines), PYAIS_LINES))  # fmt: skip
    for path, content in ((files.plain, data), (files.tagged, tagged)):
        with path.open("wb") as out:
            for _ in range(tiles):
                out.write(content)
    files.beginning.write_bytes(b"".join(lines[:PYAIS_LINES]))
    return files


def _tag(number: int) -> bytes:
    """A tag block as a network of twenty stations writes it, thirty sentences a second."""
    text = b"s:STATION%d,c:%d" % (number % 20, 1_700_000_000 + number // 30)
    check = 0
    for byte in text:
        check ^= byte
    return b"\\%s*%02X\\" % (text, check)


def median_s(work: Callable[[], None], runs: int) -> float:
    """The median of the wall time of some runs, after one that counts for nothing."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def decode(path: Path, sentences: int) -> None:
    """File to tables, all held at the end."""
    import marsad

    batch = marsad.read(path)
    if batch.counts.lines != sentences or batch.rows < sentences * 0.9:
        raise SystemExit(f"{path.name}: {batch.counts.lines} lines and {batch.rows} rows from {sentences} sentences.")


def gpsdecode(path: Path) -> None:
    """File to JSON that nobody reads."""
    with path.open("rb") as source:
        subprocess.run(["gpsdecode", "-j"], stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       check=True)  # fmt: skip


PYAIS = """
import sys, time
from pyais import FileReaderStream
sys.stderr.close()
began = time.perf_counter()
count = 0
for message in FileReaderStream(sys.argv[1]):
    try:
        message.decode().asdict()
    except Exception:
        continue
    count += 1
print(time.perf_counter() - began)
"""


def pyais_s(path: Path, runs: int) -> float:
    """Median seconds of pyais in an interpreter of its own; its start is not counted."""
    return statistics.median(
        float(subprocess.run([sys.executable, "-c", PYAIS, str(path)], stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(runs)
    )


def two_at_once(path: Path, sentences: int) -> None:
    """Two threads, each decoding a file of its own."""
    threads = [threading.Thread(target=decode, args=(path, sentences)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def first_row_s(runs: int) -> tuple[float, list[float]]:
    """Median seconds from starting Python to rows of one sentence, kernels compiled before; and its parts."""
    command = [sys.executable, "-c", FIRST_ROW.format(line=LINE)]
    walls, parts = [], []
    for run in range(runs + 1):
        began = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        if run:
            walls.append(time.perf_counter() - began)
            parts.append([float(part) for part in done.stdout.split()])
    return statistics.median(walls), [statistics.median(column) for column in zip(*parts, strict=True)]


def versions() -> str:
    """What was measured."""
    gps = subprocess.run(["gpsdecode", "-V"], capture_output=True, text=True, check=False)
    libraries = " · ".join(f"{name} {version(name)}" for name in ("pyais", "numba", "numpy", "pyarrow"))
    return f"{(gps.stdout or gps.stderr).strip()} · {libraries} · Python {sys.version.split()[0]}"


def measure(files: Files, runs: int) -> dict[str, float]:
    """Sentences a second of everyone; seconds where the name says so."""
    found = {"gpsdecode": files.sentences / median_s(lambda: gpsdecode(files.plain), runs)}
    found["pyais"] = files.beginning_sentences / pyais_s(files.beginning, runs)
    one_s = median_s(lambda: decode(files.plain, files.sentences), runs)
    found["marsad"] = files.sentences / one_s
    found["marsad, tag blocks"] = files.sentences / median_s(lambda: decode(files.tagged, files.sentences), runs)
    found["two threads"] = 2 * one_s / median_s(lambda: two_at_once(files.plain, files.sentences), runs)
    return found


def told(found: dict[str, float]) -> str:
    """The figures as a table."""
    lines = [f"{'':22}{'sentences/s':>14}{'ns each':>10}{'Marsad is':>12}{'must':>8}{'goal':>8}"]
    for name in ("gpsdecode", "pyais"):
        ratio = found["marsad"] / found[name]
        lines.append(f"{name:22}{found[name]:14,.0f}{1e9 / found[name]:10,.0f}{ratio:11.1f}x{MUST[name]:7}x"
                     f"{GOAL[name]:7}x")  # fmt: skip
    for name in ("marsad", "marsad, tag blocks"):
        lines.append(f"{name:22}{found[name]:14,.0f}{1e9 / found[name]:10,.0f}")
    share = found["marsad, tag blocks"] / found["marsad"]
    lines.append(f"with tag blocks: {share:.0%} of the speed without; must {TAGGED_MUST:.0%}")
    lines.append(f"two threads on two files: {found['two threads']:.2f} times one; must {THREADS_MUST}")
    return "\n".join(lines)


def told_first_row(wall_s: float, parts: list[float]) -> str:
    """The time to the first row, and what it consists of."""
    libraries, imported, first, second = parts
    start = wall_s - sum(parts)
    return (f"first row of a new process: {wall_s:.2f} s; must {FIRST_ROW_MUST_S:.0f} s "
            f"(start and end of Python {start:.2f}, import numba, NumPy and Arrow {libraries:.2f}, "
            f"import Marsad {imported:.2f}, load kernels and decode {first:.2f}; "
            f"the next sentence {second * 1e3:.1f} ms)")  # fmt: skip


def main() -> None:
    from marsad.runtime.kernel_cache import use_kernel_cache

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a small file and three runs")
    parser.add_argument("--tiles", type=int, help="how often the sample is repeated")
    arguments = parser.parse_args()
    use_kernel_cache(ROOT / ".pytest_cache")
    tiles = arguments.tiles or (SHORT_TILES if arguments.short else TILES)
    runs = SHORT_RUNS if arguments.short else RUNS
    print(machine.banner())
    print(versions())
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder), tiles)
        size = files.plain.stat().st_size
        print(f"{files.sentences:,} sentences, {size / 1e6:,.0f} MB; median of {runs}")
        print(told(measure(files, runs)))
    print(told_first_row(*first_row_s(runs)))


if __name__ == "__main__":
    main()
