"""`marsad decode`: any supported input to rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal

if TYPE_CHECKING:
    from marsad.decode.batch import Counts

Form = Literal["jsonl", "csv", "parquet", "arrow", "nmea"]


def command(
    files: Annotated[list[Path], Parameter(allow_leading_hyphen=True)],
    /,
    *,
    to: Form = "jsonl",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    table: str | None = None,
    config: Path | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Decode files, standard input (-) or a raw log's folder into rows.

    JSON lines and NMEA go to standard output or into the file named by -o. CSV, Parquet and Arrow have one file per
    table: -o names a folder for them, or --table picks one table for standard output or a file. What became of each
    line of the input is told on standard error at the end.

    Examples:

        marsad decode ais.nmea.gz | head
        marsad decode ais.nmea --to parquet -o tables
        marsad decode ais.nmea --to csv --table position > positions.csv
        marsad decode AIS_2024_01_01.zip --to parquet -o tables
        marsad decode survey.csv --config marsad.toml
        nc receiver 4001 | marsad decode -

    Parameters
    ----------
    files
        Files (sentences, CSV of several makers, Parquet; plain, gzip, zstd or zip; all told by their content), - for
        standard input, or the folder of a raw log.
    to
        Form of the output; nmea is every sentence used, cleaned, with station and time in a tag block.
    output
        File or folder to write; without it, standard output.
    table
        With csv, parquet or arrow: this table alone (position, static, ..., reject, or an application).
    config
        Configuration file whose tables [columns.NAME] say what the columns of tables of your own mean.
    quiet
        No progress and no summary.
    """
    from marsad.runtime.data_folder import data_folder
    from marsad.runtime.kernel_cache import use_kernel_cache

    if to in ("jsonl", "nmea") and table:
        raise UsageRefusal(f"--table goes with csv, parquet and arrow, not with {to}: leave it out.")
    if to not in ("jsonl", "nmea") and not table and output is None:
        raise UsageRefusal(f"{to} has a file for each table: name a folder with -o, or one table with --table.")
    import os

    use_kernel_cache(data_folder("", os.environ))
    return _decode(files, to, output, table, quiet, config)


def _decode(files: list[Path], to: Form, output: Path | None, table: str | None, quiet: bool, config: Path | None
            ) -> int:  # fmt: skip
    from marsad.cli.progress import ByteProgress
    from marsad.decode.batch import Counts
    from marsad.runtime.column_maps import column_maps
    from marsad.runtime.open_batches import open_batches
    from marsad.schema.refusal import Refusal

    maps = column_maps(config)

    counts, reasons = Counts(), dict[str, int]()
    rows: dict[str, int] = {}
    fault: Refusal | None = None
    writer = _writer(to, output, table)
    try:
        for path in files:
            # each file is a stream of its own: a later file is not lost by a fault
            with ByteProgress(path, quiet) as progress:
                done = 0
                try:
                    for member, batch in open_batches(path, maps=maps, chunk=progress.chunk,
                                                      keep_sentences=to == "nmea"):  # fmt: skip
                        if to == "nmea" and member.format != "nmea":
                            raise UsageRefusal(
                                f"{member.name} is a table, which holds no sentences: leave out --to nmea."
                            )
                        _take(batch, writer, counts, reasons, rows)
                        progress.advance(member.bytes - done if member.bytes > done else 0)
                        done = member.bytes
                except Refusal as refusal:
                    fault = fault or refusal
    finally:
        writer.close()
    if not quiet:
        _summary(counts, reasons, rows)
    if fault:
        raise fault
    return 0


def _take(batch: Any, writer: Any, counts: Counts, reasons: dict[str, int], rows: dict[str, int]) -> None:
    writer.write(batch)
    counts.add(batch.counts)
    for name, table in batch.tables.items():
        if name == "reject":
            for pair in table["reason"].value_counts().to_pylist():
                reasons[pair["values"]] = reasons.get(pair["values"], 0) + pair["counts"]
        else:
            rows[name] = rows.get(name, 0) + table.num_rows


def _writer(to: Form, output: Path | None, table: str | None) -> Any:
    if to not in ("jsonl", "nmea"):
        from marsad.runtime.rows.columns import FolderWriter, TableWriter

        if table is None:
            return FolderWriter(output or Path(), to)
        _check_table(table)
        return TableWriter(_out(output), to, table)
    if to == "nmea":
        from marsad.runtime.rows.sentences import Writer as SentenceWriter

        return SentenceWriter(_out(output))
    from marsad.runtime.rows.lines import Writer as LineWriter

    return LineWriter(_out(output))


def _out(output: Path | None) -> Any:
    return sys.stdout.buffer if output is None else output.open("wb")


def _check_table(table: str) -> None:
    from marsad.decode.ais.application.applications import TABLES
    from marsad.schema import FAMILIES

    if table not in FAMILIES and table not in TABLES:
        raise UsageRefusal(f"there is no table {table}: use one of {', '.join((*FAMILIES, *TABLES))}")


def _summary(counts: Counts, reasons: dict[str, int], rows: dict[str, int]) -> None:
    """What became of the input, in words that add up."""
    kinds = (("used", counts.used_lines, counts.used_bytes), ("reject", counts.reject_lines, counts.reject_bytes),
             ("other", counts.other_lines, counts.other_bytes), ("blank", counts.blank_lines, counts.blank_bytes),
             ("total", counts.lines, counts.bytes))  # fmt: skip
    width = max(len(f"{counts.lines:,}"), 5)
    wider = max(len(f"{counts.bytes:,}"), 5)
    said = [f"{'':8}{'lines':>{width}}  {'bytes':>{wider}}"]
    said += [f"{name:8}{lines:>{width},}  {size:>{wider},}" for name, lines, size in kinds]
    if rows:
        said.append("rows: " + ", ".join(f"{name} {count:,}" for name, count in rows.items()))
    if reasons:
        said.append("rejects: " + ", ".join(f"{name} {count:,}" for name, count in sorted(reasons.items())))
    print("\n".join(said), file=sys.stderr)
