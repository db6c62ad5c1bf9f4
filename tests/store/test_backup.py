"""A backup brings back what was saved, byte for byte and row for row, or says which file keeps it from doing so."""

import io
import json
import os
import random
import tarfile
import threading

import pytest
from tests.lake_rows import DAY, rows_of

from marsad.store.backup.bring_back import restore
from marsad.store.backup.holdings import of_data, of_lake
from marsad.store.backup.manifest import NAME
from marsad.store.backup.save import save
from marsad.store.disk.files import OsFiles
from marsad.store.lake.lake import Lake
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw
from marsad.store.store_error import StoreError


def lake_of(root, clock, count=200):
    with Lake.open(str(root), clock, create=True) as lake:
        for seed in range(3):
            changes = {}
            for table in ("position", "tracks", "base_station"):
                files = [
                    lake.write(table, DAY, rows_of(table, count, seed)),
                    lake.write(table, DAY, rows_of(table, 5, 9)),
                ]
                changes[table] = {DAY: files}
            changes["inputs"] = {None: [lake.write("inputs", None, rows_of("inputs", 3, seed))]}
            lake.commit(changes)
    return root


def digests(root, clock):
    with Lake.open(str(root), clock) as lake:
        return {name: one.digest for name, one in lake.digest().items()}


def backup(target, clock, lake=None, data=None):
    opened = None if lake is None else Lake.open(str(lake), clock)
    holdings = [] if opened is None else list(of_lake(opened))
    holdings += [] if data is None else list(of_data(data, OsFiles()))
    digest = (dict) if opened is None else (lambda: {name: one.digest for name, one in opened.digest().items()})
    return save(holdings, digest, target, clock(), OsFiles())


@pytest.fixture
def site(tmp_path, clock):
    """A lake, and the data folder of a watch room that is running."""
    data = tmp_path / "data"
    log = RawLog(data / "raw", clock, reserve_bytes=0)
    for hour in range(3):
        log.append("north", b"".join(b"!%d,%d\n" % (hour, n) for n in range(500)), clock())
        log.sync()
        clock.forward(3600)
    (data / "picture.json").write_text("{}")
    (data / "kernels/abc").mkdir(parents=True)
    (data / "kernels/abc/x.nbi").write_text("made again")
    yield lake_of(tmp_path / "lake", clock), data
    log.close()


@pytest.mark.parametrize("name", ["site.tar", "site"])
def test_what_was_saved_comes_back(site, tmp_path, clock, name):
    lake, data = site
    lines = b"".join(read_raw(data / "raw"))
    manifest = backup(tmp_path / name, clock, lake, data)
    assert manifest.parts == ["data", "lake"]
    restore(tmp_path / name, {"lake": tmp_path / "lake2", "data": tmp_path / "data2"}, clock, OsFiles())
    assert digests(tmp_path / "lake2", clock) == digests(lake, clock) == manifest.digest
    assert b"".join(read_raw(tmp_path / "data2/raw")) == lines
    assert (tmp_path / "data2/picture.json").read_text() == "{}"
    assert not (tmp_path / "data2/kernels").exists()
    # It is a lake and a log like any other: they go on.
    lake_of(tmp_path / "lake2", clock, 100)
    with Lake.open(str(tmp_path / "lake2"), clock, create=True) as again:
        again.tidy()
    again = RawLog(tmp_path / "data2/raw", clock, reserve_bytes=0)
    assert again.recovery.damages == ()
    again.close()
    assert not list(tmp_path.glob("*.part"))


def test_half_a_frame_at_the_end_of_the_log_is_left_behind(site, tmp_path, clock):
    _, data = site
    newest = max(data.rglob("*.nmea.zst"), key=lambda path: path.name)
    seal = newest.with_name(newest.name + ".sha256")
    seal.unlink(missing_ok=True)
    whole = b"".join(read_raw(data / "raw"))
    with newest.open("ab") as file:
        file.write(newest.read_bytes()[:40])
    backup(tmp_path / "raw.tar", clock, data=data)
    restore(tmp_path / "raw.tar", {"data": tmp_path / "data2"}, clock, OsFiles())
    log = RawLog(tmp_path / "data2/raw", clock, reserve_bytes=0)
    assert log.recovery.damages == ()
    log.close()
    assert b"".join(read_raw(tmp_path / "data2/raw")) == whole


def test_a_lake_that_is_written_meanwhile_is_saved_as_one_version(tmp_path, clock):
    root = lake_of(tmp_path / "lake", clock)
    before = digests(root, clock)
    reader = Lake.open(str(root), clock)
    holdings = of_lake(reader)
    first = next(holdings)
    stop = threading.Event()

    def write():
        with Lake.open(str(root), clock, create=True) as lake:
            seed = 100
            while not stop.is_set():
                lake.commit({"position": {DAY: [lake.write("position", DAY, rows_of("position", 50, seed))]}})
                lake.tidy()
                seed += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        digest = lambda: {name: one.digest for name, one in reader.digest().items()}  # noqa: E731
        save([first, *holdings], digest, tmp_path / "lake.tar", clock(), OsFiles())
    finally:
        stop.set()
        thread.join()
    restore(tmp_path / "lake.tar", {"lake": tmp_path / "copy"}, clock, OsFiles())
    assert digests(tmp_path / "copy", clock) == before != digests(root, clock)


def test_nothing_is_overwritten(site, tmp_path, clock):
    lake, _ = site
    backup(tmp_path / "site.tar", clock, lake)
    with pytest.raises(StoreError, match="is there already"):
        backup(tmp_path / "site.tar", clock, lake)
    before = digests(lake, clock)
    with pytest.raises(StoreError, match="holds something already"):
        restore(tmp_path / "site.tar", {"lake": lake}, clock, OsFiles())
    assert digests(lake, clock) == before
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "site.tar", {"lake": tmp_path / "empty"}, clock, OsFiles())
    assert digests(tmp_path / "empty", clock) == before
    with pytest.raises(StoreError, match="holds no data, only lake: leave --data out"):
        restore(tmp_path / "site.tar", {"data": tmp_path / "d"}, clock, OsFiles())
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_to_a_backup_is_told_and_nothing_appears(tmp_path, clock, seed):
    root = lake_of(tmp_path / "lake", clock)
    backup(tmp_path / "lake.tar", clock, root)
    rng = random.Random(seed)
    content = bytearray((tmp_path / "lake.tar").read_bytes())
    if seed % 3 == 0:
        del content[rng.randrange(len(content) - 20_000) :]
    else:
        # Somewhere inside a file, not in the padding of the archive.
        with tarfile.open(tmp_path / "lake.tar") as tar:
            member = rng.choice([one for one in tar if one.size])
        content[member.offset_data + rng.randrange(member.size)] ^= 1 << rng.randrange(8)
    (tmp_path / "bad.tar").write_bytes(content)
    refused = None
    try:
        restore(tmp_path / "bad.tar", {"lake": tmp_path / "copy"}, clock, OsFiles())
    except StoreError as error:
        refused = str(error)
    if refused is None:
        # A bit of the manifest that says nothing of a file: when it was saved.
        assert member.name == NAME
        assert digests(tmp_path / "copy", clock) == digests(root, clock)
    else:
        assert "another copy" in refused or "use Marsad" in refused
        assert not (tmp_path / "copy").exists()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("../evil", "file"), ("/evil", "file"), ("lake/../../evil", "file"), ("lake/x", "link"), ("x", "file")],
)
def test_a_backup_that_was_tampered_with_writes_nothing_elsewhere(tmp_path, clock, name, kind):
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        about = tarfile.TarInfo(name)
        if kind == "link":
            about.type, about.linkname = tarfile.SYMTYPE, "/etc/passwd"
        else:
            about.size = 4
        tar.addfile(about, io.BytesIO(b"evil"))
    with pytest.raises(StoreError, match=r"tampered with|is no file"):
        restore(tmp_path / "evil.tar", {"lake": tmp_path / "in/copy"}, clock, OsFiles())
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["evil.tar", "in"]


def test_what_is_no_backup_is_told(tmp_path, clock):
    with pytest.raises(StoreError, match="There is no backup"):
        restore(tmp_path / "none.tar", {"lake": tmp_path / "a"}, clock, OsFiles())
    (tmp_path / "text.tar").write_text("hello" * 1000)
    with pytest.raises(StoreError, match="is no backup of Marsad"):
        restore(tmp_path / "text.tar", {"lake": tmp_path / "a"}, clock, OsFiles())
    (tmp_path / "folder/lake").mkdir(parents=True)
    with pytest.raises(StoreError, match="is no backup of Marsad"):
        restore(tmp_path / "folder", {"lake": tmp_path / "a"}, clock, OsFiles())
    newer = {"kind": "marsad backup", "format": 99, "since": "9.0.0", "saved_us": 0, "digest": {}, "files": {}}
    (tmp_path / "folder" / NAME).write_text(json.dumps(newer))
    with pytest.raises(StoreError, match=r"use Marsad 9\.0\.0 or newer"):
        restore(tmp_path / "folder", {"lake": tmp_path / "a"}, clock, OsFiles())
    with pytest.raises(StoreError, match="There is no data folder"):
        list(of_data(tmp_path / "none", OsFiles()))


def test_a_full_disk_leaves_no_half_backup(small_disk, tmp_path, clock):
    root = lake_of(tmp_path / "lake", clock)
    with Lake.open(str(root), clock, create=True) as lake:
        for seed in range(8):
            rows = rows_of("position", 6000, seed)
            lake.commit({"position": {DAY: [*lake.files("position", DAY), lake.write("position", DAY, rows)]}})
    for name in ("lake.tar", "lake"):
        with pytest.raises(StoreError, match=r"The disk of .* is full: free some space or name another place"):
            backup(small_disk / name, clock, root)
    backup(tmp_path / "lake.tar", clock, root)
    with pytest.raises(StoreError, match=r"The disk of .* is full"):
        restore(tmp_path / "lake.tar", {"lake": small_disk / "lake"}, clock, OsFiles())
    assert os.listdir(small_disk) == []
