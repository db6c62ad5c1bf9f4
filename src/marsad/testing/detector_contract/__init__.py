"""The properties of the detector contract, to be tried on any detector.

    from marsad.testing.detector_contract import PROPERTIES, check

    @pytest.mark.parametrize("name", PROPERTIES)
    def test_mine(name):
        check(my_detector, name)

Needs no test library. `whole` is the feed on which they are tried: see `feed` for what happens in it.
"""

from marsad.testing.detector_contract.feed import Feed, calm, stages, whole
from marsad.testing.detector_contract.properties import PROPERTIES, check, check_all
from marsad.testing.detector_contract.running import ContractBroken, run

__all__ = ["PROPERTIES", "ContractBroken", "Feed", "calm", "check", "check_all", "run", "stages", "whole"]
