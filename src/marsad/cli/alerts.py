"""`marsad alerts`: the alerts of a watch room, without a screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal

VERBS = ("list", "ack", "shelve")


def command(
    what: str = "list",
    alert: str | None = None,
    /,
    *,
    hours: int | None = None,
    by: str = "alert",
    author: str | None = None,
    show: str = "waiting",
    group: str = "",
    lake: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    config: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """List, acknowledge or shelve the alerts of a watch room.

    A room that runs on this computer is asked; where none runs, the journal of its data folder is read and written. An
    action is on disk before this ends. Distress is never shelved.

    Examples:

        marsad alerts list
        marsad alerts list --show shelved --json
        marsad alerts list --lake archive
        marsad alerts ack 3f2a91c07d55e180
        marsad alerts shelve 3f2a91c07d55e180 --hours 6 --by vessel

    Parameters
    ----------
    what
        list, ack or shelve.
    alert
        The alert, by its id in the list (its first letters are enough).
    hours
        Of shelving: 1, 2, 6, 12, 24 or 168; this occurrence by default.
    by
        Of shelving: alert, or all that comes of this vessel, place or rule.
    author
        Who acts; the name of the user by default.
    show
        Of listing: waiting, shelved or all.
    group
        Of listing: the alerts that this group holds.
    lake
        Of listing: the lake whose alerts to list, a folder or s3://bucket/folder: what a desk over that archive would
        have told.
    port
        Port of the room's page; that of the configuration by default.
    data
        Folder of the room, where it does not run.
    config
        Configuration file (TOML).
    json
        JSON also on a terminal; a pipe always gets JSON.
    """
    import getpass
    import os

    from marsad.runtime.configuration import resolve

    if what not in VERBS:
        raise UsageRefusal(f"nothing does {what!r} to alerts: write {', '.join(VERBS)}")
    if (alert is None) != (what == "list"):
        raise UsageRefusal("name the alert, as in `marsad alerts ack ID`" if alert is None else "a list takes no alert")
    if lake is not None:
        from marsad.cli.lake_alerts import lake_alerts, lake_text

        if what != "list":
            raise UsageRefusal("a lake's alerts can be listed only: nobody waits for an answer there")
        of_lake = lake_alerts(lake, show, group)
        _print(of_lake, lake_text, json)
        return 0
    settings = resolve(config, os.environ, {"port": port, "data": str(data) if data else None}).settings
    from marsad.cli.alert_room import Alerts

    room = Alerts(settings)
    if what == "list":
        told = room.list(show, group)
        _print(told, as_text, json)
        return 0
    name = room.find(alert or "")
    done = room.act(name, "acknowledge" if what == "ack" else "shelve", author or getpass.getuser(), hours, by)
    print(sentence(done))
    return 0


def _print(told: dict[str, Any], text: Callable[[dict[str, Any]], str], json: bool) -> None:
    if json or not sys.stdout.isatty():
        from json import dumps

        print(dumps(told, indent=2, ensure_ascii=False))
    else:
        print(text(told))


def sentence(one: dict[str, Any]) -> str:
    """An alert in one line."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(one["raised_ms"] / 1000, UTC)
    marks = []
    if one["acknowledged_ms"] is not None:
        marks.append(f"acknowledged by {one['acknowledged_by']}")
    if one["shelved_until_ms"] is not None:
        until = one["shelved_until_ms"]
        marks.append(f"shelved until {datetime.fromtimestamp(until / 1000, UTC):%d %b %H:%MZ}" if until
                     else "shelved for this occurrence")  # fmt: skip
    marks += ["escalated"] if one["escalated_ms"] is not None else []
    marks += ["over"] if one["cleared_ms"] is not None else []
    marks += ["withdrawn: late reports explained it away"] if one["withdrawn_ms"] is not None else []
    marks += ["position unreliable"] if one["position_unreliable"] else []
    marks += [f"doubt: {doubt['en']}" for doubt in one["doubts"]]
    told = f"{one['id']}  {at:%d %b %H:%MZ}  {one['level']:<9}  {one['reason']['en']}"
    return told + (f" ({'; '.join(marks)})" if marks else "")


def as_text(told: dict[str, Any]) -> str:
    """The list for a terminal."""
    lines = [sentence(one) for one in told["alerts"]] or ["No alert waits."]
    counts = {name: n for name, n in told["counts"].items() if n}
    lines += ["", "; ".join(f"{name} {n}" for name, n in counts.items())] if counts else []
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in "\n".join(lines))
