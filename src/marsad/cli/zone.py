"""`marsad zone`: zones of the journal, checked before they are saved."""

from __future__ import annotations

from pathlib import Path

from marsad.schema.refusal import UsageRefusal


def command(
    what: str,
    file: str = "",
    /,
    *,
    days: float = 7.0,
    author: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    config: Path | None = None,
) -> int:
    """Check zones, try them on what was heard, import them into the journal, list or take away those that are saved.

    A file is a GeoJSON FeatureCollection; each polygon, and each line of a cable, has a name. What cannot be used is
    refused with the reason before anything is saved. A zone that is imported again under its name is its next version:
    it holds from its `since`, else from now. The watch room sees it at once, replays and builds as it was at the time.

    Examples:

        marsad zone check firing.geojson
        marsad zone dry-run firing.geojson --days 2
        marsad zone import firing.geojson
        marsad zone list
        marsad zone remove FIRING

    Parameters
    ----------
    what
        check, dry-run, import, list or remove.
    file
        The zones (GeoJSON; - reads standard input); to remove one, its name.
    days
        So much of the room's raw log a dry run looks at; of a long one the newest part only, and it says so.
    author
        Who imports them; the name of the user by default.
    port
        Port of the room's page; that of the configuration by default.
    data
        Folder of the room, where it does not run.
    config
        Configuration file (TOML).
    """
    import getpass
    import json
    import os

    from marsad.cli.given_room import GivenRoom
    from marsad.cli.zone_text import show_trial
    from marsad.runtime.configuration import resolve
    from marsad.runtime.places.geojson import json_of
    from marsad.runtime.places.journal_zones import KIND, current, removal, zone_bodies

    if what not in ("check", "dry-run", "import", "list", "remove"):
        raise UsageRefusal(f"nothing does {what!r} to zones: write check, dry-run, import, list or remove")
    if (what == "list") == bool(file):
        raise UsageRefusal("`marsad zone list` takes no more words" if file else f"name what to {what}")
    settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
    room, who = GivenRoom(settings), author or getpass.getuser()
    if what == "list":
        for known, body in current(room.records(KIND)).items():
            told = {word: value for word, value in body["properties"].items() if word != "name"}
            print(f"{known}: {body['geometry']['type']} {json.dumps(told, ensure_ascii=False)}")
        return 0
    if what == "remove":
        room.save(KIND, [removal(file)], "/api/zones", {"remove": [file], "author": who})
        print(f"Taken away: {file}")
        return 0
    zones = json_of(Path("/dev/stdin" if file == "-" else file))
    bodies = zone_bodies(zones, file)
    if what == "dry-run":
        if not 0 < days <= 366:
            raise UsageRefusal(f"--days is {days:g}: write a number of days up to 366")
        return show_trial(settings, bodies, days)
    if what == "check":
        print(f"{len(bodies)} can be used: {', '.join(body['name'] for body in bodies)}")
        return 0
    changed = room.save(KIND, bodies, "/api/zones", {"zones": zones, "author": who})
    print(f"Saved: {', '.join(changed)}" if changed else "All of them were saved before: nothing has changed.")
    return 0
