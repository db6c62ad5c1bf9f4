"""No simulated ship crosses land, outruns her class or turns quicker than she can: over every track of every sea.

In short the small seas for two hours. MARSAD_TRACKS=all is every scenario in every size and whole length; `-k` chooses.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from marsad.testing.simulator import scenario
from tests.testing.simulator.tracks import checked

SEAS = [name for name in scenario.names() if "-" not in name or name in ("gulf-of-aden", "danish-straits")]
ALL = os.environ.get("MARSAD_TRACKS") == "all"
ASKED = [(name, size) for name in scenario.names() for size in scenario.SIZES] if ALL else [(n, "small") for n in SEAS]
HOURS, WORLD_VESSELS = 2.0, 600


@pytest.mark.parametrize(("name", "size"), ASKED, ids=lambda part: part)
def test_every_track_is_one_that_a_vessel_can_sail(name, size):
    loaded = scenario.load(name, size)
    if not ALL:
        loaded = replace(loaded, hours=min(HOURS, loaded.hours), vessels=min(WORLD_VESSELS, loaded.vessels))
    found = checked(loaded, 1)
    assert found.states > 1000
    assert not found.faults, f"{len(found.faults)} of {found.vessels} vessels: " + "; ".join(
        map(str, found.faults[:20])
    )
