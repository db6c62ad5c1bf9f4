"""A stream whose first bytes were looked at and are given again."""

from __future__ import annotations

from typing import BinaryIO


class Rewound:
    """Reads a stream from its begin though its head was taken, and counts what was read."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head = head
        self._file = file
        self.consumed = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, empty at the end."""
        data = self._head or self._file.read(size) or b""
        if 0 <= size < len(data):
            data, self._head = data[:size], data[size:]
        else:
            self._head = b""
        self.consumed += len(data)
        return data


def head_of(file: BinaryIO, size: int) -> bytes:
    """The first bytes of a stream, fewer if it is shorter."""
    head = b""
    while len(head) < size and (more := file.read(size - len(head))):
        head += more
    return head
