"""Makes the golden lake and raw log of a release: python -m tests.store.golden.make 0.1.0

Done once for each release that changes what is written, never again for an old one. All rows are ours to ship: the
families come from the simulator, what is made of them from the schema.
"""

import datetime as dt
import hashlib
import json
import os
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from tests.lake_rows import rows_of

from marsad.decode.decoder import Decoder
from marsad.schema import FAMILIES
from marsad.schema.lake import LAKE
from marsad.store.lake.lake import Lake
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw
from marsad.testing.simulator.play.demonstration import Demonstration

MIDNIGHT_US = 1_700_006_400_000_000
"""2023-11-15 00:00 UTC."""
BEFORE = dt.date(2023, 11, 14)
AFTER = dt.date(2023, 11, 15)


def make(root: Path) -> None:
    """Write `lake`, `raw` and `expected.json` into a folder."""
    root.mkdir(parents=True)
    at = [MIDNIGHT_US - 120_000_000]
    log = RawLog(root / "raw", lambda: at[0], reserve_bytes=0)
    sea = Demonstration(1, 12, at[0])
    for _ in range(15):
        sea.make()
    sea.take(at[0])
    for _ in range(24):
        log.append("SIM", sea.take(at[0] + 10_000_000), at[0])
        at[0] += 10_000_000
        log.sync()
    log.close()
    lines = b"".join(read_raw(root / "raw"))
    decoder = Decoder()
    batches = [decoder.feed(lines), decoder.flush()]
    with Lake.open(str(root / "lake"), lambda: at[0], create=True) as lake:
        for half in (0, 1):
            # First every second row, then all: a version that is replaced.
            changes = {}
            for name in LAKE:
                for day in [None] if name == "inputs" else [BEFORE, AFTER]:
                    rows = _rows(name, day, batches)
                    kept = (
                        rows.filter(pc.equal(pc.bit_wise_and(pa.array(range(rows.num_rows)), 1), 0))
                        if half == 0
                        else rows
                    )
                    changes.setdefault(name, {})[day] = [lake.write(name, day, kept)]
            lake.commit(changes)
            at[0] += 1_000_000
        lake.tidy()
        lake.commit({"stops": {BEFORE: []}})
        told = {name: {"rows": one.rows, "digest": one.digest} for name, one in lake.digest().items()}
    expected = {"lake": told, "raw": {"lines": lines.count(b"\n"), "sha256": hashlib.sha256(lines).hexdigest()}}
    (root / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    for lock in root.rglob(".lock"):
        os.remove(lock)


def _rows(name, day, batches):
    if name not in FAMILIES or name in ("contact", "aircraft", "nav_warning", "reject"):
        return rows_of(name, 20, 7, day or BEFORE)
    tables = [batch.tables[name] for batch in batches if name in batch.tables]
    rows = pa.concat_tables(tables).unify_dictionaries() if tables else rows_of(name, 20, 7, day)
    rows = rows.filter(pc.equal(rows["t"].cast(pa.date32()), pa.scalar(day, pa.date32())))
    if name == "position":
        rows = rows.append_column("outcome", pa.array(["track"] * rows.num_rows))
        rows = rows.append_column("vessel_id", pc.multiply(rows["mmsi"].cast(pa.int64()), 100))
    return rows


if __name__ == "__main__":
    make(Path(__file__).parent / sys.argv[1])
