"""What is told beside AIS: radar satellites' contacts, aircraft, NAVTEX, zones and the watch list."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import numpy as np

from marsad.testing.simulator.feed.adsb import Adsb
from marsad.testing.simulator.feed.navtex import Navtex
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.outputs.parquet import RowFile
from marsad.testing.simulator.outputs.truth import minutes
from marsad.testing.simulator.satellites import detections
from marsad.testing.simulator.satellites.radar import Radar
from marsad.testing.simulator.world import Block, World


class Contacts:
    """contacts.parquet."""

    def __init__(self, world: World, folder: Path) -> None:
        self._radar = Radar(world.scenario, world.vessels, world.effects, world.seed)
        self._names = [spec.name for spec in self._radar.specs]
        self._who = np.arange(len(world.vessels), dtype=np.int32)
        self._file = RowFile(folder / "contacts.parquet", detections.SCHEMA)

    def take(self, block: Block) -> None:
        """The block's minutes."""
        if not self._names:
            return
        for minute in minutes(block.t0_us, block.t1_us).tolist():
            there = states(block.course, self._who, np.full(self._who.size, minute, np.int64))
            rows = self._radar.minute(minute, there)
            if rows.size:
                self._file.add(detections.batch(rows, self._names))

    def close(self) -> None:
        """End the file."""
        self._file.close()


class Aircraft:
    """adsb.jsonl: a snapshot as readsb's aircraft.json a line."""

    def __init__(self, world: World, folder: Path) -> None:
        self._adsb = Adsb(world.scenario.area, world.areas, world.scenario.start_us, world.seed)
        self._file: TextIO = (folder / "adsb.jsonl").open("w", encoding="ascii")

    def take(self, block: Block) -> None:
        """The block's snapshots."""
        self._file.write(self._adsb.lines(block.t0_us, block.t1_us))

    def close(self) -> None:
        """End the file."""
        self._file.close()


class Broadcasts:
    """broadcasts.txt as printed, broadcasts.jsonl with their times."""

    def __init__(self, world: World, folder: Path, t1_us: int) -> None:
        scenario = world.scenario
        self._navtex = Navtex(scenario.area, scenario.start_us, t1_us, world.seed, world.announced)
        self._print: TextIO = (folder / "broadcasts.txt").open("w", encoding="ascii", newline="\n")
        self._lines: TextIO = (folder / "broadcasts.jsonl").open("w", encoding="ascii")

    def take(self, block: Block) -> None:
        """What the block's stations send."""
        for one in self._navtex.between(block.t0_us, block.t1_us):
            self._print.write(one.text)
            self._lines.write(one.line())

    def close(self) -> None:
        """End the files."""
        self._print.close()
        self._lines.close()


def write_room(world: World, folder: Path) -> None:
    """zones.geojson and watch-list.csv: what a watch room that sees this sea would have set up."""
    zones = world.cast.zones
    if zones:
        features = ",\n".join(zones)
        (folder / "zones.geojson").write_text(f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n')
    if world.cast.watched:
        head = "mmsi,imo,name,source,since,until"
        (folder / "watch-list.csv").write_text("\n".join((head, *world.cast.watched)) + "\n")
