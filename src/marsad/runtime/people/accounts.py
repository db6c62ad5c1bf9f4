"""The people of a room: kept in the journal, their passwords beside its chain, so that they can be forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Final

from marsad.runtime.people.password import hashed, is_right
from marsad.runtime.people.person import Person, name_of, person_of, shown_of
from marsad.runtime.people.role import Role
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Aside, Entry, Journal

KIND: Final = "person"
_CREDENTIAL: Final = "credential"


class AccountRefusal(Refusal):
    """It cannot be done to this person; the sentence says why."""


class Accounts:
    """Who there is. Any thread may call it. Each change is on disk, with who made it, before it is told as done."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.RLock()
        self._people = {record.body["name"]: person_of(record.body) for record in journal.records(KIND)}
        self._kept = {name: str(value["argon2id"]) for name, value in journal.aside(_CREDENTIAL).items()}
        self._listeners: list[Callable[[str], None]] = []

    def when_changed(self, tell: Callable[[str], None]) -> None:
        """Call `tell` with the name of each person whose role, password or activity has changed."""
        self._listeners.append(tell)

    def all(self) -> list[Person]:
        """Everybody, by name; who was switched off too."""
        with self._lock:
            return sorted(self._people.values(), key=lambda person: person.name)

    def find(self, name: str) -> Person | None:
        """An active person; None where there is none."""
        person = self._people.get(name)
        return person if person is not None and person.active else None

    def has_administrator(self) -> bool:
        """False before the first start is through: nobody can sign in, and nobody can let others in."""
        with self._lock:
            return any(person.active and person.role == "administrator" for person in self._people.values())

    def has_password(self, name: str) -> bool:
        """Whether somebody can sign in by password."""
        return name in self._kept

    def add(self, name: str, role: Role, author: str, shown: str = "", password: str | None = None) -> Person:
        """A new person. Without a password nobody can sign in by one until it is set. Raises Refusal."""
        person = Person(name_of(name), role, shown_of(shown))
        with self._lock:
            if person.name in self._people:
                raise AccountRefusal(f"There is a person {person.name} already: choose another name, or change theirs.")
            kept = None if password is None else hashed(password, person.name)
            self._save(person, "added", author, kept)
        return person

    def first(self, name: str, shown: str, password: str) -> Person:
        """The first administrator. Raises Refusal where there is one already."""
        with self._lock:
            if self.has_administrator():
                raise AccountRefusal("This room has an administrator: ask them to let you in.")
            return self.add(name, "administrator", name_of(name), shown, password)

    def change(
        self, name: str, author: str, *, role: Role | None = None, shown: str | None = None, active: bool | None = None
    ) -> Person:
        """Change what a person may do, how they are shown, whether they may enter. Raises Refusal."""
        with self._lock:
            before = self._known(name)
            after = Person(
                before.name, before.role if role is None else role,
                before.shown if shown is None else shown_of(shown), before.active if active is None else active,
            )  # fmt: skip
            others = (one for one in self._people.values() if one.name != name)
            if not any(one.active and one.role == "administrator" for one in (after, *others)):
                raise AccountRefusal("Somebody must be administrator: name another before this one is changed.")
            if after != before:
                self._save(after, "changed", author)
        return after

    def set_password(self, name: str, password: str, author: str) -> None:
        """Give a person a password. Raises Refusal for one that is easily guessed."""
        with self._lock:
            person = self._known(name)
            self._save(person, "password", author, hashed(password, person.name))

    def check(self, name: str, password: str) -> Person | None:
        """The active person of this name and password; None for a wrong one, after the same time whatever is wrong."""
        try:
            known = name_of(name)
        except Refusal:
            known = ""
        person = self.find(known)
        right = is_right(self._kept.get(known) if person is not None else None, password)
        return person if right else None

    def _known(self, name: str) -> Person:
        person = self._people.get(name)
        if person is None:
            raise AccountRefusal(f"There is no person {name}: `marsad people list` names them.")
        return person

    def _save(self, person: Person, what: str, author: str, kept: str | None = None) -> None:
        entries: Iterable[Entry] = [(KIND, author, {**person.body(), "what": what})]
        aside: list[Aside] = [] if kept is None else [(_CREDENTIAL, person.name, {"argon2id": kept})]
        self._journal.append_all(entries, aside)
        self._people[person.name] = person
        if kept is not None:
            self._kept[person.name] = kept
        if what != "added":
            for tell in self._listeners:
                tell(person.name)
