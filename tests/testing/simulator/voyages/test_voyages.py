"""Over every track: no ship on land, none faster or turning quicker than she can, no gap, whatever the blocks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.testing.simulator import scenario
from marsad.testing.simulator.fleet.fleet import fleet
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import Mode, Role
from marsad.testing.simulator.sea.sea import Sea
from marsad.testing.simulator.voyages.voyages import Voyages

HOUR = 3_600_000_000
HOURS = 4
VESSELS = 250
SEAS = [name for name in ("gulf-of-aden", "danish-straits", "singapore", "world") if name in scenario.names()]
ASHORE = (Role.BASE_STATION, Role.AID, Role.VIRTUAL_AID, Role.AIRCRAFT)


@pytest.fixture(scope="module", params=SEAS)
def sailing(request):
    """A small run of a sea: its fleet, the course of some hours, and the state of everyone each half minute."""
    loaded = replace(scenario.load(request.param, "small"), vessels=VESSELS)
    sea = Sea.of(loaded)
    vessels, _ = fleet(loaded, sea, 3)
    course = Voyages(loaded, sea, vessels, 3).block(loaded.start_us, loaded.start_us + HOURS * HOUR)
    times = loaded.start_us + np.arange(0, HOURS * HOUR, 30_000_000)
    at = states(course, np.repeat(np.arange(vessels.size), times.size), np.tile(times, vessels.size))
    return loaded, sea, vessels, course, at.reshape(vessels.size, -1)


def test_no_vessel_is_ever_on_land(sailing):
    _, sea, vessels, _, at = sailing
    afloat = at[~np.isin(vessels["role"], ASHORE)]
    there = afloat["present"]
    lon, lat = afloat["lon"][there], afloat["lat"][there]
    ashore = is_land(lon, lat)
    # Canals are land by the base map, and sailed.
    ashore[ashore] = ~sea.is_water(lon[ashore], lat[ashore])
    assert not ashore.any()


def test_nobody_outruns_her_class(sailing):
    _, _, vessels, _, at = sailing
    both = at["present"][:, 1:] & at["present"][:, :-1]
    knots = (
        sphere.distance_m(at["lon"][:, :-1], at["lat"][:, :-1], at["lon"][:, 1:], at["lat"][:, 1:]) / 30 / 1852 * 3600
    )
    allowed = np.broadcast_to(vessels["top_kn"][:, None] * 1.01 + 0.8, both.shape)
    assert (knots[both] <= allowed[both]).all()
    assert (at["sog_kn"][at["present"]] <= np.broadcast_to(allowed[:, :1], at.shape)[at["present"]]).all()


def test_nobody_turns_quicker_than_her_class(sailing):
    _, _, vessels, _, at = sailing
    # At rest tugs turn her.
    most = 1.3 * np.maximum(vessels["turn_deg_min"].astype(float), 30.0) + 6.0
    there = at["present"]
    assert (np.abs(at["rot_deg_min"])[there] <= np.broadcast_to(most[:, None], there.shape)[there]).all()
    turned = np.abs((np.diff(at["heading_deg"], axis=1) + 180) % 360 - 180)
    both = there[:, 1:] & there[:, :-1]
    assert (turned[both] <= np.broadcast_to(most[:, None] / 2 + 2.0, both.shape)[both]).all()


def test_legs_cover_the_block_without_gap(sailing):
    loaded, _, vessels, course, _ = sailing
    legs = course.legs
    order = np.lexsort((legs["t0"], legs["vessel"]))
    assert (order == np.arange(legs.size)).all()
    same = legs["vessel"][1:] == legs["vessel"][:-1]
    assert (legs["t0"][1:][same] == legs["t1"][:-1][same]).all()
    assert (legs["t1"] > legs["t0"]).all()
    first, last = np.flatnonzero(np.r_[True, ~same]), np.flatnonzero(np.r_[~same, True])
    assert legs["vessel"][first].tolist() == list(range(vessels.size))
    assert (legs["t0"][first] <= loaded.start_us).all()
    assert (legs["t1"][last] >= loaded.start_us + HOURS * HOUR).all()
    on_path = legs["mode"] == Mode.PATH
    assert (legs["first"][on_path] + legs["count"][on_path] <= course.lon.size).all()


def test_the_sea_is_full_at_the_start_and_ships_are_on_their_way(sailing):
    _, _, vessels, _, at = sailing
    ships = np.isin(vessels["role"], [Role.CARGO, Role.TANKER, Role.CONTAINER])
    assert at["present"][ships, 0].mean() > 0.85
    assert 0.3 < (at["sog_kn"][ships, 0] > 3.0).mean() < 0.95
    assert set(at["status"][ships & at["present"][:, 0], 0]) >= {0, 5}


def test_each_role_has_the_status_of_what_it_does(sailing):
    _, _, vessels, _, at = sailing
    for role, status in ((Role.FISHING, 7), (Role.CARGO, 5), (Role.CARGO, 0)):
        some = at[vessels["role"] == int(role)]
        assert some.size == 0 or (some["status"] == status).any(), role


def test_blocks_may_be_cut_anywhere():
    loaded = replace(scenario.load("gulf-of-aden", "small"), vessels=60)
    sea = Sea.of(loaded)
    vessels, _ = fleet(loaded, sea, 5)
    end = loaded.start_us + 5 * HOUR
    whole = Voyages(loaded, sea, vessels, 5).block(loaded.start_us, end)
    times = loaded.start_us + np.arange(0, 5 * HOUR, 47_000_000)

    def all_of(course, some):
        who = np.repeat(np.arange(vessels.size), some.size)
        return states(course, who, np.tile(some, vessels.size)).reshape(vessels.size, -1)

    expected = all_of(whole, times)

    @settings(max_examples=6)
    @given(st.sets(st.integers(1, 5 * HOUR - 1), max_size=5))
    def cut(cuts):
        ends = [loaded.start_us, *(loaded.start_us + at for at in sorted(cuts)), end]
        sailing = Voyages(loaded, sea, vessels, 5)
        got = []
        for t0, t1 in pairwise(ends):
            some = times[(times >= t0) & (times < t1)]
            got.append(all_of(sailing.block(t0, t1), some))
        assert np.concatenate(got, axis=1).tobytes() == expected.tobytes()

    cut()
