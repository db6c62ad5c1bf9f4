"""`-` among the files of a build: standard input, kept beside the lake as it comes, and read from there like any file.

Whether its content is in the lake already, and whether it came to its end, can only be told of all of it; Parquet and
zip archives are read from their end. Nothing is unpacked on the way: what is packed waits packed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from marsad.runtime.build.opened_lake import scratch_folder
from marsad.runtime.build.plan import Plan
from marsad.schema.refusal import Refusal
from marsad.sources.file import open_standard_input

STANDARD_INPUT = Path("-")
_AT_ONCE = 1 << 20


@contextmanager
def with_standard_input(plan: Plan) -> Iterator[Plan]:
    """The plan with a file named `-` instead of standard input, which is removed at the end.

    Raises Refusal where it cannot be read, or the disk does not take it.
    """
    if STANDARD_INPUT not in plan.files:
        yield plan
        return
    folder = scratch_folder(plan) / "standard-input"
    kept = folder / STANDARD_INPUT
    try:
        plan.progress("reading standard input", 0.0)
        _keep(kept)
        yield replace(plan, files=tuple(kept if file == STANDARD_INPUT else file for file in plan.files))
    except Refusal as refusal:
        refusal.args = tuple(str(said).replace(str(kept), "standard input") for said in refusal.args)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # other rows wait there
            folder.parent.rmdir()


def _keep(at: Path) -> None:
    source = open_standard_input()
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
        with at.open("wb", buffering=0) as out:
            while data := _read(source.fileno()):
                rest = memoryview(data)
                while rest:
                    rest = rest[out.write(rest) :]
    except OSError as error:
        raise Refusal(
            f"{at.parent} cannot take standard input ({os.strerror(error.errno or 5)}): make room there, or save the "
            "input as a file elsewhere and name that; the lake is as it was."
        ) from error


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _AT_ONCE)
    except OSError as error:
        raise Refusal(
            f"Standard input cannot be read ({os.strerror(error.errno or 5)}): start Marsad at the end of a pipe."
        ) from error
