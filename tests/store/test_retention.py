"""How long the log is kept, and the forecast of the disk."""

import pytest

from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import path_of, segments
from marsad.store.raw_log import RawLog
from marsad.store.retention import Retention, forecast

HOUR = 3600


class Disk(OsFiles):
    """The real disk with a stated free space."""

    free = 10**9

    def free_bytes(self, path):
        return self.free


def fill(root, clock, hours, size=1000):
    """One segment of `size` bytes for each of the hours before now."""
    for n in range(hours):
        path = path_of(root, clock() - (hours - n) * HOUR * 1_000_000, n + 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
        path.with_name(path.name + ".sha256").write_text("")


@pytest.mark.parametrize(("keep_days", "left"), [(None, 100), (1, 24), (2.5, 60), (30, 100)])
def test_what_is_past_its_days_goes_with_its_seal(tmp_path, clock, keep_days, left):
    fill(tmp_path, clock, 100)
    gone = Retention(keep_days, clock, clock.steady).apply(tmp_path, OsFiles(), clock(), None)
    found = segments(tmp_path, OsFiles())
    assert len(found) == left == 100 - len(gone)
    assert [segment.number for segment in found] == list(range(101 - left, 101))
    assert len(list(tmp_path.rglob("*.sha256"))) == left


def test_the_segment_being_written_stays(tmp_path, clock):
    fill(tmp_path, clock, 3)
    newest = segments(tmp_path, OsFiles())[-1].path
    Retention(0.001, clock, clock.steady).apply(tmp_path, OsFiles(), clock(), newest)
    assert [segment.path for segment in segments(tmp_path, OsFiles())] == [newest]


def test_a_clock_that_steps_deletes_nothing_for_a_day(tmp_path, clock):
    fill(tmp_path, clock, 100)
    retention = Retention(10, clock, clock.steady)
    clock.step(20 * 365 * 24 * HOUR)
    for _ in range(23):
        assert retention.apply(tmp_path, OsFiles(), clock(), None) == []
        clock.forward(HOUR)
    clock.step(-20 * 365 * 24 * HOUR)
    for _ in range(23):
        assert retention.apply(tmp_path, OsFiles(), clock(), None) == []
        clock.forward(HOUR)
    clock.forward(10 * 24 * HOUR)
    assert len(retention.apply(tmp_path, OsFiles(), clock(), None)) == 100


def test_the_log_applies_it(tmp_path, clock):
    fill(tmp_path / "raw", clock, 50)
    log = RawLog(tmp_path / "raw", clock, files=Disk(), keep_days=1, steady=clock.steady, closed_bytes=0)
    log.sync()
    log.close()
    assert all(segment.begin_us >= clock() - 86_400_000_000 for segment in segments(tmp_path / "raw", OsFiles()))


@pytest.mark.parametrize(
    ("hours", "free", "reserve", "keep_days", "per_day", "days"),
    [
        (0, 10**9, 0, None, None, None),
        (24, 240_000, 0, None, 24_000, 10),
        (24, 240_000, 120_000, None, 24_000, 5),
        (24, 100, 120_000, None, 24_000, 0),
        (240, 240_000, 0, None, 24_000, 10),
        (6, 48_000, 0, None, 24_000, 2),
        (240, 240_000, 0, 10, 24_000, None),
        (24, 240_000, 0, 11, 24_000, None),
        (24, 240_000, 0, 12, 24_000, 10),
    ],
)
def test_the_forecast(tmp_path, clock, hours, free, reserve, keep_days, per_day, days):
    fill(tmp_path, clock, hours)
    disk = Disk()
    disk.free = free
    found = forecast(tmp_path, disk, clock(), reserve, keep_days)
    assert found.total_bytes == hours * 1000
    assert found.bytes_per_day == (None if per_day is None else pytest.approx(per_day, rel=0.01))
    assert found.days_until_full == (None if days is None else pytest.approx(days, rel=0.01))


def test_a_log_that_heard_nothing_lately_never_fills(tmp_path, clock):
    fill(tmp_path, clock, 5)
    clock.forward(48 * HOUR)
    assert forecast(tmp_path, OsFiles(), clock(), 0, None).days_until_full is None
