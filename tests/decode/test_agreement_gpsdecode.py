"""Every field of every message of every corpus and of every application, as gpsdecode, gpsd and libais read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from marsad.decode.ais.application.applications import TABLES
from tests.decode.agreement import gpsd
from tests.decode.agreement.cases import CORPORA, GPSDECODE, GPSDECODE_MADE, GPSDECODE_PRINTS, SHIPPED, Case
from tests.decode.agreement.made import made
from tests.decode.agreement.verdict import judge

NEEDS_GPSDECODE = pytest.mark.skipif(
    shutil.which("gpsdecode") is None, reason="no gpsdecode here: install gpsd-clients"
)


@NEEDS_GPSDECODE
@pytest.mark.parametrize("case", GPSDECODE, ids=lambda case: case.corpus)
def test_gpsdecode_reads_it_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []


@NEEDS_GPSDECODE
@pytest.mark.parametrize("case", GPSDECODE_MADE, ids=lambda case: case.corpus)
def test_gpsdecode_reads_an_application_alike(case: Case) -> None:
    assert judge(case) == []


@NEEDS_GPSDECODE
@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_application_it_prints_is_compared(name: str) -> None:
    records = gpsd.run(made(name))
    assert records
    assert any("data" not in record for record in records) == (name in GPSDECODE_PRINTS)


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.expected)
def test_shipped_output_is_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []


def test_every_corpus_is_compared(corpora: Path) -> None:
    endings = {".nmea", ".txt", ".log", ".aivdm"}
    files = {
        str(path.relative_to(corpora / "nmea")) for path in (corpora / "nmea").rglob("*") if path.suffix in endings
    }
    assert files == set(CORPORA)
    told = {str(path.relative_to(corpora / "nmea")) for path in (corpora / "nmea").rglob("*.chk")}
    assert told == {case.expected for case in SHIPPED if case.expected.endswith(".chk")}
