"""Long work for one person is done in a process of its own, behind all others: it never slows the watch."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from marsad.schema.refusal import Refusal

_LONGEST_S: Final = 180.0


class AsideBusy(Refusal):
    """Somebody else has such work done just now."""


class AsideProcess:
    """Commands of Marsad over the folder of a room, one at a time. `config` is its configuration file, None: none."""

    def __init__(self, data: Path, config: Path | None) -> None:
        nice = shutil.which("nice")
        self._before: Sequence[str] = [*([nice, "-n", "15"] if nice else []), sys.executable, "-m", "marsad"]
        self._after: Sequence[str] = ["--data", str(data), *([] if config is None else ["--config", str(config)])]
        self._busy = False

    async def run(self, *words: str, told: bytes = b"") -> bytes:
        """What a command prints that reads `told` from its standard input. Raises AsideBusy, Refusal."""
        if self._busy:
            raise AsideBusy("The room works for somebody else just now: wait a little and try again.")
        self._busy = True
        try:
            return await self._run(words, told)
        finally:
            self._busy = False

    async def _run(self, words: Sequence[str], told: bytes) -> bytes:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *self._before, *words, *self._after, stdin=pipe, stdout=pipe, stderr=pipe
        )
        try:
            async with asyncio.timeout(_LONGEST_S):
                printed, trouble = await process.communicate(told)
        except TimeoutError:
            raise Refusal("It took more than three minutes: ask for a shorter time.") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            said = trouble.decode(errors="replace").strip().splitlines()
            raise Refusal(said[-1] if said else "It failed: look at the computer's memory.")
        return printed
