"""The way into a room: who somebody is, by password, by link or as a program on this computer."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from marsad.runtime.people.accounts import Accounts
from marsad.runtime.people.attempts import Attempts
from marsad.runtime.people.links import Link, Links
from marsad.runtime.people.oidc import Provider, ProviderRefusal
from marsad.runtime.people.person import Person, name_of
from marsad.runtime.people.sessions import Session, Sessions, key_of, proof_of
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal

Clock = Callable[[], int]
KIND: Final = "session"
_AT_PROVIDER: Final = "\tprovider"
"""Attempts at the provider are counted under this, which nobody can be called."""
CONSOLE: Final = Person("console", "administrator")
"""A program of the user whom the data folder belongs to: the command line."""
GUEST: Final = Person("guest", "administrator")
"""Who enters a room that keeps nothing (a replay) or plays (the demo) by the link it printed."""


def token_file(data: Path, port: int) -> Path:
    """Where the token for the command line lies while a room is open on a port."""
    return data / "rooms" / f"{port}.token"


class WrongPassword(Refusal):
    """It does not say which of the two was wrong."""


class TooSoon(Refusal):
    """Too many wrong attempts; `wait_s` until the next."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"Too many attempts: wait {wait_s:.0f} seconds and try again.")
        self.wait_s = wait_s


class UsedUp(Refusal):
    """A link that was used, has expired, or never was."""


class Stranger(Refusal):
    """A provider vouches for somebody who was not let into this room."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody who is inside: `proof` is what each deed of their page must carry; None for a program with a token."""

    person: Person
    session: Session | None
    proof: str | None


class Door:
    """Without a journal there are no accounts: then one comes in by the link that the room prints."""

    def __init__(
        self,
        clock: Clock,
        journal: Journal | None = None,
        *,
        idle_h: float = 12.0,
        absolute_h: float = 24.0,
        provider: Provider | None = None,
    ) -> None:
        self.provider = provider
        self.accounts = None if journal is None else Accounts(journal)
        self.sessions = Sessions(clock, journal, idle_h, absolute_h)
        self.links, self.attempts = Links(clock), Attempts(clock)
        self._journal = journal
        self._console = ""
        if self.accounts is not None:
            self.accounts.when_changed(self.sessions.end_all)

    @contextmanager
    def for_console(self, data: Path, port: int, address: str = "", authority: Path | None = None) -> Iterator[None]:
        """While the room is open, leave a token for the command line where only the owner of the folder can read it.

        `address`, where the room is reached otherwise than by HTTP on loopback, and `authority` stand beside it.
        """
        token, file = secrets.token_urlsafe(32), token_file(data, port)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = file.with_suffix(".new")
        made.unlink(missing_ok=True)
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(token)
        made.replace(file)  # whoever looks in this moment reads a whole token
        beside = file.with_suffix(".json")
        beside.unlink(missing_ok=True)
        if address.startswith("https:"):
            told = {"address": address, "authority": None if authority is None else str(authority.absolute())}
            beside.write_text(json.dumps(told))
        self._console = key_of(token)
        try:
            yield
        finally:
            file.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)

    def first_link(self) -> str:
        """What the printed address ends with: the way in for whom there is no other, or nothing."""
        if self.accounts is None:
            return "#enter=" + self.links.give("enter", GUEST.name, hours=None, again=True)
        if not self.accounts.has_administrator():
            return "#setup=" + self.links.give("setup", hours=None, again=True)
        return ""

    def guest_link(self) -> str:
        """The same for a room that only plays: whoever has the link is in."""
        return "#enter=" + self.links.give("enter", GUEST.name, hours=None, again=True)

    def who(self, cookie: str | None, bearer: str | None) -> Inside | None:
        """Who sends a request with this cookie, or this bearer token; None: nobody who is known."""
        if bearer is not None:
            known = bool(self._console) and secrets.compare_digest(key_of(bearer), self._console)
            return Inside(CONSOLE, None, None) if known else None
        session = self.sessions.find(cookie) if cookie else None
        if session is None or cookie is None:
            return None
        person = self._person(session.name)
        return None if person is None else Inside(person, session, proof_of(cookie))

    def _person(self, name: str) -> Person | None:
        found = None if self.accounts is None else self.accounts.find(name)
        return GUEST if found is None and name == GUEST.name else found

    def sign_in(self, name: str, password: str, place: str) -> str:
        """A session's token. Raises TooSoon, WrongPassword."""
        called = name.strip().casefold()[:64]
        wait_s = self.attempts.wait_s(called, place)
        if wait_s > 0:
            raise TooSoon(wait_s)
        person = None if self.accounts is None else self.accounts.check(name, password)
        if person is None:
            self.attempts.was_wrong(called, place)
            self._note("refused", called, place)
            raise WrongPassword("Name or password is wrong.")
        self.attempts.was_right(called, place)
        return self._begin(person.name, place, "in")

    def set_up(self, token: str, name: str, shown: str, password: str, place: str) -> str:
        """Make the first administrator and let them in. Raises UsedUp, or Refusal for a name or password."""
        if self.accounts is None or self.links.look(token) is None or self.accounts.has_administrator():
            raise UsedUp("This room is set up already, or the link is not the one that it printed: sign in.")
        person = self.accounts.first(name, shown, password)
        self.links.use(token, "setup")
        return self._begin(person.name, place, "in")

    def choose_password(self, token: str, password: str, place: str) -> str:
        """Set the password of whom a link was given to, and let them in. Raises UsedUp, or Refusal."""
        link = self.links.look(token)
        if self.accounts is None or link is None or link.purpose != "password":
            raise UsedUp("This link was used or has expired: ask an administrator for another.")
        self.accounts.set_password(link.name, password, link.name)
        self.links.use(token, "password")
        return self._begin(link.name, place, "in")

    def change_password(self, name: str, old: str, new: str, place: str) -> str:
        """Another password for oneself; other screens must sign in again. Raises WrongPassword, TooSoon, Refusal."""
        wait_s = self.attempts.wait_s(name, place)
        if wait_s > 0:
            raise TooSoon(wait_s)
        if self.accounts is None or self.accounts.check(name, old) is None:
            self.attempts.was_wrong(name, place)
            raise WrongPassword("The password that you have now is another.")
        self.accounts.set_password(name, new, name)
        return self._begin(name, place, "in")

    def enter(self, token: str, place: str) -> str:
        """Let in whoever has the link of a room that plays. Raises UsedUp."""
        link: Link | None = self.links.use(token, "enter")
        if link is None:
            raise UsedUp("This link is not the one that the room printed: look there.")
        return self._begin(link.name, place, "in")

    def enter_by_provider(self, state: str, code: str, browser: str, place: str) -> str:
        """A session's token for whom the provider vouches. Raises TooSoon, ProviderRefusal, Stranger."""
        wait_s = self.attempts.wait_s(_AT_PROVIDER, place)
        if wait_s > 0:
            raise TooSoon(wait_s)
        if self.provider is None or self.accounts is None:
            raise ProviderRefusal("This room asks no provider: set one up under [oidc].")
        try:
            told = self.provider.end(state, code, browser)
        except ProviderRefusal as refusal:
            self._provider_failed(refusal, place)
            raise
        try:
            person = self.accounts.find(name_of(told))
        except Refusal:
            person = None
        if person is None:
            self.attempts.was_wrong(_AT_PROVIDER, place)
            self._note("refused", told[:100], place)
            raise Stranger("The provider knows you, this room does not: ask its administrator to let you in.")
        return self._begin(person.name, place, "in")

    def begin_at_provider(self, place: str) -> tuple[str, str]:
        """Where to send somebody, and what their browser keeps until they return. Raises TooSoon, ProviderRefusal."""
        wait_s = self.attempts.wait_s(_AT_PROVIDER, place)
        if wait_s > 0:
            raise TooSoon(wait_s)
        if self.provider is None:
            raise ProviderRefusal("This room asks no provider: set one up under [oidc].")
        try:
            return self.provider.begin()
        except ProviderRefusal as refusal:
            self._provider_failed(refusal, place)
            raise

    def _provider_failed(self, refusal: ProviderRefusal, place: str) -> None:
        """Why it vouched for nobody is told in the log, to who looks after the room."""
        self.attempts.was_wrong(_AT_PROVIDER, place)
        self._note("provider", "", place, why=str(refusal)[:500])

    def sign_out(self, session: Session) -> None:
        """End a session."""
        self.sessions.end(session.key)
        self._note("out", session.name, session.place)

    def _begin(self, name: str, place: str, what: str) -> str:
        self._note(what, name, place)
        return self.sessions.begin(name, place)

    def _note(self, what: str, name: str, place: str, **more: str) -> None:
        if self._journal is not None:
            self._journal.append(KIND, name, {"what": what, "name": name, "place": place[:100], **more})
