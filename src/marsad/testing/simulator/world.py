"""A whole sea, made once, that then goes on block by block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.errors.errors import errors
from marsad.testing.simulator.fleet.fleet import fleet
from marsad.testing.simulator.fleet.papers import papers_from
from marsad.testing.simulator.incidents.casts import cast, join
from marsad.testing.simulator.incidents.setting import NoRoomError, TooShortError
from marsad.testing.simulator.motion.joining import join as join_courses
from marsad.testing.simulator.radio.radio import OLD_UNITS, Radio
from marsad.testing.simulator.reception.reception import Heard, Reception
from marsad.testing.simulator.records import LEG, TX, Cast, Course, Records
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.voyages.bound import enter_destinations
from marsad.testing.simulator.voyages.voyages import Voyages

BEFORE_US = 2_000_000
NOWHERE = Course(np.zeros(0, LEG), np.zeros(0), np.zeros(0), np.zeros(0))
_SENT_AT_ONCE = 2_000_000
"""Transmissions of a block at most, about: what memory a block takes hangs on these."""


@dataclass(frozen=True)
class Block:
    """What happens from t0 to before t1."""

    t0_us: int
    t1_us: int
    course: Course
    tx: Records
    heard: Heard


class World:
    """Scenario and seed as a fleet with its incidents.

    `vessels` are the fleet's, then those of incidents and look-alikes; `papers` row n is vessel n's own, others follow.
    """

    def __init__(
        self, scenario: Scenario, seed: int, workers: int = 1, casts: Sequence[Cast] | None = None,
        before: World | None = None,
    ) -> None:  # fmt: skip
        """Its incidents are drawn by the scenario's rates, or they are `casts`.

        With `before`, its fleet sails on: a world that ended when this one begins, of the same sea and seed.
        """
        self.scenario, self.seed = scenario, seed
        self.sea = Sea.of(scenario)
        vessels, papers = fleet(scenario, self.sea, seed)
        self.fleet = len(vessels)
        """How many belong to the sea itself."""
        self._voyages: Voyages = before._voyages if before is not None else Voyages(scenario, self.sea, vessels, seed)
        if scenario.kind != "incidents":
            # Incident worlds are as they were when detectors were scored on them.
            enter_destinations(self._voyages, vessels, papers, seed)
        if casts is None:
            casts = _casts(scenario, self.sea, seed)
        self.cast: Cast = join(casts, self.fleet)
        self.announced = [
            (min((event.t_start for event in one.events), default=scenario.start_us), text)
            for one in casts
            for text in one.broadcasts
        ]
        """Times and texts of the broadcasts that incidents bring."""
        self.vessels: Records = np.concatenate([vessels, self.cast.vessels])
        own = np.concatenate([papers, papers_from(self.cast.vessels), self.cast.papers])
        # Faults are the fleet's: what happens to the others is written for each incident.
        wrong, told = errors(vessels, papers, scenario.errors, scenario.start_us, scenario.end_us, seed, len(own))
        self.papers: Records = np.concatenate([own, told])
        self.effects: Records = np.concatenate([wrong, self.cast.effects])
        self.areas: Records = self.cast.areas
        self._radio = Radio(
            self.vessels, self.papers, self.cast.texts, self.effects, self.areas, scenario.start_us, seed, workers,
            0.0 if scenario.kind == "incidents" else OLD_UNITS,
        )  # fmt: skip
        self._reception = Reception(scenario, self.vessels, self.effects, self.areas, seed)
        self._pool = ThreadPoolExecutor(workers, "world") if workers > 1 else None
        self._each = map if self._pool is None else self._pool.map

    @property
    def texts(self) -> tuple[str, ...]:
        """Safety texts that transmissions name."""
        return self._radio.texts

    @property
    def receivers(self) -> list[str]:
        """Names of all that listens, ashore and in space."""
        return self._reception.names

    def close(self) -> None:
        """Let the workers go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def told_events(self) -> tuple[int, int]:
        """How many incidents happen, and how many look-alikes."""
        alike = sum(bool(event.look_alike) for event in self.cast.events)
        return len(self.cast.events) - alike, alike

    def block_us(self) -> int:
        """How long a block may be, so that memory hangs on the fleet alone: a whole number of minutes."""
        per_hour = 400 * max(len(self.vessels), 1)
        minutes = max(1, min(60, 60 * _SENT_AT_ONCE // per_hour))
        return minutes * 60_000_000

    def blocks(self, t1_us: int, longest_us: int | None = None) -> Iterator[Block]:
        """The sea from the scenario's start to `t1_us`, block after block; at the end what was still on its way."""
        at, step = self.scenario.start_us, longest_us or self.block_us()
        while at < t1_us:
            # Cut at multiples of the step: where blocks end does not hang on when the scenario begins.
            end = min((at // step + 1) * step, t1_us)
            yield self._block(at, end)
            at = end
        yield Block(at, at, NOWHERE, np.zeros(0, TX), self._reception.rest(self._each))

    def _block(self, t0_us: int, t1_us: int) -> Block:
        # Radio looks back over the border: a fix is older than the slot that tells it.
        here = self._voyages.block(max(t0_us - BEFORE_US, self.scenario.start_us), t1_us)
        course = join_courses([here, self.cast.course], [0, 0])
        tx = self._radio.block(course, t0_us, t1_us)
        return Block(t0_us, t1_us, course, tx, self._reception.block(tx, t0_us, t1_us, self._each))


def _casts(scenario: Scenario, sea: Sea, seed: int) -> list[Cast]:
    try:
        return cast(scenario, sea, seed)
    except (TooShortError, NoRoomError) as error:
        raise Refusal(
            f"{scenario.name} cannot be simulated in {scenario.hours:g} hours on this sea ({error}): simulate a longer "
            "time, or name wider stages."
        ) from error
