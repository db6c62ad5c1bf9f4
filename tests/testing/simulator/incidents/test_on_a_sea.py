"""On a big sea whoever takes part comes from a port or gate and goes to one, over water."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from marsad.detectors.distress_rule.words import read
from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.schema.kinds import KINDS
from marsad.testing.simulator import scenario
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents import casts
from marsad.testing.simulator.incidents.incident import incidents
from marsad.testing.simulator.incidents.kinds import distress, spoof_dragoff
from marsad.testing.simulator.incidents.scene import MINUTE
from marsad.testing.simulator.incidents.setting import NoRoomError, Setting, TooShortError
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Bow, Kind, Mode, Role
from marsad.testing.simulator.sea.sea import Sea
from tests.testing.simulator.incidents.playing import Scene
from tests.testing.simulator.incidents.test_every_scene import same

KNOT = 1852.0 / 3600.0


@pytest.fixture(scope="module")
def gulf():
    return scenario.load("gulf-of-aden", "medium")


def play(gulf, kind: str, name: str = "") -> Scene:
    incident = incidents()[kind]
    for seed in range(12):
        setting = Setting(gulf, Sea.of(gulf), seed)
        try:
            return Scene(setting, (incident.look_alikes[name] if name else incident.incident)(
                setting, Draw(seed, Purpose.INCIDENT, 1)))  # fmt: skip
        except NoRoomError:
            continue
    raise AssertionError(f"no room for {kind} in twelve seeds")


@pytest.mark.parametrize("kind", KINDS)
def test_they_come_and_go_over_water(gulf, kind):
    scene = play(gulf, kind)
    t = scene.times(step_s=60.0)
    for vessel in range(scene.cast.vessels.size):
        own = scene.cast.course.legs[scene.cast.course.legs["vessel"] == vessel]
        assert own["t0"][0] <= gulf.start_us
        assert own["t1"][-1] >= gulf.end_us
        assert (own["t0"][1:] == own["t1"][:-1]).all()
        state = scene.at(vessel, t)
        there = state["present"]
        assert not is_land(state["lon"][there], state["lat"][there]).any()
        both = there[1:] & there[:-1]
        moved = sphere.distance_m(state["lon"][:-1], state["lat"][:-1], state["lon"][1:], state["lat"][1:])[both] / 60.0
        # A device under test is carried by a ship.
        if not scene.is_virtual(vessel) and scene.cast.vessels["role"][vessel] != Role.DEVICE:
            assert moved.max(initial=0.0) <= max(float(scene.cast.vessels["top_kn"][vessel]), 2.0) * KNOT + 0.3
    for event in scene.cast.events:
        assert gulf.start_us <= event.t_start < event.t_end <= gulf.end_us


def test_a_tow_stays_together_all_the_way(gulf):
    scene = play(gulf, "rendezvous", "tow")
    apart = scene.apart(scene.times(step_s=60.0))
    under_way = scene.at(0, scene.times(step_s=60.0))["sog_kn"] > 3.0
    assert np.nanmax(apart[under_way]) < 600.0


def test_ships_end_in_ports_or_leave_the_sea(gulf):
    legs = play(gulf, "close_quarters").cast.course.legs
    last = legs[np.flatnonzero(np.diff(legs["vessel"], append=-1))]
    assert set(last["mode"].tolist()) <= {Mode.ABSENT, Mode.FIXED, Mode.PATH}


def test_a_ship_in_distress_says_so_in_words_on_a_sea_and_in_no_incident_world(gulf):
    told = []
    for seed in range(24):
        setting = Setting(gulf, Sea.of(gulf), seed)
        with suppress(NoRoomError):
            made = distress.in_earnest(setting, Draw(seed, Purpose.INCIDENT, 1))
            if any(text.startswith("MAYDAY") for text in made.texts):
                told.append((setting, made))
    assert 2 <= len(told) <= 12
    for _, made in told:
        (event,) = made.events
        ship, words = made.vessels[event.vessels[0]], made.effects[made.effects["kind"] == Kind.TEXT]
        assert bytes(ship["name"]).decode().strip() in made.texts[0]
        said = read(made.texts[0], device=False)
        assert said is not None
        assert not said.test
        assert (words["vessel"], words["t0"], words["t1"]) == (event.vessels[0], event.t_start, event.t_end)
        assert words["b"] < 120.0, "two of them within the time that is due"
        at = states(made.course, [event.vessels[0]] * 2, [event.t_start + 12 * MINUTE, event.t_end - 1])
        assert at["present"].all()
        assert (at["sog_kn"] < 1.6).all()
    world = scenario.load("incidents-distress")
    for seed in range(30):
        setting = Setting(world, Sea.of(world), seed)
        assert not any("MAYDAY" in text for text in distress.in_earnest(setting, Draw(seed, Purpose.INCIDENT, 1)).texts)


def test_who_crabs_casts_off_with_her_bow_as_she_sails(gulf):
    """She was turned to where the way leads, and swung round to her crab angle within seconds."""
    cast_off = 0
    for seed in (0, 23, 51, 54):
        setting = Setting(gulf, Sea.of(gulf), seed)
        with suppress(NoRoomError):
            made = spoof_dragoff.INCIDENT.look_alikes["crabbing"](setting, Draw(seed, Purpose.INCIDENT, 1))
            legs = made.course.legs[made.course.legs["vessel"] == 0]
            for moored, leaves in pairwise(legs):
                if (moored["mode"], leaves["mode"], leaves["bow"]) == (Mode.FIXED, Mode.PATH, Bow.ANGLE):
                    when = np.arange(leaves["t0"] - MINUTE, leaves["t0"] + MINUTE, 1_000_000)
                    rate = np.abs(states(made.course, np.zeros(when.size, np.int64), when)["rot_deg_min"])
                    assert rate.max() < 1.3 * max(float(made.vessels["turn_deg_min"][0]), 20.0)
                    cast_off += 1
    assert cast_off == 4


def test_a_sea_has_incidents_by_its_rates():
    gulf = scenario.load("gulf-of-aden", "small")
    sea = Sea.of(gulf)
    days = gulf.vessels * gulf.hours / 24.0 / 1000.0
    found = [casts.cast(gulf, sea, seed) for seed in (1, 2)]
    for every in found:
        events = [event for cast in every for event in cast.events]
        alike = sum(bool(event.look_alike) for event in events)
        assert (
            0.3 * days * sum(gulf.incidents.values())
            <= len(events) - alike
            <= 3 * days * sum(gulf.incidents.values()) + 3
        )
        assert 0.4 * days * sum(gulf.look_alikes.values()) <= alike <= 2 * days * sum(gulf.look_alikes.values()) + 8
    assert same(casts.join(found[0]), casts.join(casts.cast(gulf, sea, 1)))
    assert not same(casts.join(found[0]), casts.join(found[1]))


def test_a_short_window_is_refused_or_filled_and_never_breaks_a_scene():
    """A bunker barge once was to come alongside after the window's end: where the ship lies then is not known."""
    gulf = scenario.load("gulf-of-aden", "small")
    played = 0
    for hours in (0.5, 1.3, 3.1):
        short = replace(gulf, hours=hours)
        for incident in incidents().values():
            for nth, act in enumerate((incident.incident, *incident.look_alikes.values())):
                setting = Setting(short, Sea.of(short), 5)
                with suppress(NoRoomError, TooShortError):
                    made = act(setting, Draw(5, Purpose.INCIDENT, nth))
                    played += 1
                    on_way = made.course.legs[made.course.legs["mode"] == Mode.PATH]
                    assert np.isfinite(on_way["v0_mps"]).all()
                    assert np.isfinite(made.course.lon).all()
    assert played > 30
