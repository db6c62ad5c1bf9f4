"""`marsad explain`: why a vessel is what a lake says it is, and why an event was found."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from marsad.schema.refusal import Refusal, UsageRefusal

SHOWN = 40
"""So many of the newest changes of a vessel's statements are shown on a terminal."""


def command(
    what: str,
    identity: str,
    /,
    *,
    lake: str = "lake",
    day: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    size: str = "1600x1000",
    data: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Say in plain sentences what a vessel is, or why an event was found, with the numbers behind it.

    Of an event: its reason, the evidence, the detector's rule and the parameters with their units, and with -o a
    picture of it. It is looked for in the lake, then among the events of the room's data folder.

    Of a vessel: what its MMSI tells, why it was told apart from others under the same MMSI or linked to another one,
    when it was first and last heard, what it said of itself over time, and what of that is doubtful.

    On a terminal in sentences, into a pipe as JSON.

    Examples:

        marsad explain event 3f2a91c0 --lake archive -o event.png
        marsad explain vessel 235098383
        marsad explain vessel 9074729 --lake archive
        marsad explain vessel IMO9074729 --day 2026-03-01
        marsad explain vessel H3RC --json | python3 -m json.tool

    Parameters
    ----------
    what
        What to explain: event or vessel.
    identity
        Of an event its id, or the first letters of it. Of a vessel MMSI, IMO number, call sign, or
        vessel_id (MMSI x 100 + number of the vessel under it).
    lake
        Folder of the lake, or s3://bucket/folder.
    day
        What was known at the end of this day, such as 2026-03-01; the newest day by default.
    output
        Of an event: draw it into this file (PNG), from the positions of the lake.
    size
        Of the picture, in pixels: width x height.
    data
        Folder of a watch room, for its events; by default the user's data folder.
    json
        JSON also on a terminal; a pipe always gets JSON.
    """
    from datetime import date

    if what == "event":
        return _event(identity, lake, data, output, size, json)
    if what != "vessel":
        raise UsageRefusal(f"nothing explains {what!r}: write `marsad explain event ID` or `marsad explain vessel ID`")
    if output is not None:
        raise UsageRefusal("a vessel is drawn by `marsad export LAKE --table tracks --mmsi MMSI --to png -o FILE`")
    try:
        until = None if day is None else date.fromisoformat(day)
    except ValueError:
        raise UsageRefusal(f"--day {day}: write a day as 2026-03-01") from None
    from marsad.runtime.explain.asked import asked
    from marsad.runtime.explain.vessel import explain_vessel

    told = explain_vessel(lake, asked(identity), until).told
    if json or not sys.stdout.isatty():
        from json import dumps

        print(dumps(told, indent=2, ensure_ascii=False))
    else:
        print(as_text(told))
    return 0


def _event(identity: str, lake: str, data: Path | None, output: Path | None, size: str, json: bool) -> int:
    import os

    from marsad.runtime.clock import system_clock
    from marsad.runtime.data_folder import data_path
    from marsad.runtime.explain.event import explain_event, find_event

    folder = data_path(str(data) if data else "", os.environ)
    event, in_lake = find_event(identity.lower(), lake, folder, system_clock)
    told = explain_event(event)
    if output is not None:
        if not in_lake:
            raise Refusal(f"The event is not in {lake}, so there are no positions to draw it from: leave -o out.")
        from marsad.cli.export import size_of
        from marsad.runtime.export.complete_file import complete_file
        from marsad.runtime.lake_reading import open_tables
        from marsad.runtime.pictures.event_picture import draw_event
        from marsad.runtime.query.database import memory_bytes, open_database

        pixels = size_of(size)
        with open_database(open_tables(lake), memory_bytes(None)) as connection, complete_file(output) as out:
            print(draw_event(connection, event, pixels, told["reason"]["en"], out), file=sys.stderr)
    if json or not sys.stdout.isatty():
        from json import dumps

        print(dumps(told, indent=2, ensure_ascii=False))
    else:
        from marsad.cli.event_text import event_text

        print(event_text(told))
    return 0


def as_text(told: dict[str, Any]) -> str:
    """The explanation for a terminal."""
    import shutil
    import textwrap

    width = min(shutil.get_terminal_size((80, 24)).columns, 110)
    lines = [f"As known at the end of {told['as_of']}:"]
    for vessel in told["vessels"]:
        lines += ["", f"vessel {vessel['vessel_id']}" + (f"  {vessel['name']}" if vessel["name"] else "")]
        for sentence in vessel["sentences"]:
            lines += textwrap.wrap(sentence, width, initial_indent="  ", subsequent_indent="    ")
        history = vessel["history"][-SHOWN:]
        left = vessel["changes"] - len(history)
        lines += [
            f"  What it said of itself ({left} earlier changes left out):" if left else "  What it said of itself:"
        ]
        for change in history:
            before = "" if change["before"] is None else f", before {change['before']}"
            now = "no longer told" if change["value"] is None else change["value"]
            lines.append(f"    {change['t']}  {change['field']:<16} {now}{before}")
        if not history:
            lines.append("    nothing")
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in "\n".join(lines))
