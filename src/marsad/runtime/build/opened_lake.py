"""The lake of a build: opened for writing, asked which files it has, told which came."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from marsad.runtime.build.accounts import FileAccount
from marsad.runtime.build.plan import Plan
from marsad.runtime.build.reading import content_of
from marsad.schema.arrow import arrow_schema
from marsad.schema.lake import LAKE
from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake

_INPUTS = arrow_schema(LAKE["inputs"])


@contextmanager
def opened(plan: Plan) -> Iterator[Lake]:
    """The lake, made where there is none; no other process writes to it meanwhile. What was built is then tidied."""
    with Lake.open(plan.lake, plan.clock, create=True) as lake:
        yield lake
        lake.tidy()


def scratch_folder(plan: Plan) -> Path:
    """Where rows wait that do not fit in memory."""
    if plan.scratch is not None:
        return plan.scratch
    if "://" in plan.lake:
        return Path(tempfile.mkdtemp(prefix="marsad-build-"))
    return Path(plan.lake) / ".build"


def new_files(lake: Lake, plan: Plan) -> tuple[list[FileAccount], list[Path]]:
    """An account of each file of the plan, and the paths of those whose content the lake has not."""
    known = set(lake.read("inputs", None, ("content",))["content"].to_pylist())
    accounts, paths = [], []
    for path in plan.files:
        if not path.exists():
            raise Refusal(f"{path} is not there: check the spelling and the folder.")
    plan.progress("looking at the files", 0.0)
    with ThreadPoolExecutor(plan.workers, "look") as pool:
        for path, (content, length) in zip(plan.files, pool.map(content_of, plan.files), strict=True):
            account = FileAccount(path.name, content, length, skipped=content in known)
            accounts.append(account)
            if not account.skipped:
                known.add(content)
                paths.append(path)
    return accounts, paths


def note_inputs(lake: Lake, came: list[FileAccount]) -> None:
    """Have the lake know that these files were read to their end."""
    before = lake.read("inputs", None)
    rows = pa.table(
        {
            "name": [f.name for f in came],
            "content": [f.content for f in came],
            "bytes": [f.bytes for f in came],
            "format": pa.array([f.format for f in came], pa.string()).dictionary_encode(),
            "rows": [f.rows for f in came],
            "rejects": [f.rejected for f in came],
            "t_first": pa.array([f.t_first for f in came], pa.timestamp("us", tz="UTC")),
            "t_last": pa.array([f.t_last for f in came], pa.timestamp("us", tz="UTC")),
        },
        schema=_INPUTS,
    )
    every = pa.concat_tables([before, rows]).sort_by([("content", "ascending")])
    lake.commit({"inputs": {None: [lake.write("inputs", None, every)]}})
