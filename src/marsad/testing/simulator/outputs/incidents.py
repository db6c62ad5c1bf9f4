"""events.jsonl and negatives.jsonl: what happened, what only looked like it, and whether anybody could have noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from marsad.testing.simulator.incidents.observable import Heard
from marsad.testing.simulator.world import Block, World


class Incidents:
    """Counts what was heard of every incident, and writes them when it is over."""

    def __init__(self, world: World, folder: Path) -> None:
        self._folder = folder
        self._heard = Heard(world.cast.events, world.vessels, world.areas)

    def take(self, block: Block) -> None:
        """A block."""
        self._heard.sent(block.tx)
        number = np.full(len(block.heard.air), -1, np.int64)
        for name, rx in block.heard.rx.items():
            number[block.heard.row[name]] = rx["tx"]
        self._heard.received(block.heard.air[number >= 0], number[number >= 0])

    def close(self) -> None:
        """Write both files."""
        happened, alike = self._heard.records()
        _write(self._folder / "events.jsonl", happened)
        _write(self._folder / "negatives.jsonl", alike)


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
