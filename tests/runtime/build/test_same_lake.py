"""R7 through a whole build: the lake is a function of the set of rows, however they come."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.runtime.build import lakes
from tests.runtime.build.voyages import csv, messages, voyages

SIX_HOURS_S = 6 * 3600


def delayed(rng: Random, n: int, half_hour: int, satellite: float) -> list[int]:
    """An order in which items arrive that were sent one after the other: up to so many later, some much later."""
    late = [k + rng.uniform(0, half_hour) + (rng.random() < satellite) * 8 * half_hour for k in range(n)]
    return sorted(range(n), key=late.__getitem__)


def cut(rng: Random, items: list, pieces: int) -> list[list]:
    """In so many parts, each with at least something where there is enough."""
    edges = sorted(rng.sample(range(1, len(items)), min(pieces - 1, len(items) - 1)))
    return [items[a:b] for a, b in zip([0, *edges], [*edges, len(items)], strict=True)]


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Lakes of the ordered feeds, by seed; made when first asked for."""
    return {-1: tmp_path_factory.mktemp("ordered")}


def ordered_lake(ordered: dict[int, Path], seed: int, kind: str) -> Path:
    key = seed * 2 + (kind == "csv")
    if key not in ordered:
        lake = ordered[-1] / f"lake-{key}"
        reports = voyages(Random(seed))
        file = ordered[-1] / f"all-{key}"
        if kind == "csv":
            csv(reports, file)
        else:
            file.write_bytes(b"".join(messages(reports, ("north", "south"))))
        lakes.into(lake, [file])
        ordered[key] = lake
    return ordered[key]


@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking builds for ages
@given(
    seed=st.integers(0, 2), kind=st.sampled_from(["csv", "nmea"]), order=st.integers(0, 1 << 32),
    copies=st.sampled_from([1, 1, 5]), pieces=st.integers(1, 4), builds=st.integers(1, 3), workers=st.integers(1, 3),
)  # fmt: skip
def test_order_copies_delay_and_cut_change_nothing(ordered, seed, kind, order, copies, pieces, builds, workers):
    rng = Random(order)
    reports = voyages(Random(seed))
    items = reports if kind == "csv" else messages(reports, ("north", "south"))
    arrived = [items[k] for k in delayed(rng, len(items), 40, 0.1)] * copies
    if copies > 1:
        arrived = [arrived[k] for k in delayed(rng, len(arrived), 200, 0.1)]
    with TemporaryDirectory() as folder:
        files = []
        for number, part in enumerate(cut(rng, arrived, pieces)):
            file = Path(folder) / f"part-{number}"
            if kind == "csv":
                csv(part, file)
            else:
                file.write_bytes(b"".join(part))
            files.append(file)
        rng.shuffle(files)
        lake = Path(folder) / "lake"
        for several in cut(rng, files, min(builds, len(files))):
            lakes.into(lake, several, workers=workers)
        lakes.same(lake, ordered_lake(ordered, seed, kind))


def test_building_again_changes_nothing(tmp_path):
    file = tmp_path / "a.nmea"
    file.write_bytes(b"".join(messages(voyages(Random(7)), ("north", "south"))))
    lake = tmp_path / "lake"
    first = lakes.into(lake, [file])
    before = lakes.digest(lake)
    files = sorted(p.name for p in lake.rglob("*.parquet"))
    again = lakes.into(lake, [file])
    assert not first.files[0].skipped
    assert again.files[0].skipped
    assert again.days == []
    assert lakes.digest(lake) == before
    # the same rows in a file of another content: every day is computed again, and comes out as it was
    other = tmp_path / "b.nmea"
    other.write_bytes(file.read_bytes() + b"\r\n")
    told = lakes.into(lake, [other])
    assert told.days
    lakes.same(lake, lake)
    assert {k: v for k, v in lakes.digest(lake).items() if k in ("tracks", "stops", "vessels", "static_history")} == {
        k: v for k, v in before.items() if k in ("tracks", "stops", "vessels", "static_history")
    }
    assert files


def test_workers_and_memory_change_nothing(tmp_path):
    reports = [r for seed in range(6) for r in voyages(Random(seed), hours=30)]
    file = csv(reports, tmp_path / "rows.csv")
    digests = []
    for name, means in (("a", {"workers": 1}), ("b", {"workers": 3}), ("c", {"workers": 2, "memory_mb": 0})):
        lakes.into(tmp_path / name, [file], **means)
        digests.append(lakes.digest(tmp_path / name))
    assert digests[0] == digests[1] == digests[2]
