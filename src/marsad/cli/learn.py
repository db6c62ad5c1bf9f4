"""`marsad learn`: where ships are heard and what traffic is normal, from a lake into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def command(
    lake: str,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    since: str | None = None,
    until: str | None = None,
    satellite: Annotated[list[str] | None, Parameter(negative="")] = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Learn from the days of a lake where ships are heard and what traffic is normal.

    The file holds two tables: of each cell of 1.5 NM and hour of the day how many expected reports were received and
    how many not (for reports that are missing), and of each half minute of arc, class of ships and quarter of the day
    how many passages there were by course and speed (for unusual traffic). Both hold after the last day that they were
    learnt from, so that no run is judged by its own future.

    Examples:

        marsad learn lake -o learnt.npz
        marsad learn lake -o learnt.npz --since 2026-01-01 --until 2026-03-31

    Parameters
    ----------
    lake
        Folder of the lake, or s3://bucket/folder.
    output
        The file to write.
    since
        First day, as 2026-03-01.
    until
        Last day, itself included.
    satellite
        Sources and stations that are satellites; repeat it for several. They tell nothing of coverage ashore.
    quiet
        No line of what was learnt.
    """
    import sys
    from datetime import date

    from marsad.runtime.clock import system_clock
    from marsad.runtime.learning import learn, written
    from marsad.schema.refusal import Refusal, UsageRefusal
    from marsad.store.lake.lake import Lake

    def day(text: str | None) -> date | None:
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError as error:
            raise UsageRefusal(f"{text!r} is no day: write it as 2026-03-01.") from error

    first, last = day(since), day(until)
    with Lake.open(lake, system_clock) as opened:
        tables = learn(opened, first, last, frozenset(satellite or ()))
    if not any(len(table) for table in tables.values()):
        raise Refusal(f"{lake} has no positions of these days: nothing was learnt.")
    try:
        output.write_bytes(written(tables))
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from error
    if not quiet:
        print(", ".join(f"{name}: {len(table):,} rows" for name, table in tables.items()), file=sys.stderr)
    return 0
