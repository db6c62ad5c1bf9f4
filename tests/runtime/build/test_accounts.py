"""On every recorded corpus the counts add up: nothing vanishes, nothing is made up."""

from __future__ import annotations

from collections import Counter

import pytest

from marsad.runtime.column_maps import column_maps
from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake
from tests.runtime.build import lakes

TIMED = (
    "tracks/marinecadastre-2022-01-03.csv.gz", "tracks/global-5min-snapshot.csv.gz", "tracks/solent-2016-01-12.csv",
    "tracks/suez-2021-03.csv", "tracks/gfw-gap-sample-messages.json",
    "nmea/exactearth/exact-earth-augmented.txt", "nmea/exactearth/exact-earth-with-tag-block.txt",
    "nmea/pyais/prefixed-times.log", "nmea/aislib/stream_example.txt", "nmea/ais-tools/sample.nmea",
    "nmea/libais/tagblock.nmea",
)  # fmt: skip
SUEZ = """
[columns.suez]
t = "ais_pos_timestamp"
mmsi = "ID"
lat = "latitude"
lon = "longitude"
time = "%d/%m/%Y %H:%M"
"""


@pytest.mark.parametrize("name", TIMED)
def test_every_row_is_accounted_for(corpora, tmp_path, name):
    (tmp_path / "marsad.toml").write_text(SUEZ)
    accounts = lakes.into(tmp_path / "lake", [corpora / name], maps=column_maps(tmp_path / "marsad.toml"))
    held = Lake.open(str(tmp_path / "lake"), lakes.clock)
    (file,) = accounts.files
    assert file.rows == file.used + file.rejected + file.other
    families = accounts.as_json()["families"]
    for family, count in file.reports.items():
        assert families[family]["came"] == count
        stored = sum(f.rows for f in held.all_files(family))
        assert stored + families[family]["duplicates"] == count, family
    outcomes: Counter[str] = Counter()
    for day in held.days("position"):
        outcomes.update(held.read("position", day, ["outcome"])["outcome"].to_pylist())
    assert outcomes == accounts.as_json()["outcomes"]
    assert None not in outcomes
    in_tracks = sum(sum(held.read("tracks", day, ["points"])["points"].to_pylist()) for day in held.days("tracks"))
    assert in_tracks == outcomes["track"]


def test_untimed_sentences_are_refused_without_a_start(corpora, tmp_path):
    file = corpora / "nmea" / "pyais" / "greece.nmea"
    with pytest.raises(Refusal, match=r"greece\.nmea.*--start"):
        lakes.into(tmp_path / "lake", [file])
    accounts = lakes.into(tmp_path / "lake", [file], start_us=1_700_000_000_000_000)
    assert accounts.files[0].used > 0
    assert len(accounts.days) == 1
