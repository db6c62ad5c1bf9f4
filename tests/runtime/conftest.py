"""Kernels are compiled before the first test, so that no deadline of a test is spent on it."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def compiled_kernels() -> None:
    from marsad.runtime.warm_up import warm_up, warm_up_detection

    warm_up()
    warm_up_detection()
