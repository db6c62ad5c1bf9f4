"""The fleet has the mix, the numbers and the equipment that a sea has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from marsad.testing.simulator import scenario
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.fleet.fleet import fleet
from marsad.testing.simulator.fleet.papers import CASTS_FROM, papers_of
from marsad.testing.simulator.records import Role, Station
from marsad.testing.simulator.sea.sea import Sea
from marsad.wire.imo import own_numbers
from marsad.wire.mmsi import MmsiKind, defaults, kinds


@pytest.fixture(scope="module")
def made():
    loaded = scenario.load("gulf-of-aden", "medium")
    sea = Sea.of(loaded)
    return loaded, sea, *fleet(loaded, sea, 7)


def test_the_mix_is_kept_at_any_size(made):
    loaded, _, vessels, _ = made
    whole = sum(loaded.mix.values())
    for role, share in loaded.mix.items():
        found = (vessels["role"][: loaded.vessels] == int(role)).sum()
        assert abs(found - loaded.vessels * share / whole) <= 3


def test_numbers_are_valid_and_nobody_elses(made):
    _, _, vessels, papers = made
    assert np.unique(vessels["mmsi"]).size == vessels.size
    assert not defaults(vessels["mmsi"].astype("i8")).any()
    numbered = vessels["imo"] > 0
    assert own_numbers(vessels["imo"][numbered]).all()
    assert np.unique(vessels["imo"][numbered]).size == numbered.sum()
    assert (papers["name"] == vessels["name"]).all()


def test_an_mmsi_says_what_it_belongs_to(made):
    _, _, vessels, papers = made
    found = kinds(vessels["mmsi"].astype("i8"))
    expected = {
        Role.BASE_STATION: MmsiKind.COAST_STATION,
        Role.AID: MmsiKind.ATON_PHYSICAL,
        Role.VIRTUAL_AID: MmsiKind.ATON_VIRTUAL,
        Role.AIRCRAFT: MmsiKind.SAR_AIRCRAFT,
        Role.TANKER: MmsiKind.SHIP,
    }
    for role, kind in expected.items():
        assert (found[vessels["role"] == int(role)] == kind).all(), role
    craft = found == MmsiKind.CRAFT
    assert craft.any()
    assert np.isin(papers["mothership_mmsi"][craft], vessels["mmsi"]).all()
    assert (papers["mothership_mmsi"][~craft] == 0).all()


def test_merchants_carry_class_a_and_small_craft_mostly_class_b(made):
    _, _, vessels, _ = made
    merchants = np.isin(vessels["role"], [Role.CARGO, Role.TANKER, Role.CONTAINER])
    assert (vessels["station"][merchants] == Station.CLASS_A).all()
    boats = vessels[vessels["role"] == Role.FISHING]
    share = np.isin(boats["station"], [Station.CLASS_B_CS, Station.CLASS_B_SO]).mean()
    assert 0.7 < share < 0.95
    large = boats["length_m"] > np.median(boats["length_m"])
    is_a = boats["station"] == Station.CLASS_A
    assert is_a[large].mean() > is_a[~large].mean()


def test_sizes_fit_one_another(made):
    _, _, vessels, _ = made
    ships = vessels[vessels["length_m"] > 20]
    assert (np.abs(ships["to_bow_m"].astype(int) + ships["to_stern_m"] - ships["length_m"]) <= 1).all()
    assert (np.abs(ships["to_port_m"].astype(int) + ships["to_starboard_m"] - ships["beam_m"]) <= 1.1).all()
    assert (ships["top_kn"] >= ships["cruise_kn"]).all()


def test_a_seed_gives_the_same_fleet_and_another_seed_another(made):
    loaded, sea, vessels, _ = made
    assert fleet(loaded, sea, 7)[0].tobytes() == vessels.tobytes()
    assert fleet(loaded, sea, 8)[0].tobytes() != vessels.tobytes()


def test_the_first_vessels_do_not_depend_on_how_many_there_are(made):
    loaded, sea, vessels, _ = made
    more = fleet(replace(loaded, vessels=2 * loaded.vessels), sea, 7)[0]
    assert (more["role"][: loaded.vessels] == vessels["role"][: loaded.vessels]).all()
    assert (more["name"][: loaded.vessels] == vessels["name"][: loaded.vessels]).all()


def test_a_world_fleet_is_made_at_once(made):
    loaded, sea, _, _ = made
    vessels, _ = fleet(replace(loaded, vessels=130_000), sea, 1)
    assert np.unique(vessels["mmsi"]).size == vessels.size
    imo = vessels["imo"][vessels["imo"] > 0]
    assert np.unique(imo).size == imo.size


@pytest.mark.parametrize("role", list(Role))
def test_papers_for_one_are_like_the_fleets(role):
    vessels, papers = papers_of(Draw(1, Purpose.INCIDENT, 3), role, CASTS_FROM + 5, name=b"HER NAME", mid=538)
    assert vessels["role"][0] == role
    assert vessels["name"][0] == papers["name"][0] == b"HER NAME"
    fleets, _ = papers_of(Draw(1, Purpose.INCIDENT, 3), role, 5, mid=538)
    assert role in _NOT_SHIPS or fleets["mmsi"][0] != vessels["mmsi"][0]


_NOT_SHIPS = (Role.BASE_STATION, Role.AID, Role.VIRTUAL_AID, Role.AIRCRAFT, Role.DEVICE)


def test_a_fixed_length_brings_sizes_that_fit():
    vessels, _ = papers_of(Draw(1, Purpose.INCIDENT, 3), Role.TANKER, CASTS_FROM, length_m=240.0)
    assert vessels["length_m"][0] == 240.0
    assert abs(int(vessels["to_bow_m"][0]) + int(vessels["to_stern_m"][0]) - 240) <= 1
    assert 30 < vessels["beam_m"][0] < 50
