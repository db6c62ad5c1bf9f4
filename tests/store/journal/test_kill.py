"""R1: an acknowledged record survives kill -9; what is left is a prefix of what was written, never with a gap."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from marsad.store.journal.journal import Journal

KILLS = int(os.environ.get("MARSAD_KILLS", "200"))
"""1000 in the long form."""
WRITER = Path(__file__).with_name("writer.py")


def test_no_acknowledged_record_is_lost_when_the_writer_is_killed(tmp_path, clock):
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    url = f"sqlite:///{tmp_path}/journal.db"
    acknowledged, records = (0, ""), 0
    for kill in range(KILLS):
        # A forked child of a process that has loaded everything: the kill falls into the writing, not into imports.
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.dup2(writing, 1)
            _write_for_ever(url)
        os.close(writing)
        with open(reading, "rb") as told:
            lines = [told.readline() for _ in range(rng.randint(1, 12))]
            # Somewhere between this acknowledgement and one of those that follow.
            subprocess.run(["sleep", f"{rng.random() * 0.004:.6f}"], check=True)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += told.read().splitlines(keepends=True)
        whole = [line for line in lines if line.endswith(b"\n")]
        assert whole, f"the writer wrote nothing (seed {seed}, kill {kill})"
        seq, head = whole[-1].split()
        acknowledged = (int(seq), head.decode())
        reader = Journal.read_only(url)
        records = reader.head()[0]
        last = next(iter(reader.records(after=acknowledged[0] - 1)))
        assert (last.seq, last.hash) == acknowledged, f"seed {seed}, kill {kill}"
        reader.close()
    journal = Journal.open(url, clock)
    verdict = journal.verify(*acknowledged)
    assert (verdict.fault, verdict.seq) == (None, records), f"seed {seed}"
    journal.close()


def _write_for_ever(url):
    try:
        sys.path.insert(0, str(WRITER.parent))
        import writer

        writer.main(url, 1 << 62, 0)
    finally:
        os._exit(1)
