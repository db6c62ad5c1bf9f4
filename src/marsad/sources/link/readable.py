"""Waiting for a descriptor without a thread."""

from __future__ import annotations

import asyncio


async def readable(descriptor: int) -> None:
    """Return when the descriptor has something to read. Raises PermissionError for a regular file."""
    loop = asyncio.get_running_loop()
    ready = loop.create_future()

    def wake() -> None:
        loop.remove_reader(descriptor)
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(descriptor, wake)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)
