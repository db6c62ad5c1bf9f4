"""Writes to standard output what every published rule finds on the feed of the kit: run with NUMBA_DISABLE_JIT=1."""

import json

from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract import run, whole
from marsad.testing.detector_contract.running import hours


def all_found():
    """Facts by rule and event."""
    return {name: run(rule, whole(), hours(whole())) for name, rule in BASELINES.load().items()}


if __name__ == "__main__":
    print(json.dumps(all_found()))
