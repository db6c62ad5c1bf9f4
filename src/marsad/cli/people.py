"""`marsad people`: who may enter a room, and what they may do."""

from __future__ import annotations

from pathlib import Path

from marsad.schema.refusal import Refusal, UsageRefusal


def command(
    what: str,
    name: str = "",
    /,
    *,
    role: str | None = None,
    shown: str | None = None,
    author: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    config: Path | None = None,
) -> int:
    """List the people of a room, let somebody in, change what they may do, or shut them out.

    A viewer looks; an operator deals with alerts and writes the log; a supervisor changes rules, zones and watch lists;
    an administrator says who the people are. In a room that runs, `add` and `link` print a link that works once within
    a day: whoever opens it chooses the password. Where the room does not run, the password is asked for here.

    Examples:

        marsad people list
        marsad people add layla --role operator --shown "Layla K."
        marsad people change layla --role supervisor
        marsad people link layla
        marsad people off layla

    Parameters
    ----------
    what
        list, add, change, link (a new password), off (may not enter any more) or on (may again).
    name
        Whom it is about: the name to sign in with.
    role
        viewer, operator, supervisor or administrator.
    shown
        The name that others see.
    author
        Who does it; the name of the user by default.
    port
        Port of the room's page; that of the configuration by default.
    data
        Folder of the room.
    config
        Configuration file (TOML).
    """
    import getpass
    import os
    import sys

    from marsad.cli.people_room import PeopleRoom
    from marsad.runtime.configuration import resolve
    from marsad.runtime.people.person import name_of
    from marsad.runtime.people.role import role_of

    if what not in ("list", "add", "change", "link", "off", "on"):
        raise UsageRefusal(f"nothing does {what!r} to people: write list, add, change, link, off or on")
    if (what == "list") == bool(name):
        raise UsageRefusal("`marsad people list` takes no more words" if name else f"name whom to {what}")
    if what == "add" and role is None:
        raise UsageRefusal("say what they may do: --role viewer, operator, supervisor or administrator")
    if what == "change" and role is None and shown is None:
        raise UsageRefusal("say what to change: --role or --shown")
    if role is not None:
        role_of(role)
    settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
    room = PeopleRoom(settings, author or getpass.getuser())
    if what == "list":
        import json

        from marsad.cli.terminal import show_rows

        found = room.list()
        if sys.stdout.isatty():
            show_rows(["name", "shown", "role", "may enter"], (
                {**one, "may enter": "yes" if one["active"] else "no"} for one in found
            ))  # fmt: skip
        else:
            print(json.dumps(found, ensure_ascii=False))
        return 0
    called = name_of(name)
    if what in ("add", "link"):
        if room.runs:
            told = room.add(called, str(role), shown or "") if what == "add" else room.link(called)
            print(f"Let {called} open this within {told['hours']} hours to choose a password; it works once:")
            print(room.address(told["link"]))
            return 0
        password = getpass.getpass(f"Password for {called}: ")
        if getpass.getpass("Once more: ") != password:
            raise Refusal("The two are not alike: nothing has changed.")
        room.add_here(called, str(role), shown or "", password) if what == "add" else room.set_here(called, password)
        print(f"Saved: {called}")
        return 0
    active = {"off": False, "on": True}.get(what)
    room.change(called, role=role, shown=shown, active=active)
    print(f"Saved: {called}")
    return 0
