"""The alerts of a room for the command line, whether it runs or not."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from marsad.alerts.alert import Alert
from marsad.runtime.alert_access import Room, act_in, read_desk
from marsad.runtime.alert_views import view_of
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import data_path
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal, UsageRefusal


class Alerts:
    """By REST where a room runs on the port of the settings, else in the journal of their data folder."""

    def __init__(self, settings: Settings) -> None:
        import os

        self._room = Room(settings.port, data_path(settings.data, os.environ))
        self._runs = self._room.runs()
        self._data: Path = data_path(settings.data, os.environ)
        self._limits, self._url = settings.alerts.limits(), settings.alerts.journal

    def list(self, show: str, group: str) -> dict[str, Any]:
        """As `GET /api/alerts` answers."""
        if show not in ("waiting", "shelved", "all"):
            raise UsageRefusal(f"--show {show}: write waiting, shelved or all")
        if self._runs:
            return self._room.ask(f"/api/alerts?{urlencode({'show': show, 'group': group, 'limit': 10_000})}")
        desk = read_desk(self._data, system_clock, self._limits, self._url)
        if group:
            found = desk.members(group)
        elif show == "all":
            found = sorted(desk.alerts.values(), key=Alert.order)
        else:
            found = desk.shelved() if show == "shelved" else desk.listed()
        views = [msgspec.to_builtins(view_of(alert, {})) for alert in found]
        return {"now_ms": system_clock() // 1000, "total": len(views), "counts": desk.totals(), "alerts": views}

    def find(self, begin: str) -> str:
        """The id that begins so."""
        names = [one["id"] for one in self.list("all", "")["alerts"] if one["id"].startswith(begin)]
        if len(names) != 1:
            what = "No alert begins" if not names else f"{len(names)} alerts begin"
            raise Refusal(f"{what} with {begin}: `marsad alerts list --show all` shows those there are.")
        return str(names[0])

    def act(self, name: str, verb: str, author: str, hours: int | None, by: str) -> dict[str, Any]:
        """Do it, and give the alert as it is then."""
        if self._runs:
            body = {"author": author, "hours": hours, "by": by}
            return self._room.ask(f"/api/alerts/{quote(name)}/{verb}", body)
        told = {"verb": verb, "alert": name, "author": author, "hours": hours, "by": by}
        done: dict[str, Any] = msgspec.to_builtins(
            view_of(act_in(self._data, system_clock, told, self._limits, self._url), {})
        )
        return done
