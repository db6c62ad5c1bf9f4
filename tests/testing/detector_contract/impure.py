"""Detectors that are not pure by what they are made of."""

import time

from marsad.plugin.detector import Detector
from marsad.plugin.parameters import Parameters

COUNT = 0


def _clock(parameters, state, rows, prev, w, side):
    assert time.time() > 0
    return [], state


def _global(parameters, state, rows, prev, w, side):
    global COUNT
    COUNT += 1
    return [], state


with_clock = Detector("with-clock", "1", ("drift",), "vessel", Parameters(), _clock)
with_global = Detector("with-global", "1", ("drift",), "vessel", Parameters(), _global)
