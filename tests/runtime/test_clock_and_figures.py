"""The replay clock, the histogram, the kernel cache."""

from __future__ import annotations

import random

import pytest

from marsad.runtime.clock import ReplayClock
from marsad.runtime.data_folder import data_folder
from marsad.runtime.kernel_cache import VARIABLE, sources_hash, use_kernel_cache
from marsad.runtime.metrics import Histogram
from marsad.schema.refusal import Refusal


class Drive:
    def __init__(self):
        self.s = 0.0

    def __call__(self):
        return self.s


def test_replay_clock_runs_faster_waits_and_stops():
    drive = Drive()
    clock = ReplayClock(1_000_000, 10.0, drive)
    drive.s = 2.0
    assert clock() == 21_000_000
    assert clock.wait_s(31_000_000) == pytest.approx(1.0)
    assert clock.wait_s(5_000_000) == 0.0
    clock.advance_to(25_000_000)
    clock.advance_to(1)
    assert clock() == 25_000_000
    clock.stop()
    drive.s = 9.0
    assert clock() == 25_000_000


def test_unlimited_replay_clock_stands_where_it_was_set():
    drive = Drive()
    clock = ReplayClock(5, None, drive)
    drive.s = 100.0
    assert clock() == 5
    clock.advance_to(7)
    assert clock() == 7
    assert clock.wait_s(10**15) == 0.0


def test_histogram_percentiles_are_within_a_bin():
    rng = random.Random(1)
    values = sorted(rng.lognormvariate(2, 1.5) for _ in range(5000))
    histogram = Histogram()
    for value in values:
        histogram.add(value)
    read = histogram.read()
    assert read.count == 5000
    assert values[2500] <= read.p50_ms <= values[2500] * 1.26
    assert values[4950] * 0.99 <= read.p99_ms <= values[4950] * 1.26
    assert read.max_ms == round(values[-1], 3)
    histogram.reset()
    assert histogram.read().p99_ms == 0.0


def test_durations_beyond_all_bins_and_below_zero_are_counted():
    histogram = Histogram()
    histogram.add(1e9)
    histogram.add(-5.0)
    assert histogram.read().count == 2
    assert histogram.read().p99_ms == 1e9


def test_kernel_cache_follows_the_sources_and_forgets_old_ones(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "a_kernel.py").write_text("@njit\n")
    (package / "b.py").write_text("x = 1\n")
    first = sources_hash(package)
    (package / "b.py").write_text("x = 2\n")
    assert sources_hash(package) == first
    (package / "a_kernel.py").write_text("@njit  # changed\n")
    assert sources_hash(package) != first
    environment: dict[str, str] = {}
    for old in range(5):
        (tmp_path / "kernels" / f"old{old}").mkdir(parents=True)
    folder = use_kernel_cache(tmp_path, environment)
    assert environment[VARIABLE] == str(folder)
    assert folder.is_dir()
    assert len(list((tmp_path / "kernels").iterdir())) == 3
    assert use_kernel_cache(tmp_path / "elsewhere", environment) == folder


def test_data_folder_is_made_or_refused(tmp_path):
    assert data_folder("", {"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "marsad"
    assert data_folder("", {"HOME": str(tmp_path)}) == tmp_path / ".local/share/marsad"
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match="is a file"):
        data_folder(str(tmp_path / "file"), {})
    with pytest.raises(Refusal, match="cannot be made"):
        data_folder(str(tmp_path / "file" / "below"), {})
