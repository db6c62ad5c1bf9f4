"""Reporting intervals: the rows of the standard's table, and what is assumed where nothing is told."""

import math

import numpy as np
import pytest

from marsad.wire.reporting_interval import Station, expected_interval_s

NAN = math.nan


@pytest.mark.parametrize(("station", "sog", "status", "turning", "seconds"), [
    (Station.CLASS_A, 0.0, 1, False, 180), (Station.CLASS_A, 3.0, 5, True, 180), (Station.CLASS_A, 3.1, 1, False, 10),
    (Station.CLASS_A, 0.0, 0, False, 10), (Station.CLASS_A, 14.0, 0, False, 10),
    (Station.CLASS_A, 14.0, 0, True, 10 / 3),
    (Station.CLASS_A, 14.1, 0, False, 6), (Station.CLASS_A, 23.0, 0, True, 2), (Station.CLASS_A, 23.1, 0, False, 2),
    (Station.CLASS_A, NAN, 1, False, 180), (Station.CLASS_A, NAN, 15, False, 10), (Station.CLASS_A, 30.0, 1, False, 2),
    (Station.CLASS_B_CARRIER_SENSE, 2.0, 15, False, 180), (Station.CLASS_B_CARRIER_SENSE, 2.1, 15, False, 30),
    (Station.CLASS_B_CARRIER_SENSE, 30.0, 15, False, 30), (Station.CLASS_B_SELF_ORGANISED, 2.0, 15, False, 180),
    (Station.CLASS_B_SELF_ORGANISED, 14.0, 15, False, 30), (Station.CLASS_B_SELF_ORGANISED, 20.0, 15, False, 15),
    (Station.CLASS_B_SELF_ORGANISED, 23.1, 15, False, 5), (Station.BASE, NAN, 255, False, 10),
    (Station.ATON, NAN, 255, False, 180), (Station.SAR_AIRCRAFT, 140.0, 255, False, 10),
    (Station.LOCATING_DEVICE, NAN, 14, False, 60), (200, 5.0, 0, False, 180),
])  # fmt: skip
def test_table(station: int, sog: float, status: int, turning: bool, seconds: float) -> None:
    found = expected_interval_s(
        np.array([station], np.uint8), np.array([sog]), np.array([status], np.uint8), np.array([turning])
    )
    assert found[0] == pytest.approx(seconds)


def test_many_at_once_are_each_alone() -> None:
    rng = np.random.default_rng(4)
    station, status = rng.integers(0, 8, 500).astype(np.uint8), rng.integers(0, 16, 500).astype(np.uint8)
    sog, turning = rng.uniform(0, 40, 500), rng.random(500) < 0.5
    together = expected_interval_s(station, sog, status, turning)
    for n in range(500):
        one = slice(n, n + 1)
        assert together[n] == expected_interval_s(station[one], sog[one], status[one], turning[one])[0]
