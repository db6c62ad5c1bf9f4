"""A person who may enter the room, and the names that people can have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marsad.runtime.people.role import Role, role_of
from marsad.schema.refusal import Refusal

_NAME = re.compile(r"[^\W_][\w.@-]{0,47}")
MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Person:
    """`name` is what one signs in with and what the log tells; `shown` is what a screen writes beside a deed."""

    name: str
    role: Role
    shown: str = ""
    active: bool = True

    def body(self) -> dict[str, Any]:
        """As plain values."""
        return {"name": self.name, "role": self.role, "shown": self.shown, "active": self.active}


def person_of(body: Mapping[str, Any]) -> Person:
    """The person of plain values."""
    return Person(str(body["name"]), role_of(str(body["role"])), str(body["shown"]), bool(body["active"]))


def name_of(told: str) -> str:
    """A name to sign in with, in one spelling. Raises Refusal for one that nobody can have."""
    name = unicodedata.normalize("NFC", told.strip()).casefold()
    if not _NAME.fullmatch(name):
        raise Refusal(
            "A name to sign in with has 1 to 48 letters and digits, and may hold . _ @ and - after the first."
        )
    return name


def shown_of(told: str) -> str:
    """A name to show. Raises Refusal for one with characters that steer the text around it."""
    shown = unicodedata.normalize("NFC", told.strip())
    if len(shown) > MOST_SHOWN or any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in shown):
        raise Refusal(f"A name to show has at most {MOST_SHOWN} letters and nothing that cannot be seen.")
    return shown
