"""The engine spark gives what the engine local gives, row for row, on a real session."""

from __future__ import annotations

import shutil
from random import Random

import pytest

from tests.runtime.build import feeds, lakes
from tests.runtime.build.voyages import csv, messages, voyages

pytest.importorskip("pyspark", reason="the extra spark is not installed")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17 or newer")


def test_both_engines_give_the_same_lake(tmp_path):
    reports = voyages(Random(3), hours=30)
    heard = tmp_path / "heard.nmea"
    heard.write_bytes(b"".join(messages(reports[: len(reports) * 2 // 3], ("north", "south"))))
    late = csv(reports[len(reports) // 2 :: 3], tmp_path / "late.csv")
    told = {}
    for engine in ("local", "spark"):
        lake = tmp_path / engine
        first = lakes.into(lake, [heard], engine=engine)
        second = lakes.into(lake, [late], engine=engine)
        told[engine] = [
            (a.as_json()["files"], a.as_json()["families"], a.as_json()["outcomes"]) for a in (first, second)
        ]
    assert lakes.digest(tmp_path / "local") == lakes.digest(tmp_path / "spark")
    assert told["local"][0] == told["spark"][0]


def test_late_shuffled_and_repeated_input_gives_the_lake_of_the_ordered_feed(tmp_path):
    """R7 on Spark: what had arrived by some hour, then the rest; by the engine local the same, digest for digest."""
    rng = Random(17)
    hearings = feeds.heard(rng, feeds.sent(4, hours=8), troubled=True)
    arrived = [one for _, one in feeds.arrived(rng, hearings)]
    ordered = tmp_path / "ordered"
    lakes.into(ordered, [feeds.sentence_file(tmp_path / "ordered.nmea", hearings)])
    half = len(arrived) // 2
    parts = [arrived[:half], arrived[half : half * 3 // 2], arrived[half * 3 // 2 :]]
    files = [feeds.sentence_file(tmp_path / f"part-{n}.nmea", part) for n, part in enumerate(parts)]
    for engine in ("local", "spark"):
        lakes.into(tmp_path / engine, files[:1], engine=engine)
        lakes.into(tmp_path / engine, files[1:], engine=engine)
        lakes.agree(tmp_path / engine, ordered)
    assert lakes.digest(tmp_path / "spark") == lakes.digest(tmp_path / "local")
