"""`marsad warnings`: navigational warnings of NAVTEX and other broadcasts, and which of them are in force."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter


def command(
    *files: Path,
    at: str | None = None,
    gnss: Annotated[bool, Parameter(negative="")] = False,
    subject: str | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Read safety broadcasts and tell what they are about, where, and until when.

    Files are NAVTEX messages as text (ZCZC to NNNN, one after the other) or an archive with one JSON object a line. On
    a terminal a table is drawn, elsewhere each warning is one JSON object with its whole text.

    Examples:

        marsad warnings received.txt
        marsad warnings navtex-2013_2018.jsonl.gz --gnss > gnss.jsonl
        marsad warnings archive.jsonl --at 2016-02-05

    Parameters
    ----------
    files
        Text or an archive of broadcasts; plain, gzip, zstd or zip.
    at
        Only what is in force at this instant, each warning once: repeats are one, cancellations cancel, and what was
        not heard for 42 days has gone. A day such as 2016-02-05, or 2016-02-05T12:00Z.
    gnss
        Only what is about satellite navigation.
    subject
        Only one subject, as it stands in the column of that name.
    quiet
        No line of how many were read.
    """
    import sys

    from marsad.cli.terminal import show_rows
    from marsad.decode.broadcast.subjects import SUBJECTS
    from marsad.runtime.broadcasts import instant_of, plain, read_warnings
    from marsad.schema.refusal import UsageRefusal
    from marsad.tracks.warnings import in_force

    if not files:
        raise UsageRefusal("no file was given: name text or an archive of broadcasts")
    if subject is not None and subject not in SUBJECTS:
        raise UsageRefusal(f"there is no subject {subject!r}: use one of {', '.join(SUBJECTS)}")
    rows, rejected = read_warnings(files)
    told = rows if at is None else in_force(rows, instant_of(at))
    told = [row for row in told if (not gnss or row["gnss"]) and subject in (None, row["subject"])]
    if sys.stdout.isatty():
        names = ["t", "code", "series", "number", "subject", "until", "where"]
        show_rows(names, (_line(plain(row)) for row in told))
    else:
        from json import dumps

        sys.stdout.writelines(f"{dumps(plain(row), ensure_ascii=False)}\n" for row in told)
    if not quiet:
        why = "".join(f", {many:,} rejected ({reason})" for reason, many in rejected.items())
        print(f"{len(rows):,} broadcasts, {len(told):,} shown{why}", file=sys.stderr)
    return 0


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """What a terminal has room for: the first position, and how many there are."""
    many = len(row["lat_deg"])
    where = (
        f"{row['lat_deg'][0]:.3f} {row['lon_deg'][0]:.3f}{f' and {many - 1} more' if many > 1 else ''}"
        if many
        else None
    )
    return {**{name: row[name] for name in ("t", "code", "series", "number", "subject")}, "until": row["t_until"],
            "where": where}  # fmt: skip
