"""Faults are as common as their rates say, and off when they are off."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from marsad.testing.simulator.errors.errors import NONE, errors
from marsad.testing.simulator.errors.faults import DEFAULT_MMSI, FAULTS
from marsad.testing.simulator.records import PAPER, VESSEL, Kind, Records, Station
from marsad.testing.simulator.scenario_format import ErrorRates

T0, T1 = 1_700_006_400_000_000, 1_700_006_400_000_000 + 24 * 3_600_000_000
FLEET = 20_000


@pytest.fixture(scope="module")
def fleet() -> tuple[Records, Records]:
    vessels, papers = np.zeros(FLEET, VESSEL), np.zeros(FLEET, PAPER)
    vessels["mmsi"] = 205_000_000 + 17 * np.arange(FLEET)
    vessels["station"] = np.array([Station.CLASS_A, Station.CLASS_B_CS, Station.CLASS_A, Station.BASE])[
        np.arange(FLEET) % 4
    ]
    papers["name"], papers["callsign"] = b"MORNING TIDE", b"9HA123"
    return vessels, papers


def drawn(fleet: tuple[Records, Records], seed: int = 1, **rates: float) -> tuple[Records, Records]:
    return errors(*fleet, ErrorRates(**rates), T0, T1, seed, FLEET + 50)


def test_every_rate_has_its_fault() -> None:
    # Garbage is no vessel's: it arises where a satellite hears two at once.
    assert {one.name for one in fields(ErrorRates)} == set(FAULTS) | {"garbage"}


def test_no_errors_without_rates(fleet: tuple[Records, Records]) -> None:
    effects, papers = errors(*fleet, NONE, T0, T1, 1, FLEET)
    assert effects.size == papers.size == 0


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_fault_is_as_common_as_its_rate_on_the_stations_that_have_it(
    fleet: tuple[Records, Records], name: str
) -> None:
    effects, _ = drawn(fleet, **{name: 0.05})
    could = np.isin(fleet[0]["station"], FAULTS[name].stations)
    who = np.unique(effects["vessel"])
    assert could[who].all()
    assert who.size == pytest.approx(0.05 * could.sum(), rel=0.15)
    assert (effects["t0"] >= T0).all()
    assert (effects["t1"] <= T1).all()
    assert (effects["t0"] < effects["t1"]).all()


def test_one_fault_does_not_move_another(fleet: tuple[Records, Records]) -> None:
    alone, _ = drawn(fleet, echo=0.02)
    among, _ = drawn(fleet, echo=0.02, wrong_status=0.3, default_mmsi=0.1)
    assert np.array_equal(alone, among[among["kind"] == Kind.ECHO])
    assert not np.array_equal(alone, drawn(fleet, seed=2, echo=0.02)[0])


def test_mmsi_faults_tell_numbers_that_fit_30_bits(fleet: tuple[Records, Records]) -> None:
    effects, _ = drawn(fleet, default_mmsi=0.05, mistyped_mmsi=0.05, shared_mmsi=0.05)
    told, own = effects["a"].astype(int), fleet[0]["mmsi"][effects["vessel"]].astype(int)
    assert (effects["kind"] == Kind.MMSI).all()
    assert ((told >= 0) & (told < 1 << 30)).all()
    assert (told != own).mean() > 0.95
    assert set(DEFAULT_MMSI) <= set(told.tolist())
    shared, _ = drawn(fleet, shared_mmsi=0.05)
    assert np.isin(shared["a"].astype(int), fleet[0]["mmsi"]).all()


def test_papers_that_faults_name_are_the_rows_that_come_back(fleet: tuple[Records, Records]) -> None:
    effects, papers = drawn(fleet, name_change=0.02, sentinel=0.1)
    named = effects["a"][effects["kind"] == Kind.STATIC].astype(int)
    assert sorted(named.tolist()) == list(range(FLEET + 50, FLEET + 50 + papers.size))
    assert (papers["name"] != b"MORNING TIDE").any()
    assert (papers["name"] == b"").any()
