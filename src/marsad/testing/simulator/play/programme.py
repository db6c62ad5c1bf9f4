"""Incidents one after another without end: what keeps a sea lively that is watched for hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents.incident import Play, incidents
from marsad.testing.simulator.incidents.setting import NoRoomError, Setting, TooShortError
from marsad.testing.simulator.records import Cast
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea

WINDOW_H = 6.0
"""How long the vessels of an incident are about, at most."""
_TRIES = 12
_STAGES_KEPT = 24
_WHO = 7_000_000


@dataclass(frozen=True)
class Act:
    """An incident or look-alike, and when its vessels are gone."""

    cast: Cast
    begins_us: int
    over_us: int


class Programme:
    """Which incident begins when: first those of `opening` (kind and seconds after `start_us`), then one each
    `every_s`, by the rates of the scenario as weights. The same arguments give the same.
    """

    def __init__(
        self, scenario: Scenario, sea: Sea, seed: int, start_us: int, opening: Sequence[tuple[str, float]],
        every_s: float,
    ) -> None:  # fmt: skip
        self._setting = Setting(scenario, sea, seed)
        self._seed, self._start_us, self._every_s = seed, start_us, every_s
        self._opening = sorted(opening, key=lambda one: one[1])
        self._nth = 0

    def until(self, t_us: int) -> list[Act]:
        """The next acts, all that begin before `t_us`; each is told once."""
        acts = []
        while (begins_us := self._begins_us()) < t_us:
            act = self._act(begins_us)
            if act is not None:
                acts.append(act)
            self._nth += 1
        return acts

    def _begins_us(self) -> int:
        beyond = self._nth - len(self._opening)
        after_s = self._opening[self._nth][1] if beyond < 0 else self._last_s + (beyond + 1) * self._every_s
        return self._start_us + round(after_s) * 1_000_000

    @property
    def _last_s(self) -> float:
        return self._opening[-1][1] if self._opening else 0.0

    def _act(self, begins_us: int) -> Act | None:
        """None where nothing of the kind finds room."""
        setting = self._setting
        opening = self._opening[self._nth][0] if self._nth < len(self._opening) else ""
        for nth in range(_TRIES):
            draw = Draw(self._seed, Purpose.INCIDENT, _WHO + self._nth, nth)
            play = incidents()[opening].incident if opening else self._drawn(draw)
            window_us = round(WINDOW_H * 3_600_000_000)
            t0_us = begins_us - window_us // 2
            setting.scenario = replace(setting.scenario, start_us=t0_us, hours=WINDOW_H)
            setting.stages = setting.stages[-_STAGES_KEPT:]
            try:
                cast = play(setting, draw)
            except (NoRoomError, TooShortError):
                continue
            later_us = begins_us - min(event.t_start for event in cast.events)
            return Act(_shifted(cast, later_us), begins_us, t0_us + window_us + later_us)
        return None

    def _drawn(self, draw: Draw) -> Play:
        """One of the scenario's kinds, or of what looks like them, as often as its rates say."""
        scenario = self._setting.scenario
        kinds = [(kind, False) for kind in scenario.incidents] + [(kind, True) for kind in scenario.look_alikes]
        ends = np.cumsum([*scenario.incidents.values(), *scenario.look_alikes.values()])
        kind, alike = kinds[int(np.searchsorted(ends, draw.share() * ends[-1], side="right"))]
        known = incidents()[kind]
        return known.look_alikes[draw.pick(tuple(known.look_alikes))] if alike else known.incident


def _shifted(cast: Cast, later_us: int) -> Cast:
    """The same, later."""
    legs, effects, areas = cast.course.legs.copy(), cast.effects.copy(), cast.areas.copy()
    for rows in (legs, effects, areas):
        rows["t0"] += later_us
        rows["t1"] += later_us
    events = tuple(
        replace(one, t_start=one.t_start + later_us, t_end=one.t_end + later_us, t_due=one.t_due + later_us)
        for one in cast.events
    )
    return replace(cast, course=replace(cast.course, legs=legs), effects=effects, areas=areas, events=events)
