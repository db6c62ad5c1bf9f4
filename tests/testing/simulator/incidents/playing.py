"""Scenes as tests want them: played alone on the stages of their kind's world, and looked at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.geo import sphere
from marsad.testing.simulator import scenario
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents.incident import incidents
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Cast, Kind, Records, TrueEvent
from marsad.testing.simulator.sea.sea import Sea

SCENES = [(kind, name) for kind, incident in incidents().items() for name in ("", *incident.look_alikes)]
"""Every scene: a kind and the name of a look-alike, empty for the incident itself."""


def world(kind: str) -> scenario.Scenario:
    return scenario.load("incidents-" + kind.replace("_", "-"))


@dataclass
class Scene:
    """A cast that was played, and where its vessels are."""

    setting: Setting
    cast: Cast

    @property
    def event(self) -> TrueEvent:
        """Its only incident."""
        (event,) = (event for event in self.cast.events if not event.look_alike)
        return event

    def at(self, vessel: int, t: npt.ArrayLike) -> Records:
        return states(self.cast.course, vessel, t)

    def times(self, start: int | None = None, end: int | None = None, step_s: float = 10.0) -> npt.NDArray[np.int64]:
        first = self.setting.t0_us if start is None else start
        return np.arange(first, self.setting.t1_us if end is None else end, round(step_s * 1e6))

    def apart(self, t: npt.ArrayLike, one: int = 0, other: int = 1) -> npt.NDArray[np.float64]:
        """Metres between two vessels; NaN where one is not there."""
        a, b = self.at(one, t), self.at(other, t)
        return np.asarray(sphere.distance_m(a["lon"], a["lat"], b["lon"], b["lat"]))

    def effects(self, kind: Kind, vessel: int | None = None) -> Records:
        rows = self.cast.effects[self.cast.effects["kind"] == kind]
        return rows if vessel is None else rows[rows["vessel"] == vessel]

    def is_virtual(self, vessel: int) -> bool:
        return bool(self.effects(Kind.VIRTUAL, vessel).size)


def played(kind: str, name: str, seed: int) -> Scene:
    """The scene of a seed."""
    incident = incidents()[kind]
    play = incident.look_alikes[name] if name else incident.incident
    setting = Setting(world(kind), Sea.of(world(kind)), seed)
    return Scene(setting, play(setting, Draw(seed, Purpose.INCIDENT, 1)))
