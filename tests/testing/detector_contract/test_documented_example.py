"""The detector of docs/detectors.md is one file, runs as it stands there, and keeps the contract."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from marsad.testing.detector_contract import PROPERTIES, check, run, whole

PAGE = Path(__file__).parents[3] / "docs" / "detectors.md"


@pytest.fixture(scope="module")
def detector(tmp_path_factory):
    text = re.search(r"<!-- example -->\n```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]
    file = tmp_path_factory.mktemp("room") / "crawl_of_the_docs.py"
    file.write_text(text)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.DETECTOR


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_keeps(detector, name):
    check(detector, name)


def test_it_finds_those_that_crawl(detector):
    found = run(detector, whole())
    assert {facts[2][0] // 100 for facts in found.values()} >= {211_000_011, 412_000_012, 211_000_021}
