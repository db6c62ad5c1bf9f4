"""`marsad interference`: where satellite navigation was disturbed, from daily counts of aircraft in cells."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def command(
    *files: Path,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    since: str | None = None,
    until: str | None = None,
    bbox: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    maps: int = 6,
    language: str = "en",
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Map interference with satellite navigation from daily counts of aircraft in cells.

    Reads Parquet with the columns date, h3, count_good_aircraft and count_bad_aircraft, as gpsjam.org has them: of the
    distinct aircraft in an H3 cell on a UTC day, those whose navigation accuracy was always good, and those for which
    it was poor at some time. Each cell is judged by what was usual in it on the days before; the value and the level of
    gpsjam's rule stand beside. What is told is evidence, never who interferes.

    Writes into a folder: cells.parquet (each cell and day with its numbers), events.parquet (disturbed cells that touch
    in space and time), cells.geojson (the disturbed ones), map.png, event-N.png and report.html, one page that needs
    nothing else.

    Examples:

        marsad interference days.parquet -o march
        marsad interference days/*.parquet -o baltic --since 2022-03-01 --until 2022-03-31 --bbox 14,52,32,66
        marsad interference days.parquet -o report --language ar --maps 20

    Parameters
    ----------
    files
        Parquet files; each day of a cell may stand in one only.
    output
        Folder to write.
    since
        First day to be told of, as 2022-03-01. Earlier days of the files are judged too: they say what is usual.
    until
        Last day, itself included; what comes later is not looked at.
    bbox
        West,south,east,north in degrees; west greater than east is a box over the date line.
    maps
        So many events get a map of their own.
    language
        Of the report: en or ar.
    quiet
        No bar of progress and no line of what was found.
    """
    import sys
    from datetime import date

    from marsad.cli.progress import WorkProgress
    from marsad.detectors.interference_rule.cell_rule import CellRule
    from marsad.runtime.export.selection import selection
    from marsad.runtime.interference.cell_files import write_all
    from marsad.runtime.interference.daily_file import read_days
    from marsad.runtime.interference.judged_cells import judge
    from marsad.runtime.interference.report_words import LANGUAGES
    from marsad.schema.refusal import Refusal, UsageRefusal

    def day(text: str | None) -> date | None:
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError as error:
            raise UsageRefusal(f"{text!r} is no day: write it as 2022-03-01.") from error

    if not files:
        raise UsageRefusal("no file was given: name one or more Parquet files of daily counts")
    chosen = next((one for one in LANGUAGES if one == language), None)
    if chosen is None:
        raise UsageRefusal(f"{language!r} is no language of the report: choose {' or '.join(LANGUAGES)}")
    if maps < 0:
        raise UsageRefusal("--maps is a number of events, 0 or more")
    first, last, box = day(since), day(until), None if bbox is None else selection(bbox, (), None, None).box
    rule = CellRule()
    with WorkProgress("reading", 1, quiet) as bar:
        counts = read_days(files, last, box)
        if not len(counts):
            raise Refusal("Nothing was left to be judged: no row of these files is of the days and the box.")
        judged = judge(counts, rule, progress=lambda done, of: bar.told(f"day {done} of {of}", done / of))
        if first is not None:
            judged = judged.since(first.toordinal() - date(1970, 1, 1).toordinal())
        if not len(judged.counts):
            raise Refusal(f"These files have no day from {since} on.")
        bar.told("writing", 1)
        try:
            events = write_all(judged, output, rule, chosen, maps)
        except OSError as error:
            raise Refusal(f"{output} cannot be written: {error.strerror}.") from error
    if not quiet:
        rejected = "".join(f", {many:,} rejected ({why})" for why, many in counts.rejected.items())
        print(f"{len(judged.counts):,} cells and days, {events.num_rows:,} events{rejected}: {output}/report.html",
              file=sys.stderr)  # fmt: skip
    return 0
