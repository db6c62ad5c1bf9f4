"""`marsad digest`: what a lake holds, in a few hexadecimal digits."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter


def command(
    lake: str,
    /,
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Print rows and digest of each table of a lake.

    Equal rows give an equal digest, in whatever files and order they lie and however they came: two lakes that were
    built from the same archives agree, and so does a backup that was restored. Every file is read, and its checksums
    are compared; one that is damaged is named.

    Examples:

        marsad digest lake
        marsad digest s3://archive/lake
        diff <(marsad digest lake) <(marsad digest copy) && echo the same

    Parameters
    ----------
    lake
        Folder of the lake, or s3://bucket/folder (AWS_* in the environment say how to reach it).
    json
        JSON also on a terminal; a pipe always gets JSON.
    quiet
        No progress.
    """
    from json import dumps

    from marsad.cli.progress import WorkProgress
    from marsad.runtime.clock import system_clock
    from marsad.store.lake.lake import Lake

    with Lake.open(lake, system_clock) as opened, WorkProgress("rows", opened.rows(), quiet) as progress:
        told = opened.digest(progress.advance)
    if json or not sys.stdout.isatty():
        print(dumps({name: {"rows": one.rows, "digest": one.digest} for name, one in told.items()}, indent=2))
        return 0
    width = max((len(name) for name in told), default=0)
    wide = max((len(f"{one.rows:,}") for one in told.values()), default=0)
    for name, one in told.items():
        print(f"{name:{width}}  {one.rows:>{wide},}  {one.digest}")
    return 0
