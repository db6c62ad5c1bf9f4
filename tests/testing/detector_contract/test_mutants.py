"""A detector that breaks one rule fails the property of that rule, and the whole one keeps them all."""

import importlib.util
import sys
from pathlib import Path

import pytest

from marsad.testing.detector_contract import PROPERTIES, ContractBroken, check, run, whole


def _beside(name):
    """A module of this folder: tests are no package."""
    spec = importlib.util.spec_from_file_location(f"contract_{name}", Path(__file__).with_name(f"{name}.py"))
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


slow_ships = _beside("slow_ships")
impure = _beside("impure")


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_whole_one_keeps(name):
    check(slow_ships.detector(), name)


def test_it_finds_the_slow_ships_of_the_feed():
    assert len(run(slow_ships.detector(), whole())) >= 3


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ("timers_at_watermark", "chunk"),
        ("drops_at_edges", "chunk"),
        ("module_state", "purity"),
        ("names_by_arrival", "stable_id"),
        ("grows", "bounded"),
        ("null_is_zero", "sentinel"),
        ("looks_at_others", "partition"),
        ("known_early", "interval"),
        ("raises_on_nothing", "empty"),
        ("writes_rows", "purity"),
        ("over_the_line", "antimeridian"),
        ("keeps_slots", "forgetting"),
    ],
)
def test_a_broken_one_fails(broken, name):
    with pytest.raises(ContractBroken, match=f"^{name} "):
        check(slow_ships.detector(broken, **{broken: True}), name)


@pytest.mark.parametrize("step", ["with_clock", "with_global"])
def test_an_impure_one_fails(step):
    with pytest.raises(ContractBroken, match=r"^purity .* in its module contract_impure"):
        check(getattr(impure, step), "purity")
