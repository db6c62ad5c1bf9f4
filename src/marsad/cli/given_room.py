"""Zones and watch lists of a room for the command line, whether it runs or not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marsad.runtime.alert_access import Room
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import data_folder, data_path, journal_url
from marsad.runtime.given import save
from marsad.runtime.saved_records import records_in
from marsad.runtime.settings import Settings
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record


class GivenRoom:
    """By REST where a room runs on the port of the settings, else in the journal of their data folder."""

    def __init__(self, settings: Settings) -> None:
        import os

        self._room, self._settings, self._environment = (
            Room(settings.port, data_path(settings.data, os.environ)),
            settings,
            os.environ,
        )

    def records(self, kind: str) -> list[Record]:
        """What the journal of the data folder says."""
        data: Path = data_path(self._settings.data, self._environment)
        return records_in(data, self._settings.alerts.journal, (kind,))

    def save(self, kind: str, bodies: list[dict[str, Any]], address: str, told: Mapping[str, Any]) -> list[str]:
        """Save what was checked: a room that runs is told at an address, else the bodies are written. Gives the names
        of what changed. Raises Refusal."""
        if self._room.runs():
            return [str(name) for name in self._room.ask(address, told)["changed"]]
        url = self._settings.alerts.journal or journal_url(data_folder(self._settings.data, self._environment))
        journal = Journal.open(url, system_clock)
        try:
            return save(journal, kind, bodies, str(told["author"]))
        finally:
            journal.close()


def instant(t_us: int | None) -> str:
    """An instant for people; null is no instant."""
    from datetime import UTC, datetime

    return "" if t_us is None else f"{datetime.fromtimestamp(t_us / 1e6, UTC):%Y-%m-%d %H:%MZ}"
