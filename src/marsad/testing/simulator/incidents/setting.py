"""Where and when incidents play, and who may take part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.schema.refusal import Refusal
from marsad.testing.simulator import draw_kernel
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.fleet.papers import CASTS_FROM, papers_of
from marsad.testing.simulator.incidents.plane import Plane
from marsad.testing.simulator.records import Records, Role, Station
from marsad.testing.simulator.scenario import Scenario, Stage
from marsad.testing.simulator.sea.sea import Sea

_STREAM_M = 70_000.0
"""How far the stream along x must be free water on either side of the middle of a stage."""
_ASLANT_DEG = 20.0
_LONGEST_US = 8 * 3_600_000_000
"""How long a scene lasts on a sea at most."""
_HEARD, _EARSHOT_M = 0.85, 40_000.0
"""Most of what happens on a sea happens where there are receivers."""
_TRIES = 12
_POLAR_DEG = 85.0
"""Stages beyond are only for those who ask for them."""


class TooShortError(Exception):
    """The window is too short for an incident of this kind."""


class NoRoomError(Exception):
    """There is no free water left for an incident of this kind."""


@dataclass
class Setting:
    """A sea or an incident world during the window of a scenario; hands out places and papers, each once."""

    scenario: Scenario
    sea: Sea
    seed: int
    papers_taken: int = 0
    stages: list[tuple[Plane, int, int]] = field(default_factory=list)
    """Places taken, from when to when."""

    @property
    def t0_us(self) -> int:
        """When the window begins."""
        return self.scenario.start_us

    @property
    def t1_us(self) -> int:
        """When it ends."""
        return self.scenario.end_us

    @property
    def world(self) -> bool:
        """Whether this is an incident world: stages on open ocean, and nobody else."""
        return self.scenario.kind == "incidents"

    def papers(self, draw: Draw, role: Role, **fixed: Any) -> Records:
        """A VESSEL row that nobody else has, of a vessel that transmits."""
        vessels, _ = papers_of(draw, role, CASTS_FROM + self.papers_taken, **fixed)
        self.papers_taken += 1
        if vessels["station"][0] == Station.NONE:
            vessels["station"] = Station.CLASS_B_CS
        row: Records = vessels[0]
        return row

    def receiver_near(self, lon: float, lat: float) -> int:
        """The number of the receiver ashore that is nearest; 0 where there is none."""
        away = [float(sphere.distance_m(lon, lat, one.lon, one.lat)) for one in self.scenario.receivers]
        return int(np.argmin(away)) if away else 0

    def has(self, name: str) -> bool:
        """Whether an incident world has a stage of that name that is free."""
        taken = {(plane.lon, plane.lat) for plane, _, _ in self.stages}
        return any(stage.name == name and (stage.lon, stage.lat) not in taken for stage in self.scenario.stages)

    def stage(self, draw: Draw, room_m: float, name: str = "") -> tuple[Plane, int, int]:
        """A place with so much free water about it, and from when to when it may be used.

        In an incident world the next stage, or the one that is named, for the whole window; on a sea any place, most
        within reach of a receiver, for some hours. Raises NoRoomError where there is none.
        """
        if self.world:
            taken = self._next_stage(draw, name), self.t0_us, self.t1_us
        else:
            spare = max(0, self.t1_us - self.t0_us - _LONGEST_US)
            start = self.t0_us + round(draw.share() * spare) // 1_000_000 * 1_000_000
            end = min(start + _LONGEST_US, self.t1_us)
            taken = self._open_water(draw, room_m, start, end), start, end
        self.stages.append(taken)
        return taken

    def _next_stage(self, draw: Draw, name: str) -> Plane:
        taken = {(plane.lon, plane.lat) for plane, _, _ in self.stages}
        free = [stage for stage in self.scenario.stages if (stage.lon, stage.lat) not in taken]
        if name:
            free = [stage for stage in free if stage.name == name]
        else:
            # Another order in each seed, so that no kind of scene has its own place.
            free = sorted((stage for stage in free if abs(stage.lat) < _POLAR_DEG), key=self._turn_of)
        if not free:
            raise NoRoomError(f"the world {self.scenario.name} has no stage {name or 'left'}")
        stage = free[0]
        for _ in range(60):
            # Streams run east and west, so that those of neighbouring stages keep apart.
            turned = draw.pick((0.0, 180.0)) + draw.between(-_ASLANT_DEG, _ASLANT_DEG)
            plane = Plane(stage.lon, stage.lat, turned)
            if _free(plane, stage.radius_m):
                return plane
        raise NoRoomError(f"stage {stage.name} of {self.scenario.name} has no free water for a stream of ships")

    def _turn_of(self, stage: Stage) -> float:
        where = round(stage.lon * 100.0) * 100_000 + round(stage.lat * 100.0)
        return float(draw_kernel.uniform(self.seed, int(Purpose.INCIDENT), 0, where + 10**10, 0))

    def _open_water(self, draw: Draw, room_m: float, start: int, end: int) -> Plane:
        for _ in range(_TRIES):
            ears = self.scenario.receivers
            ear = draw.pick(ears) if ears and draw.share() < _HEARD else None
            within = (ear.lon, ear.lat, _EARSHOT_M) if ear is not None else None
            try:
                lon, lat = self.sea.open_water(draw, room_m, within)
            except Refusal:
                continue
            others = [plane for plane, since, until in self.stages if since < end and start < until]
            if all(sphere.distance_m(lon, lat, other.lon, other.lat) > 2.0 * room_m for other in others):
                return Plane(lon, lat, draw.between(0.0, 360.0))
        raise NoRoomError(f"there is no free water for {room_m:.0f} m around in {self.scenario.name}")


def _free(plane: Plane, radius_m: float) -> bool:
    along = np.arange(-_STREAM_M, _STREAM_M + 1.0, 2_500.0)
    across = np.linspace(-radius_m, radius_m, 9)
    x, y = np.meshgrid(along, across)
    return not bool(np.any(is_land(*plane.places(x.ravel(), y.ravel()))))
