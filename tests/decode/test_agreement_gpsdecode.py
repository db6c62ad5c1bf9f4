"""Every field of every message of every corpus, as gpsdecode reads it and as gpsd and libais expect it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.decode.agreement.cases import CORPORA, GPSDECODE, SHIPPED, Case
from tests.decode.agreement.verdict import judge


@pytest.mark.skipif(shutil.which("gpsdecode") is None, reason="no gpsdecode here: install gpsd-clients")
@pytest.mark.parametrize("case", GPSDECODE, ids=lambda case: case.corpus)
def test_gpsdecode_reads_it_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.expected)
def test_shipped_output_is_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []


def test_every_corpus_is_compared(corpora: Path) -> None:
    endings = {".nmea", ".txt", ".log", ".aivdm"}
    files = {
        str(path.relative_to(corpora / "nmea")) for path in (corpora / "nmea").rglob("*") if path.suffix in endings
    }
    assert files == set(CORPORA)
