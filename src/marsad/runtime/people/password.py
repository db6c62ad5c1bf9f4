"""Passwords: what one must be, and how it is kept (argon2id, RFC 9106)."""

from __future__ import annotations

import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from marsad.schema.refusal import Refusal

SHORTEST, LONGEST = 10, 256
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Each check takes 19 MiB and some tens of milliseconds: a flood of them must not take the room's."""
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODYS: Final = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""What is checked where there is no such person, so that the time taken does not tell who there is."""


def hashed(password: str, name: str) -> str:
    """What is kept of a password. Raises Refusal, in one sentence, for one that is too easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(f"A password has {SHORTEST} to {LONGEST} characters: several words are easiest to remember.")
    folded = password.casefold()
    if name.casefold() in folded or len(set(folded)) < 5 or folded.startswith(("password", "1234567890", "qwertyuiop")):
        raise Refusal("This password is easily guessed: use several words that do not tell your name.")
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password that was kept. Takes as long where there is none."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODYS, password) and kept is not None
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False
