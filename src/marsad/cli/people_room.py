"""The people of a room for the command line, whether it runs or not."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

from marsad.runtime.alert_access import Room
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import data_folder, data_path, journal_url
from marsad.runtime.people.accounts import KIND, Accounts
from marsad.runtime.people.role import role_of
from marsad.runtime.saved_records import records_in
from marsad.runtime.settings import Settings
from marsad.store.journal.journal import Journal

T = TypeVar("T")


class PeopleRoom:
    """By REST where a room runs on the port of the settings, else in the journal of their data folder."""

    def __init__(self, settings: Settings, author: str) -> None:
        self._settings, self._author = settings, author
        self._room = Room(settings.port, data_path(settings.data, os.environ))
        self.runs = self._room.runs()

    def list(self) -> list[dict[str, Any]]:
        """Everybody, by name."""
        if self.runs:
            return list(self._room.ask("/api/people")["people"])
        data = data_path(self._settings.data, os.environ)
        records = records_in(data, self._settings.alerts.journal, (KIND,))
        found = {str(record.body["name"]): record.body for record in records}
        return [dict(found[name]) for name in sorted(found)]

    def add(self, name: str, role: str, shown: str) -> dict[str, Any]:
        """Let somebody into a room that runs; the link for their password."""
        told = {"name": name, "role": role, "shown": shown, "author": self._author}
        return self._room.ask("/api/people/add", told)

    def link(self, name: str) -> dict[str, Any]:
        """A link for a new password in a room that runs."""
        return self._room.ask(f"/api/people/{quote(name)}/link", {"author": self._author})

    def address(self, link: str) -> str:
        """A link as a browser takes it."""
        return self._room.address + link

    def change(self, name: str, *, role: str | None, shown: str | None, active: bool | None) -> None:
        """Change what somebody may do. Raises Refusal."""
        if self.runs:
            told = {"role": role, "shown": shown, "active": active, "author": self._author}
            self._room.ask(f"/api/people/{quote(name)}/change", told)
            return
        wanted = None if role is None else role_of(role)
        self._here(lambda them: them.change(name, self._author, role=wanted, shown=shown, active=active))

    def add_here(self, name: str, role: str, shown: str, password: str) -> None:
        """Let somebody into a room that does not run."""
        self._here(lambda them: them.add(name, role_of(role), self._author, shown, password))

    def set_here(self, name: str, password: str) -> None:
        """Give somebody of a room that does not run a password."""
        self._here(lambda them: them.set_password(name, password, self._author))

    def _here(self, deed: Callable[[Accounts], T]) -> T:
        url = self._settings.alerts.journal or journal_url(data_folder(self._settings.data, os.environ))
        journal = Journal.open(url, system_clock)
        try:
            return deed(Accounts(journal))
        finally:
            journal.close()
