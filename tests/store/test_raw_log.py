"""Writing: lines in, sealed segments out, by hour and size, from several threads, under a full disk."""

import asyncio
import errno
import os
import shutil
import subprocess
import threading

import pytest
import zstandard

from marsad.store import StoreError, raw_log
from marsad.store.disk.files import OsFiles
from marsad.store.raw import segment_writer
from marsad.store.raw.segment import segments
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"
MIB = 1 << 20


@pytest.fixture
def open_log(tmp_path, clock):
    opened = []

    def make(root=tmp_path / "raw", **options):
        log = RawLog(root, clock, **{"reserve_bytes": 0, "steady": clock.steady, **options})
        opened.append(log)
        return log

    yield make
    for log in opened:
        log.close()


def test_what_is_appended_is_read_back(open_log, tmp_path, clock, lines_of):
    log = open_log()
    log.append("north", LINE * 2, clock())
    log.append("south", b"!half", clock())
    status = log.sync()
    assert status.last_sync_us == clock()
    assert status.segment == tmp_path / "raw/2023/11/14/221320-000001.nmea.zst"
    assert (status.lines, status.bytes, status.alarm, status.pending_bytes) == (2, len(LINE) * 2 + 5, None, 0)
    log.append("south", b" a line\n", clock())
    log.close()
    log.close()
    assert lines_of(tmp_path / "raw") == [LINE[:-2]] * 2 + [b"!half a line"]
    with pytest.raises(ValueError, match="closed"):
        log.append("north", LINE, clock())


def test_a_closed_segment_is_sealed_as_sha256sum_reads_it(open_log, clock):
    log = open_log()
    log.append("north", LINE, clock())
    path = log.sync().segment
    assert not path.with_name(path.name + ".sha256").exists()
    log.close()
    subprocess.run(["sha256sum", "-c", path.name + ".sha256"], cwd=path.parent, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("zstd") is None, reason="the zstd program is not installed")
def test_the_zstd_program_reads_a_segment(open_log, clock):
    log = open_log()
    for n in range(3):
        log.append("north", b"!%d\n" % n, clock())
        log.sync()
    log.close()
    path = segments(log._root, OsFiles())[0].path
    done = subprocess.run(["zstd", "-dc", str(path)], capture_output=True, check=True)
    assert [line.rsplit(b"\\", 1)[1] for line in done.stdout.splitlines()] == [b"!0", b"!1", b"!2"]


def test_each_sync_is_one_frame_with_a_checksum(open_log, clock):
    log = open_log()
    ends = []
    for _ in range(5):
        log.append("north", LINE * 10, clock())
        ends.append(log.sync().segment_bytes)
    data = log.status().segment.read_bytes()
    for begin, end in zip([0, *ends], ends, strict=False):
        parameters = zstandard.get_frame_parameters(data[begin:end])
        assert parameters.has_checksum
        assert parameters.content_size == len(zstandard.decompress(data[begin:end]))


def test_an_idle_sync_writes_nothing(open_log, tmp_path):
    log = open_log()
    for _ in range(3):
        log.sync()
    assert [path.name for path in (tmp_path / "raw").iterdir()] == [".lock"]


def test_a_line_without_end_is_written_after_ten_seconds(open_log, tmp_path, clock, lines_of):
    log = open_log()
    log.append("north", b"!half", clock())
    clock.forward(9.9)
    log.sync()
    assert log.status().lines == 0
    clock.forward(0.2)
    log.sync()
    assert lines_of(tmp_path / "raw") == [b"!half"]


def test_a_new_hour_is_a_new_segment_even_when_nothing_comes(open_log, tmp_path, clock):
    log = open_log()
    log.append("north", LINE, clock())
    first = log.sync().segment
    clock.forward(47 * 60)
    assert log.sync().segment is None
    assert first.with_name(first.name + ".sha256").exists()
    log.append("north", LINE, clock())
    assert log.sync().segment == tmp_path / "raw/2023/11/14/230020-000002.nmea.zst"


def test_a_large_segment_is_closed(open_log, tmp_path, clock, monkeypatch, lines_of):
    monkeypatch.setattr(segment_writer, "SEGMENT_BYTES", 40_000)
    log = open_log()
    for _ in range(12):
        log.append("north", os.urandom(12_000).replace(b"\n", b".").replace(b"\r", b".") + b"\n", clock())
        log.sync()
    log.close()
    found = segments(tmp_path / "raw", OsFiles())
    assert [segment.number for segment in found] == [1, 2, 3]
    assert all(segment.bytes < 60_000 for segment in found)
    assert len(lines_of(tmp_path / "raw")) == 12


def test_the_order_is_that_of_writing_though_the_clock_steps_back(open_log, tmp_path, clock, lines_of):
    log = open_log()
    for n in range(4):
        log.append("north", b"!%d\n" % n, clock())
        log.sync()
        clock.step(-3600)
    log.close()
    log = open_log()
    clock.step(-86400)
    log.append("north", b"!4\n", clock())
    log.close()
    assert lines_of(tmp_path / "raw") == [b"!0", b"!1", b"!2", b"!3", b"!4"]


def test_two_writers_are_refused(open_log, tmp_path):
    open_log()
    with pytest.raises(StoreError, match="Another Marsad writes to"):
        open_log()


def test_a_folder_that_cannot_be_made_is_refused(open_log, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        open_log(tmp_path / "file" / "raw")


def test_many_short_lines_become_many_frames(open_log, tmp_path, clock, lines_of):
    log = open_log()
    log.append("north", b"a\n" * 400_000, clock())
    log.close()
    assert len(lines_of(tmp_path / "raw")) == 400_000
    chunks = list(read_raw(tmp_path / "raw"))
    assert len(chunks) > 3
    assert all(len(chunk) <= 4 * MIB and chunk.endswith(b"\n") for chunk in chunks)


def test_appending_goes_on_while_another_thread_syncs(open_log, tmp_path, clock, lines_of):
    log = open_log()
    done = threading.Event()

    def sync():
        while not done.is_set():
            log.sync()

    thread = threading.Thread(target=sync)
    thread.start()
    for n in range(3000):
        log.append(f"s{n % 3}", b"!%d\r\n" % n, clock())
    done.set()
    thread.join()
    log.close()
    assert sorted(lines_of(tmp_path / "raw")) == sorted(b"!%d" % n for n in range(3000))
    assert log.status().shed_lines == 0


def test_it_serves_an_event_loop(open_log, tmp_path, clock, lines_of):
    log = open_log()

    async def scene():
        for n in range(10):
            log.append("north", b"!%d\n" % n, clock())
            await asyncio.to_thread(log.sync)

    asyncio.run(scene())
    assert len(lines_of(tmp_path / "raw")) == 10


class Trouble(OsFiles):
    """The real disk, on which an operation can be made to fail."""

    def __init__(self):
        self.failing = {}
        self.free = 10**12

    def _maybe(self, name):
        if name in self.failing:
            raise OSError(self.failing[name], os.strerror(self.failing[name]))

    def create(self, path):
        self._maybe("create")
        return super().create(path)

    def write(self, handle, data):
        if "write" in self.failing:
            super().write(handle, data[: len(data) // 2])
        self._maybe("write")
        super().write(handle, data)

    def truncate(self, handle, size):
        self._maybe("truncate")
        super().truncate(handle, size)

    def fsync(self, handle):
        self._maybe("fsync")
        super().fsync(handle)

    def fsync_folder(self, path):
        self._maybe("fsync_folder")
        super().fsync_folder(path)

    def free_bytes(self, path):
        return self.free


@pytest.mark.parametrize(
    ("failing", "alarm"),
    [
        ({"write": errno.ENOSPC}, "disk_full"),
        ({"write": errno.EDQUOT}, "disk_full"),
        ({"write": errno.EIO}, "write_failed"),
        ({"write": errno.ENOSPC, "truncate": errno.EIO}, "disk_full"),
        ({"fsync": errno.EIO}, "write_failed"),
        ({"create": errno.EROFS}, "write_failed"),
        ({"fsync_folder": errno.EIO}, "write_failed"),
    ],
)
@pytest.mark.parametrize("fresh", [True, False])
def test_a_disk_that_fails_is_told_counted_and_marked(open_log, tmp_path, clock, lines_of, failing, alarm, fresh):
    files = Trouble()
    log = open_log(files=files)
    if not fresh:
        log.append("north", b"!before\n", clock())
        assert log.sync().alarm is None
        if set(failing) & {"create", "fsync_folder"}:
            clock.forward(3600)
    files.failing = failing
    log.append("north", b"!lost\n!lost\n", clock())
    status = log.sync()
    assert status.alarm == alarm
    assert status.shedding
    assert str(tmp_path / "raw") in status.message
    assert (status.shed_lines, status.lines) == (2, 2 if fresh else 3)
    files.failing = {}
    clock.forward(1)
    log.append("north", b"!after\n", clock())
    status = log.sync()
    assert status.alarm is None
    assert status.message is None
    log.close()
    # What was counted as lost may be there after a failed fsync, never the other way round.
    kept = [line for line in lines_of(tmp_path / "raw") if line != b"!lost"]
    assert kept == ([] if fresh else [b"!before"]) + [b"!after"]
    marks = [line for line in b"".join(read_raw(tmp_path / "raw")).splitlines() if b"$PMRSD" in line]
    assert len(marks) == 1
    assert b"$PMRSD,GAP,%s," % alarm.encode() in marks[0]
    assert b",2,%d*" % status.shed_bytes in marks[0]
    # And nothing of it stops the next start.
    again = open_log()
    assert [line for line in lines_of(tmp_path / "raw") if line != b"!lost"] == kept
    assert {damage.kind for damage in again.recovery.damages} <= {"torn", "empty"}


def test_the_reserve_is_kept_and_the_alarm_does_not_flutter(open_log, clock):
    files = Trouble()
    log = open_log(files=files, reserve_bytes=100 * MIB)
    states = []
    for free in (200, 101, 100, 99, 100, 110, 124, 126, 200):
        files.free = free * MIB
        log.append("north", LINE, clock())
        clock.forward(1)
        states.append(log.sync().alarm)
    full = "disk_full"
    assert states == [None, None, full, full, full, full, full, None, None]
    assert log.status().shed_lines == 5


def test_the_alarm_ends_with_the_trouble_though_nothing_is_heard(open_log, clock):
    files = Trouble()
    log = open_log(files=files, reserve_bytes=MIB)
    files.free = 0
    log.append("north", LINE, clock())
    assert log.sync().alarm == "disk_full"
    files.free = 10 * MIB
    assert log.sync().alarm is None


def test_a_disk_that_is_too_slow_sheds_and_says_so(open_log, clock, monkeypatch, tmp_path, lines_of):
    monkeypatch.setattr(raw_log, "QUEUE_BYTES", 100_000)
    log = open_log()
    for _ in range(30):
        log.append("north", LINE * 100, clock())
    status = log.status()
    assert status.alarm == "behind"
    assert status.pending_bytes <= 100_000
    assert status.shed_lines > 0
    clock.forward(1)
    assert log.sync().alarm is None
    log.close()
    assert len(lines_of(tmp_path / "raw")) == 3000 - status.shed_lines
    assert b"$PMRSD,GAP,behind,1700000000000,1700000000000,%d," % status.shed_lines in b"".join(
        read_raw(tmp_path / "raw")
    )


@pytest.mark.parametrize("reserve", [0, MIB])
def test_a_full_disk_sheds_telemetry_keeps_the_reserve_and_heals(small_disk, clock, reserve, lines_of):
    log = RawLog(small_disk / "raw", clock, reserve_bytes=reserve, steady=clock.steady)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(2 * MIB))
    appended = 0
    while log.status().alarm is None:
        assert appended < 200
        log.append("north", os.urandom(45_000).hex().encode() + b"\n", clock())
        appended += 1
        clock.forward(1)
        log.sync()
    # Within the one second of a sync it is known, and the journal still has its share.
    assert log.status().alarm == "disk_full"
    assert "disk of" in log.status().message
    shed = log.status().shed_lines
    assert shed > 0
    if reserve:
        assert OsFiles().free_bytes(small_disk) >= reserve
        (small_disk / "journal").write_bytes(bytes(reserve - 64 * 1024))
        (small_disk / "journal").unlink()
        clock.forward(3600)
        assert log.sync().alarm == "disk_full"
    filler.unlink()
    log.append("north", LINE, clock())
    assert log.sync().alarm is None
    log.append("north", LINE, clock())
    log.close()
    kept = lines_of(small_disk / "raw")
    assert kept[-2:] == [LINE[:-2]] * 2
    # A line of 90,000 bytes is logged in two pieces; what was not shed is there.
    assert log.status().shed_lines == shed
    assert len(kept) == appended * 2 - shed + 2 == log.status().lines - shed
    marks = [line for line in b"".join(read_raw(small_disk / "raw")).splitlines() if b"$PMRSD,GAP,disk_full," in line]
    assert len(marks) == 1


def test_a_segment_that_someone_deletes_does_not_swallow_what_follows(open_log, tmp_path, clock, lines_of):
    log = open_log()
    log.append("north", b"!gone\n", clock())
    log.sync().segment.unlink()
    log.append("north", b"!kept\n", clock())
    log.sync()
    assert lines_of(tmp_path / "raw") == [b"!kept"]
