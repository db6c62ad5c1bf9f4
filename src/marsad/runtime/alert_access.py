"""Alerts from outside the room: by its REST where it runs, from the journal of its data folder where it does not."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from marsad.alerts.action import action_of
from marsad.alerts.alert import Alert
from marsad.alerts.desk import Desk
from marsad.alerts.limits import Limits
from marsad.runtime.alerting import Alerting, bodies_of
from marsad.runtime.clock import Clock
from marsad.runtime.data_folder import journal_url
from marsad.runtime.people.door import token_file
from marsad.runtime.rule_records import KIND, current, import_rules, rules_from
from marsad.runtime.saved_records import has_journal
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal

TIMEOUT_S: Final = 10.0


class Room:
    """A room that runs on this computer; `data` is the folder in which it left the key for its owner."""

    def __init__(self, port: int, data: Path) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self._context: ssl.SSLContext | None = None
        self._token = token_file(data, port)
        with suppress(OSError, ValueError):  # it says so where it is reached otherwise
            told = json.loads(self._token.with_suffix(".json").read_text())
            self.address, self._context = told["address"], ssl.create_default_context(cafile=told["authority"])

    def runs(self) -> bool:
        """Whether a watch room answers there."""
        try:
            return "can_setup" in self.ask("/api/session")
        except (OSError, ValueError, Refusal):
            return False

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Its answer. Raises Refusal with its sentence where it refuses, OSError where nobody answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"content-type": "application/json"}
        with suppress(OSError):  # no such room, or somebody else's: it will say so
            headers["authorization"] = f"Bearer {self._token.read_text()}"
        request = urllib.request.Request(self.address.rstrip("/") + path, data, headers)  # noqa: S310 - built above
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=self._context) as answer:  # noqa: S310
                told: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refusal(_detail(error)) from None
        return told


def _detail(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError):
        return f"The watch room answered {error.code}: look at its own messages."


def read_desk(data: Path, clock: Clock, limits: Limits | None = None, url: str = "") -> Desk:
    """The desk as the journal of a data folder tells it. Raises Refusal where there is none."""
    if not has_journal(data, url):
        raise Refusal(f"{data} has no journal: name the folder of a watch room with --data, or start one.")
    journal = Journal.read_only(url or journal_url(data))
    try:
        desk = Desk(rules_from(current(journal.records(KIND)))[0], limits)
        desk.restore(bodies_of(journal), clock())
    finally:
        journal.close()
    return desk


def act_in(data: Path, clock: Clock, told: Mapping[str, Any], limits: Limits | None = None, url: str = "") -> Alert:
    """Do something in the journal of a room that does not run. Raises Refusal."""
    action = action_of(told)
    if not has_journal(data, url):
        raise Refusal(f"{data} has no journal: name the folder of a watch room with --data, or start one.")
    alerting = Alerting(clock, limits, Journal.open(url or journal_url(data), clock))
    try:
        return alerting.act(action)
    finally:
        alerting.close()


def import_into(
    data: Path, clock: Clock, tables: Mapping[str, Mapping[str, Any]], author: str, url: str = ""
) -> list[str]:
    """Save rules in the journal of a room that does not run; gives the names of those that changed."""
    journal = Journal.open(url or journal_url(data), clock)
    try:
        return import_rules(journal, tables, author)
    finally:
        journal.close()
