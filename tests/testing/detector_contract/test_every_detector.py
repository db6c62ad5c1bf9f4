"""Every detector that there is keeps the contract: those of the room, the published rules, and the examples."""

import pytest

from marsad.plugin.detector import DETECTORS
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract import PROPERTIES, check, run, whole

EVERY = {**DETECTORS.load(), **BASELINES.load()}


@pytest.mark.parametrize("name", PROPERTIES)
@pytest.mark.parametrize("detector", EVERY.values(), ids=EVERY)
def test_it_keeps(detector, name):
    check(detector, name)


@pytest.mark.parametrize("detector", EVERY.values(), ids=EVERY)
def test_it_finds_something_on_the_feed_of_the_kit(detector):
    """Else the properties would hold of nothing."""
    assert run(detector, whole())
