"""What a person is told when the disk or the network fails a lake."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from marsad.store.store_error import StoreError

_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Turn an OSError of a change into one sentence; nothing is visible of a change that did not end."""
    try:
        yield
    except BlockingIOError:
        raise StoreError(f"Another Marsad writes to {url}: wait until it ends, then run this again.") from None
    except OSError as error:
        if error.errno in _FULL:
            raise StoreError(
                f"The disk of {url} is full: free some space and run this again, the lake is as it was before."
            ) from error
        raise StoreError(
            f"{url} cannot be written ({error.strerror or error}): give this user access or name another place, and "
            "run this again; the lake is as it was before."
        ) from error


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Turn what a damaged or missing file raises into one sentence."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        why = str(getattr(error, "strerror", None) or error).splitlines()[0]
        raise StoreError(f"{url} cannot be read ({why}): restore a backup, or build the lake again.") from error
