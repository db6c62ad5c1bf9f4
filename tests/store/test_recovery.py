"""Damage of every kind is found, set aside and told; what is sound before and behind it is kept (R4)."""

import os
import random
import signal
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.store.disk.files import OsFiles
from marsad.store.raw.frames import MAGIC, compressor, stretches
from marsad.store.raw.segment import segments
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw
from marsad.store.recovery import recover
from marsad.store.store_error import StoreError


@pytest.fixture
def log_of(tmp_path, clock):
    """A raw log of one segment with some frames; its path and the ends of its frames."""

    def make(frames=20, close=True, root=tmp_path / "raw"):
        log = RawLog(root, clock, reserve_bytes=0)
        ends = []
        for n in range(frames):
            log.append("north", b"".join(b"!%d,%d\n" % (n, m) for m in range(40)), clock())
            status = log.sync()
            ends.append(status.segment_bytes)
        if close:
            log.close()
        else:
            # As a killed process leaves it: the lock goes with it, the seal was never written.
            os.close(log._lock_handle)
        return status.segment, ends

    return make


def expected(frames, but=()):
    return [b"!%d,%d" % (n, m) for n in range(frames) if n not in but for m in range(40)]


def test_a_clean_log_has_nothing_to_report(log_of, tmp_path, lines_of):
    log_of()
    found = recover(tmp_path / "raw")
    assert (found.damages, found.checked, found.unchecked, found.lost) == ((), 1, 0, False)


def test_a_run_that_was_killed_between_frames_is_sealed(log_of, tmp_path, lines_of):
    path, _ = log_of(close=False)
    assert recover(tmp_path / "raw").damages == ()
    subprocess.run(["sha256sum", "-c", path.name + ".sha256"], cwd=path.parent, check=True, capture_output=True)
    assert lines_of(tmp_path / "raw") == expected(20)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("cut", [1, 3, 30])
def test_a_torn_tail_costs_its_frame(log_of, tmp_path, lines_of, sealed, cut):
    path, ends = log_of(close=sealed)
    before = path.read_bytes()
    os.truncate(path, ends[-1] - cut)
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.kind == ("damaged" if sealed else "torn")
    assert damage.ranges == ((ends[-2], ends[-1] - cut),)
    assert damage.saved.read_bytes() == before[:-cut]
    assert f"bytes {ends[-2]}-{ends[-1] - cut - 1} of" in damage.message
    assert lines_of(tmp_path / "raw") == expected(20, {19})
    assert recover(tmp_path / "raw").damages == ()


@pytest.mark.parametrize("frame", [0, 7, 19])
@pytest.mark.parametrize("sealed", [True, False])
def test_a_flipped_bit_costs_its_frame(log_of, tmp_path, lines_of, frame, sealed):
    path, ends = log_of(close=sealed)
    begins = [0, *ends]
    rng = random.Random(frame)
    data = bytearray(path.read_bytes())
    data[rng.randrange(begins[frame], ends[frame])] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.ranges == ((begins[frame], ends[frame]),)
    assert lines_of(tmp_path / "raw") == expected(20, {frame})


def test_every_flipped_bit_is_found_or_harmless(log_of):
    path, _ = log_of(3)
    data = path.read_bytes()
    sound = [stretch.content for stretch in stretches(data)]
    harmless = 0
    for at in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[at] ^= 1 << bit
            found = list(stretches(bytes(flipped)))
            assert [stretch.begin for stretch in found[1:]] == [stretch.end for stretch in found[:-1]]
            contents = [stretch.content for stretch in found]
            # The format has a few bits that mean nothing; they are left to the seal.
            harmless += contents == sound
            assert contents == sound or (contents.count(None) == 1 and sum(c in sound for c in contents) == 2)
    assert harmless < len(data) * 8 / 50


def test_a_zeroed_range_costs_the_frames_it_touches(log_of, tmp_path, lines_of):
    path, ends = log_of()
    with path.open("r+b") as file:
        file.seek(ends[4] - 10)
        file.write(bytes(ends[8] - ends[4]))
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.ranges == ((ends[3], ends[8]),)
    assert lines_of(tmp_path / "raw") == expected(20, {4, 5, 6, 7, 8})


def test_two_damages_are_told_apart(log_of, tmp_path, lines_of):
    path, ends = log_of()
    data = bytearray(path.read_bytes())
    data[ends[2] + 20] ^= 1
    data[ends[9] + 20] ^= 1
    path.write_bytes(data)
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.ranges == ((ends[2], ends[3]), (ends[9], ends[10]))
    assert lines_of(tmp_path / "raw") == expected(20, {3, 10})


@pytest.mark.parametrize(("sealed", "kind", "lost"), [(False, "empty", False), (True, "changed", True)])
def test_an_empty_file_is_set_aside(log_of, tmp_path, sealed, kind, lost):
    path, _ = log_of(close=sealed)
    path.write_bytes(b"")
    found = recover(tmp_path / "raw")
    assert [damage.kind for damage in found.damages] == [kind]
    assert found.lost is lost
    assert not path.exists()
    assert found.damages[0].saved.exists()


def test_garbage_for_a_segment_is_set_aside(log_of, tmp_path):
    path, _ = log_of(close=False)
    path.write_bytes(MAGIC * 1000 + b"no frame at all")
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.ranges == ((0, 4015),)
    assert not path.exists()
    with pytest.raises(StoreError, match="holds no raw log"):
        read_raw(tmp_path / "raw")


def test_frames_taken_out_of_a_sealed_segment_are_noticed_once(log_of, tmp_path, lines_of):
    path, ends = log_of()
    data = path.read_bytes()
    path.write_bytes(data[: ends[3]] + data[ends[5] :])
    (damage,) = recover(tmp_path / "raw").damages
    assert damage.kind == "changed"
    assert recover(tmp_path / "raw").damages == ()
    assert lines_of(tmp_path / "raw") == expected(20, {4, 5})


@pytest.mark.parametrize("seal", [b"", b"not a digest", b"0" * 30])
def test_a_seal_that_cannot_be_read_is_made_again(log_of, tmp_path, seal):
    path, _ = log_of()
    path.with_name(path.name + ".sha256").write_bytes(seal)
    assert recover(tmp_path / "raw").damages == ()
    subprocess.run(["sha256sum", "-c", path.name + ".sha256"], cwd=path.parent, check=True, capture_output=True)


def test_old_segments_are_left_for_a_thorough_check(log_of, tmp_path, clock):
    first, _ = log_of()
    clock.forward(3600)
    second, _ = log_of(root=tmp_path / "raw")
    data = bytearray(first.read_bytes())
    data[100] ^= 1
    first.write_bytes(data)
    quick = recover(tmp_path / "raw", closed_bytes=second.stat().st_size)
    assert (quick.damages, quick.checked, quick.unchecked) == ((), 1, 1)
    assert [damage.segment for damage in recover(tmp_path / "raw", closed_bytes=None).damages] == [first]


def test_a_second_damage_does_not_overwrite_the_first_copy(log_of, tmp_path):
    path, _ = log_of()
    for _ in range(2):
        data = bytearray(path.read_bytes())
        data[50] ^= 1
        path.write_bytes(data)
        recover(tmp_path / "raw")
    names = sorted(found.name for found in path.parent.iterdir())
    assert names == [path.name, path.name + ".damaged", path.name + ".damaged-2", path.name + ".sha256"]


def test_the_start_tells_and_marks_the_loss(log_of, tmp_path, clock):
    path, ends = log_of(close=False)
    os.truncate(path, ends[-1] - 5)
    log = RawLog(tmp_path / "raw", clock, reserve_bytes=0)
    assert log.recovery.lost_bytes == ends[-1] - 5 - ends[-2]
    log.sync()
    log.close()
    assert b"$PMRSD,GAP,damaged,,1700000000000,,%d*" % log.recovery.lost_bytes in b"".join(read_raw(tmp_path / "raw"))


class Refusing(OsFiles):
    """A disk on which one file cannot be read, or nothing be written."""

    def __init__(self, unreadable=None, full=False):
        self.unreadable = unreadable
        self.full = full

    def read(self, path):
        if path == self.unreadable:
            raise OSError(5, "Input/output error")
        return super().read(path)

    def create(self, path):
        if self.full:
            raise OSError(28, "No space left on device")
        return super().create(path)


def test_a_disk_that_refuses_does_not_stop_the_start(log_of, tmp_path, clock, lines_of):
    path, ends = log_of(close=False)
    os.truncate(path, ends[-1] - 5)
    found = recover(tmp_path / "raw", files=Refusing(path))
    assert [damage.kind for damage in found.damages] == ["unreadable"]
    found = recover(tmp_path / "raw", files=Refusing(full=True))
    assert [damage.kind for damage in found.damages] == ["unreadable"]
    # Nothing was made worse: with space it is mended.
    assert lines_of(tmp_path / "raw") == expected(20, {19})
    assert [damage.kind for damage in recover(tmp_path / "raw").damages] == ["torn"]


class CutError(Exception):
    """The power goes."""


class PowerCut(OsFiles):
    """Stops for good before the n-th change of the disk."""

    def __init__(self, after):
        self.left = after

    def _step(self):
        self.left -= 1
        if self.left < 0:
            raise CutError

    def create(self, path):
        self._step()
        return super().create(path)

    def write(self, handle, data):
        self._step()
        super().write(handle, data)

    def rename(self, old, new):
        self._step()
        super().rename(old, new)

    def remove(self, path):
        self._step()
        super().remove(path)


@pytest.mark.parametrize("after", range(12))
def test_a_start_that_is_itself_cut_short_loses_nothing(log_of, tmp_path, lines_of, after):
    path, _ = log_of(close=False)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    try:
        recover(tmp_path / "raw", files=PowerCut(after))
    except CutError:
        pass
    else:
        assert after >= 6
    recover(tmp_path / "raw")
    assert len(lines_of(tmp_path / "raw")) == 19 * 40
    assert any(found.read_bytes() == data for found in path.parent.glob("*.damaged"))
    assert not list(path.parent.glob("*.part"))
    assert recover(tmp_path / "raw").damages == ()


@given(
    st.lists(st.binary(max_size=200), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=50)), max_size=3),
    st.integers(0, 300),
)
@example([b"", b""], [(6, b"\x00\x00\x00\x03")], 0)
@settings(deadline=None)
def test_any_damage_leaves_the_untouched_frames(contents, blots, cut):
    frames = [compressor().compress(content) for content in contents]
    data = bytearray(b"".join(frames))
    touched = bytearray(len(data))
    for at, blot in blots:
        for n, byte in enumerate(blot):
            if at + n < len(data) and data[at + n] != byte:
                data[at + n] = byte
                touched[at + n] = 1
    keep = max(0, len(data) - cut)
    found = list(stretches(bytes(data[:keep])))
    assert sum(stretch.end - stretch.begin for stretch in found) == keep
    sound = {stretch.begin: stretch.content for stretch in found if stretch.content is not None}
    at = 0
    for frame, content in zip(frames, contents, strict=True):
        if at + len(frame) <= keep and not any(touched[at : at + len(frame)]):
            # A blot before it may by chance begin a frame that reaches into this one; its checksum says no.
            assert sound[at] == content
        at += len(frame)


WRITER = """
import os, sys, time
from pathlib import Path
from marsad.store.raw import segment_writer
from marsad.store.raw_log import RawLog
segment_writer.SEGMENT_BYTES = 60_000
log = RawLog(Path(sys.argv[1]), lambda: time.time_ns() // 1000, reserve_bytes=0)
n = int(sys.argv[2])
while True:
    lines = [b"!%d,%s" % (m, os.urandom(30).hex().encode()) for m in range(n, n + 50)]
    log.append("north", b"\\r\\n".join(lines) + b"\\r\\n", time.time_ns() // 1000)
    n += 50
    log.sync()
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""


def test_what_was_synced_survives_being_killed_at_any_moment(tmp_path, lines_of):
    root = tmp_path / "raw"
    rng = random.Random(4)
    n = 0
    for kill in range(12):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(root), str(n)], stdout=subprocess.PIPE)
        acknowledged = n
        for _ in range(rng.randrange(1, 60)):
            acknowledged = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
        child.wait()
        acknowledged = int(rest[-1]) if rest else acknowledged
        if kill % 3 == 0:
            # Half a frame, as a power cut leaves it.
            newest = segments(root, OsFiles())[-1]
            with newest.path.open("ab") as file:
                file.write(compressor().compress(b"!torn\n" * 50)[: rng.randrange(1, 30)])
        found = recover(root)
        assert {damage.kind for damage in found.damages} <= {"torn", "empty"}, (kill, found)
        numbers = [int(line[1:].split(b",")[0]) for line in lines_of(root)]
        # A prefix without a hole, that holds all that was acknowledged.
        assert numbers == list(range(len(numbers)))
        assert len(numbers) >= acknowledged
        n = len(numbers)
