"""`marsad interference`: where satellite navigation was disturbed, from counts or from reports of aircraft."""

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
    """Map interference with satellite navigation, from counts of aircraft in cells or from reports of aircraft.

    Counts are Parquet with the columns date, h3, count_good_aircraft and count_bad_aircraft, as gpsjam.org has them: of
    the distinct aircraft in an H3 cell on a UTC day, those whose navigation accuracy was always good, and those for
    which it was poor at some time. Each cell is judged by what was usual in it on the days before; the value and the
    level of gpsjam's rule stand beside. Written are cells.parquet (each cell and day with its numbers), events.parquet
    (disturbed cells that touch in space and time), cells.geojson (the disturbed ones), map.png, event-N.png and
    report.html, one page that needs nothing else.

    Reports are JSON of readsb, tar1090 or dump1090-fa (aircraft.json, trace_full), or tracks of the library traffic:
    places that an aircraft cannot have come to, or that its speed does not fit, are doubted. Written are fixes.parquet
    (each fix with what speaks against it), doubted.geojson and days.parquet, counts as above; the events go to standard
    output, as a table on a terminal and as JSON lines elsewhere.

    What is told is evidence, never who interferes.

    Examples:

        marsad interference days.parquet -o march
        marsad interference days/*.parquet -o baltic --since 2022-03-01 --until 2022-03-31 --bbox 14,52,32,66
        marsad interference days.parquet -o report --language ar --maps 20
        marsad interference trace_full_4baac6.json -o flight

    Parameters
    ----------
    files
        Parquet files of counts, each day of a cell in one only; or files with reports of aircraft.
    output
        Folder to write.
    since
        Counts: first day to be told of, as 2022-03-01. Earlier days of the files say what is usual.
    until
        Counts: last day, itself included; what comes later is not looked at.
    bbox
        Counts: west,south,east,north in degrees; west greater than east is a box over the date line.
    maps
        Counts: so many events get a map of their own.
    language
        Counts: of the report, en or ar.
    quiet
        No bar of progress and no line of what was found.
    """
    from marsad.schema.refusal import UsageRefusal

    if not files:
        raise UsageRefusal("no file was given: name Parquet files of daily counts, or reports of aircraft")
    tables = [file.suffix.lower() == ".parquet" for file in files]
    if any(tables) and not all(tables):
        raise UsageRefusal("counts (.parquet) and reports of aircraft are two runs: give one kind of file at a time")
    if all(tables):
        return _counts(files, output, since, until, bbox, maps, language, quiet)
    if since or until or bbox:
        raise UsageRefusal("--since, --until and --bbox go with counts (.parquet), not with reports of aircraft")
    return _reports(files, output, quiet)


def _reports(files: tuple[Path, ...], output: Path, quiet: bool) -> int:
    import sys

    from marsad.cli.terminal import show_rows
    from marsad.detectors.interference_rule.aircraft_evidence import events_of, judge_aircraft
    from marsad.detectors.interference_rule.aircraft_rule import AircraftRule
    from marsad.runtime.interference.aircraft_files import event_records, read_aircraft, write_aircraft
    from marsad.schema.refusal import Refusal

    rule = AircraftRule()
    table, rejected = read_aircraft(files)
    judged = judge_aircraft(table, rule)
    events = events_of(judged, rule)
    try:
        write_aircraft(table, judged, events, output, rule)
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from error
    told = event_records(events)
    if not sys.stdout.isatty():
        from json import dumps

        sys.stdout.writelines(f"{dumps(one)}\n" for one in told)
    elif told:
        names = [name for name in told[0] if name not in ("kind", "evidence")]
        show_rows(names, iter([{**one, "icao": " ".join(one["icao"])} for one in told]))
    if not quiet:
        why = "".join(f", {many:,} rejected ({reason})" for reason, many in rejected.items())
        print(f"{len(judged.fixes):,} fixes, {judged.repeats:,} told again, {int(judged.evidence['doubted'].sum()):,} "
              f"doubted, {len(events):,} events{why}", file=sys.stderr)  # fmt: skip
    return 0


def _counts(files: tuple[Path, ...], output: Path, since: str | None, until: str | None, bbox: str | None, maps: int,
            language: str, quiet: bool) -> int:  # fmt: skip
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
