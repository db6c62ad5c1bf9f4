"""Every field of every message of every corpus, as pyais reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.decode.agreement.cases import PYAIS, Case
from tests.decode.agreement.verdict import judge


@pytest.mark.parametrize("case", PYAIS, ids=lambda case: case.corpus)
def test_pyais_reads_it_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []
