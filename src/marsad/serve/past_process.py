"""The process of one look back: it reads the log and shows it, and the watch goes on beside it undisturbed.

`python -m marsad.serve.past_process --data FOLDER [--config FILE]`, begun by the room, ends with its standard input.
Both streams carry messages, each behind its length in four bytes, little-endian: in the texts of the page, out its
frames.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.runtime.configuration import Configuration, resolve
from marsad.runtime.kernel_cache import use_kernel_cache

if TYPE_CHECKING:
    from marsad.serve.past_session import PastSession

LENGTH: Final = struct.Struct("<I")


def main() -> int:
    """Serve one page until it goes."""
    parser = argparse.ArgumentParser(prog="marsad.serve.past_process")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path)
    told = parser.parse_args()
    use_kernel_cache(told.data)
    asyncio.run(_serve(told.data, resolve(told.config, os.environ, {"data": str(told.data)})))
    return 0


async def _serve(data: Path, configuration: Configuration) -> None:
    from marsad.runtime.past.look import Look
    from marsad.serve.past_session import PastSession

    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, sys.stdout)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)

    async def send(frame: bytes) -> None:
        writer.write(LENGTH.pack(len(frame)) + frame)
        await writer.drain()

    settings = configuration.settings
    session = PastSession(Look(data, configuration), send, settings.centre, settings.zoom)
    running = asyncio.create_task(session.run())
    listening = asyncio.create_task(_listen(reader, session))
    done, left = await asyncio.wait([running, listening], return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    for task in done:
        task.result()


async def _listen(reader: asyncio.StreamReader, session: PastSession) -> None:
    while True:
        try:
            size = LENGTH.unpack(await reader.readexactly(LENGTH.size))[0]
            session.take(await reader.readexactly(size))
        except asyncio.IncompleteReadError:
            return


if __name__ == "__main__":
    sys.exit(main())
