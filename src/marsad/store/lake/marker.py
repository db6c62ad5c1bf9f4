"""marsad.json in a lake: that it is one, and in which format."""

from __future__ import annotations

import json

from marsad.store.lake.shelf import Shelf
from marsad.store.store_error import StoreError

FORMAT = 1
"""Raised when an older release could not read, or would spoil, what this one writes. New columns do not raise it."""
SINCE = "0.1.0"
"""The first release that reads this format."""
MARKER = "marsad.json"


def check_marker(shelf: Shelf) -> bool:
    """Whether there is a lake. Raises StoreError for one of a newer format, or whose marker cannot be read."""
    try:
        told = json.loads(shelf.read(MARKER))
        number, release = int(told["format"]), str(told["since"])
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{MARKER} in {shelf.url} cannot be read: restore a backup, or build the lake anew.") from None
    if number > FORMAT:
        raise StoreError(
            f"The lake {shelf.url} has format {number}, and this Marsad knows formats up to {FORMAT}: use Marsad "
            f"{release} or newer."
        )
    return True


def is_simulated(shelf: Shelf) -> bool:
    """Whether the lake is one of simulated traffic."""
    return json.loads(shelf.read(MARKER)).get("simulated") is True


def put_marker(shelf: Shelf, simulated: bool = False) -> None:
    """Make a folder a lake, or a lake one of simulated traffic."""
    told: dict[str, object] = {"kind": "marsad lake", "format": FORMAT, "since": SINCE}
    if simulated:
        told["simulated"] = True
    shelf.put(MARKER, json.dumps(told, indent=2).encode() + b"\n")
