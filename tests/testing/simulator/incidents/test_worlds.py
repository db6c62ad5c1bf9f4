"""Incident worlds: as many incidents and look-alikes as they promise, and none that has to do with another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.schema.kinds import KINDS
from marsad.testing.simulator.incidents import casts
from marsad.testing.simulator.incidents.incident import incidents
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Cast, Kind
from marsad.testing.simulator.sea.sea import Sea
from tests.testing.simulator.incidents.playing import world
from tests.testing.simulator.incidents.test_every_scene import same

MORE = {"rendezvous": 24, "spoof_relocation": 22, "spoof_dragoff": 22, "jamming": 22, "spoof_circle": 22,
        "aid_fault": 30}  # fmt: skip
"""Pairs need two vessels for each look-alike; an area needs five vessels, and its look-alikes are one by one;
an aid is silent only beside others that are heard."""


def play(kind: str, seed: int) -> list[Cast]:
    scenario = world(kind)
    return casts.cast(scenario, Sea.of(scenario), seed)


def test_every_kind_has_its_file():
    assert set(incidents()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=2)
@given(seed=st.integers(1, 199))
def test_five_look_alikes_for_each_incident(kind, seed):
    every = play(kind, seed)
    events = [event for cast in every for event in cast.events]
    positives = [event for event in events if not event.look_alike]
    negatives = [event for event in events if event.look_alike]
    assert len(positives) == 2
    assert len(negatives) >= 5 * len(positives)
    sorts = {event.look_alike for event in negatives}
    assert len(sorts) >= 3
    # Spread over the sorts.
    assert max(sum(event.look_alike == sort for event in negatives) for sort in sorts) <= 0.6 * len(negatives)
    assert 3 <= sum(cast.vessels.size for cast in every) <= MORE.get(kind, 20)


@pytest.mark.parametrize("kind", KINDS)
def test_scenes_do_not_meet(kind):
    every = play(kind, 7)
    joined = casts.join(every)
    owner = np.repeat(np.arange(len(every)), [cast.vessels.size for cast in every])
    scenario = world(kind)
    for t in np.arange(scenario.start_us, scenario.end_us, 600_000_000):
        state = states(joined.course, np.arange(owner.size), t)
        here = np.flatnonzero(state["present"])
        one, other = np.triu_indices(here.size, 1)
        strangers = owner[here[one]] != owner[here[other]]
        first, second = state[here[one[strangers]]], state[here[other[strangers]]]
        apart = sphere.distance_m(first["lon"], first["lat"], second["lon"], second["lat"])
        assert apart.min(initial=1e9) > 25_000.0


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_are_nobody_elses(kind):
    joined = casts.join(play(kind, 11))
    mmsi = joined.vessels["mmsi"]
    twice = np.flatnonzero(np.bincount(np.unique(mmsi, return_inverse=True)[1]) > 1)
    assert set(np.unique(mmsi)[twice].tolist()) <= {123_456_789, 111_111_111, 987_654_321, 1_193_046}
    imo = joined.vessels["imo"][joined.vessels["imo"] > 0]
    assert np.unique(imo).size == imo.size


def test_a_world_is_the_same_again():
    assert same(casts.join(play("close_quarters", 5)), casts.join(play("close_quarters", 5)))


def test_a_world_that_is_cut_short_is_the_beginning_of_the_whole():
    scenario = world("gap")
    whole = play("gap", 5)
    short = casts.cast(replace(scenario, hours=2.5), Sea.of(scenario), 5)
    assert [one.vessels.tobytes() for one in short] == [one.vessels.tobytes() for one in whole]
    end = scenario.start_us + round(2.5 * 3_600_000_000)
    events = [event for one in short for event in one.events]
    assert events
    assert all(event.t_due <= end and event.t_end <= end for event in events)
    long = casts.join(casts.cast(replace(scenario, hours=8.0), Sea.of(scenario), 5))
    assert (long.course.legs["t1"].max()) >= scenario.start_us + 8 * 3_600_000_000


def test_joining_shifts_what_counts_from_elsewhere():
    every = play("identity_swap", 3) + play("distress", 3) + play("feed_replay", 3) + play("jamming", 3)
    before = 1_000
    joined = casts.join(every, vessels=before, papers=7, texts=5, areas=3)
    vessels = sum(cast.vessels.size for cast in every)
    first = before
    row = 0
    papers, texts, areas = before + vessels + 7, 5, 3
    for cast in every:
        effects = joined.effects[row : row + cast.effects.size]
        for shifted, own in zip(effects, cast.effects, strict=True):
            of_receiver = own["kind"] in (Kind.REPLAY, Kind.OUTAGE)
            assert shifted["vessel"] == own["vessel"] + (0 if of_receiver else first)
            by = {Kind.STATIC: papers, Kind.TEXT: texts}.get(Kind(own["kind"]), 0)
            assert shifted["a"] == own["a"] + by
        row += cast.effects.size
        first, texts = first + cast.vessels.size, texts + len(cast.texts)
        papers, areas = papers + cast.papers.size, areas + cast.areas.size
    assert row == joined.effects.size
    assert sum(cast.areas.size for cast in every) + 3 == areas
    of_areas = [event for event in joined.events if event.kind == "jamming" and not event.look_alike]
    assert all(joined.areas[event.area - 3]["t0"] == event.t_start for event in of_areas)
    legs = joined.course.legs
    assert legs["vessel"].min() == before
    assert np.unique(legs["vessel"]).size == vessels
