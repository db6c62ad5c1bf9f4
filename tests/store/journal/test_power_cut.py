"""R2: an acknowledged record survives a power cut at any write, fsync or change of a name."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError

from . import power

CUTS = int(os.environ.get("MARSAD_CUTS", "2000"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The system calls of a writer with many transactions, checkpoints and three openings."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: apt-get install strace")
    folder = tmp_path_factory.mktemp("recorded")
    trace, place = folder / "trace", folder / "journal"
    place.mkdir()
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={power.CALLS}", "-e", "signal=none", "-o", trace,
         sys.executable, Path(__file__).with_name("writer.py"), f"sqlite:///{place}/journal.db", "120", "20000"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return power.read(trace, f"{place}/"), f"{place}/"


def test_the_record_of_the_calls_leads_to_the_files_that_are_there(recorded):
    ops, place = recorded
    disk = power.Disk()
    for op in ops:
        disk.take(op)
    for inode in disk.names.values():
        inode.sync()
    real = {str(path): path.read_bytes() for path in Path(place).iterdir()}
    assert {path: bytes(inode.safe) for path, inode in disk.names.items()} == real
    assert {"create", "write", "sync", "sync_folder", "unlink", "told"} <= {op.what for op in ops}
    assert sum(op.what == "told" for op in ops) == 120


def test_no_acknowledged_record_is_lost_when_the_power_is_cut(recorded, clock):
    ops, _ = recorded
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    assert len(ops) > 300
    # Every call is cut before at least once where there are fewer than cuts.
    points = sorted([*rng.sample(range(len(ops)), min(len(ops), CUTS)),
                     *(rng.randrange(len(ops)) for _ in range(CUTS - min(len(ops), CUTS)))])  # fmt: skip
    disk, done, recovered = power.Disk(), 0, 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as above:
        for number, point in enumerate(points):
            for op in ops[done:point]:
                disk.take(op)
            done = max(done, point)
            folder = Path(above, str(number))
            folder.mkdir()
            disk.cut(rng, folder)
            journal = Journal.open(f"sqlite:///{folder}/journal.db", clock)
            told = disk.told.splitlines()
            seq, head = told[-1].decode().split() if told else ("0", None)
            verdict = journal.verify(int(seq), head)
            assert verdict.fault is None, f"{verdict}: seed {seed}, cut {number} before call {point}"
            recovered += verdict.seq > int(seq)
            if number % 10 == 0:
                assert journal.append("after", "room", {}).seq == verdict.seq + 1
            journal.close()
            shutil.rmtree(folder)
    assert len(points) >= CUTS


def test_a_journal_that_does_not_wait_for_the_disk_would_be_found_out(recorded, clock, tmp_path):
    """The test can fail: with the fsyncs of the log left out, acknowledged records are missing."""
    ops, _ = recorded
    rng = random.Random(1)
    lost = 0
    for number in range(20):
        disk = power.Disk()
        for op in ops[: len(ops) * 2 // 3 + number]:
            if not (op.what == "sync" and op.path.endswith("-wal")):
                disk.take(op)
        folder = tmp_path / str(number)
        folder.mkdir()
        disk.cut(rng, folder)
        seq, head = disk.told.splitlines()[-1].decode().split()
        try:
            journal = Journal.open(f"sqlite:///{folder}/journal.db", clock)
        except StoreError:
            lost += 1
            continue
        lost += journal.verify(int(seq), head).fault is not None
        journal.close()
    assert lost > 5
