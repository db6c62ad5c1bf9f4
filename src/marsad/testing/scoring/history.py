"""What a watch room would have learnt before a simulation begins: where ships are heard, by the day before.

The same hours of the day before are simulated: the same receivers, the same water, the same holes in which nobody is
heard on any day, other ships, and nothing that happens. What `marsad learn` learns of the sentences that were received
is handed to the detectors; nothing of the truth is.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

from marsad.plugin.rows import Records
from marsad.schema.refusal import Refusal
from marsad.testing.scoring import feed
from marsad.testing.scoring.truth import MARK
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents.casts import cast
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import NoRoomError, Setting
from marsad.testing.simulator.outputs.folder import Folder
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, VESSEL, Cast, Kind, Role
from marsad.testing.simulator.scenario import Scenario, load, names
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.world import NOWHERE, World

FILE: Final = "learnt.npz"
"""Beside a folder's truth: what was learnt, as `marsad learn` writes it."""
DAY_US: Final = 86_400_000_000
OTHER_SEED: Final = 1_000_000
"""So much is added to a seed: other ships."""
_PASSING: Final = 10
"""Ships that pass a stage of an incident world in the hours of its window."""
_ASIDE_M, _ASLANT_DEG = 6_000.0, 30.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def learnt(folder: Path) -> dict[str, Records]:
    """The table `coverage` of the day before a folder of `simulate`; kept in it, and read from there the next time.

    Raises Refusal where the folder's scenario is none that is shipped.
    """
    from marsad.runtime import learning

    file = folder / FILE
    if not file.exists():
        told = json.loads((folder / MARK).read_text("utf-8"))
        if told["scenario"] not in names():
            raise Refusal(f"{folder} is of a scenario of your own, whose day before is not known: leave out --history.")
        hours = (_instant(told["end"]) - _instant(told["start"])) / 3.6e9
        scenario = replace(load(told["scenario"], told["size"]), hours=hours)
        file.write_bytes(learning.written({"coverage": coverage_before(scenario, int(told["seed"]))}))
    return {"coverage": learning.read(file)["coverage"]}


def coverage_before(scenario: Scenario, seed: int) -> Records:
    """What the sentences received on the day before say of coverage."""
    from marsad.detectors.gap_rule import learning as reception

    before = day_before(scenario)
    world = World(before, seed + OTHER_SEED, casts=_passing(scenario, before, seed))
    try:
        with TemporaryDirectory(prefix="marsad-history-") as place:
            folder = Folder(Path(place) / "before", frozenset({"nmea"}))
            folder.begin(world, before.end_us)
            for block in world.blocks(before.end_us):
                folder.take(block)
            folder.close()
            return reception.added(reception.coverage_of(feed.heard_rows(folder.path).position))
    finally:
        world.close()


def day_before(scenario: Scenario) -> Scenario:
    """The same sea a day earlier: its receivers were not out of order, and nothing happened."""
    return replace(
        scenario, start_us=scenario.start_us - DAY_US, incidents={}, look_alikes={},
        receivers=tuple(replace(one, outages=()) for one in scenario.receivers),
    )  # fmt: skip


def _passing(scenario: Scenario, before: Scenario, seed: int) -> list[Cast]:
    """What is staged on the day before: the holes that are there on any day, and in an incident world ships that pass
    each stage. On a sea ordinary traffic is about."""
    casts = [_holes(scenario, before, seed)]
    if scenario.kind != "incidents":
        return casts
    setting = Setting(before, Sea.of(before), seed + OTHER_SEED)
    for number in range(len(before.stages)):
        draw = Draw(seed + OTHER_SEED, Purpose.INCIDENT, number)
        try:
            scene = Scene(setting, draw, "gap")
        except NoRoomError:
            continue
        apart = (scene.t1 - scene.t0) / _PASSING
        for nth in range(_PASSING):
            course = draw.pick((90.0, 270.0)) + draw.between(-_ASLANT_DEG, _ASLANT_DEG)
            t = scene.t0 + round((nth + draw.share()) * apart) // MINUTE * MINUTE
            scene.ship(draw.pick(_MERCHANTS), (0.0, draw.between(-_ASIDE_M, _ASIDE_M)), course, t=t)
        casts.append(scene.cast())
    return casts


def _holes(scenario: Scenario, before: Scenario, seed: int) -> Cast:
    """Where nobody is heard at all behind a hill or out of range in the folder's world: so it was on the day before."""
    gaps = [one for one in cast(scenario, Sea.of(scenario), seed) if any(event.kind == "gap" for event in one.events)]
    every = np.concatenate([np.zeros(0, AREA), *(one.areas for one in gaps)])
    holes = every[(every["kind"] == Kind.OUTAGE) & (every["a"] >= 1.0)].copy()
    holes["t0"], holes["t1"] = before.start_us, before.end_us
    return Cast(np.zeros(0, VESSEL), NOWHERE, np.zeros(0, EFFECT), holes, np.zeros(0, PAPER), (), ())


def _instant(text: str) -> int:
    from marsad.schema.event_lines import instant_us

    return instant_us(text)
