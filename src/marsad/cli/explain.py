"""`marsad explain`: why a vessel is what a lake says it is."""

from __future__ import annotations

import sys
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
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Say in plain sentences what a vessel is, with the numbers behind it.

    What its MMSI tells, why it was told apart from others under the same MMSI or linked to another one, when it was
    first and last heard, what it said of itself over time, and what of that is doubtful. On a terminal in sentences,
    into a pipe as JSON.

    Examples:

        marsad explain vessel 235098383
        marsad explain vessel 9074729 --lake archive
        marsad explain vessel IMO9074729 --day 2026-03-01
        marsad explain vessel H3RC --json | python3 -m json.tool

    Parameters
    ----------
    what
        What to explain: vessel.
    identity
        MMSI, IMO number, call sign, or vessel_id (MMSI x 100 + number of the vessel under it).
    lake
        Folder of the lake, or s3://bucket/folder.
    day
        What was known at the end of this day, such as 2026-03-01; the newest day by default.
    json
        JSON also on a terminal; a pipe always gets JSON.
    """
    from datetime import date

    if what == "event":
        raise Refusal("events come with the detectors of a later version: `marsad explain vessel ID` works now")
    if what != "vessel":
        raise UsageRefusal(f"nothing explains {what!r}: write `marsad explain vessel ID`")
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
