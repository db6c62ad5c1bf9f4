"""Merchants tell where they truly go, and when they will be there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from marsad.geo import sphere
from marsad.testing.simulator import scenario
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Role, Station
from marsad.testing.simulator.voyages.bound import EMPTY
from marsad.testing.simulator.world import World

HOUR = 3_600_000_000
MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER, Role.PASSENGER)


@pytest.fixture(scope="module")
def world() -> World:
    return World(replace(scenario.load("plain-danish-straits"), vessels=500, look_alikes={}), 3, casts=[])


def test_most_merchants_of_class_a_tell_a_destination_and_some_none(world: World):
    merchants = np.isin(world.vessels["role"], MERCHANTS) & (world.vessels["station"] == Station.CLASS_A)
    told = world.papers["destination"][: len(world.vessels)] != b""
    assert 1.0 - EMPTY - 0.1 < told[merchants].mean() < 1.0 - EMPTY + 0.1
    assert not told[~merchants].any()
    empty = world.papers[: len(world.vessels)][~told]
    assert set(zip(empty["eta_month"].tolist(), empty["eta_hour"].tolist(), empty["eta_minute"].tolist(),
                   strict=True)) == {(0, 24, 60)}  # fmt: skip


def test_they_are_there_when_they_say(world: World):
    ports = {one.locode: (one.lon, one.lat) for one in world.sea.ports if one.locode}
    start, checked = world.scenario.start_us, 0
    course = world._voyages.block(start, start + 6 * HOUR)
    for number, papers in enumerate(world.papers[: len(world.vessels)]):
        code = bytes(papers["destination"]).decode().lstrip(">")
        if code not in ports:
            continue
        day = np.datetime64(f"{np.datetime64(start, 'us').astype('datetime64[Y]')}-{papers['eta_month']:02d}-"
                            f"{papers['eta_day']:02d}T{papers['eta_hour']:02d}:{papers['eta_minute']:02d}")  # fmt: skip
        eta = int(day.astype("datetime64[us]").astype(np.int64))
        if not start + HOUR < eta < start + 5 * HOUR:
            continue
        there = states(course, number, eta)
        assert there["present"]
        assert sphere.distance_m(float(there["lon"]), float(there["lat"]), *ports[code]) < 25_000.0
        # Off the port: to a berth she goes on slowly.
        assert there["sog_kn"] < 7.1
        checked += 1
    assert checked >= 3
