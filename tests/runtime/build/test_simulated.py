"""Simulated and real traffic never meet in one lake (S16)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from marsad.schema.refusal import Refusal
from tests.runtime.build import lakes
from tests.runtime.build.voyages import messages, voyages


def heard(path: Path, station: str, seed: int) -> Path:
    path.write_bytes(b"".join(messages(voyages(Random(seed)), (station,))))
    return path


@pytest.mark.parametrize(("first", "second"), [("SIMADEN", "north"), ("north", "SIMADEN")])
def test_neither_comes_into_a_lake_of_the_other(tmp_path, first, second):
    lakes.into(tmp_path / "lake", [heard(tmp_path / "first.nmea", first, 1)])
    before = lakes.digest(tmp_path / "lake")
    other = heard(tmp_path / "second.nmea", second, 2)
    with pytest.raises(Refusal, match=r"second\.nmea .*name another lake"):
        lakes.into(tmp_path / "lake", [other])
    assert lakes.digest(tmp_path / "lake") == before
    lakes.into(tmp_path / "lake", [heard(tmp_path / "third.nmea", first, 3)])
    assert lakes.digest(tmp_path / "lake") != before


def test_nor_do_they_meet_in_one_build_or_one_file(tmp_path):
    made, real = (heard(tmp_path / f"{name}.nmea", name, 1) for name in ("SIM", "north"))
    with pytest.raises(Refusal, match=r"SIM\.nmea holds simulated traffic and north\.nmea holds none"):
        lakes.into(tmp_path / "lake", [made, real])
    both = tmp_path / "both.nmea"
    both.write_bytes(made.read_bytes() + real.read_bytes())
    with pytest.raises(Refusal, match=r"both\.nmea holds both"):
        lakes.into(tmp_path / "lake", [both])
    lakes.into(tmp_path / "lake", [real])
