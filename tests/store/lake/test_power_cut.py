"""Wherever a build is cut or the disk fills up: the lake is as before or as after, for Marsad and for others."""

import contextlib
import datetime as dt
import errno
import os
import random
import shutil

import pyarrow as pa
import pytest
from deltalake import DeltaTable
from tests.failing_disk import FULL, CutError, FailingDisk
from tests.lake_rows import DAY, rows_of

from marsad.store.lake.lake import Lake
from marsad.store.store_error import StoreError

NEXT = DAY + dt.timedelta(days=1)
TABLES = ("position", "tracks", "inputs")
FIRST = {("position", DAY): 1, ("tracks", DAY): 2, ("inputs", None): 3}
SECOND = {("position", DAY): 4, ("position", NEXT): 5, ("tracks", NEXT): 6, ("inputs", None): 7}


def build(lake, days):
    changes = {}
    for (table, day), seed in days.items():
        rows = rows_of(table, 40, seed, day or DAY)
        # Two files a day, so that a day could be half there.
        files = [lake.write(table, day, piece) for piece in (rows.slice(0, 20), rows.slice(20))]
        changes.setdefault(table, {})[day] = files
    return lake.commit(changes)


def digests(root, clock):
    with Lake.open(str(root), clock) as lake:
        return lake.digest()


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """Digests of an empty lake, after the first build, and after the second."""
    root = tmp_path_factory.mktemp("states") / "lake"
    found = []
    with Lake.open(str(root), lambda: 0, create=True) as lake:
        for days in ({}, FIRST, SECOND):
            build(lake, days)
            found.append(lake.digest())
    return found


def others_see(root, table):
    if not (root / table / "_delta_log").is_dir() or not list((root / table / "_delta_log").glob("*.json")):
        return 0
    return DeltaTable(str(root / table)).to_pyarrow_table().num_rows


def run(root, clock, disk, days, tidy=False):
    """What a process does that ends in any way."""
    try:
        lake = Lake.open(str(root), clock, create=True, files=disk)
        build(lake, days)
        if tidy:
            lake.tidy()
    finally:
        disk.end()


def assert_clean(root):
    names = [path.name for path in root.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith(".part")]
    told = {f"{table}/{add['path']}" for table in TABLES for add in adds(root / table)}
    there = {path.relative_to(root).as_posix() for path in root.rglob("*.parquet")}
    assert {name for name in there if "_delta_log" not in name} == told


def adds(table):
    return pa.table(DeltaTable(str(table)).get_add_actions()).to_pylist()


def cuts(whole, lost):
    """Before which write the power fails: each of them, in turn with and without what was not synced; with MARSAD_CUTS
    set each of them in both ways."""
    return range(whole.done) if os.environ.get("MARSAD_CUTS") else range(lost, whole.done, 2)


@pytest.mark.parametrize("lost", range(2))
def test_a_first_build_that_is_cut_anywhere(tmp_path, clock, states, lost):
    rng = random.Random(lost)
    whole = FailingDisk()
    run(tmp_path / "whole", clock, whole, FIRST)
    for good in cuts(whole, lost):
        root = tmp_path / f"{good}"
        disk = FailingDisk(good)
        with pytest.raises(CutError):
            run(root, clock, disk, FIRST)
        if lost:
            disk.lose(rng)
        if (root / "marsad.json").exists():
            assert digests(root, clock) in states[:2], good
        for table in TABLES:
            assert others_see(root, table) in (0, 40), good
        run(root, clock, FailingDisk(), FIRST, tidy=True)
        assert digests(root, clock) == states[1]
        assert_clean(root)


@pytest.mark.parametrize("lost", range(2))
def test_a_later_build_and_its_tidying_cut_anywhere(tmp_path, clock, states, lost):
    rng = random.Random(100 + lost)
    run(tmp_path / "before", clock, FailingDisk(), FIRST)
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    whole = FailingDisk()
    run(tmp_path / "whole", clock, whole, SECOND, tidy=True)
    seen = set()
    for good in cuts(whole, lost):
        root = tmp_path / f"{good}"
        shutil.copytree(tmp_path / "before", root)
        disk = FailingDisk(good)
        with pytest.raises(CutError):
            run(root, clock, disk, SECOND, tidy=True)
        if lost:
            disk.lose(rng)
        found = states.index(digests(root, clock))
        assert found in (1, 2), good
        seen.add(found)
        for table in TABLES:
            assert others_see(root, table) in (40, 80), good
        # The next writer ends what was decided, without being asked to.
        Lake.open(str(root), clock, create=True).close()
        assert sum(others_see(root, table) for table in TABLES) == (120 if found == 1 else 200)
        run(root, clock, FailingDisk(), SECOND, tidy=True)
        assert digests(root, clock) == states[2]
        clock.forward(8 * 86400)
        run(root, clock, FailingDisk(), SECOND, tidy=True)
        assert digests(root, clock) == states[2]
        assert_clean(root)
    assert seen == {1, 2}


@pytest.mark.parametrize("error", [FULL, errno.EIO])
def test_a_disk_that_fills_up_or_fails_anywhere(tmp_path, clock, states, error):
    run(tmp_path / "before", clock, FailingDisk(), FIRST)
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    whole = FailingDisk()
    run(tmp_path / "whole", clock, whole, SECOND)
    refused = 0
    said = "is full: free some space" if error != errno.EIO else "cannot be written"
    for good in range(0, whole.done, 1 if error == FULL else 5):
        root = tmp_path / f"{good}"
        shutil.copytree(tmp_path / "before", root)
        try:
            run(root, clock, FailingDisk(good, error), SECOND)
        except StoreError as error_told:
            refused += said in str(error_told)
            assert digests(root, clock) in states[1:], good
        else:
            # Only what makes room was left to do.
            assert digests(root, clock) == states[2], good
        assert not list(root.rglob("*.part"))
        again = good_again(root, clock, good, error)
        assert again == states[2], good
        run(root, clock, FailingDisk(), SECOND, tidy=True)
        assert digests(root, clock) == states[2]
    assert refused > len(range(0, whole.done, 1 if error == FULL else 5)) * 0.8


def good_again(root, clock, good, error):
    """The digest where the same process tries once more after the disk has recovered."""
    copy = root.with_name(f"{root.name}-again")
    shutil.copytree(root.parent / "before", copy)
    disk = FailingDisk(good, error)
    try:
        with contextlib.suppress(StoreError):
            lake = Lake.open(str(copy), clock, create=True, files=disk)
            with contextlib.suppress(StoreError):
                build(lake, SECOND)
            disk.recover()
            build(lake, SECOND)
            # What was decided before the trouble is in the logs before anything follows it.
            build(lake, FIRST)
            build(lake, SECOND)
            assert [others_see(copy, table) for table in TABLES] == [80, 80, 40]
            return digests(copy, clock)
    finally:
        disk.end()
    run(copy, clock, FailingDisk(), SECOND)
    return digests(copy, clock)


def test_a_real_disk_that_is_full_says_so_and_the_build_ends_when_there_is_space(small_disk, clock):
    root = small_disk / "lake"
    (small_disk / "filler").write_bytes(bytes(2 << 20))
    with Lake.open(str(root), clock, create=True) as lake:
        assert build(lake, FIRST)
        before = lake.digest()
        number = 0

        def fill():
            nonlocal number
            while True:
                number += 1
                day = DAY + dt.timedelta(days=number)
                lake.commit({"position": {day: [lake.write("position", day, rows_of("position", 2000, number, day))]}})
                before.update(lake.digest())

        with pytest.raises(StoreError, match=r"The disk of .* is full: free some space and run this again"):
            fill()
        assert lake.digest() == before
        assert digests(root, clock) == before
        (small_disk / "filler").unlink()
        day = DAY + dt.timedelta(days=number)
        assert lake.commit({"position": {day: [lake.write("position", day, rows_of("position", 2000, number))]}})
        assert lake.digest()["position"].rows == before["position"].rows + 2000
