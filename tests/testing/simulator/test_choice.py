"""The words of `marsad simulate`."""

from __future__ import annotations

import pytest

from marsad.schema.refusal import UsageRefusal
from marsad.testing.simulator.choice import WRITTEN, chosen, purpose_of, seeds_of, speed_of


def test_outputs():
    assert chosen("all").writes == frozenset(WRITTEN)
    assert chosen("all").places == ()
    assert chosen("truth, nmea,-,tcp://127.0.0.1:1").writes == {"truth", "nmea"}
    assert chosen("truth, nmea,-,tcp://127.0.0.1:1").places == ("-", "tcp://127.0.0.1:1")


@pytest.mark.parametrize("words", ["", ",", "truths", "truth,all,x"])
def test_what_is_no_output_is_refused(words):
    with pytest.raises(UsageRefusal, match="--outputs"):
        chosen(words)


def test_seeds():
    assert seeds_of("7") == range(7, 8)
    assert seeds_of("100-199") == range(100, 200)
    assert [purpose_of(seed) for seed in (0, 1, 99, 100, 199, 200)] == [
        "other", "tuning", "tuning", "reporting", "reporting", "other",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["", "-1", "x", "5-3", "1-100000", "1.5", "9" * 30])
def test_what_is_no_seed_is_refused(words):
    with pytest.raises(UsageRefusal, match="--seed"):
        seeds_of(words)


def test_speed():
    assert speed_of("max") is None
    assert speed_of("10") == 10.0


@pytest.mark.parametrize("words", ["0", "-3", "fast", "nan", "inf"])
def test_what_is_no_speed_is_refused(words):
    with pytest.raises(UsageRefusal, match="--speed"):
        speed_of(words)
