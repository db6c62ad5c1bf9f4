"""Folders of simulations, and what they hold as hashes that no library's version changes."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.testing.simulator.choice import chosen
from marsad.testing.simulator.run import Account, Run, simulate
from marsad.testing.simulator.scenario import load


def made(
    folder: Path, scenario: str, *, hours: float, seed: int = 1, workers: int = 1, outputs: str = "all"
) -> Account:
    """Simulate into a folder."""
    told = replace(load(scenario, "small"), hours=hours)
    run = Run(told, seed, workers, chosen(outputs), folder, None, False, time.monotonic)
    return simulate(run, lambda _step, _share: None)


def content(folder: Path) -> dict[str, str]:
    """SHA-256 of the bytes of every file."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def meaning(folder: Path) -> dict[str, str]:
    """The same of the rows of tables, whatever release of Arrow wrote them; without scenario.json, which names ours."""
    found = {}
    for name in content(folder):
        file = folder / name
        if file.suffix == ".parquet":
            found[name] = _rows(pq.read_table(file))
        elif file.name != "scenario.json":
            found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def _rows(table: pa.Table) -> str:
    digest = hashlib.sha256()
    for name in table.column_names:
        column = table[name].combine_chunks()
        digest.update(f"{name}:{column.type}:{len(column)}:".encode())
        digest.update(np.packbits(np.asarray(column.is_null())).tobytes())
        if pa.types.is_string(column.type):
            digest.update("\0".join(pc.fill_null(column, "").to_pylist()).encode())
        elif pa.types.is_timestamp(column.type):
            digest.update(np.asarray(pc.fill_null(column.cast(pa.int64()), 0)).tobytes())
        else:
            digest.update(np.asarray(pc.fill_null(column, False if pa.types.is_boolean(column.type) else 0)).tobytes())
    return digest.hexdigest()


def cores() -> int:
    return len(os.sched_getaffinity(0))
