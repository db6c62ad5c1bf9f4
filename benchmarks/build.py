"""From an archive to clean tracks: rows a second and peak memory, beside Polars, DuckDB and MovingPandas.

    python benchmarks/build.py [--rows 2e6 20e6] [--long] [--runs 3] [--folder DIR] [--only marsad]

The archive is generated (marsad.testing.traffic.archive): 20,000 vessels, shuffled within the hour, two in a hundred
copies. Every figure is that of a fresh process, from its start to the committed lake, kernels compiled before; the
median of the runs. Memory is that of the process and all it started, asked of /proc each 20 ms, and the most that any
of them ever held. The peers do less than Marsad (see archive_peers). --long adds 200 million rows; it needs 40 GB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import machine

ROOT = Path(__file__).parents[1]
MUST_PARQUET, MUST_CSV = 1.5e6, 0.8e6
MUST_BYTES = {20_000_000: 3 << 30, 200_000_000: 4 << 30}
LINEAR = 1.35
"""A row may cost so much more in the longest archive than in the shortest but one."""
MOVINGPANDAS_ROWS = 100_000


@dataclass(frozen=True)
class Figure:
    """One run."""

    seconds: float
    peak_bytes: int


def run(command: list[str]) -> Figure:
    """Run a command to its end. Raises CalledProcessError with what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        watch = _Watch(child.pid)
        code = child.wait()
        seconds = time.perf_counter() - began
        watch.stop()
        if code:
            said.seek(0)
            raise subprocess.CalledProcessError(code, command, stderr=said.read().decode()[-2000:])
    return Figure(seconds, watch.peak_bytes)


class _Watch:
    """The greatest sum of resident memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        self.peak_bytes = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.02):
            self.peak_bytes = max(self.peak_bytes, sum(_resident(pid) for pid in _family(self._pid)))

    def stop(self) -> None:
        self._done.set()
        self._thread.join()


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            told = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in told.split()]
    return found


def _resident(pid: int) -> int:
    """The most that the process ever held: its own high-water mark, so that nothing falls between two looks."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def archive(folder: Path, rows: int, kind: str) -> list[str]:
    """The archive of so many rows, made once."""
    from marsad.testing.traffic.archive import Archive, write_csv, write_parquet

    at = folder / f"{kind}-{rows}"
    if not (at / "done").exists():
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir(parents=True)
        write_csv(Archive(rows), at / "rows.csv") if kind == "csv" else write_parquet(Archive(rows), at)
        (at / "done").touch()
    return sorted(str(file) for file in at.iterdir() if file.name != "done")


def marsad(files: list[str], folder: Path) -> Figure:
    """`marsad build` into a fresh lake."""
    lake = folder / "lake"
    shutil.rmtree(lake, ignore_errors=True)
    try:
        return run([sys.executable, "-m", "marsad", "build", "--quiet", *files, "--into", str(lake)])
    finally:
        shutil.rmtree(lake, ignore_errors=True)


def peer(name: str, files: list[str], folder: Path) -> Figure:
    """One of the peers, on the folder of these files."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    script = str(Path(__file__).with_name("archive_peers.py"))
    try:
        return run([sys.executable, script, name, str(Path(files[0]).parent), str(out)])
    finally:
        shutil.rmtree(out, ignore_errors=True)


def median(figures: list[Figure]) -> Figure:
    return Figure(statistics.median(f.seconds for f in figures), max(f.peak_bytes for f in figures))


def subset(folder: Path) -> list[str]:
    """Whole vessels out of the smallest archive, as many as MovingPandas ends with."""
    import pyarrow.parquet as pq

    at = folder / f"parquet-subset-{MOVINGPANDAS_ROWS}"
    if not at.exists():
        table = pq.read_table(archive(folder, 2_000_000, "parquet"))
        mmsi = table["mmsi"].to_numpy()
        chosen = mmsi % 20 == 7
        at.mkdir()
        pq.write_table(table.filter(chosen).slice(0, MOVINGPANDAS_ROWS), at / "rows.parquet")
    return [str(at / "rows.parquet")]


def told(what: str, rows: int, figure: Figure) -> str:
    speed = rows / figure.seconds
    peak = figure.peak_bytes / 2**30
    return f"{what:34} {rows:>12,} rows {figure.seconds:8.2f} s {speed:>12,.0f} rows/s {peak:6.2f} GiB"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", type=float, nargs="+", default=[2e6, 20e6])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="+", default=["marsad", "csv", "polars", "duckdb", "movingpandas"])
    wanted = parser.parse_args()
    sizes = [int(rows) for rows in wanted.rows] + ([200_000_000] if wanted.long else [])
    folder = wanted.folder or Path(tempfile.mkdtemp(prefix="marsad-benchmark-"))
    print(machine.banner(), flush=True)
    failed: list[str] = []
    try:
        failed = _all(wanted, folder, sizes)
    finally:
        if wanted.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    for sentence in failed:
        print(f"NOT REACHED: {sentence}")
    return int(bool(failed))


def _all(wanted: argparse.Namespace, folder: Path, sizes: list[int]) -> list[str]:
    sys.path.insert(0, str(ROOT / "src"))
    failed: list[str] = []
    small = subset(folder)
    marsad(small, folder)  # compiles the kernels
    costs: dict[int, float] = {}
    for rows in sizes:
        runs = wanted.runs if rows <= 20_000_000 else 1
        files = archive(folder, rows, "parquet")
        if "marsad" in wanted.only:
            found = median([marsad(files, folder) for _ in range(runs)])
            print(told("Marsad, Parquet to lake", rows, found), flush=True)
            costs[rows] = found.seconds / rows
            if rows >= 20_000_000 and rows / found.seconds < MUST_PARQUET:
                failed.append(
                    f"{rows:,} rows from Parquet: {rows / found.seconds:,.0f} rows/s, must {MUST_PARQUET:,.0f}"
                )
            if found.peak_bytes > MUST_BYTES.get(rows, 1 << 62):
                failed.append(f"{rows:,} rows: {found.peak_bytes / 2**30:.2f} GiB, must {MUST_BYTES[rows] >> 30}")
        for name in ("polars", "duckdb"):
            if name in wanted.only and rows <= 20_000_000:
                print(told(name, rows, median([peer(name, files, folder) for _ in range(runs)])), flush=True)
        if rows > 20_000_000:
            shutil.rmtree(Path(files[0]).parent)
    if "csv" in wanted.only:
        rows = min(max(sizes), 20_000_000)
        found = median([marsad(archive(folder, rows, "csv"), folder) for _ in range(wanted.runs)])
        print(told("Marsad, MarineCadastre CSV to lake", rows, found), flush=True)
        if rows >= 20_000_000 and rows / found.seconds < MUST_CSV:
            failed.append(f"{rows:,} rows from CSV: {rows / found.seconds:,.0f} rows/s, must {MUST_CSV:,.0f}")
    if "movingpandas" in wanted.only:
        import pyarrow.parquet as pq

        rows = pq.read_metadata(small[0]).num_rows
        print(told("movingpandas", rows, peer("movingpandas", small, folder)), flush=True)
    large = [rows for rows in costs if rows >= 20_000_000]
    if large and len(costs) > 1 and costs[max(large)] > LINEAR * costs[min(large)]:
        failed.append("a row costs more in the longer archive")
    return failed


if __name__ == "__main__":
    sys.exit(main())
