"""`marsad log`: the record of a period on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal


def command(
    what: str,
    /,
    *,
    since: str = "",
    until: str = "",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
    lang: str = "en",
    author: str | None = None,
    data: Path | None = None,
    config: Path | None = None,
    noted: Annotated[bool, Parameter(show=False)] = False,
) -> int:
    """Write the watch log of a period as a PDF: what people and the room wrote, what became of alerts, and maps.

    The room may be running. Times are UTC; without them it is the last twelve hours. Who exported which period becomes
    an entry of the log. Besides the PDF it prints how much is in it.

    Examples:

        marsad log export -o watch.pdf
        marsad log export --since 2026-11-22T20:00Z --until 2026-11-23T08:00Z --lang ar -o watch.pdf

    Parameters
    ----------
    what
        export.
    since
        Beginning of the period (ISO 8601); empty: twelve hours before its end.
    until
        End of the period (ISO 8601), no later than now; empty: now.
    output
        The PDF to write, -o for short; it replaces what is there.
    lang
        en or ar.
    author
        Who makes it; the name of the user by default.
    data
        Folder of the room.
    config
        Configuration file (TOML).
    noted
        The room that asks for it writes the entry itself.
    """
    import getpass
    import os
    import sys

    from marsad.cli.progress import WorkProgress
    from marsad.runtime.clock import system_clock
    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_path, journal_url
    from marsad.runtime.kernel_cache import use_kernel_cache
    from marsad.runtime.places.geojson import instant
    from marsad.runtime.saved_records import has_journal
    from marsad.schema.refusal import Refusal
    from marsad.store.journal.journal import Journal

    if what != "export":
        raise UsageRefusal(f"nothing does {what!r} to the log: write export")
    if lang not in ("en", "ar"):
        raise UsageRefusal(f"--lang is {lang!r}: write en or ar")
    if output is None:
        raise UsageRefusal("name the PDF to write: -o FILE")
    settings = resolve(config, os.environ, {"data": str(data) if data else None}).settings
    folder, now_us = data_path(settings.data, os.environ), system_clock()
    use_kernel_cache(folder)
    from marsad.runtime.watch_record.document import document
    from marsad.runtime.watch_record.exported import Exported, note_from_outside
    from marsad.runtime.watch_record.gather import gather
    from marsad.runtime.watch_record.heard import with_ways

    end = min(instant(until, now_us, "--until"), now_us)
    begin = instant(since, end - 12 * 3_600_000_000, "--since")
    if not has_journal(folder, settings.alerts.journal):
        raise Refusal(f"{folder} has no journal: name the folder of a room with --data.")
    url, who = settings.alerts.journal or journal_url(folder), author or getpass.getuser()
    journal = Journal.read_only(url)
    try:
        record = gather(journal, begin // 1000, end // 1000)
    finally:
        journal.close()
    with WorkProgress("Writing", 1.0) as progress:
        record = with_ways(record, folder / "raw", lambda share: progress.told("Reading", 0.5 * share))
        pdf = document(record, lang, who, now_us // 1000, lambda share: progress.told("Writing", 0.5 + 0.5 * share))
    if not noted:
        note_from_outside(folder, url, who, Exported.of(pdf, record.since_ms, record.until_ms, lang))
    try:
        output.write_bytes(pdf)
    except OSError as error:
        raise Refusal(f"{output} cannot be written ({error.strerror}): choose another place.") from None
    print(f"{output}: {len(record.entries)} entries, {len(record.spots)} maps, {len(pdf) // 1024} KiB", file=sys.stderr)
    return 0
