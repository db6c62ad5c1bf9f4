"""`marsad rule`: rules of alerts are checked and tried before they are saved."""

from __future__ import annotations

from pathlib import Path

from marsad.schema.refusal import UsageRefusal

SHOWN = 20


def command(
    what: str,
    file: str | None = None,
    /,
    *,
    lake: str | None = None,
    days: float = 7.0,
    why: str = "",
    author: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    config: Path | None = None,
) -> int:
    """Check rules of alerts, try them, import them, switch them off and on.

    A file has a table for each rule: [rules.NAME] with a priority (emergency, alarm, warning, caution or none) and
    what it is for: kinds, vessels, places, area, valid_from, valid_to, lasts. What cannot be meant is refused with the
    reason before anything is saved. With --lake the dry run comes before the import; the rules that are saved hold
    in it too. Without a lake try says what would have changed on the desk of the room in the last days. A rule that is
    switched off is kept; off and on are kept in the journal with the reason, over restarts too.

    Examples:

        marsad rule check rules.toml
        marsad rule dry-run rules.toml --lake archive
        marsad rule import rules.toml --lake archive
        marsad rule try rules.toml --days 2
        marsad rule list
        marsad rule off night --why "too many in this weather"

    Parameters
    ----------
    what
        check, dry-run, try, import, list, off or on.
    file
        The rules (TOML); to switch one off or on, its name.
    lake
        Folder of the lake to try them on, or s3://bucket/folder.
    days
        Of a try: so many days of what the room found.
    why
        Of off and on: the reason, which is kept.
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
    import os

    from marsad.cli.rule_text import dry_run_lines, read_rules
    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_folder, data_path

    if what not in ("check", "dry-run", "try", "import", "list", "off", "on"):
        raise UsageRefusal(f"nothing does {what!r} to rules: write check, dry-run, try, import, list, off or on")
    if (what == "list") == bool(file):
        raise UsageRefusal("`marsad rule list` takes no more words" if file else f"name what to {what}")
    if what in ("list", "off", "on", "try"):
        from marsad.cli.standing_rules import list_rules, switch, try_rules

        settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
        if what == "list":
            return list_rules(settings)
        if what == "try":
            if not 0 < days <= 366:
                raise UsageRefusal(f"--days is {days:g}: write a number of days up to 366")
            return try_rules(settings, file or "", days)
        return switch(settings, file or "", what == "on", why, author or getpass.getuser())
    tables = read_rules(Path(file or ""))
    if what == "check":
        print(f"{len(tables)} {'rule' if len(tables) == 1 else 'rules'} can be used: {', '.join(tables)}")
        return 0
    settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
    if what == "dry-run" or lake is not None:
        from marsad.runtime.rule_records import KIND, current
        from marsad.runtime.saved_records import records_in

        written = records_in(data_path(settings.data, os.environ), settings.alerts.journal, (KIND,))
        saved = {**current(written), **settings.alerts.rules}
        print("\n".join(dry_run_lines(lake or "lake", tables, settings.alerts.limits(), SHOWN, saved)))
    if what == "dry-run":
        return 0
    from marsad.runtime.alert_access import Room, import_into
    from marsad.runtime.clock import system_clock

    who, room = author or getpass.getuser(), Room(settings.port, data_path(settings.data, os.environ))
    if room.runs():
        changed = room.ask("/api/rules", {"rules": tables, "author": who})["changed"]
    else:
        folder = data_folder(settings.data, os.environ)
        changed = import_into(folder, system_clock, tables, who, settings.alerts.journal)
    print(f"Saved: {', '.join(changed)}" if changed else "All of them were saved before: nothing has changed.")
    return 0
