"""`marsad watch-list`: lists of vessels to be told of, checked before they are saved."""

from __future__ import annotations

import sys
from pathlib import Path

from marsad.schema.refusal import UsageRefusal


def command(
    what: str,
    file: str = "",
    /,
    *,
    name: str | None = None,
    source: str = "",
    author: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    config: Path | None = None,
) -> int:
    """Check a watch list and import it, list those that are saved, or take one away.

    A list is CSV. Its first line names the columns: mmsi, imo, name, callsign (any of them), source, since, until.
    Every entry expires. A line that is no entry is told with its number, and then nothing is saved. A list that is
    imported again under its name is replaced; the watch room sees it at once, replays and builds as it was at the time.

    Examples:

        marsad watch-list check sanctions.csv
        marsad watch-list import sanctions.csv --name sanctions --source "Ministry of Ports"
        marsad watch-list list
        marsad watch-list remove sanctions

    Parameters
    ----------
    what
        check, import, list or remove.
    file
        The list (CSV); to remove one, its name.
    name
        What the list is called; the name of the file by default.
    source
        Who says so, where a line does not tell; the name of the list by default.
    author
        Who imports it; the name of the user by default.
    port
        Port of the room's page; that of the configuration by default.
    data
        Folder of the room, where it does not run.
    config
        Configuration file (TOML).
    """
    import getpass
    import os

    from marsad.cli.given_room import GivenRoom, instant
    from marsad.runtime.configuration import resolve
    from marsad.runtime.places.watch_lists import KIND, current, list_body, removal, text_of

    if what not in ("check", "import", "list", "remove"):
        raise UsageRefusal(f"nothing does {what!r} to watch lists: write check, import, list or remove")
    if (what == "list") == bool(file):
        raise UsageRefusal("`marsad watch-list list` takes no more words" if file else f"name what to {what}")
    settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
    room, who = GivenRoom(settings), author or getpass.getuser()
    if what == "list":
        for known, body in current(room.records(KIND)).items():
            last = max(entry["until"] for entry in body["entries"])
            print(f"{known}: {len(body['entries'])} entries, the last expires {instant(last)}")
        return 0
    if what == "remove":
        told = {"name": file, "csv": None, "author": who}
        room.save(KIND, [removal(file)], "/api/watch-lists", told)
        print(f"Taken away: {file}")
        return 0
    called, text = name or Path(file).stem, text_of(Path(file))
    found = list_body(called, text, source)
    for doubt in found.doubts:
        print(doubt, file=sys.stderr)
    entries = f"{found.entries} {'entry' if found.entries == 1 else 'entries'}"
    if what == "check":
        print(f"{called} can be used: {entries}")
        return 0
    told = {"name": called, "csv": text, "source": source, "author": who}
    changed = room.save(KIND, [found.body], "/api/watch-lists", told)
    print(f"Saved: {called}, {entries}" if changed else f"{called} was saved before: nothing has changed.")
    return 0
