"""`marsad query`: SQL over the tables of a lake."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal

Form = Literal["table", "jsonl", "csv", "parquet", "arrow"]


def command(
    lake: str,
    sql: Annotated[str | None, Parameter(allow_leading_hyphen=True)] = None,
    /,
    *,
    to: Form | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    memory: str | None = None,
    spill: Path | None = None,
) -> int:
    """Ask a lake in SQL (DuckDB's), or list its tables where no SQL is given.

    Every table of the lake is there by its name, and whole_tracks and whole_stops join the daily parts of a track or
    stop. A query reads the lake and nothing else: no other file, no network. Ask for days (day BETWEEN ...) and
    vessels (mmsi = ...) first: files that hold none of them are not read.

    Examples:

        marsad query lake
        marsad query lake "SELECT name, mmsi FROM vessels WHERE ship_type BETWEEN 80 AND 89"
        marsad query lake "FROM whole_tracks WHERE mmsi = 235098383 ORDER BY t_start" --to csv -o tracks.csv
        marsad query s3://archive/lake - < question.sql

    Parameters
    ----------
    lake
        Folder of the lake, or s3://bucket/folder (AWS_* in the environment say how to reach it).
    sql
        The query; - reads it from standard input.
    to
        Form of the answer; without it a table on a terminal, and JSON lines into a pipe or file.
    output
        File to write; it appears when it is complete.
    memory
        The most memory the query may take, such as 2GB; half of the machine's by default.
    spill
        Folder for what does not fit in memory; the system's temporary folder by default.
    """
    from marsad.runtime.lake_reading import open_tables
    from marsad.runtime.query.database import memory_bytes, open_database

    limit = memory_bytes(memory)
    form = to or ("table" if output is None and sys.stdout.isatty() else "jsonl")
    if form == "table" and output is not None:
        raise UsageRefusal("--to table is for the terminal: write a file with jsonl, csv, parquet or arrow")
    if form in ("parquet", "arrow") and output is None and sys.stdout.isatty():
        raise UsageRefusal(f"{form} is not for a terminal: name a file with -o")
    question = sys.stdin.read() if sql == "-" else sql
    tables = open_tables(lake)
    with open_database(tables, limit, spill) as connection:
        if question is None:
            return _list(connection, tables, form, output)
        return _answer(connection, question, tables, form, output)


def _list(connection: Any, tables: Any, form: str, output: Path | None) -> int:
    import msgspec

    from marsad.cli.terminal import show_listing
    from marsad.runtime.export.complete_file import complete_file
    from marsad.runtime.query.listing import listing

    told = list(listing(connection, tables))
    if form == "table":
        show_listing(told)
    elif form == "jsonl":
        with complete_file(output) as out:
            out.write(msgspec.json.Encoder().encode_lines(told))
    else:
        raise UsageRefusal("the list of tables is written as jsonl or shown as a table: give SQL for another form")
    return 0


def _answer(connection: Any, sql: str, tables: Any, form: str, output: Path | None) -> int:
    from marsad.cli.terminal import show_rows
    from marsad.runtime.export.complete_file import complete_file
    from marsad.runtime.query.answer import ROWS, distinct_names, json_rows, write
    from marsad.runtime.query.sql_fault import faults_told

    with faults_told(sql, tables):
        answer = connection.sql(sql)
        if answer is None:
            return 0
        batches = distinct_names(answer.to_arrow_reader(ROWS))
        if form == "table":
            show_rows(batches.schema.names, (row for batch in batches for row in json_rows(batch)))
        else:
            with complete_file(output) as out:
                write(batches, form, out)
    return 0
