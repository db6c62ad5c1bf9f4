"""Scenario files: those that are shipped load, and what is wrong in one's own is named."""

from __future__ import annotations

import re

import pytest

from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.testing.simulator import scenario
from marsad.testing.simulator.records import Role

OWN = """
title = "A strait"
area = [10.0, 54.0, 12.0, 56.0]
start = 2026-03-02T00:00:00Z
seas = ["gulf-of-aden"]
mix = { CARGO = 3, FERRY = 1 }
receivers = [{ name = "SIMONE", at = [11.0, 55.0], outages = [[1, 2.5]] }]
incidents = { gap = 2.5 }
[sizes]
small = { vessels = 5, hours = 1 }
medium = { vessels = 50, hours = 2 }
large = { vessels = 500, hours = 3 }
"""


@pytest.mark.parametrize("name", scenario.names())
@pytest.mark.parametrize("size", scenario.SIZES)
def test_every_shipped_scenario_loads_in_every_size(name, size):
    one = scenario.load(name, size)
    assert (one.name, one.size) == (name, size)
    assert one.vessels == one.sizes[size][0]
    assert one.end_us - one.start_us == round(one.hours * 3_600_000_000)
    assert sum(one.mix.values()) == pytest.approx(1.0)
    assert all(receiver.name.startswith("SIM") for receiver in (*one.receivers, *one.satellites))
    assert bool(one.incidents) == (one.kind != "plain")


def test_a_plain_sea_is_the_same_sea_without_incidents():
    sea, plain = scenario.load("gulf-of-aden"), scenario.load("plain-gulf-of-aden")
    assert plain.kind == "plain"
    assert not plain.incidents
    assert (plain.look_alikes, plain.receivers, plain.mix) == (sea.look_alikes, sea.receivers, sea.mix)


def test_there_is_a_world_for_every_kind_of_incident():
    for kind in KINDS:
        world = scenario.load("incidents-" + kind.replace("_", "-"))
        assert world.kind == "incidents"
        assert (dict(world.incidents), dict(world.look_alikes)) == ({kind: 2.0}, {kind: 10.0})
        assert world.vessels == 1  # the fewest there can be: all others come with the incidents
        assert world.hours == 6
        assert len(world.stages) >= 12


def test_ones_own_file_is_read(tmp_path):
    path = tmp_path / "strait.toml"
    path.write_text(OWN)
    one = scenario.load(path, "medium")
    assert (one.name, one.vessels, one.hours) == ("strait", 50, 2.0)
    assert one.mix == {Role.CARGO: 0.75, Role.FERRY: 0.25}
    assert one.receivers[0].outages == ((1.0, 2.5),)
    assert dict(one.incidents) == {"gap": 2.5}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title =", "titel =", "'titel' is unknown"),
        ("CARGO = 3", "CARGOES = 3", "'mix.CARGOES' is unknown"),
        ("CARGO = 3", "CARGO = -3", "'mix.CARGO' must be a number from 0"),
        ("CARGO = 3, FERRY = 1", "CARGO = 0", "'mix' must give at least one role"),
        ("54.0, 12.0", "54.0, 9.0", "'area' must have west < east"),
        ("2026-03-02T00:00:00Z", "2026-03-02", "'start' must be a date and time in UTC"),
        ("00:00:00Z", "00:30:00Z", "'start' must be a full hour"),
        ('["gulf-of-aden"]', '["atlantis"]', "'seas' has 'atlantis'"),
        ('["gulf-of-aden"]', "[]", "'seas' must name at least one"),
        ("SIMONE", "ONE", "'receivers[0].name' must begin with SIM"),
        ("[11.0, 55.0]", "[11.0]", "'receivers[0].at' must be [longitude, latitude]"),
        ("[[1, 2.5]]", "[[3, 2.5]]", "'receivers[0].outages' must have from < to"),
        ("gap = 2.5", "gasp = 2.5", "'incidents.gasp' is unknown"),
        ("vessels = 50,", "vessels = 0,", "'sizes.medium.vessels' must be a number from 1"),
        ("vessels = 50,", "vessels = 5.5,", "'sizes.medium.vessels' must be a whole number"),
        ("vessels = 50,", "", "'sizes.medium.vessels' is missing"),
        ("title =", "title", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_with_file_and_key(tmp_path, old, new, said):
    path = tmp_path / "strait.toml"
    assert old in OWN
    path.write_text(OWN.replace(old, new))
    with pytest.raises(Refusal, match=re.escape(said)) as refused:
        scenario.load(path, "medium")
    assert "strait.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(UsageRefusal, match="plain-gulf-of-aden"):
        scenario.load("gulf")
    with pytest.raises(UsageRefusal, match="small, medium, large"):
        scenario.load("gulf-of-aden", "huge")
    with pytest.raises(Refusal, match="cannot be read"):
        scenario.load("/nowhere/at-all.toml")
