"""The kernels of the published rules find the same, to the last digit, when nothing is compiled."""

import json
import os
import subprocess
import sys
from pathlib import Path

from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract import run, whole
from marsad.testing.detector_contract.running import hours


def test_interpreted_they_find_the_same():
    program = Path(__file__).with_name("interpreted.py")
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, program], env=environment, capture_output=True, check=True, timeout=300)
    found = {name: run(rule, whole(), hours(whole())) for name, rule in BASELINES.load().items()}
    assert json.loads(told.stdout) == json.loads(json.dumps(found))
