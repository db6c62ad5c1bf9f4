"""Every field of every message of every corpus and of every application, as pyais reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyais import messages

from marsad.decode.ais.application.applications import CANDIDATES, TABLES
from tests.decode.agreement import layouts_pyais, pyais_records
from tests.decode.agreement.cases import PYAIS, PYAIS_MADE, PYAIS_PRINTS, Case
from tests.decode.agreement.made import made
from tests.decode.agreement.records import Kind
from tests.decode.agreement.verdict import judge


@pytest.mark.parametrize("case", PYAIS, ids=lambda case: case.corpus)
def test_pyais_reads_it_alike(case: Case, corpora: Path) -> None:
    assert judge(case, corpora / "nmea") == []


@pytest.mark.parametrize("case", PYAIS_MADE, ids=lambda case: case.corpus)
def test_pyais_reads_an_application_alike(case: Case) -> None:
    assert judge(case) == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_application_it_decodes_is_compared(name: str) -> None:
    records = pyais_records.run(made(name))
    assert records
    assert any("data" not in record for record in records) == (name in PYAIS_PRINTS)


def test_every_layout_of_pyais_is_known() -> None:
    layouts = {name for name in dir(messages) if name.startswith(("MessageType6Dac", "MessageType8Dac"))}
    withdrawn = {"MessageType6Dac1Fid16A"}  # which pyais itself never takes
    chooser = {"MessageType8Dac1Fid21"}  # between the two layouts of 1/21
    assert layouts - withdrawn - chooser == {kind.__name__ for kind in layouts_pyais.KINDS.values()}


@pytest.mark.parametrize("kind", sorted(layouts_pyais.KINDS), ids=lambda kind: "-".join(map(str, kind)))
def test_same_places(kind: Kind) -> None:
    application = CANDIDATES[kind][0]
    named = set(layouts_pyais.flat(kind).values())
    assert named >= {field.name for field in application.fields}
