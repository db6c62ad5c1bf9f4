"""The same transmissions however the time is cut, and with any number of workers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.testing.simulator.records import Kind
from tests.testing.simulator.radio.stage import HOUR, MINUTE, START, Stage, every_class

HOURS = 0.6


def troubled() -> Stage:
    stage = every_class()
    stage.texts.append("MAYDAY MAYDAY THIS IS A TEST OF WORDS THAT FILL TWO SLOTS")
    stage.effect(2, Kind.SILENT, START + 5 * MINUTE, START + 9 * MINUTE)
    stage.effect(3, Kind.ECHO, a=0.3, b=7.3)
    stage.effect(6, Kind.TEXT, START + 3 * MINUTE, a=0, b=60.0)
    stage.effect(9, Kind.SIGN_FLIP, a=0.2)
    stage.area(
        Kind.CIRCLE, START + 4 * MINUTE, START + 20 * MINUTE, lon=48.3, lat=12.0, radius_m=20_000.0,
        a=48.5, b=13.5, c=3000.0, d=300.0,
    )  # fmt: skip
    stage.area(Kind.DARKEN, START + 8 * MINUTE, START + 12 * MINUTE, lon=48.1, lat=12.0, radius_m=9000.0, a=0.5)
    return stage


@pytest.fixture(scope="module")
def stage() -> Stage:
    return troubled()


@pytest.fixture(scope="module")
def whole(stage: Stage) -> bytes:
    tx = stage.block(HOURS)
    assert (tx["area"] >= 0).any()
    assert (tx["effect"] >= 0).any()
    return tx.tobytes()


@settings(max_examples=12)
@given(st.lists(st.integers(1, round(HOURS * HOUR) - 1), max_size=6, unique=True))
def test_where_blocks_are_cut_changes_nothing(stage: Stage, whole: bytes, cuts: list[int]) -> None:
    assert stage.block(HOURS, cuts=[START + cut for cut in cuts]).tobytes() == whole


def test_many_short_blocks(stage: Stage, whole: bytes) -> None:
    cuts = [START + 7_000_003 * each for each in range(1, 40)] + [START + 600_000_000, START + 600_000_001]
    assert stage.block(HOURS, cuts=cuts).tobytes() == whole


def test_workers_change_nothing(stage: Stage, whole: bytes) -> None:
    assert stage.block(HOURS, workers=2).tobytes() == whole
    assert stage.block(HOURS, workers=7).tobytes() == whole


def test_another_seed_is_another_hour(stage: Stage, whole: bytes) -> None:
    assert stage.block(HOURS, seed=2).tobytes() != whole


def test_an_empty_fleet_is_silent() -> None:
    stage = Stage()
    stage.rows.append(np.zeros(0, every_class().rows[0].dtype))
    assert stage.block(0.1).size == 0
