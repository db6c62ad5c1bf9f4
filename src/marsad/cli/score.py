"""`marsad score`: events against the truth, and the published rules beside them."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from marsad.testing.scoring.score import Asked


_WIDTH = 132
"""Columns that a table needs."""


def command(
    *paths: str,
    baselines: bool | None = None,
    own: Annotated[bool, Parameter(negative="")] = False,
    history: Annotated[bool, Parameter(negative="")] = False,
    kind: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    alert_at: Literal["event", "raised"] = "event",
    tracks: str | None = None,
    chart: Path | None = None,
    coverage: Annotated[bool, Parameter(negative="")] = False,
    to: Literal["table", "json"] | None = None,
    list_: Annotated[bool, Parameter(name="--list", negative="")] = False,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Judge events by the truth of a simulation: what was found, how soon, and how often for nothing.

    The published rules of others run on the same feed each time and stand beside the events. How it is counted, with
    every tolerance, is told in docs/scoring.md.

    Examples:

        marsad simulate incidents-rendezvous -o worlds --seed 100-199
        marsad score --own worlds                            # Marsad's detectors beside the published rules
        marsad score --baselines worlds
        marsad score found.jsonl worlds/seed-100
        marsad score found worlds --kind rendezvous          # found holds seed-100.jsonl and so on
        marsad score lakes/{folder} worlds --to json > score.json

    Parameters
    ----------
    paths
        EVENTS and then TRUTH. EVENTS: lines of JSON as Marsad writes them, a lake, or - for standard input; for several
        folders of truth a folder with one of these each, or a name with {folder} or {seed} in it. TRUTH: folders that
        `marsad simulate -o` wrote, or folders of such.
    baselines
        --baselines: no events are given, all paths are truth. --no-baselines: leave the published rules out.
    own
        No events are given, all paths are truth: Marsad's own detectors run on the feed.
    history
        Detectors know where ships are heard, as `marsad learn` would have learnt it of the day before, which is
        simulated for each folder and kept in it (learnt.npz).
    kind
        Only events of this kind; can be given several times.
    alert_at
        When an alert came: when its condition became true, or (of live runs) the watermark at which it was raised.
    tracks
        A lake built from the feed of the one folder of truth, whose tracks are judged, too.
    chart
        Draw precision and recall into a PNG file.
    coverage
        A line for each class of coverage, too; JSON always has them.
    to
        table or json; without it a table on a terminal and JSON in a pipe.
    list_
        Name the scenarios.
    quiet
        No progress.
    """
    from marsad.schema.refusal import UsageRefusal

    if list_:
        return _list()
    if not paths:
        raise UsageRefusal("no events and no truth are named: `marsad score --help` shows how")
    asked = replace(_asked(list(paths), baselines, own, kind, alert_at), history=history)

    from marsad.cli.progress import WorkProgress
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kernel_cache import use_kernel_cache

    use_kernel_cache(data_folder("", os.environ))

    from marsad.testing.scoring.report import told
    from marsad.testing.scoring.score import score

    if tracks is not None and len(asked.folders) > 1:
        raise UsageRefusal(f"--tracks {tracks} is made of one feed: name one folder of truth")
    with WorkProgress("folders", len(asked.folders), quiet) as progress:
        made = told(score(asked, progress.advance))
    if tracks is not None:
        made["tracks"] = _tracks(asked.folders[0], tracks)
    if chart is not None:
        from marsad.testing.scoring.chart import draw

        draw(made, chart)
    if (to or ("table" if sys.stdout.isatty() else "json")) == "json":
        from json import dumps

        print(dumps(made, indent=1))
    else:
        _show(made, coverage)
    return 0


def _asked(
    paths: list[str], baselines: bool | None, own: bool, kind: tuple[str, ...], at: Literal["event", "raised"]
) -> Asked:
    from marsad.schema.kinds import KINDS
    from marsad.schema.refusal import Refusal, UsageRefusal
    from marsad.testing.scoring.score import Asked
    from marsad.testing.scoring.truth import folders, is_truth

    unknown = [one for one in kind if one not in KINDS]
    if unknown:
        raise UsageRefusal(f"there is no kind {unknown[0]}: use some of {', '.join(KINDS)}")
    events = None if baselines or own else paths.pop(0)
    if events is not None and is_truth(Path(events)):
        raise UsageRefusal(f"{events} is truth and no events: name the events first, or add --baselines")
    local = events is not None and events != "-" and not any(mark in events for mark in ("{", "://"))
    if local and not Path(str(events)).exists():
        raise Refusal(f"{events}: there is no such file or folder: check the path.")
    return Asked(folders([Path(one) for one in paths]), events, baselines is not False, own, frozenset(kind), at)


def _tracks(folder: Path, lake: str) -> dict[str, Any]:
    from marsad.runtime.clock import system_clock
    from marsad.store.lake.lake import Lake
    from marsad.testing.scoring.track_quality import quality

    with Lake.open(lake, system_clock) as opened:
        return {
            "heard": quality(folder, opened).figures(),
            "all": quality(folder, opened, heard_only=False).figures(),
        }


def _list() -> int:
    from marsad.testing.simulator.scenario import load, names

    width = max(len(name) for name in names())
    for name in names():
        print(f"{name:{width}}  {load(name).title}")
    return 0


def _show(made: dict[str, Any], coverage: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from marsad.testing.scoring.report import COLUMNS, cells, columns, head, notes, tables, track_lines

    console = Console()
    # On a narrower terminal lines break, and no figure is cut off.
    console.width = max(console.width, _WIDTH)
    for line in head(made):
        console.print(Text(line))
    for kind, rows in tables(made["rows"], coverage).items():
        most = max(row["incidents"] for row in rows)
        console.print(Text.assemble("\n", (kind, "bold"), f"  {most} incidents" if most else "  no incidents"))
        table = Table(header_style="dim", box=None, pad_edge=False)
        shown = columns(rows, coverage)
        for at in shown:
            table.add_column(COLUMNS[at], justify="left" if at < 2 else "right", no_wrap=True)
        for row in rows:
            told = cells(row)
            table.add_row(*(Text(told[at]) for at in shown))
        console.print(table)
    console.print()
    for line in (*notes(made["rows"]), *track_lines(made.get("tracks", {}))):
        console.print(Text(line))
