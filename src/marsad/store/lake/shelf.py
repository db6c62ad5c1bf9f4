"""Where the files of a lake lie: a folder or a bucket. Names are relative, parts joined by a slash."""

from __future__ import annotations

from typing import Any, Protocol

import pyarrow as pa

PART = ".part"
"""Ending of what is not whole yet."""


class Shelf(Protocol):
    """Named objects, each whole or not there. What returns is safe from a power cut.

    Methods raise OSError as the disk or the network gives it; FileNotFoundError where there is no such name.
    """

    url: str
    """As the user wrote it, for messages."""

    @property
    def filesystem(self) -> Any:
        """The Arrow file system that holds it."""
        ...

    def path_of(self, name: str) -> str:
        """What that file system knows the object by."""
        ...

    @property
    def locked(self) -> bool:
        """Whether no other process can be writing here."""
        ...

    def url_of(self, name: str) -> str:
        """What another program opens the object by."""
        ...

    def read(self, name: str) -> bytes:
        """A whole object."""
        ...

    def open(self, name: str) -> Any:
        """The object as a file that Arrow reads and seeks in; closed by the caller."""
        ...

    def names(self, folder: str) -> list[tuple[str, int]]:
        """Every object under a folder with its size in bytes, in order of name; none where there is no folder."""
        ...

    def age_us(self, name: str, now_us: int) -> int:
        """For how long the object has been there."""
        ...

    def holds(self, name: str, data: pa.Buffer) -> bool:
        """Whether an object is there, durably, and has these bytes."""
        ...

    def put(self, name: str, data: bytes | pa.Buffer) -> None:
        """Write an object, replacing what had the name."""
        ...

    def put_new(self, objects: list[tuple[str, bytes]]) -> str | None:
        """Write objects one after the other, none of which may be there; the name that was taken, else None.

        All room that they need is found before the first of them appears.
        """
        ...

    def remove(self, name: str) -> None:
        """Delete an object; one that is not there is right."""
        ...

    def lock(self) -> None:
        """Keep other writers out until `release`; BlockingIOError while another process is one."""
        ...

    def release(self) -> None:
        """Let other writers in."""
        ...
