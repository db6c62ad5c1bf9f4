"""The folder of one simulation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np

from marsad import __version__
from marsad.schema.refusal import Refusal
from marsad.testing.simulator.choice import purpose_of
from marsad.testing.simulator.feed.encode import encode
from marsad.testing.simulator.feed.sentences import sentences
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.outputs import air, truth
from marsad.testing.simulator.outputs.identities import write_identities
from marsad.testing.simulator.outputs.incidents import Incidents
from marsad.testing.simulator.outputs.parquet import RowFile
from marsad.testing.simulator.outputs.side import Aircraft, Broadcasts, Contacts, write_room
from marsad.testing.simulator.records import Station
from marsad.testing.simulator.world import Block, World

MARK = "scenario.json"
"""Written last: a folder without it was not finished."""
_AT_ONCE = 1 << 20
"""States asked for at once."""


class _Part(Protocol):
    def take(self, block: Block) -> None: ...
    def close(self) -> None: ...


class Folder:
    """Writes what is chosen. `begin`, then every block, then `close`; `abandon` leaves no file open."""

    def __init__(self, path: Path, chosen: frozenset[str]) -> None:
        self.path, self._chosen = path, chosen
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise Refusal(f"{path} is there and not empty: name a new folder.")
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal(f"{path} cannot be made ({error.strerror}): name another folder.") from error
        self._rows: dict[str, RowFile] = {}
        self._lines: dict[str, BinaryIO] = {}
        self._parts: list[_Part] = []

    def begin(self, world: World, t1_us: int) -> None:
        """Who is there."""
        self._world, self._t1_us = world, t1_us
        if "truth" in self._chosen:
            self._rows["truth"] = RowFile(self.path / "truth.parquet", truth.SCHEMA)
            who = RowFile(self.path / "vessels.parquet", truth.VESSELS)
            who.add(truth.vessels_table(world.vessels, world.fleet))
            who.close()
        if "tx" in self._chosen:
            self._rows["tx"] = RowFile(self.path / "tx.parquet", air.TX)
        if {"rx", "nmea"} & self._chosen:
            (self.path / "rx").mkdir()
        for name in world.receivers:
            if "rx" in self._chosen:
                self._rows[name] = RowFile(self.path / "rx" / f"{name}.parquet", air.RX)
            if "nmea" in self._chosen:
                self._lines[name] = (self.path / "rx" / f"{name}.nmea").open("wb")
        if "contacts" in self._chosen:
            self._parts.append(Contacts(world, self.path))
        if "adsb" in self._chosen:
            self._parts.append(Aircraft(world, self.path))
        if "broadcasts" in self._chosen:
            self._parts.append(Broadcasts(world, self.path, t1_us))
        if "events" in self._chosen:
            self._parts.append(Incidents(world, self.path))
            write_room(world, self.path)
            write_identities(world, self.path)

    def take(self, block: Block) -> None:
        """Write a block."""
        if "truth" in self._chosen:
            self._truth(block)
        if "tx" in self._chosen:
            self._rows["tx"].add(air.tx_batch(block.tx))
        heard = block.heard
        if "rx" in self._chosen:
            for name, rx in heard.rx.items():
                self._rows[name].add(air.rx_batch(rx, heard.air[heard.row[name]]))
        if "nmea" in self._chosen:
            payloads = encode(heard.air, self._world.papers, self._world.texts)
            for name, rx in heard.rx.items():
                self._lines[name].write(sentences(payloads, rx, heard.row[name], name))
        for part in self._parts:
            part.take(block)

    def close(self) -> None:
        """End every file, and say that the folder is whole."""
        for part in self._parts:
            part.close()
        self._parts = []
        self.abandon()
        (self.path / MARK).write_text(json.dumps(self._told(), indent=2) + "\n")

    def abandon(self) -> None:
        """Close what is open."""
        for rows in self._rows.values():
            rows.close()
        for lines in self._lines.values():
            lines.close()
        self._rows, self._lines = {}, {}

    def _truth(self, block: Block) -> None:
        """States at every whole minute, so many vessels at once that memory stays small."""
        minutes = truth.minutes(block.t0_us, block.t1_us)
        n = len(self._world.vessels)
        if not minutes.size or not n:
            return
        some = max(1, _AT_ONCE // n)
        for at in range(0, minutes.size, some):
            part = minutes[at : at + some]
            who = np.repeat(np.arange(n, dtype=np.int32), part.size)
            when = np.tile(part, n)
            self._rows["truth"].add(truth.batch(when, who, self._world.vessels, states(block.course, who, when)))

    def _told(self) -> Mapping[str, Any]:
        world = self._world
        scenario = world.scenario
        return {
            "simulated": True,
            "scenario": scenario.name,
            "title": scenario.title,
            "size": scenario.size,
            "seed": world.seed,
            "seed_for": purpose_of(world.seed),
            "start": _iso(scenario.start_us),
            "end": _iso(self._t1_us),
            "area": list(scenario.area),
            "vessels": len(world.vessels),
            "transmitters": int(np.count_nonzero(world.vessels["station"] != Station.NONE)),
            "receivers": list(world.receivers),
            "outputs": sorted(self._chosen),
            "marsad": __version__,
        }


def _iso(t_us: int) -> str:
    return datetime.fromtimestamp(t_us / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
